"""All amounts of a text, by notation alone: the readers in their order, and what neighbours lend each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.ages import read_age
from claims.quantities.amounts import Amount, Sense, read_amount, read_point
from claims.quantities.atoms import Atoms, atoms_of, low
from claims.quantities.calendar import MONTHS, read_clock, read_date
from claims.quantities.exclusions import masked, read_nothing
from claims.quantities.frequencies import read_frequency, read_position
from claims.quantities.measures import FILLERS, is_person_time
from claims.quantities.multiples import read_digits, read_factor, read_multiple
from claims.quantities.numerals import Form, starters, vague_words, values
from claims.quantities.proportions import read_bare_rate, read_rating, read_ratio, read_share
from claims.quantities.sides import MEASURED_BY_ARTICLE
from claims.quantities.statistics import read_interval, read_statistic
from claims.quantities.stretches import read_next_day, read_ordinal, read_single, read_stretch
from claims.units import kind_of, unit_words

if TYPE_CHECKING:
    from collections.abc import Iterable

Reader = Callable[[Atoms, int], Amount | None]

# At a number, the first reader that knows the notation decides; the general grammar comes last.
NUMBER_READERS: tuple[Reader, ...] = (
    read_date,
    read_ratio,
    read_clock,
    read_interval,
    read_rating,
    read_share,
    read_bare_rate,
    read_age,
    read_frequency,
    read_ordinal,
    read_factor,
    read_nothing,
    read_amount,
)
_BY = (["x"], ["×"], ["by"])  # between the sides of a thing
_JOINTS = (["and"], ["or"], [",", "and"], [",", "or"], ["/"], ["versus"], ["vs"], ["vs", "."], ["&"], ["then"])


@cache
def _triggers() -> re.Pattern[str]:
    """Find out in one pass whether a text can hold an amount at all."""
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
        "gross",
    } - {"a", "an"}
    money = "|".join(re.escape(word) for word, name in unit_words().items() if kind_of(name) == "currency")
    units = (
        rf"a (?:{money})|hours?|minutes?|days?|weeks?|months?|years?|decades?|nights?|centur(?:y|ies)|fortnight|seconds"
    )
    return re.compile(
        rf"\d|[\u00bc-\u00be\u2150-\u215e]|\b(?:{'|'.join(sorted(words))}|{units})\b|\wfold\b", re.IGNORECASE
    )


@cache
def _word_readers() -> dict[str, tuple[Reader, ...]]:
    """Readers of amounts that begin with a word, by that word."""
    numbers, statistics = lexicon("numbers"), lexicon("statistics")["statistics"].values()
    names = {name.split()[0].split("-")[0] for entry in statistics for name in entry.get("names", ())}
    symbols = {sign.lower() for entry in statistics for sign in (*entry.get("symbols", ()), *entry.get("assigned", ()))}
    stretches = {word for word, name in unit_words().items() if kind_of(name) == "time"}
    groups: tuple[tuple[Reader, Iterable[str]], ...] = (
        (read_date, MONTHS),
        (read_interval, ("ci", "cis", "confidence", "credible")),
        (read_statistic, names | symbols),
        (read_position, stretches),
        (read_age, values("decades")),
        (read_frequency, (*values("times"), "every", "each")),
        (read_multiple, (*values("multiples"), *values("times"), *numbers["halving"]["words"])),
        (read_digits, ("single", "double", "triple")),
        (read_next_day, ("next", "following", "same")),
        (read_ordinal, values("ordinals")),
        (read_single, ("single",)),
        (read_point, (words.split()[0] for words in values("points"))),
        (read_stretch, stretches),
    )
    table: dict[str, tuple[Reader, ...]] = {}
    for reader, words in groups:
        for word in words:
            table[word] = (*table.get(word, ()), reader)
    return table


def parse_amounts(text: str) -> tuple[Atoms, list[Amount]]:
    """Cut `text` into atoms and read its amounts, in order and without overlap; without a doc, no noun is known."""
    if _triggers().search(text) is None:
        return Atoms(), []
    atoms = atoms_of(text)
    masks = masked(text)
    found: list[Amount] = []
    index = floor = 0
    while index < len(atoms):
        hidden = bool(masks) and any(start <= atoms[index].start < end for start, end in masks)
        amount = None if hidden else _read(atoms, index)
        if amount is None or amount.end <= index:
            index += 1
            continue
        if amount.sense is not Sense.NOTHING:
            found.append(replace(amount, first=max(amount.first, floor)))
        index = floor = amount.end
    return atoms, _with_shared_units(atoms, found)


@cache
def _counted_by_article() -> frozenset[str]:
    """Words behind "a" and "an" that make them a number."""
    measures = {word for word, name in unit_words().items() if kind_of(name) in MEASURED_BY_ARTICLE}
    named = {words.split()[0] for words in values("named")}
    counted = {*values("scales"), *values("fractions"), *values("pairs"), *named, "half", "dozen", "gross"}
    return frozenset({*counted, *vague_words(), *FILLERS, *measures})


def _read(atoms: Atoms, index: int) -> Amount | None:
    atom = atoms[index]
    if atom.value is not None:
        readers = NUMBER_READERS
    elif atom.low in ("a", "an"):
        readers = NUMBER_READERS if low(atoms, index + 1) in _counted_by_article() else ()
    elif atom.low in starters():
        readers = NUMBER_READERS
    else:
        readers = _word_readers().get(atom.low) or ((read_multiple,) if atom.low.endswith("fold") else ())
    for reader in readers:
        amount = reader(atoms, index)
        if amount is not None:
            return amount
    return None


def _with_shared_units(atoms: Atoms, amounts: list[Amount]) -> list[Amount]:
    """Give "45 and 50 mg", "2.5, 5 or 10 mg" and "10 x 20 cm" the unit of their last amount."""
    shared, lent = list(amounts), set()
    for place in range(len(shared) - 2, -1, -1):
        here, following = shared[place], shared[place + 1]
        between = [atom.low for atom in atoms[here.end : following.first]]
        listed = between in _JOINTS or (between == [","] and place + 1 in lent)
        alike = here.sense is following.sense is Sense.PLAIN and Form.VAGUE not in (here.form, following.form)
        kind = kind_of(following.unit)
        listed = listed or (between in _BY and kind == "length")
        measure = kind not in ("none", "count", "currency") or is_person_time(following.unit)
        if listed and alike and measure and here.unit is None and here.form is not Form.FRACTION:
            shared[place] = replace(here, unit=following.unit)
            lent.add(place)
    return shared
