"""How often and at which time: "twice a day", "every two weeks", "8-hourly", "week 16", "days 4–7"."""

from __future__ import annotations

from dataclasses import replace

from claims.quantities.amounts import Amount, Sense, read_amount
from claims.quantities.atoms import Atoms, low, step
from claims.quantities.bounds import after, before
from claims.quantities.measures import measured, read_rate, single_unit
from claims.quantities.numerals import Form, read_number, values
from claims.quantities.proportions import read_share
from claims.units import kind_of

_STRETCHES = frozenset({"day", "night", "week", "month", "year", "hour"})
_NAMED_STRETCHES = {"days": "day", "nights": "night", "weeks": "week", "months": "month"}


def read_frequency(atoms: Atoms, index: int) -> Amount | None:
    """Read "twice a day", "once-weekly", "once or twice a year", "every two weeks", "every day", "6-hourly"."""
    if low(atoms, index) in ("every", "each"):
        return _every(atoms, index)
    times = values("times").get(low(atoms, index))
    if times is None:
        return _hourly(atoms, index)
    highest, end = times, index + 1
    if low(atoms, end) in ("or", "to") and low(atoms, end + 1) in values("times"):
        highest, end = values("times")[low(atoms, end + 1)], end + 2
    if step(atoms, end) != end and low(atoms, step(atoms, end)) in ("a", "per"):  # "once-a-day"
        end = step(atoms, end)
    if low(atoms, end) == "every":
        rest = _every(atoms, end)
        return None if rest is None else replace(rest, first=index)
    rate = read_rate(atoms, end)
    if rate is None:
        return None
    bounds, behind = before(atoms, index, None), after(atoms, rate[1])
    side = bounds.side or behind.side
    amount = Amount(
        bounds.first,
        behind.end,
        index,
        times,
        highest,
        "time" + rate[0],
        bounds.approximate,
        Form.WORDS,
        Sense.FREQUENCY,
    )
    if times == highest:
        amount = replace(amount, low=None if side == "high" else times, high=None if side == "low" else times)
    return amount


def _every(atoms: Atoms, index: int) -> Amount | None:
    if low(atoms, index + 1) == "other" and (unit := measured(atoms, index + 2)):
        return Amount(index, unit[1], index, 2.0, 2.0, unit[0], sense=Sense.FREQUENCY)
    if (
        (amount := read_amount(atoms, index + 1)) is not None
        and kind_of(amount.unit) == "time"
        and amount.form is not Form.ARTICLE
    ):
        return replace(amount, first=index, sense=Sense.FREQUENCY)
    if low(atoms, index) != "every" or index + 1 >= len(atoms):
        return None
    word = {"morning": "day", "evening": "day"}.get(low(atoms, index + 1)) or single_unit(atoms[index + 1])
    if word in _STRETCHES and not low(atoms, index + 1).endswith("s"):
        return Amount(index, index + 2, index, 1.0, 1.0, f"time per {word}", form=Form.ARTICLE, sense=Sense.FREQUENCY)
    return None


def _hourly(atoms: Atoms, index: int) -> Amount | None:
    """Read "four-weekly" and "8-hourly": once in so many weeks or hours."""
    number = read_number(atoms, index)
    if number is None or number.value is None or number.form is Form.FRACTION:
        return None
    at = step(atoms, number.end)
    unit = {"hourly": "hour", "weekly": "week", "monthly": "month", "yearly": "year"}.get(low(atoms, at))
    if unit is None or at == number.end:
        return None
    return Amount(index, at + 1, index, number.value, number.value, unit, sense=Sense.FREQUENCY)


def read_position(atoms: Atoms, index: int) -> Amount | None:
    """Read a point on a time line: "week 16", "days 4–7", "weeks 4, 8 and 12", "day one"."""
    word = low(atoms, index)
    unit = _NAMED_STRETCHES.get(word) or (word if word in _STRETCHES else None)
    if (
        unit is None
        or index + 1 >= len(atoms)
        or (atoms[index + 1].value is None and low(atoms, index + 1) not in values("cardinals"))
    ):
        return None
    amount = read_amount(atoms, index + 1)
    previous = low(atoms, index - 1)
    counted = (
        previous in values("cardinals")
        or previous in ("last", "this", "next", "per", "a", "every", "each")
        or (index and atoms[index - 1].value is not None)
    )
    if read_share(atoms, index + 1) is not None:
        return None
    if (
        amount is None
        or amount.unit is not None
        or (amount.low is None and amount.high is None)
        or counted
        or amount.form is Form.FRACTION
    ):
        return None
    largest = max(value for value in (amount.low, amount.high) if value is not None)
    if largest > 400 or not largest.is_integer():  # noqa: PLR2004
        return None
    end = amount.end
    while (
        low(atoms, end) in (",", "and")
        and (more := read_number(atoms, end + 1))
        and more.value
        and measured(atoms, more.end) is None
        and word != unit
    ):
        largest, end = more.value, more.end
    bounds = before(atoms, index, unit)
    if largest != amount.high and amount.high is not None:
        amount = replace(amount, high=largest)
    lowest = None if bounds.side == "high" and amount.low == amount.high else amount.low
    highest = None if bounds.side == "low" and amount.low == amount.high else amount.high
    return replace(
        amount,
        first=bounds.first,
        end=end,
        low=lowest,
        high=highest,
        unit=unit,
        sense=Sense.POSITION,
        approximate=bounds.approximate or amount.approximate,
    )
