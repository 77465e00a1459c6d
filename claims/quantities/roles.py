"""The role of a quantity in its sentence: what the notation settles, and a small model for the rest.

The model is a multinomial logistic regression over the binary features of `claims.quantities.features`; its weights lie
beside this module and are written by `training/roles.py`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import Role
from claims.quantities.amounts import Sense
from claims.quantities.bearers import is_age_by_apposition, is_of_a_thing
from claims.quantities.features import features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from claims.quantities.counting import Counted

_OLDEST = 120  # years
_SETTLED = {Sense.DATE: Role.DATE, Sense.AGE: Role.AGE, Sense.INTERVAL: Role.OTHER}


@cache
def _model() -> tuple[tuple[Role, ...], dict[str, tuple[tuple[int, int], ...]]]:
    """Roles in the order of the weights, and for each feature the roles that it speaks for or against.

    Weights are whole hundredths, so that their sum is the same in any order.
    """
    stored = json.loads((files("claims.quantities") / "roles.json").read_text(encoding="utf-8"))
    weights = {name: tuple((place, weight) for place, weight in pairs) for name, pairs in stored["weights"].items()}
    return tuple(Role(role) for role in stored["roles"]), weights


@cache
def _roles_of_statistics() -> dict[str, Role]:
    """Roles of the units that a named statistic gives its number."""
    return {entry["unit"]: Role(entry["role"]) for entry in lexicon("statistics")["statistics"].values()}


def roles_of(doc: Doc, entries: Sequence[Counted]) -> list[Role]:
    """Return the role of each quantity of `doc`."""
    settled = [settled_role(entry) for entry in entries]
    if None not in settled:
        return [role for role in settled if role is not None]
    named = features(doc, entries)
    return [
        scored_role(names, entry) if role is None else role
        for role, names, entry in zip(settled, named, entries, strict=True)
    ]


def settled_role(entry: Counted) -> Role | None:
    """Return the role that the notation alone gives ("p < 0.05", "aged 18 to 65", "OR 2.18"), if it does."""
    amount = entry.amount
    if is_age_by_apposition(entry):
        return Role.AGE
    if amount.sense is Sense.STATISTIC and amount.unit is not None:
        return _roles_of_statistics().get(amount.unit, Role.OTHER)
    return _SETTLED.get(amount.sense)


def scored_role(names: frozenset[str], entry: Counted) -> Role:
    """Return the role that the model prefers; ties go to the role that comes first by name.

    Whatever the words around it say, no amount is an age that is longer than a human life or measured in days; a bare
    number is one only where a context of the lexicon speaks for it.
    """
    roles, weights = _model()
    scores = [0] * len(roles)
    for name in names:
        for place, weight in weights.get(name, ()):
            scores[place] += weight
    possible = [place for place, role in enumerate(roles) if role is not Role.AGE or _may_be_age(entry, names)]
    return roles[max(possible, key=scores.__getitem__)]


def _may_be_age(entry: Counted, names: frozenset[str]) -> bool:
    amount = entry.amount
    value = amount.high if amount.high is not None else amount.low
    if value is None or not 0 < value <= _OLDEST:
        return False
    return amount.unit in ("year", "month", "week") or (
        amount.unit is None and value.is_integer() and "vote=age" in names and not is_of_a_thing(entry)
    )
