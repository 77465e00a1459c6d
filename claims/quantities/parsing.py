"""All amounts of a text, by notation alone: the readers in their order, and what neighbours lend each other."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense, read_amount
from claims.quantities.atoms import Kind, atoms_of
from claims.quantities.calendar import (
    MONTHS,
    read_age,
    read_clock,
    read_date,
    read_next_day,
    read_ordinal,
    read_single,
    read_stretch,
)
from claims.quantities.exclusions import masked, read_nothing
from claims.quantities.notations import (
    read_digits,
    read_frequency,
    read_interval,
    read_multiple,
    read_position,
    read_rating,
    read_share,
    read_statistic,
)
from claims.quantities.numerals import Form, starters, values
from claims.units import kind_of, unit_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claims.quantities.atoms import Atom

# The first reader that knows what stands at an atom decides; the general grammar comes last.
READERS: tuple[Callable[[Sequence[Atom], int], Amount | None], ...] = (
    read_date,
    read_clock,
    read_interval,
    read_statistic,
    read_rating,
    read_share,
    read_position,
    read_age,
    read_frequency,
    read_multiple,
    read_digits,
    read_next_day,
    read_ordinal,
    read_single,
    read_stretch,
    read_nothing,
    read_amount,
)
_JOINTS = (["and"], ["or"], [",", "and"], [",", "or"], ["/"], ["versus"], ["vs"], ["vs", "."], ["&"], ["then"])


@cache
def _triggers() -> re.Pattern[str]:
    """Finds out in one pass whether a text can hold an amount at all."""
    words = {
        *starters(),
        *values("multiples"),
        *values("times"),
        *values("ordinals"),
        *values("decades"),
        *values("fractions"),
        *lexicon("numbers")["halving"]["words"],
        "every",
        "each",
        "single",
    } - {"a", "an"}
    units = r"hours?|minutes?|days?|weeks?|months?|years?|decades?|nights?|centur(?:y|ies)|fortnight|seconds"
    return re.compile(
        rf"\d|[\u00bc-\u00be\u2150-\u215e]|\b(?:{'|'.join(sorted(words))}|{units})\b|\wfold\b", re.IGNORECASE
    )


@cache
def _openers() -> frozenset[str]:
    """Words at which a reader may find an amount."""
    numbers = lexicon("numbers")
    statistics = lexicon("statistics")["statistics"].values()
    names = {name.split()[0].split("'")[0].split("-")[0] for entry in statistics for name in entry.get("names", ())}
    symbols = {
        symbol.lower() for entry in statistics for symbol in (*entry.get("symbols", ()), *entry.get("assigned", ()))
    }
    return frozenset(
        {
            *starters(),
            *values("multiples"),
            *values("times"),
            *values("ordinals"),
            *values("decades"),
            *numbers["halving"]["words"],
            *names,
            *symbols,
            *MONTHS,
            "every",
            "each",
            "day",
            "night",
            "week",
            "month",
            "year",
            "hour",
            "days",
            "nights",
            "weeks",
            "months",
            "double",
            "single",
            "triple",
            "next",
            "following",
            "same",
            "ci",
            "confidence",
            "credible",
            "cohen's",
            "hedges'",
            *(word for word, name in unit_words().items() if kind_of(name) == "time" and word.endswith("s")),
        }
    )


def parse_amounts(text: str) -> tuple[list[Atom], list[Amount]]:
    """Cut `text` into atoms and read its amounts, in order and without overlap; without a doc, no noun is known."""
    if _triggers().search(text) is None:
        return [], []
    atoms = atoms_of(text)
    masks = masked(text)
    found: list[Amount] = []
    index = floor = 0
    while index < len(atoms):
        amount = None if any(start <= atoms[index].start < end for start, end in masks) else _read(atoms, index)
        if amount is None or amount.end <= index:
            index += 1
            continue
        if amount.sense is not Sense.NOTHING:
            found.append(replace(amount, first=max(amount.first, floor)))
        index = floor = amount.end
    return atoms, _with_shared_units(atoms, found)


def _read(atoms: Sequence[Atom], index: int) -> Amount | None:
    atom = atoms[index]
    if atom.value is None and (
        (atom.kind is not Kind.WORD and atom.kind is not Kind.CODE)
        or (atom.low not in _openers() and not atom.low.endswith("fold"))
    ):
        return None
    return next((amount for reader in READERS if (amount := reader(atoms, index)) is not None), None)


def _with_shared_units(atoms: Sequence[Atom], amounts: list[Amount]) -> list[Amount]:
    """Give "45 and 50 mg" and "2.5, 5 or 10 mg" the unit of their last amount."""
    shared, lent = list(amounts), set()
    for place in range(len(shared) - 2, -1, -1):
        here, following = shared[place], shared[place + 1]
        between = [atom.low for atom in atoms[here.end : following.first]]
        listed = between in _JOINTS or (between == [","] and place + 1 in lent)
        alike = here.sense is following.sense is Sense.PLAIN and Form.VAGUE not in (here.form, following.form)
        measure = kind_of(following.unit) not in ("none", "count", "currency")
        if listed and alike and measure and here.unit is None and here.form is not Form.FRACTION:
            shared[place] = replace(here, unit=following.unit)
            lent.add(place)
    return shared
