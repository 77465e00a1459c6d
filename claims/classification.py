"""Types of a claim (docs/glossary.md), several at once, the primary first.

One logistic regression for each type over `claims.features`, trained by `training/checkworthiness.py`; thresholds come
from cross-validation over documents and are part of the biases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.features import features_of_part
from claims.linear import linear
from claims.model import ClaimType

if TYPE_CHECKING:
    from claims.segmentation import Part

MODEL = "claim-types"
MOST_TYPES = 3


def types_of(part: Part) -> tuple[ClaimType, ...]:
    """Return the types of `part`, at least one, at most three, the most certain first."""
    model = linear(MODEL)
    ranked = sorted(
        zip(model.score(features_of_part(part)), model.outputs, strict=True), key=lambda item: (-item[0], item[1])
    )
    above = [name for value, name in ranked if value > 0]
    return tuple(ClaimType(name) for name in (above or [ranked[0][1]])[:MOST_TYPES])
