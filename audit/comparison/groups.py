"""Groups of people: how people are divided, which ages a group has, and who needs evidence of their own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.taxonomy import ancestors
from claims.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sources.amounts import Amount

_NON_HUMAN = "non-human"  # the shelf of animals, cells and models in the lexicon of populations
_YEAR = 31_557_600.0  # seconds, like every time
_COMMON = 0.4  # share of the years of a group that must have been studied, so that it was
_OLDEST = 95.0  # years, the end of a group that has none
_YEARS = {
    "infant": (0.0, 1.0),
    "toddler": (1.0, 4.0),
    "school-age-child": (5.0, 12.0),
    "adolescent": (12.0, 18.0),
    "child": (0.0, 18.0),
    "young-adult": (18.0, 30.0),
    "middle-aged": (40.0, 65.0),
    "older-adult": (60.0, _OLDEST),
    "adult": (18.0, _OLDEST),
}  # the narrowest first; WHO: adolescents are 10 to 19, older people 60 and over
_VULNERABLE = frozenset({"child", "pregnant-woman", "breastfeeding-woman"})  # ICH E11 and ICH E8: studied separately
_GRADES = {
    "mild": frozenset({"mild"}),
    "mild-to-moderate": frozenset({"mild", "moderate"}),
    "moderate": frozenset({"moderate"}),
    "moderate-to-severe": frozenset({"moderate", "severe"}),
    "severe": frozenset({"severe"}),
}


@cache
def division(id_: str) -> str | None:
    """Return the nearest shelf above a group that divides people in one way (by age, by sex), None without one."""
    words, level = vocabulary(), [id_]
    while level:
        level = [p for e in filter(None, map(words.get, level)) for p in e.broader]
        shelf = next((p for p in level if (entry := words.get(p)) is not None and entry.gathers), None)
        if shelf is not None:
            return shelf
    return None


def is_beast(id_: str) -> bool:
    """Whether a group is animals, cells or a model, not people."""
    return id_ == _NON_HUMAN or _NON_HUMAN in ancestors(id_)


def is_vulnerable(id_: str) -> bool:
    """Whether what holds for people at large says nothing about this group: children, pregnant and nursing women."""
    return not _VULNERABLE.isdisjoint({id_, *ancestors(id_)})


def grades_of(ids: Iterable[str]) -> frozenset[str]:
    """Return the grades of severity that groups by severity cover; empty for other groups."""
    return frozenset(grade for id_ in ids for grade in _GRADES.get(id_, ()))


def overlap(id_: str, ages: Iterable[Amount]) -> bool:
    """Whether a good part of the years of a group by age lies within `ages`; False for other groups."""
    years = next((_YEARS[g] for g in _YEARS if g == id_ or g in ancestors(id_)), None)
    if years is None:
        return False
    low, high = years
    for age in ages:
        least = (age.least or 0.0) / _YEAR
        most = _OLDEST if age.high is None else (age.most or 0.0) / _YEAR
        if min(high, most) - max(low, least) >= _COMMON * min(high - low, most - least) > 0:
            return True
    return False


def below(id_: str, ages: Iterable[Amount]) -> bool:
    """Whether a group by age ends before the youngest of `ages` begins; False for other groups."""
    years = next((_YEARS[g] for g in _YEARS if g == id_ or g in ancestors(id_)), None)
    return years is not None and years[1] * _YEAR <= min((a.least or 0.0 for a in ages), default=0.0)
