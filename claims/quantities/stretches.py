"""Stretches and points of time in words: "the first week or two", "the next day", "within hours", "22nd session"."""

from __future__ import annotations

from claims.quantities.amounts import Amount, Sense
from claims.quantities.atoms import Atoms, Kind, is_ordinal, joined, low
from claims.quantities.measures import measured, single_unit
from claims.quantities.numerals import Form, read_number, values
from claims.units import kind_of


def read_ordinal(atoms: Atoms, index: int) -> Amount | None:
    """Read "the first week or two", "by the second week"; and "22nd session", whose noun only a doc can judge."""
    value, end = values("ordinals").get(low(atoms, index)), index + 1
    if value is None and atoms[index].kind is Kind.NUMBER and is_ordinal(atoms, index):
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
    lowest = None if (value == 1 and highest == 1) or lead in ("by", "within") else value
    name = unit[0]
    if name == "fortnight":
        lowest, highest, name = None if lowest is None else 2 * lowest, 2 * highest, "week"
    return Amount(first, end, index, lowest, highest, name, form=Form.WORDS, sense=Sense.POSITION, bounded=True)


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


def read_stretch(atoms: Atoms, index: int) -> Amount | None:
    """Read a stretch of time without a number: "within hours", "in just days", "for decades"."""
    word = low(atoms, index)
    if (not word.endswith("s") and word != "centuries") or atoms[index].kind is not Kind.WORD:
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
        or (lead == "in" and brief)
        or (lead == "for" and unit not in ("second", "minute") and first == index - 1)
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


def read_single(atoms: Atoms, index: int) -> Amount | None:
    """Read "a single", whose noun only a doc can judge ("a single infusion", not "a single reason")."""
    if low(atoms, index) != "single" or low(atoms, index - 1) not in ("a", "one", "the", "just", "each", "per"):
        return None
    return None if joined(atoms, index + 1) else Amount(index - 1, index + 1, index, 1.0, 1.0, None, form=Form.WORDS)
