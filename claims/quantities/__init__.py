"""Amounts in a text: number, bounds, unit, what they are of, and the role they play (docs/glossary.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import Quantity, Role
from claims.quantities.counting import counted
from claims.quantities.parsing import parse_amounts
from claims.quantities.roles import roles_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claims.quantities.amounts import Amount

__all__ = ["find_quantities", "parse_quantities"]


def find_quantities(doc: Doc) -> tuple[Quantity, ...]:
    """Find the quantities of a tagged and parsed `doc`, in order; offsets are characters of `doc.text`."""
    text = doc.text
    atoms, amounts = parse_amounts(text)
    if not amounts:
        return ()
    entries = counted(doc, atoms, amounts)
    roles = roles_of(doc, entries)
    return tuple(
        _quantity(text, entry.amount, entry.start, entry.end, role, entry.noun)
        for entry, role in zip(entries, roles, strict=True)
    )


def parse_quantities(text: str) -> tuple[Quantity, ...]:
    """Find quantities by their notation alone, without spaCy: numbers and units, no counted nouns, no role."""
    atoms, amounts = parse_amounts(text)
    return tuple(
        _quantity(text, amount, atoms[amount.first].start, atoms[amount.end - 1].end, Role.OTHER, None)
        for amount in amounts
    )


def _quantity(text: str, amount: Amount, start: int, end: int, role: Role, noun: str | None) -> Quantity:
    unit = amount.unit or ("year" if role is Role.AGE else None)
    return Quantity(text[start:end], amount.low, amount.high, unit, role, amount.approximate, start, end, noun)
