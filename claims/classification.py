"""Types of a claim (docs/glossary.md), several at once, the primary first.

One logistic regression for each type over `claims.features`, trained by `training/checkworthiness.py`; thresholds come
from cross-validation over documents and are part of the biases. Types compete: the surer the others, the higher the
bar, so that a statement that nothing fits well still gets its likeliest types, and one with a plain type few besides.
Where a type is close to the bar, all are mixed with what the point of the statement says (`claims.points`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from claims.embedding import recall
from claims.features import features_of_part
from claims.linear import linear
from claims.model import ClaimType
from claims.points import second

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.segmentation import Part

MODEL = "claim-types"
MOST_TYPES = 3
UNSURE = 0.5  # log-odds between a type and the bar up to which named features leave the types open: half of all claims
RIVALRY = 0.3  # how much of all types' joint log-odds a type must pass, by cross-validation on our own copy


def types_of(part: Part) -> tuple[ClaimType, ...]:
    """Return the types of `part` by its named features alone: at least one, at most three, the most certain first."""
    return _named(_scores(part))


def types_of_all(parts: Sequence[Part]) -> list[tuple[ClaimType, ...]]:
    """Return the types of each of `parts`, as `types_of` does, the unsure ones embedded together for another look."""
    first = [_scores(part) for part in parts]
    points = iter(recall([part.statement for part, scores in zip(parts, first, strict=True) if is_unsure(scores)]))
    mixed = [second(MODEL).mixed(scores, next(points)) if is_unsure(scores) else scores for scores in first]
    return [_named(scores) for scores in mixed]


def _scores(part: Part) -> list[float]:
    return linear(MODEL).score(features_of_part(part))


def _named(scores: Sequence[float]) -> tuple[ClaimType, ...]:
    return tuple(ClaimType(linear(MODEL).outputs[index]) for index in given(scores))


def is_unsure(scores: Sequence[float]) -> bool:
    """Whether a type is so close to the bar for its scores that little would put it on the other side."""
    bar = _bar(scores)
    return any(abs(score - bar) < UNSURE for score in scores)


def given(scores: Sequence[float]) -> tuple[int, ...]:
    """Return the indexes of the types to give for their scores (log-odds over thresholds), the most certain first."""
    ranked = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    bar = _bar(scores)
    return tuple(index for index in ranked[:MOST_TYPES] if scores[index] > bar) or (ranked[0],)


def _bar(scores: Sequence[float]) -> float:
    top = max(scores)
    return RIVALRY * (top + math.log(sum(math.exp(score - top) for score in scores)))
