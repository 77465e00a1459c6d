"""Types of a claim (docs/glossary.md), several at once, the primary first.

One logistic regression for each type over `claims.features`, trained by `training/checkworthiness.py`; thresholds come
from cross-validation over documents and are part of the biases. Types compete: the surer the others, the higher the
bar, so that a statement that nothing fits well still gets its likeliest types, and one with a plain type few besides.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from claims.features import features_of_part
from claims.linear import linear
from claims.model import ClaimType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.segmentation import Part

MODEL = "claim-types"
MOST_TYPES = 3
RIVALRY = 0.3  # how much of all types' joint log-odds a type must pass, by cross-validation on our own copy


def types_of(part: Part) -> tuple[ClaimType, ...]:
    """Return the types of `part`, at least one, at most three, the most certain first."""
    model = linear(MODEL)
    return tuple(ClaimType(model.outputs[index]) for index in given(model.score(features_of_part(part))))


def given(scores: Sequence[float]) -> tuple[int, ...]:
    """Return the indexes of the types to give for their scores (log-odds over thresholds), the most certain first."""
    ranked = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    top = scores[ranked[0]]
    bar = RIVALRY * (top + math.log(sum(math.exp(score - top) for score in scores)))
    return tuple(index for index in ranked[:MOST_TYPES] if scores[index] > bar) or (ranked[0],)
