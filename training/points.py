"""Second opinions for the linear models of claims: regressions over the points of texts, read by `claims.points`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

STRENGTH = 1.0  # inverse regularisation
DIGITS = 3  # of a weight; 384 of them are added up, each times a number of about 0.05


def fit_points(points: Array, labels: Array, weights: Array) -> LogisticRegression:
    """Fit one logistic regression over points."""
    model = LogisticRegression(C=STRENGTH, solver="lbfgs", max_iter=300)
    return model.fit(points, labels, sample_weight=weights)


def cross_validate_points(points: Array, labels: Array, weights: Array, groups: Sequence[str], folds: int) -> Array:
    """Return the log-odds of every point from models that saw none of its document."""
    scores = np.full(len(labels), -9.0)
    for train, test in GroupKFold(folds).split(points, labels, groups):
        if labels[train].sum() > 1:
            model = fit_points(points[train], labels[train], weights[train])
            scores[test] = model.decision_function(points[test])
    return scores


def write_points(path: Path, share: float, bias: Sequence[float], weights: Sequence[Array]) -> None:
    """Write a second opinion as JSON, one output a line; `share` is what counts of the first one's log-odds."""

    def rounded(numbers: Any) -> str:
        return json.dumps([round(float(number), DIGITS) for number in numbers], separators=(",", ":"))

    rows = ",\n".join(map(rounded, weights))
    text = f'{{"share": {round(share, DIGITS)},\n"bias": {rounded(bias)},\n"weights": [\n{rows}\n]}}\n'
    path.write_text(text, encoding="utf-8")
