"""Notations with a meaning of their own: "one in five", "twofold", "twice a day", "week 16", "OR 2.18", "95% CI …"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense, read_amount, read_side
from claims.quantities.atoms import DASHES, Kind, atoms_of
from claims.quantities.bounds import after, before
from claims.quantities.measures import measured, read_rate, read_unit, single_unit
from claims.quantities.numerals import Form, low, read_number, step, values
from claims.units import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.quantities.atoms import Atoms

_YEARS = range(1800, 2101)
_STRETCHES = frozenset({"day", "night", "week", "month", "year", "hour"})
_NAMED_STRETCHES = {"days": "day", "nights": "night", "weeks": "week", "months": "month"}


def read_share(atoms: Atoms, index: int) -> Amount | None:
    """Read "one in five", "7 out of 10", "23 women in 1,000", "nine times out of ten", "17 of 20", and a range of two."""
    part = _ratio(atoms, index)
    if part is None:
        return None
    share, end = part
    lowest = highest = share
    joint = low(atoms, end)
    if joint in ("to", "and") or joint and joint in DASHES:
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
        True,
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
    while at < len(atoms) and atoms[at].kind is Kind.WORD and low(atoms, at) not in ("in", "out", "of") and words < 3:  # noqa: PLR2004
        at, words = at + 1, words + 1
    joint = low(atoms, at)
    if joint == "out" and low(atoms, at + 1) == "of":
        behind = at + 2
    elif joint == "in" or joint == "of" and not words and over.form is Form.DIGITS:
        behind = at + 1
    elif joint == "/" and not words:
        behind = at + 1
    else:
        return None
    behind += low(atoms, behind) in ("every", "each", "the", "all", "our")
    under = read_number(atoms, behind)
    if under is None or under.value is None or under.form is Form.FRACTION or low(atoms, behind) in ("a", "an"):
        return None
    return _proportion(atoms, over.value, under.value, under.end, joint, words)


def _proportion(atoms: Atoms, over: float, under: float, end: int, joint: str, words: int) -> tuple[float, int] | None:
    unit = measured(atoms, end)
    if not 0 < over < under or not under.is_integer() or unit is not None:
        return None
    if joint == "in" and (
        "," not in atoms[end - 1].text
        and under in _YEARS
        or words
        and over > 1
        and under not in (100, 1000, 10000, 100000, 1e6)
    ):
        return None
    if joint == "of" and over == 1 or joint == "/":
        return None
    if not over.is_integer() and not (joint == "in" and under >= 100):  # noqa: PLR2004 "4.6 out of 5" is a rating
        return None
    return round(100 * over / under, 6), end


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


def read_multiple(atoms: Atoms, index: int) -> Amount | None:
    """Read "doubled", "halves", "threefold", "two-fold", "twice as likely"; the unit is "time", of halving percent."""
    word = low(atoms, index)
    fold = re.fullmatch(r"([a-z]+)fold", word)
    if word in lexicon("numbers")["halving"]["words"]:
        return Amount(index, index + 1, index, 50.0, 50.0, "percent", sense=Sense.MULTIPLE)
    if fold and fold.group(1) in values("cardinals"):
        value, end = values("cardinals")[fold.group(1)], index + 1
    elif word in values("multiples"):
        following = low(atoms, step(atoms, index + 1))
        adjective = word in ("double", "triple", "treble", "quadruple") and following not in (
            "the",
            "your",
            "their",
            "its",
            "our",
            "his",
            "that",
            "what",
            "in",
            "as",
        )
        if adjective or following in lexicon("numbers")["not-multiples"]["words"]:
            return None
        value, end = values("multiples")[word], index + 1
    elif word in ("twice", "thrice") and low(atoms, index + 1) in ("as", "the", "that", "what"):
        value, end = values("times")[word], index + 1
    else:
        return None
    bounds = before(atoms, index, "time")
    return Amount(
        bounds.first,
        end,
        index,
        None if bounds.side == "high" else value,
        None if bounds.side == "low" else value,
        "time",
        bounds.approximate,
        Form.WORDS,
        Sense.MULTIPLE,
    )


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
        or atoms[index + 1].value is None
        and low(atoms, index + 1) not in values("cardinals")
    ):
        return None
    amount = read_amount(atoms, index + 1)
    previous = low(atoms, index - 1)
    counted = (
        previous in values("cardinals")
        or previous in ("last", "this", "next", "per", "a", "every", "each")
        or index
        and atoms[index - 1].value is not None
    )
    if _ratio(atoms, index + 1) is not None:
        return None
    if (
        amount is None
        or amount.unit is not None
        or amount.low is None
        and amount.high is None
        or counted
        or amount.form is Form.FRACTION
    ):
        return None
    largest = max(value for value in (amount.low, amount.high) if value is not None)
    if largest > 400 or not largest.is_integer():  # noqa: PLR2004 beyond a year of days it is a date
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


@cache
def _statistics() -> tuple[dict[str, tuple[tuple[tuple[str, ...], str], ...]], dict[str, str], dict[str, str]]:
    """Names by first word (longest first), symbols, and symbols that need a sign behind them, each with its unit."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    symbols: dict[str, str] = {}
    assigned: dict[str, str] = {}
    for entry in lexicon("statistics")["statistics"].values():
        for name in entry.get("names", ()):
            parts = tuple(atom.low for atom in atoms_of(name))
            names.setdefault(parts[0], []).append((parts, entry["unit"]))
        symbols.update(dict.fromkeys(entry.get("symbols", ()), entry["unit"]))
        assigned.update(dict.fromkeys(entry.get("assigned", ()), entry["unit"]))
    ordered = {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in names.items()}
    return ordered, symbols, assigned


def read_statistic(atoms: Atoms, index: int) -> Amount | None:
    """Read a named statistic: "OR 2.18", "hazard ratio of 0.7", "d = 0.75", "p < .001", "n=30", "SPF 50+"."""
    names, symbols, assigned = _statistics()
    unit, end, strict = None, index + 1, False
    for parts, name in names.get(low(atoms, index), ()):
        if tuple(low(atoms, index + place) for place in range(len(parts))) == parts:
            unit, end = name, index + len(parts)
            break
    if unit is None:
        unit = symbols.get(atoms[index].text)
    if unit is None:
        unit, strict = assigned.get(atoms[index].text), True
    if unit is None:
        return None
    if low(atoms, end) == "(" and low(atoms, end + 2) == ")" and not strict:  # "hazard ratio (HR) 0.7"
        end += 3
    at = end
    while low(atoms, at) in ("of", "was", "is", ":", "=", "for", "≈", "at", ",", "score", "value") or low(
        atoms, at
    ) in ("<", ">", "≤", "≥", "~"):
        at += 1
    signed_off = any(low(atoms, place) in ("=", "<", ">", "≤", "≥", "≈") for place in range(end, at))
    if strict and not signed_off or at - end > 3:  # noqa: PLR2004
        return None
    amount = _number_of(atoms, at)
    if (
        amount is None
        or amount.unit is not None
        and unit not in ("heterogeneity", "risk difference", "mean difference")
        or amount.form is Form.ARTICLE
    ):
        return None
    return replace(amount, first=index, core=at, unit=amount.unit or unit, sense=Sense.STATISTIC)


def _number_of(atoms: Atoms, index: int) -> Amount | None:
    """The amount at `index`, or behind the bound that starts there ("BMI of at least 27")."""
    return next(
        (
            amount
            for at in range(index, min(index + 4, len(atoms)))
            if (amount := read_amount(atoms, at)) and (at == index or amount.first <= index)
        ),
        None,
    )


def read_interval(atoms: Atoms, index: int) -> Amount | None:
    """Read a confidence interval whole: "95% CI 1.2 to 3.4", "(95% confidence interval, −4.5 to −1.9)", "CI: 1–2"."""
    at = index
    number = read_number(atoms, index)
    if number is not None and (unit := read_unit(atoms, step(atoms, number.end))) and unit[0] == "percent":
        at = step(atoms, unit[1])
    end = at + 1
    if low(atoms, at) in ("confidence", "credible") and low(atoms, end) in ("interval", "intervals", "limits"):
        end += 1
    elif at >= len(atoms) or atoms[at].text not in ("CI", "CIs", "CrI") and not (number and atoms[at].low == "ci"):
        return None
    start = end
    while low(atoms, start) in ("(", "[", ":", ",", "=", "of", "from", "ci", ")", "was", ";"):
        start += 1
    left = read_side(atoms, start)
    joint = low(atoms, left.end) if left else ""
    right = (
        read_side(atoms, left.end + 1)
        if left and joint and (joint in ("to", ",", "and", ";") or joint in DASHES)
        else None
    )
    if left is None or right is None or left.value is None or right.value is None:
        return (
            None
            if number is None
            else Amount(index, end, index, number.value, number.value, "percent", sense=Sense.INTERVAL)
        )
    bounds = sorted((left.value, right.value))
    return Amount(index, right.end, index, bounds[0], bounds[1], left.unit or right.unit, sense=Sense.INTERVAL)


def read_digits(atoms: Atoms, index: int) -> Amount | None:
    """Read "double-digit" growth: between 10 and 99 percent, whatever it is of."""
    digits = {"single": (1.0, 9.0), "double": (10.0, 99.0), "triple": (100.0, 999.0)}.get(low(atoms, index))
    if digits is None or low(atoms, step(atoms, index + 1)) not in ("digit", "digits"):
        return None
    return Amount(
        index, step(atoms, index + 1) + 1, index, digits[0], digits[1], "percent", form=Form.WORDS, bounded=True
    )
