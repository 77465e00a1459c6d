"""The role of a quantity in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import Role
from claims.quantities.amounts import Sense
from claims.quantities.counting import is_age_by_apposition
from claims.units import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from claims.quantities.counting import Counted


def role_of(doc: Doc, entries: Sequence[Counted], place: int) -> Role:
    """The role of the quantity at `place` of the quantities of `doc`."""
    entry = entries[place]
    amount = entry.amount
    if amount.sense is Sense.DATE:
        return Role.DATE
    if amount.sense is Sense.AGE or is_age_by_apposition(entry):
        return Role.AGE
    if kind_of(amount.unit) == "currency":
        return Role.PRICE
    return Role.OTHER
