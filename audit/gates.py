"""Gates: which findings make a run fail, and the exit code that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.config import Gate
from audit.model import ClaimClass, Severity, Verdict
from audit.notices import EXPIRED_WAIVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Document, Finding, Report

PASSED, FAILED, SKIPPED = 0, 1, 3
_NOTHING_FOUND = "no-claims-found"
_BLOCKING = frozenset({Severity.CRITICAL, Severity.MAJOR})
_WEIGHTY = frozenset({ClaimClass.A, ClaimClass.B})


def failures(report: Report, gate: Gate) -> Iterator[tuple[Document, Finding]]:
    """Yield the findings that fail `report` at `gate`, with their documents; those suppressed never do.

    `draft` fails on nothing; `ci` on critical and major findings other than needs-review; `strict` also on
    needs-review in classes A and B, and on prose in which no claim was found.
    """
    for document in report.documents:
        for assessment in document.assessments:
            yield from ((document, f) for f in assessment.findings if fails(f, assessment, gate))
        yield from ((document, f) for f in document.findings if fails(f, None, gate))


def fails(finding: Finding, assessment: Assessment | None, gate: Gate) -> bool:
    """Tell whether one finding fails `gate`; `assessment` is None where it concerns a whole document."""
    if gate is Gate.DRAFT or finding.suppressed is not None:
        return False
    if finding.verdict is Verdict.NEEDS_REVIEW:
        return gate is Gate.STRICT and assessment is not None and assessment.claim_class in _WEIGHTY
    return finding.severity in _BLOCKING or (gate is Gate.STRICT and finding.rule == _NOTHING_FOUND)


def exit_code(report: Report, gate: Gate) -> int:
    """Return 1 where the gate failed, 3 where it passed but an input was skipped, else 0 (see the README).

    Besides findings, `strict` fails on an input that was skipped and on a waiver that has expired.
    """
    skipped = any(d.skipped is not None for d in report.documents)
    expired = any(n.rule == EXPIRED_WAIVER for n in report.notices)
    if any(True for _ in failures(report, gate)) or (gate is Gate.STRICT and (skipped or expired)):
        return FAILED
    return SKIPPED if skipped and gate is not Gate.DRAFT else PASSED
