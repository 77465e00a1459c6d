"""`durability`: the claim says that it lasts longer than the evidence followed it.

What it means
    The passage reports an effect up to some time, or reports that it faded, and the claim speaks of a longer one:
    a longer time, or "for good", "lasting", "year after year". The end of follow-up is as far as evidence goes.

Why it matters
    Whether a benefit lasts decides whether a treatment is worth its cost and its risks; silence after the last
    visit is not evidence that it lasted.

Fails
    Claim: Smoother skin for years after one treatment.
    Evidence: Skin was smoother than with sham up to 6 months after one treatment.

Passes
    Claim: Smoother skin for up to 6 months after one treatment.
    Evidence: Skin was smoother than with sham up to 6 months after one treatment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import leaves_open
from audit.model import Facet, Overstatement
from claims.model import Role
from sources.amounts import Time, implied_time, times_of
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_MARGIN = 1.25  # "a year" of eleven months is rounding
_CHRONIC = re.compile(  # what lasts is the illness or the habit
    r"\b(?:long[ -](?:term|standing|lasting)|lifelong|years of|for years) (?:\w+ )?"
    r"(?:pain|illness|disease|conditions?|users?|smokers?|patients?|care|use|depression|sufferers?|problems?|complaints?"
    r"|treatment)\b|\bhad \w+ for years\b|\b(?:has|have) (?:been )?\w+(?:ing|ed) for (?:months|years|weeks)\b"
    r"|\bpermanent (?:implant|teeth|tooth|lead|wire|device|electrode)s?\b"
    r"|\b(?:worn?|wear(?:ing)?) (?:all|the whole) (?:day|night)\b"
    r"|\byears of (?:sun|smoking|stress|damage|wear|drinking|misuse)\b|\bhere to stay, but\b|\bwait until\b"
    r"|\brecommended (?:\w+ )?(?:weeks|months|years)\b|\bweaker in\b",
    re.IGNORECASE,
)
_FOLLOWED = frozenset({Role.DURABILITY, Role.ONSET, Role.RECOVERY, Role.OTHER, Role.SCHEDULE})


def compare_durability(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim lasts longer than the passage, None where it does not or the claim names no duration."""
    promised = _promised(claim)
    if promised is None:
        return None
    if _lasting(premise.text) and first_phrase("fades", premise.text) is None:
        return None
    followed = [t for t in times_of(premise.analyses) if t.role in _FOLLOWED]
    longest = max(followed, key=lambda t: t.hours, default=None)
    if longest is not None:
        return (
            Overstatement(Facet.DURABILITY, promised.text, longest.text)
            if promised.hours > longest.hours * _MARGIN
            else None
        )
    faded = first_phrase("fades", premise.text)
    return Overstatement(Facet.DURABILITY, promised.text, faded) if faded else None


def _promised(claim: Analysis) -> Time | None:
    if leaves_open(claim) or _CHRONIC.search(claim.text):
        return None
    implied = implied_time("lasting", claim, Role.DURABILITY, longest=True)
    persists = first_phrase("persists", claim.text) is not None
    stated = [t for t in times_of((claim,)) if t.role is Role.DURABILITY or (persists and t.role in _FOLLOWED)]
    return max(filter(None, (implied, *stated)), key=lambda t: t.hours, default=None)


def _lasting(text: str) -> bool:
    """Whether the passage itself says that it lasts; "three years after" is a time of follow-up."""
    return any(not _COUNTED.search(text[: p.start]) for p in find_phrases("lasting", text))


_COUNTED = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty))\s+$", re.IGNORECASE
)
