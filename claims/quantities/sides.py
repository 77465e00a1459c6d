"""One end of a range or a whole amount: signs, money, number, unit, and what is printed between and behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.quantities.atoms import joined, low, step
from claims.quantities.bounds import after, signed
from claims.quantities.measures import denominator, measured, read_person_time, read_rate, read_unit, single_unit
from claims.quantities.money import leading_money, money_before
from claims.quantities.numerals import Form, read_number, scale_at, values
from claims.units import kind_of, to_base

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms
    from claims.quantities.numerals import Number

_MOST_SIGNS = 2  # before a number: "-$5"
_SHORTEST = 4  # letters of a unit behind "a": "a kilo", but not "a min"
MEASURED_BY_ARTICLE = ("time", "mass", "length", "volume", "currency", "data")
_BE = frozenset({"is", "was", "are", "were"})
_SPREADS = frozenset({"±", "sd", "se", "sem"})
_NEXT_TIME, _NEXT_MEASURE = 1 / 60.5, 1 / 1000.5  # sizes of the smaller unit in the larger
_INCHES = 12  # of a foot
# Decades and centuries count in years and fortnights in weeks, as everybody compares them.
_PLAIN = {"decade": (10.0, "year"), "century": (100.0, "year"), "fortnight": (2.0, "week")}


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a range: its number, its unit, and the bound between or behind them ("2 or more weeks")."""

    start: int
    end: int
    value: float | None
    unit: str | None
    form: Form
    side: str = ""
    approximate: bool = False
    scale: float = 1.0  # of its number


def read_side(atoms: Atoms, index: int) -> Side | None:
    """Read a number and its unit at `index`, which may be a minus or a sign of money."""
    start = index
    if (written := _deducted(atoms, index) or _in_feet(atoms, index)) is not None:
        return written
    while index < min(len(atoms), start + _MOST_SIGNS) and (
        signed(atoms, index) or low(atoms, index) == "+" or atoms[index].text in leading_money()
    ):
        index += 1
    number = read_number(atoms, index)
    if number is None:
        return _article_side(atoms, index)
    minus = any(signed(atoms, at) for at in range(start, index)) or (index == start and signed(atoms, index - 1))
    value = number.value if number.value is None or not minus else -number.value
    number = replace(number, value=value)
    money = money_before(atoms, index - 1 if signed(atoms, index - 1) else index)
    return _with_unit(atoms, start, number) if money is None else _with_money(atoms, start, number, money[0])


def _with_money(atoms: Atoms, start: int, number: Number, currency: str) -> Side:
    """Read the letters that scale an amount of money: "£4.2m", "$3b"."""
    scale = values("currency-scales").get(low(atoms, number.end))
    if number.value is None or scale is None or not atoms[number.end].glued:
        scale, end = 1.0, number.end
    else:
        end = number.end + 1
    value = None if number.value is None else number.value * scale
    unit, end = denominator(atoms, end) or ("", end)
    return Side(start, end, value, currency + unit, number.form, scale=scale * number.scale)


def _deducted(atoms: Atoms, index: int) -> Side | None:
    """Read an amount that accounts print in parentheses instead of a minus: "$(0.52)", "£(12.4) million".

    Parentheses around sign and number are the usual ones ("the course ($99)"), except behind "is" or "was", where
    there is nothing that they could add to.
    """
    outer = money_before(atoms, index - 1) if low(atoms, index - 1) == "(" and atoms[index].glued else None
    inner = money_before(atoms, index)
    if outer is None and (inner is None or low(atoms, inner[1] - 1) != "(" or low(atoms, inner[1] - 2) not in _BE):
        return None
    number = read_number(atoms, index)
    if number is None or number.value is None or low(atoms, number.end) != ")":
        return None
    currency, first = outer or inner or ("", index)
    first -= outer is None
    scale = scale_at(atoms, number.end + 1)
    return Side(first, number.end + 1 + (scale is not None), -number.value * (scale or 1.0), currency, number.form)


def _in_feet(atoms: Atoms, index: int) -> Side | None:
    """Read feet and inches that are marked by straight quotes: 5'10"."""
    signs = [low(atoms, index + place) for place in (1, 3)]
    if signs[0] not in ("'", "’") or signs[1] not in ('"', "”") or not joined(atoms, index + 1, signs[0]):
        return None
    feet, inches = atoms[index].value, atoms[index + 2].value
    if feet is None or inches is None or not inches < _INCHES or not atoms[index + 3].glued:
        return None
    return Side(index, index + 4, feet + inches / _INCHES, "foot", Form.DIGITS)


def _with_unit(atoms: Atoms, start: int, number: Number) -> Side:
    """Read the unit behind a number: "2 or more weeks", "half an hour", "millions of dollars", "an hour and a half"."""
    end, form, value = _over_spread(atoms, number.end), number.form, number.value
    inner = after(atoms, step(atoms, end))
    if inner.end > inner.first and (unit := measured(atoms, inner.end)) is not None:
        return Side(start, unit[1], value, unit[0], form, inner.side, inner.approximate)
    unit, article = measured(atoms, end), end + (low(atoms, end) == "of")
    if unit is None and form is Form.FRACTION and low(atoms, article) in ("a", "an"):
        unit = measured(atoms, article + 1)
    elif unit is None and form is Form.COLLECTIVE and article > end:
        unit = measured(atoms, article)
    if unit is None and (per := read_person_time(atoms, end)) is not None:  # "3.5 per 1,000 person-years"
        return Side(start, per[1], value, f"event{per[0]}", form)
    if unit is None:
        return Side(start, end, value, None, form, scale=number.scale)
    name, behind = unit
    spread = _over_spread(atoms, behind)
    if low(atoms, behind) == "(":  # "5.2 kg (SD 1.1)"
        behind = spread
    elif spread > behind and measured(atoms, spread) == (name, spread + unit[1] - end):  # "5 mg ± 2 mg"
        behind = spread + unit[1] - end
    if name == "percent" and low(atoms, behind) in ("point", "points"):
        name, behind = "percentage point", behind + 1
    if value is not None:
        part, behind = _part_behind(atoms, behind)
        value += part
        part, behind = _smaller_units(atoms, behind, name)
        value += part
        if kind_of(name) in ("angle", "temperature") and low(atoms, behind + 1) == "zero":  # "20 degrees below zero"
            signs = {"below": -1.0, "above": 1.0}
            value *= signs.get(low(atoms, behind), 1.0)
            behind += 2 * (low(atoms, behind) in signs)
    factor, name = _PLAIN.get(name, (1.0, name))
    value = None if value is None else value * factor
    form = Form.WORDS if form is Form.FRACTION else form
    return Side(start, behind, value, name, form, scale=number.scale * factor)


def _over_spread(atoms: Atoms, index: int) -> int:
    """Step over the spread behind a mean: "5.2 ± 1.1 points", "5.2 +/- 1.1", "5.2 (SD 1.1) points"."""
    if low(atoms, index) == "(" and low(atoms, index + 1) in _SPREADS:
        number = read_number(atoms, index + 2 + (low(atoms, index + 2) in ("=", ":", "±")))
        unit = None if number is None else measured(atoms, number.end)
        end = -1 if number is None else number.end if unit is None else unit[1]
        return end + 1 if low(atoms, end) == ")" else index
    signs = (
        1
        if low(atoms, index) == "±"
        else 3
        if [low(atoms, index + place) for place in range(3)] in (["+", "/", "-"], ["plus", "or", "minus"])
        else 0
    )
    spread = read_number(atoms, index + signs) if signs else None
    return index if spread is None else spread.end


def _smaller_units(atoms: Atoms, index: int, unit: str) -> tuple[float, int]:
    """Read what smaller units add without a word between: "1 h 30 min", "5 ft 4 in", "8 lb 3 oz"."""
    added, size = 0.0, 1.0
    while (kind := kind_of(unit)) in ("time", "mass", "length") and (number := read_number(atoms, index)) is not None:
        below, value = read_unit(atoms, number.end), number.value
        if value is None or number.form is Form.FRACTION or below is None or kind_of(below[0]) != kind:
            break
        part = to_base(1.0, below[0])[1] / to_base(1.0, unit)[1]
        adjacent = part >= (_NEXT_TIME if kind == "time" else _NEXT_MEASURE) and value * part < 1
        if not adjacent or read_rate(atoms, below[1], of_time=True) is not None:  # "2 weeks 3 days a week"
            break
        size *= part
        added, index, unit = added + value * size, below[1], below[0]
    return added, index


def _part_behind(atoms: Atoms, index: int) -> tuple[float, int]:
    """Read "and a half" behind a unit; returns what it adds, and the index behind it."""
    if low(atoms, index) == "and" and low(atoms, index + 1) == "a" and low(atoms, index + 2) in ("half", "quarter"):
        return 1 / values("fractions")[low(atoms, index + 2)], index + 3
    return 0.0, index


def _article_side(atoms: Atoms, index: int) -> Side | None:
    """Read "a week", "an hour and a half", "a kilo": the article counts one."""
    if low(atoms, index) not in ("a", "an") or index + 1 >= len(atoms):
        return None
    unit = measured(atoms, index + 1)
    if unit is None or kind_of(unit[0]) not in MEASURED_BY_ARTICLE or " per " in unit[0]:
        return None
    name, end = unit
    short = len(atoms[end - 1].low) < _SHORTEST and name != "day"
    if single_unit(atoms[end - 1]) is None or short or atoms[end - 1].low == "second":
        return None
    part, end = _part_behind(atoms, end)
    factor, name = _PLAIN.get(name, (1.0, name))
    return Side(index, end, factor * (1.0 + part), name, Form.ARTICLE)
