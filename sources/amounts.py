"""Amounts that compare: quantities in base units, by what they measure.

A rounded number is the same number, so two amounts match within a tolerance. What a passage states as two arms or as
a ratio is held against a claim as the difference and the relative change too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from claims.model import Role
from claims.units import to_base
from sources.phrasing import find_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.model import Analysis, Quantity
    from sources.model import Premise

TOLERANCE = 0.035  # "a third" of 34%, "2.5" of 2.46
ROUGH = 0.12  # "about", "nearly", "some" and number words
_HOUR = 3600.0

_PERCENT, _POINTS = "percent", "percentage point"
_RATIOS = frozenset({"odds ratio", "hazard ratio", "risk ratio", "rate ratio"})
_EFFECTS = frozenset({Role.EFFECT_SIZE, Role.SHARE, Role.INCIDENCE, Role.OTHER})
_NOT_EFFECTS = frozenset({"time", "number"})
_COURSE_NOUNS = re.compile(
    r"session|treatment|infusion|injection|dose|visit|application|tablet|capsule|appointment", re.IGNORECASE
)
_EXTREME = re.compile(
    r"(?:maximum|largest|highest|best|ranging|range|peak|individual)\W+(?:[\w-]+\W+){0,4}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in the base unit of its dimension; bounds as in `Quantity`. `extreme` is a best case, not a mean."""

    text: str
    dimension: str
    low: float | None
    high: float | None
    role: Role
    approximate: bool = False
    extreme: bool = False

    @property
    def least(self) -> float | None:
        """The lowest value that the words allow."""
        return self.low if self.low is not None else self.high

    @property
    def most(self) -> float | None:
        """The highest value that the words allow."""
        return self.high if self.high is not None else self.low


@dataclass(frozen=True, slots=True)
class Time:
    """A time as printed, in hours, with the role that it plays."""

    text: str
    hours: float
    role: Role


def amounts_of(analyses: Iterable[Analysis], roles: frozenset[Role] | None = None) -> tuple[Amount, ...]:
    """Return the amounts of `analyses` whose role is among `roles` (default: all), in order."""
    return tuple(
        amount
        for a in analyses
        for amount in (_amount(q, a.text) for q in a.quantities)
        if roles is None or amount.role in roles
    )


def effects_of(analyses: Iterable[Analysis]) -> tuple[Amount, ...]:
    """Return the amounts that can be the size of an effect: shares, changes, scores; neither times nor bare numbers."""
    return tuple(
        a
        for analysis in analyses
        for a in amounts_of((analysis,), _EFFECTS)
        if not _SCALE.match(analysis.text.partition(a.text)[2])
        and (a.dimension not in _NOT_EFFECTS or (a.dimension == "time" and a.role is Role.EFFECT_SIZE))
        and a.most is not None
    )


def shares_of(analyses: Iterable[Analysis]) -> tuple[Amount, ...]:
    """Return the percentages of people or events."""
    return tuple(a for a in effects_of(analyses) if a.dimension == _PERCENT)


def ages_of(analyses: Iterable[Analysis]) -> tuple[Amount, ...]:
    """Return the ages, in hours like every time."""
    return amounts_of(analyses, frozenset({Role.AGE}))


def courses_of(analyses: Iterable[Analysis]) -> tuple[Amount, ...]:
    """Return the numbers of sessions, doses or visits of a course."""
    return tuple(
        a
        for a in amounts_of(analyses, frozenset({Role.SESSIONS, Role.DOSE, Role.OTHER}))
        if a.least is not None and _COURSE_NOUNS.search(a.dimension)
    )


def sample_size_of(premise: Premise) -> float | None:
    """Return how many took part: as registered, or the largest number of people that the passage counts."""
    if premise.sample_size is not None:
        return float(premise.sample_size)
    sizes = [a.most for a in amounts_of(premise.analyses, frozenset({Role.SAMPLE_SIZE})) if a.most is not None]
    return max(sizes, default=None)


def times_of(analyses: Iterable[Analysis], *, longest: bool = True) -> tuple[Time, ...]:
    """Return the times of `analyses` in hours, each by its `longest` or its shortest reading."""
    return tuple(
        Time(a.text, value / _HOUR, a.role)
        for analysis in analyses
        for a in amounts_of((analysis,))
        if a.dimension == "time"
        and a.role is not Role.EFFECT_SIZE
        and (value := a.most if longest else a.least) is not None
        and not re.search(rf"{re.escape(a.text)}-[a-z]", analysis.text)  # "1,100 day-surgery patients"
    )


def implied_time(group: str, analysis: Analysis, role: Role, *, longest: bool = False) -> Time | None:
    """Return the time that words without a number stand for ("instantly"): the shortest, or the `longest`."""
    phrases = [p for p in find_phrases(group, analysis.text) if p.value is not None]
    if not phrases:
        return None
    chosen = (max if longest else min)(phrases, key=lambda p: p.value or 0.0)
    return Time(chosen.text, chosen.value or 0.0, role)


def matches(a: Amount, b: Amount, *, across: bool = False) -> bool:
    """Whether two amounts are the same number for a reader; `across` compares the numbers whatever the dimension."""
    if a.dimension != b.dimension and not across:
        return False
    slack = ROUGH if a.approximate or b.approximate else TOLERANCE
    return any(
        abs(abs(x) - abs(y)) <= slack * max(abs(x), abs(y), 1e-9)
        for x in (a.low, a.high)
        if x is not None
        for y in (b.low, b.high)
        if y is not None
    ) or _within(a, b)


def _within(a: Amount, b: Amount) -> bool:
    """Whether one lies between both bounds of the other."""
    return any(
        o.low is not None and o.high is not None and i.most is not None and o.low <= i.most <= o.high
        for i, o in ((a, b), (b, a))
    )


def all_there(claim: Analysis, premise: Premise) -> bool:
    """Whether the claim has amounts and the passage has each of them, or implies it, in whatever unit."""
    here = amounts_of((claim,))
    there = (*amounts_of(premise.analyses), *derived(effects_of(premise.analyses)))
    return bool(here) and all(any(matches(amount, other) for other in there) for amount in here)


def is_ratio(amount: Amount) -> bool:
    """Whether the amount is an odds, hazard, risk or rate ratio."""
    return amount.dimension in _RATIOS


def derived(found: Iterable[Amount]) -> tuple[Amount, ...]:
    """Return what follows from the amounts of a passage: differences, relative changes, ratios as changes."""
    amounts = tuple(found)
    result = [
        Amount(a.text, _PERCENT, value, value, Role.EFFECT_SIZE)
        for a in amounts
        if a.dimension in _RATIOS and a.most is not None and (value := abs(1 - a.most) * 100)
    ]
    for a, b in permutations([x for x in amounts if x.dimension not in _RATIOS], 2):
        if a.dimension != b.dimension or a.most is None or b.most is None or abs(a.most) <= abs(b.most):
            continue
        text, gap = f"{b.text} and {a.text}", abs(a.most) - abs(b.most)
        result.append(Amount(text, _POINTS if a.dimension == _PERCENT else a.dimension, gap, gap, Role.EFFECT_SIZE))
        result.extend(
            Amount(text, _PERCENT, change, change, Role.EFFECT_SIZE)
            for base in (a.most, b.most)
            if base and (change := 100 * gap / abs(base))
        )
    return tuple(result)


@lru_cache(maxsize=16384)  # a passage is held against every claim
def _amount(quantity: Quantity, text: str) -> Amount:
    low, high = quantity.low, quantity.high
    dimension = to_base(1.0, quantity.unit)[0].replace("_", " ")
    before, _, after = text.partition(quantity.text)  # by its words: offsets count from the start of a longer text
    return Amount(
        quantity.text,
        _SHARE.get(dimension, dimension),
        None if low is None else to_base(low, quantity.unit)[1],
        None if high is None else to_base(high, quantity.unit)[1],
        _role(quantity, before, after, text),
        quantity.approximate,
        bool(_EXTREME.search(before[-40:])),
    )


_SHARE = {"share": _PERCENT, "share difference": _POINTS}


def _role(quantity: Quantity, before: str, after: str, text: str) -> Role:
    """Return the role of a quantity, mended where the words around it leave no doubt.

    "Within 2 hours" is when something happens, not how long it lasts; "20 minutes after the dose" is no session.
    """
    promised = _WITHIN.match(quantity.text) or _WITHIN.search(before[-8:])
    if promised and quantity.role in _MISTAKEN and not _TAKES.search(text):
        return Role.ONSET
    if quantity.role is Role.SESSION_LENGTH and _AFTER.match(after):
        return Role.ONSET
    if quantity.role is Role.DOSE and (_MOVES.search(before) or _SIGNED.match(quantity.text) or _COMPARED.match(after)):
        return Role.EFFECT_SIZE
    return quantity.role


_MISTAKEN = frozenset({Role.DURABILITY, Role.SESSION_LENGTH, Role.SCHEDULE, Role.OTHER})
_WITHIN = re.compile(r"(?:with)?in(?: (?:just|only|about|around|roughly))?\s*$|within\b", re.IGNORECASE)
_AFTER = re.compile(r"\W+(?:after|later)\b", re.IGNORECASE)
_SCALE = re.compile(r"[\s-]*(?:[a-z]+ )?scale\b", re.IGNORECASE)  # "a 10-point scale"
_MOVES = re.compile(  # what an outcome gains or loses is no dose, whatever its unit
    r"\b(?:gain|lose|lost|rise|rose|fall|fell|drop|grow|grew|increase|decrease|shed)(?:s|d|ed)?(?: by)?"
    r"(?: about| around| some| nearly| almost| up to| over| an average of| a mean of| a| an)*\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[-−]\d")  # no dose is below nothing
_COMPARED = re.compile(r"\s+(?:units? )?(?:lighter|lower|higher|shorter|longer|thinner|heavier)\b", re.IGNORECASE)
_TAKES = re.compile(  # "the visit is over within an hour" is how long it takes, whatever else happens in it
    r"\b(?:session|visit|appointment|consultation|procedure|operation|drip|treatment|scan|massage|infusion)s?\b[^.,;]*"
    r"\b(?:over|done|finished|completed?)\b"
    r"|\blasts?\b|\btakes?\b",
    re.IGNORECASE,
)
