"""The general grammar of an amount: sign, number, unit, range, bounds and rate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from claims.lexicon import lexicon
from claims.quantities.atoms import low
from claims.quantities.bounds import after, before, signed
from claims.quantities.measures import read_rate
from claims.quantities.money import money_before
from claims.quantities.numerals import Form, read_number, values
from claims.quantities.ranges import right_side, with_shared_scale
from claims.quantities.sides import Side, read_side
from claims.units import kind_of, to_base

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms


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


def is_defined(atoms: Atoms, amount: Amount) -> bool:
    """Whether a unit with an article is said to be or to hold so much, as in "a teaspoon holds 5 mL"."""
    verbs, end = lexicon("numbers")["defining"]["words"], amount.end
    stated = amount.form is Form.ARTICLE and amount.unit is not None and low(atoms, end) in verbs
    return stated and any(read_number(atoms, at) is not None for at in (end + 1, end + 2))


def read_point(atoms: Atoms, index: int) -> Amount | None:
    """Read a temperature that is named: "absolute zero"."""
    for words, value in values("points").items():
        end = index + len(words.split())
        if " ".join(low(atoms, place) for place in range(index, end)) == words:
            return Amount(index, end, index, value, value, "kelvin", form=Form.WORDS)
    return None


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
    right, opening = right_side(atoms, left, start)
    left = with_shared_scale(left, right)
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
    if left.unit == "degree":  # "2°–8°C"
        unit = right.unit
    elif left.unit and right.unit and left.unit != right.unit and a is not None and b is not None:
        b = to_base(b, right.unit)[1] / to_base(1.0, left.unit)[1]
    if a is not None and b is not None and a > b:
        a, b = b, a
    return Amount(first, right.end, core, a, b, unit, approximate=False, form=left.form)
