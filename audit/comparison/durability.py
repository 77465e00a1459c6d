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
from sources.amounts import Time, effects_of, implied_time, times_of
from sources.denials import follows_beyond, lasts_beyond
from sources.model import Design
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_LIFELONG = 87600.0  # hours; what the words for "for ever" stand for
_OFFICIAL = frozenset({Design.LABEL, Design.PROTOCOL, Design.GUIDELINE, Design.CONSENSUS, Design.REGULATOR})
_MARGIN = 1.25  # "a year" of eleven months is rounding
_CHRONIC = re.compile(  # what lasts is the illness or the habit
    r"\b(?:long[ -](?:term|standing|lasting)|lifelong|years of|for years) (?:\w+ )?"
    r"(?:pain|illness|disease|conditions?|users?|smokers?|patients?|care|use|depression|sufferers?|problems?|complaints?"
    r"|treatment)\b|\bhad \w+ for years\b|\b(?:has|have) (?:been )?\w+(?:ing|ed) for (?:months|years|weeks)\b"
    r"|\bpermanent (?:implant|teeth|tooth|lead|wire|device|electrode)s?\b"
    r"|\b(?:worn?|wear(?:ing)?) (?:all|the whole) (?:day|night)\b"
    r"|\byears of (?:sun|smoking|stress|damage|wear|drinking|misuse)\b|\bhere to stay, but\b|\bwait until\b"
    r"|\b(?:in|against|(?:people|patients|those|adults|living) with) long[ -](?:term|standing|lasting)\b"
    r"|\byears after (?:something|an? |the )?(?:\w+ )?"
    r"(?:terrible|trauma\w*|injur\w+|accident|stroke|birth|childbirth|diagnosis)\b"
    r"|\bfor good (?:reasons?|measure|stretch\w*|health|sleep)\b"
    r"|\byears later,? the (?:\w+ )?(?:approval|licen[cs]e|clearance|label)\b"
    r"|\brecommended (?:\w+ )?(?:weeks|months|years)\b|\bweaker in\b",
    re.IGNORECASE,
)
_NO_DURATION = re.compile(  # how often, and a stretch whose length is not said
    r"^(?:every|each|once|twice)\b|\bfirst (?:days|weeks|months|years)$", re.IGNORECASE
)
_INTERVAL = re.compile(r"every \d+ (?:seconds|minutes)\b", re.IGNORECASE)  # within a session
_OF_STUDY = re.compile(
    r"[\s-]+(?:[\w-]+ )?(?:study|trial|follow-up|registry|course|programme|program)\b", re.IGNORECASE
)
_WEARS_OFF = re.compile(
    r"(?<!not )\b(?:wears?|wore|wearing) off (?:(?:on|by|within|after) )?(?:the|a|\d)", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|an?)\b", re.IGNORECASE)
_FOLLOWED = frozenset({Role.DURABILITY, Role.ONSET, Role.RECOVERY, Role.OTHER, Role.SCHEDULE})


def compare_durability(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim lasts longer than the passage, None where it does not or the claim names no duration."""
    promised = _promised(claim)
    if promised is None and lasts_beyond(claim) and not leaves_open(claim) and not follows_beyond(premise):
        end = first_phrase("you-stop", claim.text, affirmed=False, lexicon_name="contraries") or claim.text
        return Overstatement(Facet.DURABILITY, end, "no look after the end of treatment")
    if promised is None or _said_by(premise, promised):
        return None
    if _lasting(premise.text) and first_phrase("fades", premise.text) is None:
        return None
    followed = [t for t in times_of(premise.analyses) if t.role in _FOLLOWED and _INTERVAL.match(t.text) is None]
    longest = max(followed, key=lambda t: t.hours, default=None)
    if longest is not None:
        return (
            Overstatement(Facet.DURABILITY, promised.text, longest.text)
            if promised.hours > longest.hours * _MARGIN
            else None
        )
    faded = first_phrase("fades", premise.text)
    if (
        faded is None
        and promised.hours >= _LIFELONG
        and premise.design not in _OFFICIAL
        and effects_of(premise.analyses)
    ):
        return Overstatement(Facet.DURABILITY, promised.text, "no duration stated")
    return Overstatement(Facet.DURABILITY, promised.text, faded) if faded else None


def _promised(claim: Analysis) -> Time | None:
    if leaves_open(claim) or _CHRONIC.search(claim.text) or _WEARS_OFF.search(claim.text):
        return None
    implied = implied_time("lasting", claim, Role.DURABILITY, longest=True)
    persists = first_phrase("persists", claim.text) is not None
    stated = [
        t
        for t in times_of((claim,))
        if (t.role is Role.DURABILITY or (persists and t.role in _FOLLOWED))
        and _NO_DURATION.search(t.text) is None
        and _OF_STUDY.match(claim.text.partition(t.text)[2]) is None
    ]
    return max(filter(None, (implied, *stated)), key=lambda t: t.hours, default=None)


def _said_by(premise: Premise, promised: Time) -> bool:
    """Whether the passage gives the time itself, in whatever role; words without a number are not looked for."""
    same = (t for t in times_of(premise.analyses) if t.hours / _MARGIN <= promised.hours <= t.hours * _MARGIN)
    return any(_NUMBERED.search(promised.text) and t.role is not Role.AGE for t in same)


def _lasting(text: str) -> bool:
    """Whether the passage itself says that it lasts; "three years after" is a time of follow-up."""
    return any(not _COUNTED.search(text[: p.start]) for p in find_phrases("lasting", text))


_COUNTED = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty))\s+$", re.IGNORECASE
)
