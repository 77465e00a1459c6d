"""Linear models over named features: weights in a JSON file of the package, one addition per feature at run time.

The file holds `outputs` (names), `bias` and `weights` (feature to one number per output, or to pairs of output index
and number where most are zero). Scores are log-odds; `weigh` says what moved one.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of one or more outputs: the row of `matrix` for each feature, one column for each output."""

    outputs: tuple[str, ...]
    bias: Array
    rows: dict[str, int]
    matrix: Array

    def score(self, features: Iterable[str]) -> list[float]:
        """Return the log-odds of every output."""
        found = [row for name in features if (row := self.rows.get(name)) is not None]
        total: list[float] = (self.bias + self.matrix[found].sum(axis=0)).tolist()
        return total

    def weigh(self, features: Iterable[str], output: int = 0) -> list[tuple[str, float]]:
        """Return the features that moved an output, with their weights, in the order given."""
        known = [name for name in features if name in self.rows]
        weights = self.matrix[[self.rows[name] for name in known], output].tolist()
        return [(name, weight) for name, weight in zip(known, weights, strict=True) if weight]


@cache
def linear(name: str) -> Linear:
    """Return the model in `claims/weights/<name>.json`."""
    import numpy as np

    data = json.loads((files("claims") / "weights" / f"{name}.json").read_text(encoding="utf-8"))
    matrix = np.zeros((len(data["weights"]), len(data["outputs"])))
    for row, pairs in enumerate(data["weights"].values()):
        for column, weight in pairs:
            matrix[row, column] = weight
    rows = {feature: row for row, feature in enumerate(data["weights"])}
    return Linear(tuple(data["outputs"]), np.array(data["bias"]), rows, matrix)


def probability(log_odds: float) -> float:
    """Return the probability of a log-odds."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds >= 0 else math.exp(log_odds) / (1 + math.exp(log_odds))
