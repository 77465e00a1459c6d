"""Signs and codes of currencies in front of a number: "$", "US$", "€", "GBP"."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from claims.units import kind_of, unit_symbols, unit_words

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms


@cache
def _currencies() -> dict[str, str]:
    """Canonical names of currencies by printed form."""
    return {
        printed: name for printed, name in {**unit_symbols(), **unit_words()}.items() if kind_of(name) == "currency"
    }


@cache
def leading_money() -> frozenset[str]:
    """Return what stands for a currency in front of a number: its sign, and its code in capitals."""
    signs = {printed for printed in _currencies() if unicodedata.category(printed[-1]) == "Sc" and printed != "¢"}
    return frozenset(signs | {"Rs"} | {name for name in _currencies().values() if name.isupper()})


def money_before(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """Currency and first atom of a sign of money that ends before `index`: "$", "US$", "GBP", "Rs."."""
    index -= index > 1 and atoms[index - 1].text == "." and atoms[index - 2].text == "Rs"
    if index < 1 or (sign := atoms[index - 1]).text not in leading_money():
        return None
    if sign.text == "$" and index > 1 and sign.glued and (name := _currencies().get(atoms[index - 2].text + "$")):
        return name, index - 2
    return _currencies().get(sign.text) or _currencies().get(sign.low, sign.text), index - 1
