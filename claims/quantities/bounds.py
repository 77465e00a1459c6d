"""What the words around a number do to it: "at least", "within roughly", "up to", "or more", "≥", "or so"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.atoms import MINUSES, atoms_of, low
from claims.quantities.numerals import values
from claims.units import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.quantities.atoms import Atoms

Phrase = tuple[str, ...]
_LOW, _HIGH, _ABOUT, _SKIPPED, _EXACT = "low", "high", "approximately", "skipped", "exact"
_DENIALS = frozenset("not never rarely seldom hardly cannot without nor".split())
_CLAUSE_ENDS = frozenset(", ; : . ( ) but and who which that if because only just".split())
_OPENERS = frozenset(
    "for with has have had takes take took last lasts lasted lasting after than well spend spans of needs need".split()
)
_LOOSE = frozenset("over under plus above least minimum most up below maximum approximately approx".split())


@dataclass(frozen=True, slots=True)
class Bounds:
    """How an amount is bounded: `side` is "low", "high" or empty; the words fill atoms `first` to `end` (exclusive)."""

    side: str
    approximate: bool
    first: int
    end: int


def _listed(phrases: list[str]) -> Iterator[Phrase]:
    for phrase in phrases:
        yield tuple(atom.low for atom in atoms_of(phrase))


@cache
def _before() -> dict[str, tuple[tuple[Phrase, str, bool], ...]]:
    """Phrases before a number by their last atom, longest first: phrase, effect, approximate."""
    words = lexicon("numbers")
    signs = words["symbols"]
    about = set(_listed(words["approximately"]["words"]))
    groups = {
        _LOW: [*words["bounds"]["low"]["words"], *signs["low"]],
        _HIGH: [*words["bounds"]["high"]["words"], *signs["high"]],
        _ABOUT: [*words["approximately"]["words"], *signs["approximately"]],
        _SKIPPED: [*words["skipped"]["words"]],
        _EXACT: signs["exact"],
    }
    table: dict[str, dict[Phrase, tuple[Phrase, str, bool]]] = {}
    for effect, phrases in groups.items():
        for phrase in _listed(phrases):
            table.setdefault(phrase[-1], {}).setdefault(phrase, (phrase, effect, phrase in about or effect == _ABOUT))
    return {last: tuple(sorted(entries.values(), key=lambda entry: -len(entry[0]))) for last, entries in table.items()}


@cache
def _after() -> dict[str, tuple[tuple[Phrase, str], ...]]:
    """Phrases behind a number or its unit by their first atom, longest first."""
    table: dict[str, list[tuple[Phrase, str]]] = {}
    groups = lexicon("numbers")["after"]
    for effect in (_LOW, _HIGH, _ABOUT):
        for phrase in _listed(groups[effect]["words"]):
            table.setdefault(phrase[0], []).append((phrase, effect))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in table.items()}


def before(atoms: Atoms, index: int, unit: str | None) -> Bounds:
    """Read the bound and the approximation in front of the atom at `index`.

    "Over", "past" and "next" bound a number ("over 40 people") but not a stretch of time that something goes on over
    ("infused over 40 minutes"), unless the words around them say so.
    """
    side, approximate, first, at = "", False, index, index
    while at > 0:
        found = _ending(atoms, at)
        if found is None:
            break
        phrase, effect, about = found
        start = at - len(phrase)
        if effect in (_LOW, _HIGH):
            if side or not _bounds(atoms, start, phrase, index, unit):
                break
            side = _HIGH if effect == _LOW and _denied(atoms, start, phrase) else effect
        if effect != _SKIPPED or about:
            first = start
        approximate = approximate or about
        at = start
    return Bounds(side, approximate, first, index)


def _ending(atoms: Atoms, index: int) -> tuple[Phrase, str, bool] | None:
    for entry in _before().get(low(atoms, index - 1), ()):
        start = index - len(entry[0])
        if start >= 0 and tuple(atom.low for atom in atoms[start:index]) == entry[0]:
            return entry
    return None


def _bounds(atoms: Atoms, start: int, phrase: Phrase, number: int, unit: str | None) -> bool:
    word, timed = phrase[-1], kind_of(unit) == "time" and unit is not None and " per " not in unit
    previous = low(atoms, start - 1)
    if phrase in (("first",), ("the", "first"), ("in", "the", "first"), ("next",), ("the", "next")) or word in (
        "next",
        "first",
    ):
        return timed
    if word in ("past", "inside", "beyond") and previous == "the":
        return False
    if phrase == ("over",) and timed:
        return previous in _OPENERS or _owned(atoms, number)
    if phrase in {("min", "."), ("max", ".")}:
        return previous not in values("cardinals") and not (start and atoms[start - 1].value is not None)
    return True


def _denied(atoms: Atoms, start: int, phrase: Phrase) -> bool:
    """Whether a negation turns the bound over: "rarely lasts more than five minutes" is at most five."""
    if phrase[-1] != "than":
        return False
    for atom in reversed(atoms[max(0, start - 7) : start]):
        if atom.low in _CLAUSE_ENDS:
            return False
        if atom.low in _DENIALS or atom.low.endswith("n't"):
            return True
    return False


def _owned(atoms: Atoms, number: int) -> bool:
    """Whether "of" follows the unit: "over 20 years of practice" is a bound, "over 20 years" a stretch."""
    return "of" in (low(atoms, number + 2), low(atoms, number + 3))


def after(atoms: Atoms, index: int) -> Bounds:
    """Read the bound or approximation at `index`, behind a number or its unit."""
    if low(atoms, index) in ("+", "＋") and atoms[index].glued:
        return Bounds(_LOW, approximate=False, first=index, end=index + 1)
    for phrase, effect in _after().get(low(atoms, index), ()):
        end = index + len(phrase)
        if tuple(low(atoms, place) for place in range(index, end)) == phrase and not _goes_on(atoms, phrase, end):
            return Bounds("" if effect == _ABOUT else effect, effect == _ABOUT, index, end)
    return Bounds("", approximate=False, first=index, end=index)


def _goes_on(atoms: Atoms, phrase: Phrase, end: int) -> bool:
    """Whether the phrase is the start of something else: "3 mg and over 4 weeks", "12 plus 3"."""
    following = atoms[end] if end < len(atoms) else None
    if phrase[-1] not in _LOOSE or following is None:
        return False
    return following.value is not None or following.low in values("cardinals") or following.low in ("the", "a", "an")


def signed(atoms: Atoms, index: int) -> bool:
    """Whether a minus stands at `index`: glued to the number behind it and free of what is before it.

    The word "minus" is one too, unless it subtracts ("10 minus 5") or belongs to a spread ("plus or minus 5").
    """
    if index < 0:
        return False
    if atoms[index].low == "minus":
        previous = low(atoms, index - 1)
        subtracts = index > 0 and (atoms[index - 1].value is not None or previous in values("cardinals"))
        return not subtracts and previous not in ("or", "/", "plus", "-")
    if atoms[index].text not in MINUSES:
        return False
    free = index == 0 or not atoms[index].glued or atoms[index - 1].text in "([=<>≤≥|~$£€:;,"
    return free and index + 1 < len(atoms) and atoms[index + 1].glued
