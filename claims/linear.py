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
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of one or more outputs: for each feature the pairs of output index and weight."""

    outputs: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]

    def score(self, features: Iterable[str]) -> list[float]:
        """Return the log-odds of every output."""
        totals = list(self.bias)
        for feature in features:
            for output, weight in self.weights.get(feature, ()):
                totals[output] += weight
        return totals

    def weigh(self, features: Sequence[str], output: int = 0) -> list[tuple[str, float]]:
        """Return the features that moved an output, with their weights, in the order given."""
        moved = ((name, dict(self.weights[name]).get(output, 0.0)) for name in features if name in self.weights)
        return [(name, weight) for name, weight in moved if weight]


@cache
def linear(name: str, package: str = "claims") -> Linear:
    """Return the model in `weights/<name>.json` of `package`."""
    data = json.loads((files(package) / "weights" / f"{name}.json").read_text(encoding="utf-8"))
    weights = {feature: tuple((int(i), float(w)) for i, w in pairs) for feature, pairs in data["weights"].items()}
    return Linear(tuple(data["outputs"]), tuple(map(float, data["bias"])), weights)


def probability(log_odds: float) -> float:
    """Return the probability of a log-odds."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds >= 0 else math.exp(log_odds) / (1 + math.exp(log_odds))
