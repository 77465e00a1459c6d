"""Shares and ratios: "one in five", "7 out of 10", "12 per 100,000", "4.6 out of 5", "3:1"."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense
from claims.quantities.atoms import DASHES, Atoms, Kind, joined, low
from claims.quantities.bounds import after, before
from claims.quantities.measures import measured
from claims.quantities.money import money_before
from claims.quantities.numerals import Form, Number, read_number
from claims.units import irregular_plurals

_YEARS = range(1800, 2101)
_ROUND = (100, 1000, 10000, 100000, 1e6)  # what incidences are counted in
_APART = 3  # words between a number and what it is of
_HOURS = 24  # of a day
_RATIOS = frozenset({"ratio", "ratios", "dilution", "diluted", "split", "blend", "mix", "extract"})


def read_share(atoms: Atoms, index: int) -> Amount | None:
    """Read "one in five", "7 out of 10", "23 women in 1,000", "5 per 1,000" and "17 of 20"; or two of them."""
    part = _ratio(atoms, index)
    if part is None:
        return None
    share, end = part
    lowest = highest = share
    joint = low(atoms, end)
    if joint in ("to", "and") or (joint and joint in DASHES):
        other = _ratio(atoms, end + 1)
        if other is not None and (joint != "and" or low(atoms, index - 1) == "between"):
            lowest, highest = sorted((share, other[0]))
            end = other[1]
    bounds = before(atoms, index, "percent")
    behind = after(atoms, end)
    side = bounds.side or behind.side
    amount = Amount(
        bounds.first,
        behind.end,
        index,
        lowest,
        highest,
        "percent",
        bounds.approximate or behind.approximate,
        Form.FRACTION,
        Sense.SHARE,
        bounded=True,
    )
    if lowest == highest:
        amount = replace(amount, low=None if side == "high" else share, high=None if side == "low" else share)
    return amount


def _ratio(atoms: Atoms, index: int) -> tuple[float, int] | None:
    """Share in percent and end of a ratio at `index`."""
    over = read_number(atoms, index)
    if (
        over is None
        or over.value is None
        or over.form in (Form.FRACTION, Form.COLLECTIVE, Form.PAIR)
        or low(atoms, index) in ("a", "an")
    ):
        return None
    at, words = over.end, 0
    while (
        at < len(atoms)
        and atoms[at].kind is Kind.WORD
        and low(atoms, at) not in ("in", "out", "of", "per")
        and words < _APART
    ):
        at, words = at + 1, words + 1
    joint = low(atoms, at)
    if joint == "out" and low(atoms, at + 1) == "of":
        behind = at + 2
    elif (
        joint == "in"
        or (joint == "of" and not words and over.form is Form.DIGITS)
        or (joint == "per" and _counts_cases(atoms, index, over, at))
    ):
        behind = at + 1
    else:
        return None
    behind += low(atoms, behind) in ("every", "each", "the", "all", "our")
    under = read_number(atoms, behind)
    if under is None or under.value is None or under.form is Form.FRACTION or low(atoms, behind) in ("a", "an"):
        return None
    return _proportion(atoms, over.value, under.value, under.end, joint, words)


def _counts_cases(atoms: Atoms, index: int, over: Number, joint: int) -> bool:
    """Whether what is counted per thousand are cases ("25 deaths per 1,000"), not money or an amount of something."""
    if money_before(atoms, index) is not None or measured(atoms, over.end) is not None:
        return False
    word = atoms[joint - 1].text  # "DALYs" are no cases
    plural = word.islower() and (word.endswith("s") or word in irregular_plurals())
    return joint == over.end or over.value == 1 or plural


def _proportion(atoms: Atoms, over: float, under: float, end: int, joint: str, words: int) -> tuple[float, int] | None:
    unit = measured(atoms, end)
    if not 0 < over < under or not under.is_integer() or unit is not None:
        return None
    if joint == "in" and (
        ("," not in atoms[end - 1].text and under in _YEARS) or (words and over > 1 and under not in _ROUND)
    ):
        return None
    if joint == "per" and under not in _ROUND:
        return None
    if joint == "of" and over == 1:
        return None
    if not over.is_integer() and not (joint in ("in", "per") and under >= 100):  # noqa: PLR2004
        return None
    return round(100 * over / under, 6), end


def read_bare_rate(atoms: Atoms, index: int) -> Amount | None:
    """Read the number of "the response rate was 70", whose percent sign was lost or left out."""
    number = read_number(atoms, index)
    if number is None or number.value is None or number.form is not Form.DIGITS or not 0 < number.value <= 100:  # noqa: PLR2004
        return None
    if low(atoms, index - 1) not in _STATES or low(atoms, number.end) not in _BEHIND_RATE:
        return None
    for place in range(index - 2, max(0, index - _RATE_DISTANCE), -1):
        word = low(atoms, place)
        if word in _CUTS:
            return None
        if word in ("rate", "rates"):
            if low(atoms, place - 1) not in lexicon("numbers")["rates-in-percent"]["words"]:
                return None
            return Amount(index, number.end, index, number.value, number.value, "percent", sense=Sense.SHARE)
    return None


_STATES = frozenset({"was", "were", "is", "are", "of", "at", "reached"})
_BEHIND_RATE = frozenset({"", *".,;)", *"and or versus vs against compared with in at for after but".split()})
_CUTS = frozenset({".", ",", ";", ":", "and", "but"})
_RATE_DISTANCE = 10  # words and marks from "rate" to its number


def read_rating(atoms: Atoms, index: int) -> Amount | None:
    """Read "4.6 out of 5" and "4.8/5": stars, not a share."""
    over = read_number(atoms, index)
    if over is None or over.value is None or over.form is not Form.DIGITS or over.value > 10:  # noqa: PLR2004
        return None
    joint = {"out": 2, "/": 1, "of": 1}.get(low(atoms, over.end))
    under = read_number(atoms, over.end + joint) if joint else None
    rated = (
        under is not None
        and under.value in (5.0, 10.0)
        and (low(atoms, over.end) == "/" or not over.value.is_integer())
    )
    if under is None or not rated:
        return None
    return Amount(index, under.end, index, over.value, over.value, "star", sense=Sense.PLAIN)


def read_ratio(atoms: Atoms, index: int) -> Amount | None:
    """Read "3:1", a 1:10 dilution and "80:20" as one number; "1:1" (one to one) and "2:1:1" count nothing.

    Two digits behind the colon are the minutes or seconds of a time, unless both parts make a hundred or a word for a
    ratio stands near. A number with pages behind the colon is a place in a journal.
    """
    if low(atoms, index + 1) != ":" or not joined(atoms, index + 1, ":"):
        return None
    over, under = atoms[index], atoms[index + 2]
    if over.value is None or not under.value or over.kind is not Kind.NUMBER or under.kind is not Kind.NUMBER:
        return None
    end = index + 3
    near = {low(atoms, place) for place in (*range(index - 3, index), end, end + 1)}
    whole = over.value + under.value == 100  # noqa: PLR2004
    timed = len(over.text) <= 2 and re.fullmatch(r"[0-5]\d", under.text) is not None and not whole  # noqa: PLR2004
    if timed and near.isdisjoint(_RATIOS):
        return None if over.value <= _HOURS else Amount(index, end, index, None, None, None, sense=Sense.NOTHING)
    if low(atoms, end) in (":", *DASHES) and joined(atoms, end, ":" + DASHES) and atoms[end + 1].value is not None:
        return Amount(index, end + 2, index, None, None, None, sense=Sense.NOTHING)
    inside = low(atoms, index - 1) in (";", ")", ":") and over.glued
    if inside or over.value == under.value == 1 or ("0" in (over.text[0], under.text[0]) and over.value >= 1):
        return Amount(index, end, index, None, None, None, sense=Sense.NOTHING)
    value = over.value / under.value
    return Amount(index, end, index, value, value, "ratio")
