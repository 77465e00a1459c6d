"""Severity of a verdict: how bad it is, and how much hangs on the claim (docs/glossary.md)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from audit.model import ClaimClass, Severity, Verdict
from claims.lexicon import lexicon
from claims.model import ClaimType

if TYPE_CHECKING:
    from claims.model import Claim

_A = frozenset({ClaimType.SAFETY, ClaimType.REGULATORY_STATUS, ClaimType.GUARANTEE})
_C = frozenset({ClaimType.SESSION_LENGTH, ClaimType.PROCESS})
_D = frozenset({ClaimType.OTHER})

_CRITICAL, _MAJOR, _MINOR, _INFO = Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.INFO

#: Severity by verdict for the classes A, B, C, D, in this order. `outdated` here is expired or superseded.
_TABLE: dict[Verdict, tuple[Severity, Severity, Severity, Severity]] = {
    Verdict.CONTRADICTED: (_CRITICAL, _CRITICAL, _MAJOR, _MAJOR),
    Verdict.OUTDATED: (_MAJOR, _MAJOR, _MINOR, _INFO),
    Verdict.MISATTRIBUTED: (_CRITICAL, _MAJOR, _MINOR, _MINOR),
    Verdict.UNSUPPORTED: (_CRITICAL, _MAJOR, _MINOR, _MINOR),
    Verdict.OVERSTATED: (_CRITICAL, _MAJOR, _MINOR, _INFO),
    Verdict.NEEDS_REVIEW: (_MAJOR, _MINOR, _INFO, _INFO),
}
_RETRACTED = (_CRITICAL, _CRITICAL, _MAJOR, _MINOR)


def class_of(claim: Claim) -> ClaimClass:
    """Return the class of `claim`: the worst that its types or its words call for; a hedge changes nothing."""
    types = frozenset(claim.analysis.types)
    if types & _A or mentions_grave_topic(f"{claim.text} {claim.analysis.text}"):
        return ClaimClass.A
    if types - _C - _D:
        return ClaimClass.B
    return ClaimClass.C if types & _C else ClaimClass.D


def severity_of(verdict: Verdict, claim_class: ClaimClass, *, retracted: bool = False) -> Severity | None:
    """Return how much harm `verdict` on a claim of `claim_class` could do; None for `supported`, which raises nothing.

    `retracted` tells an `outdated` claim whose source was withdrawn from one whose source has merely aged.
    """
    if verdict is Verdict.SUPPORTED:
        return None
    row = _RETRACTED if verdict is Verdict.OUTDATED and retracted else _TABLE[verdict]
    return row[list(ClaimClass).index(claim_class)]


def mentions_grave_topic(text: str) -> bool:
    """Whether `text` speaks of self-harm, cure, overdose, children or pregnancy."""
    return _grave().search(text) is not None


@cache
def _grave() -> re.Pattern[str]:
    words = sorted({w for group in lexicon("grave-topics").values() for w in group["words"]}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w])", re.IGNORECASE)
