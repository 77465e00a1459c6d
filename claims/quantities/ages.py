"""Ages: "aged 18 to 65", "18-year-olds", "over-16s", "in their fifties", "12 and over"."""

from __future__ import annotations

from dataclasses import replace

from claims.quantities.amounts import Amount, Sense, read_amount
from claims.quantities.atoms import DASHES, Atoms, low, step
from claims.quantities.bounds import after
from claims.quantities.numerals import values
from claims.units import count_groups, irregular_plurals

_OLDEST = 120  # years
_ANYONE = frozenset("anyone anybody everyone everybody those kids kid cats dogs".split())
_AGE_WORDS = frozenset({"aged", "age", "ages", "turning", "aging", "ageing"})


def age_group(atoms: Atoms, index: int, end: int, value: float) -> Amount:
    """Make an age printed as a group: "their fifties" spans ten years, "over-50s" and "under-18s" are bounds."""
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
        return age_group(atoms, index, index + 1, values("decades")[word])
    amount = read_amount(atoms, index)
    if (
        amount is None
        or amount.unit not in (None, "year", "month", "week")
        or (amount.low is None and amount.high is None)
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
    if last in ("older", "younger") or (
        amount.unit is None and last in ("over", "up", "upwards", "under") and low(atoms, amount.end - 2) == "and"
    ):
        return replace(amount, unit=amount.unit or "year", sense=Sense.AGE, bounded=True)
    near = [low(atoms, place) for place in range(max(0, min(amount.first, index - 2) - 1), index)]
    if _AGE_WORDS.intersection(near) or (amount.unit is None and _is_of_people(atoms, amount)):
        return replace(amount, unit=amount.unit or "year", sense=Sense.AGE, bounded=True)
    return None


def _is_of_people(atoms: Atoms, amount: Amount) -> bool:
    """Whether a bound of a bare number follows a word for people: "women over 50", "anyone under 18"."""
    value = amount.low if amount.high is None else amount.high
    one_sided = (amount.low is None) != (amount.high is None)
    between = amount.low != amount.high and low(atoms, amount.first) == "between"
    if not (one_sided or between) or value is None or value > _OLDEST or not value.is_integer():
        return False
    word = low(atoms, amount.first - 1)
    noun = irregular_plurals().get(word, word.removesuffix("s"))
    return word in _ANYONE or count_groups().get(noun) == "person"


def _bounded(amount: Amount, side: str) -> Amount:
    if side == "low":
        return replace(amount, high=None, bounded=True)
    return replace(amount, low=None, bounded=True) if side == "high" else amount
