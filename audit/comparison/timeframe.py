"""`timeframe`: the claim promises it sooner, or over sooner, than the evidence saw it.

What it means
    The time to an effect, the length of a session or the time to recover is shorter in the claim than in the
    passage. Times are compared in hours whatever their unit. "Within 2 hours" exceeds 24 hours, "within a week"
    does not; words without a number ("instantly", "overnight", "within days") stand for the longest time that a
    reader would still accept.

Why it matters
    People choose a treatment for its speed and give up on it when the promise fails. The first time at which a
    study looked is the earliest that it can speak of.

Fails
    Claim: The drops relieve itchy eyes within 5 minutes.
    Evidence: The drops relieved itchy eyes within 30 minutes.

Passes
    Claim: The drops relieve itchy eyes within an hour.
    Evidence: The drops relieved itchy eyes within 30 minutes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import Role
from sources.amounts import Time, implied_time, times_of

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_MARGIN = 0.8  # a claim has to be a fifth sooner: "20 minutes" of a session of 25 is rounding, of 30 it is not
_EFFECT = frozenset({Role.ONSET, Role.RECOVERY})


def compare_timeframe(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim is sooner than the passage, None where it is not or no time of the same kind is given."""
    promised = _promised(claim)
    if promised is None:
        return None
    if _said_by(premise, promised):
        return None
    if _TASK.search(claim.text) and any(
        t.hours <= promised.hours / _MARGIN for t in times_of(premise.analyses, longest=False)
    ):
        return None
    seen = _seen(promised, premise)
    if not seen or any(t.hours <= promised.hours / _MARGIN for t in seen):
        return None
    earliest = min(seen, key=lambda t: t.hours)
    return Overstatement(Facet.TIMEFRAME, promised.text, earliest.text)


def _promised(claim: Analysis) -> Time | None:
    """Return the latest time by which the claim says that it happens, or how long it says that it takes."""
    if _CHANCE.search(claim.text) or _MEASURED_OVER.search(claim.text) or _NO_TIME.search(claim.text):
        return None
    stated = [
        t for t in times_of((claim,)) if t.role in _EFFECT | {Role.SESSION_LENGTH} and _is_promise(t.text, claim.text)
    ]
    if stated:
        latest = max(stated, key=lambda t: t.hours)
        over = _OVER.search(claim.text.partition(latest.text)[0]) is not None
        return replace(latest, role=Role.SESSION_LENGTH) if over else latest
    return implied_time("time-implied", claim, Role.ONSET)


def _said_by(premise: Premise, promised: Time) -> bool:
    """Whether the passage gives the time itself, in whatever role, or says it in words as quick."""
    if promised.role is Role.SESSION_LENGTH:
        times = times_of(premise.analyses, longest=False)
        return any(promised.hours * _MARGIN <= t.hours <= promised.hours / _MARGIN for t in times)
    implied = (implied_time("time-implied", a, Role.ONSET) for a in premise.analyses)
    return any(t is not None and t.hours <= promised.hours / _MARGIN for t in implied)


def _is_promise(words: str, text: str) -> bool:
    """Whether a time says how soon: no lower bound, no stretch ("first weeks"), no difference ("two days sooner")."""
    before, _, after = text.partition(words)
    if _STARTED.search(before):
        return False
    return _NO_PROMISE.search(words) is None and _DIFFERENCE.match(after) is None and _DAY_CARE.match(after) is None


_TASK = re.compile(  # what is done, not what it does
    r"\b(?:set[- ]?up|done|takes?|in place|fitted|appointment|visit|consultation"
    r"|application|appl(?:y|ied)|brush(?:es)?|scan)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:over|done|finished) in (?:\w+ )?$", re.IGNORECASE)  # how long it takes, not when it works
_MEASURED_OVER = re.compile(  # the length of a test: "walked further in six minutes"
    r"\b(?:walk(?:s|ed|ing)?|distance|output|stands)\b[^.;,]*\bin (?:\w+|\d+) (?:seconds|minutes)\b", re.IGNORECASE
)
_NO_TIME = re.compile(  # what is worn or done at night, and since when the house has done it
    r"\bovernight (?:lens|lenses|contact|contacts|stay|stays|wear|fast\w*|shift|care|monitoring|oximetry|use)\b"
    r"|\b(?:we|our|has|have|had)\b[^.,;]*\bfrom day one\b",
    re.IGNORECASE,
)
_STARTED = re.compile(  # by when it has to begin, not by when it works
    r"\b(?:start(?:ed|ing|s)?|beg[ia]n|begun|beginning|taken?|taking|given|used?|applied|injected)\s+$", re.IGNORECASE
)
_CHANCE = re.compile(r"\b(?:small|slight|tiny|low) (?:chance|risk) of\b", re.IGNORECASE)
_NO_PROMISE = re.compile(
    r"^(?:for )?(?:more than|over|at least|longer than)\b|\bfirst (?:days|weeks|months|years)$", re.IGNORECASE
)
_DIFFERENCE = re.compile(r"\s+(?:sooner|earlier|faster|shorter|longer|less|more|quicker)\b", re.IGNORECASE)
_DAY_CARE = re.compile(r"[\s-]+(?:hospital|case|surgery|unit|clinic|patient)\b", re.IGNORECASE)


def _seen(promised: Time, premise: Premise) -> list[Time]:
    """Return times of the passage to hold the promise against, those of its own role first."""
    times = times_of(premise.analyses, longest=False)
    same = [t for t in times if t.role is promised.role]
    if promised.role is Role.SESSION_LENGTH:
        return same
    others = [t for t in times if t.role in _EFFECT | {Role.OTHER, Role.DURABILITY, Role.SCHEDULE}]
    return [*same, *(t for t in others if not same or t.hours <= promised.hours / _MARGIN)]
