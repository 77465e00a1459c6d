"""Shares and multiples: "one in five", "7 out of 10", "4.6 out of 5", "twofold", "halved", "double-digit"."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense
from claims.quantities.atoms import DASHES, Atoms, Kind
from claims.quantities.bounds import after, before
from claims.quantities.measures import measured
from claims.quantities.numerals import Form, low, read_number, step, values

_YEARS = range(1800, 2101)


def read_share(atoms: Atoms, index: int) -> Amount | None:
    """Read "one in five", "7 out of 10", "23 women in 1,000", "nine times out of ten", "17 of 20"; or two of them."""
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
    while at < len(atoms) and atoms[at].kind is Kind.WORD and low(atoms, at) not in ("in", "out", "of") and words < 3:  # noqa: PLR2004
        at, words = at + 1, words + 1
    joint = low(atoms, at)
    if joint == "out" and low(atoms, at + 1) == "of":
        behind = at + 2
    elif joint == "in" or (joint == "of" and not words and over.form is Form.DIGITS):
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
        ("," not in atoms[end - 1].text and under in _YEARS)
        or (words and over > 1 and under not in (100, 1000, 10000, 100000, 1e6))
    ):
        return None
    if joint == "of" and over == 1:
        return None
    if not over.is_integer() and not (joint == "in" and under >= 100):  # noqa: PLR2004
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


def read_digits(atoms: Atoms, index: int) -> Amount | None:
    """Read "double-digit" growth: between 10 and 99 percent, whatever it is of."""
    digits = {"single": (1.0, 9.0), "double": (10.0, 99.0), "triple": (100.0, 999.0)}.get(low(atoms, index))
    if digits is None or low(atoms, step(atoms, index + 1)) not in ("digit", "digits"):
        return None
    return Amount(
        index, step(atoms, index + 1) + 1, index, digits[0], digits[1], "percent", form=Form.WORDS, bounded=True
    )
