"""Second opinions: linear models over the point of a text (`claims.embedding`), for what named features leave open.

Named features decide most sentences by themselves, for next to nothing; a point costs some milliseconds and knows what
words mean that no training sentence had. So a text is embedded only where the first opinion is unsure, and the two are
mixed. The file holds `share` (of the first opinion in the mixture), `bias` and `weights` (a row of numbers for each
output, one for each dimension), the share of the second opinion multiplied in. Trained with the first opinions by
`training/checkworthiness.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Second:
    """What is added to the `share` of a first opinion: `weights` has a row for each output, `bias` a number."""

    share: float
    bias: Array
    weights: Array

    def mixed(self, first: Sequence[float], point: Any) -> list[float]:
        """Return the log-odds of every output from those of the first opinion and the point of the text."""
        total: list[float] = (self.share * _doubles(first) + self.bias + self.weights @ _doubles(point)).tolist()
        return total


@cache
def second(name: str) -> Second:
    """Return the model in `claims/weights/<name>-points.json`."""
    data = json.loads((files("claims") / "weights" / f"{name}-points.json").read_text(encoding="utf-8"))
    return Second(data["share"], _doubles(data["bias"]), _doubles(data["weights"]))


def _doubles(numbers: Any) -> Array:
    import numpy as np

    return np.asarray(numbers, dtype=np.float64)
