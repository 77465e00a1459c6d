"""Multiples: "twofold", "doubled", "halved", "by a factor of three", "double-digit"."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense, read_amount
from claims.quantities.atoms import Atoms, low, step
from claims.quantities.bounds import before
from claims.quantities.numerals import Form, values

_FACTOR = ["a", "factor", "of"]


def read_factor(atoms: Atoms, index: int) -> Amount | None:
    """Read "a factor of 3" and "a factor of about two"."""
    amount = read_amount(atoms, index) if "of" in (low(atoms, index - 1), low(atoms, index - 2)) else None
    if amount is None or amount.unit is not None or (amount.low is None and amount.high is None):
        return None
    lead = [low(atoms, amount.first - place) for place in (3, 2, 1)]
    return replace(amount, first=amount.first - 3, unit="time", sense=Sense.MULTIPLE) if lead == _FACTOR else None


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
    """Read "double-digit" growth: at least 10 percent, whatever it is of; "single-digit": at most 9."""
    digits = {"single": (None, 9.0), "double": (10.0, None), "triple": (100.0, None)}.get(low(atoms, index))
    if digits is None or low(atoms, step(atoms, index + 1)) not in ("digit", "digits"):
        return None
    return Amount(
        index, step(atoms, index + 1) + 1, index, digits[0], digits[1], "percent", form=Form.WORDS, bounded=True
    )
