"""Dates, years, decades and clock times: numbers whose unit is in the way they are printed."""

from __future__ import annotations

import re

from claims.quantities.ages import age_group
from claims.quantities.amounts import Amount, Sense
from claims.quantities.atoms import DASHES, Atom, Atoms, Kind, joined, low
from claims.quantities.bounds import before
from claims.quantities.measures import measured
from claims.quantities.numerals import Form

MONTHS = frozenset(
    {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    }
)
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter", "q1", "q2", "q3", "q4", "early", "late", "mid"})
_BEFORE_A_YEAR = frozenset(
    {
        "in",
        "since",
        "by",
        "from",
        "until",
        "till",
        "of",
        "during",
        "before",
        "after",
        "©",
        "copyright",
        "between",
        "through",
        "to",
        "published",
        "and",
        "year",
        "established",
        "founded",
        "circa",
        "the",
        "a",
        "as",
        "'s",
        "summer",
        "study",
    }
)
_OLDEST, _NEWEST = 1800, 2100


def _is_year(atom: Atom) -> bool:
    return (
        atom.kind is Kind.NUMBER
        and len(atom.text) == 4  # noqa: PLR2004
        and atom.value is not None
        and atom.value.is_integer()
        and _OLDEST <= atom.value <= _NEWEST
    )


def _day(atoms: Atoms, index: int) -> int | None:
    """Return the index behind a day of a month at `index`: "4", "04", "4th"."""
    if (
        index >= len(atoms)
        or atoms[index].kind is not Kind.NUMBER
        or not atoms[index].text.isdigit()
        or not 1 <= (atoms[index].value or 0) <= 31  # noqa: PLR2004
    ):
        return None
    return index + 2 if low(atoms, index + 1) in ("st", "nd", "rd", "th") and atoms[index + 1].glued else index + 1


def read_date(atoms: Atoms, index: int) -> Amount | None:
    """Read a date, a year or a decade.

    A date with a year counts as that year; one without, and the date line of a press release, count as nothing.
    """
    atom = atoms[index]
    if atom.kind is Kind.WORD and atom.low in MONTHS and atom.text[0].isupper():
        return _month_first(atoms, index)
    if atom.kind is not Kind.NUMBER:
        return None
    return _numeric(atoms, index) or _day_first(atoms, index) or _decade(atoms, index) or _year(atoms, index)


def _dated(atoms: Atoms, first: int, end: int, year: int | None) -> Amount:
    """Make a date in atoms `first` to `end`, whose year stands at `year`."""
    if year is None or _is_dateline(atoms, end):
        return Amount(first, end, first, None, None, None, sense=Sense.NOTHING)
    value = atoms[year].value
    return Amount(first, end, first, value, value, "year", sense=Sense.DATE)


def _is_dateline(atoms: Atoms, end: int) -> bool:
    """Whether the date heads a press release: a dash, a wire's name in slashes or a clock time follows it."""
    follows = low(atoms, end)
    return follows in ("—", "@", "/") or (
        follows in ("-", "–") and (low(atoms, end + 1) in ("-", "–") or not atoms[end].glued)
    )


def _month_first(atoms: Atoms, index: int) -> Amount | None:
    at = index + 1 + (low(atoms, index + 1) == ".")
    if at < len(atoms) and _is_year(atoms[at]):
        return _dated(atoms, index, at + 1, at)
    end = _day(atoms, at)
    if end is None:
        return None
    year = end + (low(atoms, end) == ",")
    if year < len(atoms) and _is_year(atoms[year]):
        return _dated(atoms, index, year + 1, year)
    return _dated(atoms, index, end, None)


def _day_first(atoms: Atoms, index: int) -> Amount | None:
    end = _day(atoms, index)
    if end is None:
        return None
    end += low(atoms, end) == "of"
    if low(atoms, end) not in MONTHS or not atoms[end].text[0].isupper():
        return None
    year = end + 1 + (low(atoms, end + 1) in (",", "."))
    found = year < len(atoms) and _is_year(atoms[year])
    return _dated(atoms, index, year + 1 if found else end + 1, year if found else None)


def _numeric(atoms: Atoms, index: int) -> Amount | None:
    """Read "2023-05-01" and "03/15/2025"."""
    sign = low(atoms, index + 1)
    if (
        not sign
        or sign not in "-/."
        or sign != low(atoms, index + 3)
        or not joined(atoms, index + 1, sign)
        or not joined(atoms, index + 3, sign)
    ):
        return None
    parts = [atoms[index + place] for place in (0, 2, 4) if index + place < len(atoms)]
    if len(parts) < 3 or not all(part.text.isdigit() for part in parts):  # noqa: PLR2004
        return None
    for place in (0, 2):
        others = [part for number, part in enumerate(parts) if number != place]
        if _is_year(parts[place]) and all(0 < (part.value or 0) <= 31 for part in others):  # noqa: PLR2004
            return _dated(atoms, index, index + 5, index + 2 * place)
    return None


def _decade(atoms: Atoms, index: int) -> Amount | None:
    """Read "the 1960s" as years and "her 50s", "over-40s" as ages."""
    atom = atoms[index]
    previous = index - 1 - (low(atoms, index - 1) in DASHES)
    grouped = low(atoms, previous) in ("over", "under", "above", "below")
    plural = (
        index + 1 < len(atoms)
        and atoms[index + 1].low in ("s", "'s")
        and atoms[index + 1].glued
        and atom.text.isdigit()
    )
    value = atom.value or 0.0
    if not plural or (not grouped and (value % 10 or not value)):
        return None
    bounds = before(atoms, index, "year")
    if _is_year(atom):
        first = bounds.first if bounds.approximate else index
        return Amount(first, index + 2, index, value, value + 9, "year", bounds.approximate, sense=Sense.DATE)
    return age_group(atoms, index, index + 2, value) if value < 100 else None  # noqa: PLR2004


def _year(atoms: Atoms, index: int) -> Amount | None:
    atom = atoms[index]
    if not _is_year(atom):
        return None
    at = index + 1
    if (
        low(atoms, at) in DASHES
        and joined(atoms, at, DASHES)
        and at + 1 < len(atoms)
        and (_is_year(atoms[at + 1]) or len(atoms[at + 1].text) == 2)  # noqa: PLR2004
    ):
        return Amount(index, at + 2, index, atom.value, _second_year(atom, atoms[at + 1]), "year", sense=Sense.DATE)
    if measured(atoms, at) is not None or low(atoms, index - 1) in ("$", "£", "€", "~", "n", "=", "#", "-", "+"):
        return None
    previous = low(atoms, index - 1)
    known = (
        previous in _BEFORE_A_YEAR
        or previous in MONTHS
        or previous in _SEASONS
        or previous in ("", "(", ",", ".", "'s", "|")
    )
    return Amount(
        index, at, index, atom.value, atom.value, "year", sense=Sense.DATE, form=Form.DIGITS if known else Form.WORDS
    )


def _second_year(first: Atom, second: Atom) -> float:
    return float(second.text if len(second.text) == 4 else first.text[:2] + second.text)  # noqa: PLR2004


def read_clock(atoms: Atoms, index: int) -> Amount | None:
    """Read a clock time or a span of opening hours, which count as nothing: "7:00 AM", "3 p.m.", "9 to 5"."""
    if atoms[index].kind is not Kind.NUMBER or (atoms[index].value or 0) >= 25:  # noqa: PLR2004
        return None
    if re.fullmatch(r"\d+(?:\.[0-5]\d)?", atoms[index].text) is None:  # "2.5 pm" is a length
        return None
    at, timed = index + 1, False
    if (
        low(atoms, at) == ":"
        and joined(atoms, at, ":")
        and atoms[at + 1].text.isdigit()
        and len(atoms[at + 1].text) == 2  # noqa: PLR2004
    ):
        at, timed = at + 2, True
    if low(atoms, at) in ("am", "pm", "noon", "o'clock"):
        return Amount(index, at + 1, index, None, None, None, sense=Sense.NOTHING)
    if low(atoms, at) in ("a", "p") and low(atoms, at + 1) == "." and low(atoms, at + 2) == "m" and atoms[at + 2].glued:
        return Amount(index, at + 3, index, None, None, None, sense=Sense.NOTHING)
    if timed:
        return Amount(index, at, index, None, None, None, sense=Sense.NOTHING)
    if low(atoms, at) in ("to", "-", "–") and at + 1 < len(atoms) and atoms[at + 1].kind is Kind.NUMBER:
        other = read_clock(atoms, at + 1)
        hours = (atoms[at + 1].value or 99) <= (atoms[index].value or 0) <= 12 and measured(atoms, at + 2) is None  # noqa: PLR2004
        if other is not None or (
            hours and low(atoms, index - 1) != "from" and atoms[index].text.isdigit() and low(atoms, at) == "to"
        ):
            return Amount(index, other.end if other else at + 2, index, None, None, None, sense=Sense.NOTHING)
    return None
