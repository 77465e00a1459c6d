"""Dates, clock times, years, decades and ages: numbers whose unit is in the way they are printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.quantities.amounts import Amount, Sense, read_amount
from claims.quantities.atoms import DASHES, Kind
from claims.quantities.bounds import after, before
from claims.quantities.measures import measured, single_unit
from claims.quantities.numerals import Form, joined, low, read_number, step, values
from claims.units import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.quantities.atoms import Atom, Atoms

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
_AGE_WORDS = frozenset({"aged", "age", "ages", "turning", "aging", "ageing"})


def _is_year(atom: Atom) -> bool:
    return (
        atom.kind is Kind.NUMBER
        and len(atom.text) == 4
        and atom.value is not None
        and atom.value.is_integer()
        and _OLDEST <= atom.value <= _NEWEST
    )  # noqa: PLR2004


def _day(atoms: Atoms, index: int) -> int | None:
    """The index behind a day of a month at `index`: "4", "04", "4th"."""
    if (
        index >= len(atoms)
        or atoms[index].kind is not Kind.NUMBER
        or not atoms[index].text.isdigit()
        or not 1 <= (atoms[index].value or 0) <= 31
    ):  # noqa: PLR2004
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
    """A date in atoms `first` to `end`, whose year stands at `year`."""
    if year is None or _is_dateline(atoms, end):
        return Amount(first, end, first, None, None, None, sense=Sense.NOTHING)
    value = atoms[year].value
    return Amount(first, end, first, value, value, "year", sense=Sense.DATE)


def _is_dateline(atoms: Atoms, end: int) -> bool:
    """Whether the date heads a press release: a dash, a wire's name in slashes or a clock time follows it."""
    follows = low(atoms, end)
    return (
        follows in ("—", "@", "/")
        or follows in ("-", "–")
        and (low(atoms, end + 1) in ("-", "–") or not atoms[end].glued)
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
    grouped = low(atoms, index - 1) in DASHES and low(atoms, index - 2) in ("over", "under", "above", "below")
    plural = (
        index + 1 < len(atoms)
        and atoms[index + 1].low in ("s", "'s")
        and atoms[index + 1].glued
        and atom.text.isdigit()
    )
    value = atom.value or 0.0
    if not plural or not grouped and (value % 10 or not value):
        return None
    bounds = before(atoms, index, "year")
    if _is_year(atom):
        first = bounds.first if bounds.approximate else index
        return Amount(first, index + 2, index, value, value + 9, "year", bounds.approximate, sense=Sense.DATE)
    return _age_group(atoms, index, index + 2, value) if value < 100 else None  # noqa: PLR2004


def _age_group(atoms: Atoms, index: int, end: int, value: float) -> Amount:
    """An age printed as a group: "their fifties" spans ten years, "over-50s" and "under-18s" are bounds."""
    previous = index - 1 - (low(atoms, index - 1) in DASHES)
    word = low(atoms, previous)
    side = {"over": "low", "under": "high", "above": "low", "below": "high"}.get(word)
    if side is not None:
        return Amount(
            previous,
            end,
            index,
            value if side == "low" else None,
            value if side == "high" else None,
            "year",
            sense=Sense.AGE,
            bounded=True,
        )
    return Amount(
        index,
        end,
        index,
        value,
        value + 9,
        "year",
        approximate=word in ("mid", "early", "late"),
        sense=Sense.AGE,
        bounded=True,
    )


def _year(atoms: Atoms, index: int) -> Amount | None:
    atom = atoms[index]
    if not _is_year(atom):
        return None
    at = index + 1
    if (
        low(atoms, at) in DASHES
        and joined(atoms, at, DASHES)
        and at + 1 < len(atoms)
        and (_is_year(atoms[at + 1]) or len(atoms[at + 1].text) == 2)
    ):  # noqa: PLR2004
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
    at, timed = index + 1, False
    if (
        low(atoms, at) == ":"
        and joined(atoms, at, ":")
        and atoms[at + 1].text.isdigit()
        and len(atoms[at + 1].text) == 2
    ):  # noqa: PLR2004
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
        if (
            other is not None
            or hours
            and low(atoms, index - 1) != "from"
            and atoms[index].text.isdigit()
            and low(atoms, at) == "to"
        ):
            return Amount(index, other.end if other else at + 2, index, None, None, None, sense=Sense.NOTHING)
    return None


def read_age(atoms: Atoms, index: int) -> Amount | None:
    """Read "aged 18 to 65", "the age of 60", "18-year-olds", "over-16s", "in their fifties"."""
    word = low(atoms, index)
    if word in values("decades") and low(atoms, index - 1) in (
        "his",
        "her",
        "their",
        "your",
        "my",
        "our",
        "late",
        "early",
        "mid",
        "-",
        "the",
    ):
        return _age_group(atoms, index, index + 1, values("decades")[word])
    amount = read_amount(atoms, index)
    if (
        amount is None
        or amount.unit not in (None, "year", "month", "week")
        or amount.low is None
        and amount.high is None
    ):
        return None
    at = step(atoms, amount.end)
    if low(atoms, at) in ("old", "olds") and amount.unit is not None:
        behind = after(atoms, at + 1)
        return _bounded(replace(amount, end=behind.end, sense=Sense.AGE), behind.side)
    if low(atoms, at) == "of" and low(atoms, at + 1) == "age" and amount.unit is not None:
        behind = after(atoms, at + 2)
        return _bounded(replace(amount, end=behind.end, sense=Sense.AGE), behind.side)
    last = low(atoms, amount.end - 1)
    if (
        last in ("older", "younger")
        or amount.unit is None
        and last in ("over", "up", "upwards", "under")
        and low(atoms, amount.end - 2) == "and"
    ):
        return replace(amount, unit=amount.unit or "year", sense=Sense.AGE, bounded=True)
    prefix = index - 1
    words = [low(atoms, place) for place in range(max(0, amount.first - 1), prefix + 1)]
    before_range = [low(atoms, place) for place in range(max(0, index - 4), index)]
    if (
        _AGE_WORDS.intersection(words)
        or before_range[-1:]
        and before_range[-1] in _AGE_WORDS
        or before_range[-2:-1]
        and before_range[-2] in ("age", "ages", "aged")
    ):
        return replace(amount, unit=amount.unit or "year", sense=Sense.AGE, bounded=True)
    return None


def _bounded(amount: Amount, side: str) -> Amount:
    if side == "low":
        return replace(amount, high=None, bounded=True)
    return replace(amount, low=None, bounded=True) if side == "high" else amount


def read_ordinal(atoms: Atoms, index: int) -> Amount | None:
    """Read "the first week or two", "by the second week"; and "22nd session", whose noun only a doc can judge."""
    value, end = values("ordinals").get(low(atoms, index)), index + 1
    if (
        value is None
        and atoms[index].kind is Kind.NUMBER
        and low(atoms, end) in ("st", "nd", "rd", "th")
        and atoms[end].glued
    ):
        value, end = atoms[index].value, end + 1
    if value is None or read_number(atoms, end) is not None:  # "first two weeks" is a bound before a number
        return None
    unit = measured(atoms, end)
    first = index - (low(atoms, index - 1) in ("the", "my", "your", "their", "our", "even"))
    lead = low(atoms, first - 1)
    if unit is None:
        counted = lead in ("after", "by", "since", "within", "from", "even") and not joined(atoms, end)
        return Amount(index, end, index, value, value, None, form=Form.WORDS, sense=Sense.POSITION) if counted else None
    timed = unit[0] in ("hour", "day", "night", "week", "fortnight", "month", "year")
    if not timed or lead not in (
        "in",
        "within",
        "by",
        "from",
        "after",
        "during",
        "for",
        "over",
        "on",
        "throughout",
        "until",
    ):
        return None
    end, highest = unit[1], value
    if low(atoms, end) == "or" and low(atoms, end + 1) in values("cardinals"):
        highest, end = values("cardinals")[low(atoms, end + 1)], end + 2
    first -= lead in ("by", "within", "from")
    lowest = None if value == 1 and highest == 1 or lead in ("by", "within") else value
    name = unit[0]
    if name == "fortnight":
        lowest, highest, name = None if lowest is None else 2 * lowest, 2 * highest, "week"
    return Amount(first, end, index, lowest, highest, name, form=Form.WORDS, sense=Sense.POSITION, bounded=True)


def read_stretch(atoms: Atoms, index: int) -> Amount | None:
    """Read a stretch of time without a number: "within hours", "in just days", "for decades"."""
    word = low(atoms, index)
    if not word.endswith("s") and word != "centuries" or atoms[index].kind is not Kind.WORD:
        return None
    unit = single_unit(atoms[index])
    if unit is None or kind_of(unit) != "time" or len(word) < 4:  # noqa: PLR2004
        return None
    first = index - 1
    while low(atoms, first) in ("just", "mere", "only", "a", "matter", "of") and first > 0:
        first -= 1
    lead = low(atoms, first)
    brief = unit in ("second", "minute", "hour", "day", "week", "month")
    if (
        lead == "within"
        or lead == "in"
        and brief
        or lead == "for"
        and unit not in ("second", "minute")
        and first == index - 1
    ):
        return Amount(
            first,
            index + 1,
            index,
            None,
            None,
            {"decade": "year", "century": "year"}.get(unit, unit),
            form=Form.VAGUE,
            bounded=True,
        )
    return None


def read_next_day(atoms: Atoms, index: int) -> Amount | None:
    """Read "the next day", "the following morning" and "the same day", as stretches of one day."""
    unit = {"day": "day", "morning": "day", "night": "night"}.get(low(atoms, index + 1))
    if (
        low(atoms, index) not in ("next", "following", "same")
        or low(atoms, index - 1) != "the"
        or unit is None
        or joined(atoms, index + 2)
    ):
        return None
    first = index - 1 - (low(atoms, index - 2) in ("by", "within"))
    lowest = None if low(atoms, index) == "same" or first < index - 1 else 1.0
    return Amount(first, index + 2, index, lowest, 1.0, unit, form=Form.WORDS, sense=Sense.POSITION, bounded=True)


def read_single(atoms: Atoms, index: int) -> Amount | None:
    """Read "a single", whose noun only a doc can judge ("a single infusion", not "a single reason")."""
    if low(atoms, index) != "single" or low(atoms, index - 1) not in ("a", "one", "the", "just", "each", "per"):
        return None
    return None if joined(atoms, index + 1) else Amount(index - 1, index + 1, index, 1.0, 1.0, None, form=Form.WORDS)
