"""The general grammar of an amount: sign, number, unit, range, bounds and rate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from claims.lexicon import lexicon
from claims.quantities.atoms import DASHES, HYPHENS
from claims.quantities.bounds import after, before, signed
from claims.quantities.measures import denominator, measured, read_rate, single_unit
from claims.quantities.money import leading_money, money_before
from claims.quantities.numerals import Form, low, read_number, step, values
from claims.units import kind_of, to_base

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms
    from claims.quantities.numerals import Number


_MOST_SIGNS = 2  # before a number: "-$5"
_SHORTEST = 4  # letters of a unit behind "a": "a kilo", but not "a min"
MEASURED_BY_ARTICLE = ("time", "mass", "length", "volume", "currency", "data")
_PLAIN = {"decade": (10.0, "year"), "century": (100.0, "year"), "fortnight": (2.0, "week")}


class Sense(StrEnum):
    """What the notation alone says about an amount, before its context is known."""

    PLAIN = "plain"
    SHARE = "share"  # one in five, two thirds
    MULTIPLE = "multiple"  # doubled, threefold
    POSITION = "position"  # week 16
    FREQUENCY = "frequency"  # twice a day
    DATE = "date"
    AGE = "age"
    STATISTIC = "statistic"  # OR 2.18
    INTERVAL = "interval"  # 95% CI 1.2 to 3.4
    NOTHING = "nothing"  # looks like a number and is none: a phone number, "phase 3"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what its notation says, in atoms `first` to `end`; the number itself starts at atom `core`."""

    first: int
    end: int
    core: int
    low: float | None
    high: float | None
    unit: str | None
    approximate: bool = False
    form: Form = Form.DIGITS
    sense: Sense = Sense.PLAIN
    bounded: bool = False


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


def read_side(atoms: Atoms, index: int) -> Side | None:
    """Read a number and its unit at `index`, which may be a minus or a sign of money."""
    start = index
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
    per = denominator(atoms, end)
    return (
        Side(start, end, value, currency, number.form)
        if per is None
        else Side(start, per[1], value, currency + per[0], number.form)
    )


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
    if unit is None:
        return Side(start, end, value, None, form)
    name, behind = unit
    spread = _over_spread(atoms, behind)
    if spread > behind and measured(atoms, spread) == (name, spread + unit[1] - end):  # "5 mg ± 2 mg"
        behind = spread + unit[1] - end
    if name == "percent" and low(atoms, behind) in ("point", "points"):
        name, behind = "percentage point", behind + 1
    if value is not None:
        part, behind = _part_behind(atoms, behind)
        value += part
    value, name = _in_plain_units(value, name)
    return Side(start, behind, value, name, Form.WORDS if form is Form.FRACTION else form)


def _over_spread(atoms: Atoms, index: int) -> int:
    """Step over the spread behind a mean: "5.2 ± 1.1 points", "5.2 +/- 1.1"."""
    signs = (
        1
        if low(atoms, index) == "±"
        else 3
        if [low(atoms, index + place) for place in range(3)] in (["+", "/", "-"], ["plus", "or", "minus"])
        else 0
    )
    spread = read_number(atoms, index + signs) if signs else None
    return index if spread is None else spread.end


def _part_behind(atoms: Atoms, index: int) -> tuple[float, int]:
    """Read "and a half" behind a unit; returns what it adds, and the index behind it."""
    if low(atoms, index) == "and" and low(atoms, index + 1) == "a" and low(atoms, index + 2) in ("half", "quarter"):
        return 1 / values("fractions")[low(atoms, index + 2)], index + 3
    return 0.0, index


def _in_plain_units(value: float | None, unit: str) -> tuple[float | None, str]:
    """Count decades and centuries in years and fortnights in weeks, as everybody compares them."""
    factor, plain = _PLAIN.get(unit, (1.0, unit))
    return None if value is None else value * factor, plain


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
    value, name = _in_plain_units(1.0 + part, name)
    return Side(index, end, value, name, Form.ARTICLE)


def is_defined(atoms: Atoms, amount: Amount) -> bool:
    """Whether a unit with an article is said to be or to hold so much, as in "a teaspoon holds 5 mL"."""
    verbs, end = lexicon("numbers")["defining"]["words"], amount.end
    stated = amount.form is Form.ARTICLE and amount.unit is not None and low(atoms, end) in verbs
    return stated and any(read_number(atoms, at) is not None for at in (end + 1, end + 2))


def read_amount(atoms: Atoms, index: int) -> Amount | None:
    """Read the amount whose number starts at `index`, with its range and the words around it."""
    key = ("amount", index)
    if key not in atoms.read:
        atoms.read[key] = _read_amount(atoms, index)
    return cast("Amount | None", atoms.read[key])


def _read_amount(atoms: Atoms, index: int) -> Amount | None:
    left = read_side(atoms, index)
    if left is None:
        return None
    core, start = index, index - 1 if signed(atoms, index - 1) and left.start == index else left.start
    money = money_before(atoms, start)
    start = money[1] if money else start
    if start < index and signed(atoms, start - 1):
        start -= 1
        left = replace(left, value=None if left.value is None else -abs(left.value))
    right, opening = _right_side(atoms, left, start)
    amount = _spanning(left, right, opening if opening is not None else start, core)
    behind = after(atoms, amount.end)
    bounds = before(atoms, amount.first, amount.unit)
    side = bounds.side or left.side or (right.side if right else "") or behind.side
    low_value, high_value = amount.low, amount.high
    if left.form is Form.COLLECTIVE and side == "" and right is None:
        high_value = None
    if side == "low" and right is None:
        high_value = None
    elif side == "high" and right is None:
        low_value = None
    approximate = (
        bounds.approximate
        or left.approximate
        or behind.approximate
        or amount.approximate
        or bool(right and right.approximate)
    )
    end, unit = behind.end, amount.unit
    if (rate := read_rate(atoms, end, of_time=kind_of(unit) == "time")) is not None and " per " not in (unit or ""):
        unit = None if unit is None else unit + rate[0]
        end = after(atoms, rate[1]).end
    return replace(
        amount,
        first=bounds.first,
        end=end,
        low=low_value,
        high=high_value,
        unit=unit,
        approximate=approximate,
        bounded=bool(side) or right is not None or bounds.first < amount.first or behind.end > behind.first,
    )


def _spanning(left: Side, right: Side | None, first: int, core: int) -> Amount:
    if right is None:
        return Amount(first, left.end, core, left.value, left.value, left.unit, left.form is Form.PAIR, left.form)
    a, b, unit = left.value, right.value, right.unit if left.unit is None else left.unit
    if left.unit and right.unit and left.unit != right.unit and a is not None and b is not None:
        b = to_base(b, right.unit)[1] / to_base(1.0, left.unit)[1]
    if a is not None and b is not None and a > b:
        a, b = b, a
    return Amount(first, right.end, core, a, b, unit, approximate=False, form=left.form)


def _right_side(atoms: Atoms, left: Side, start: int) -> tuple[Side | None, int | None]:
    """Return the other end of a range behind `left`, and the atom of "between" or "from" that opens it."""
    opener = low(atoms, start - 1)
    at, hyphen = left.end, step(atoms, left.end)
    if low(atoms, at) in HYPHENS and low(atoms, at + 1) in ("to", "or", "and"):  # "two- to three-week"
        hyphen = at + 1
    word = low(atoms, hyphen)
    if left.form is Form.VAGUE or not word:
        return None, None
    if word in ("to", "through", "thru") or (word == "and" and opener == "between") or word == "till":
        right = read_side(atoms, step(atoms, hyphen + 1))
        back = opener in ("between", "from") or left.unit is not None or _falls(left, right)
        return (
            (right, start - 1 if opener in ("between", "from") else None)
            if _ranges(left, right, falling=back)
            else (None, None)
        )
    if word == "or":
        if left.form is Form.ARTICLE and low(atoms, hyphen + 1) in values("cardinals"):
            number = read_number(atoms, hyphen + 1)
            return (Side(hyphen + 1, number.end, number.value, left.unit, number.form) if number else None), None
        right = read_side(atoms, hyphen + 1)
        return (
            (right, None)
            if left.unit is None and right and right.form is left.form and _ranges(left, right, falling=False)
            else (None, None)
        )
    if word == "and" and opener in ("weeks", "days", "months", "years"):
        right = read_side(atoms, hyphen + 1)
        return (right, None) if _ranges(left, right, falling=False) else (None, None)
    if low(atoms, at) in DASHES and at + 1 < len(atoms) and atoms[at].glued == atoms[at + 1].glued:
        right = read_side(atoms, at + 1)
        return (
            (right, None) if _ranges(left, right, falling=left.value is not None and left.value < 0) else (None, None)
        )
    return None, None


def _falls(left: Side, right: Side | None) -> bool:
    """Whether two bare numbers descend in a way that no clock does ("fell 30 to 12")."""
    return right is not None and right.unit is not None and left.unit is None


def _ranges(left: Side, right: Side | None, *, falling: bool) -> bool:
    """Whether two sides make one range: comparable units, and rising unless the notation allows a fall."""
    if right is None or left.value is None or right.value is None or right.form is Form.VAGUE:
        return False
    if left.unit and right.unit and left.unit != right.unit:
        return kind_of(left.unit) == kind_of(right.unit) == "time"
    if left.unit and not right.unit:
        return kind_of(left.unit) == "currency"
    if right.unit and not left.unit and kind_of(right.unit) == "currency":
        return False
    return right.value > left.value or (falling and right.value != left.value)
