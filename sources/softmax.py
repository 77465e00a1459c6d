"""Softmax over named features: weights in a JSON file of `sources/weights/`, added up for the features that hold."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model: names of the outputs, their bias, and for each feature the pairs of output index and weight."""

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

    def score_values(self, values: Mapping[str, float]) -> list[float]:
        """Return the log-odds of every output, where each feature counts as often as its value says."""
        totals = list(self.bias)
        for feature, value in values.items():
            for output, weight in self.weights.get(feature, ()):
                totals[output] += weight * value
        return totals


@cache
def weights(name: str) -> Weights:
    """Return the model in `sources/weights/<name>.json`."""
    data = json.loads((files("sources") / "weights" / f"{name}.json").read_text(encoding="utf-8"))
    table = {feature: tuple((int(i), float(w)) for i, w in pairs) for feature, pairs in data["weights"].items()}
    return Weights(tuple(data["outputs"]), tuple(map(float, data["bias"])), table)


def softmax(log_odds: Sequence[float]) -> list[float]:
    """Turn log-odds into shares that sum to one."""
    top = max(log_odds)
    powers = [math.exp(value - top) for value in log_odds]
    return [power / sum(powers) for power in powers]
