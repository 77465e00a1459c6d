"""What a small cross-encoder makes of a claim beside a passage.

A MiniLM that reads claim and passage together, trained by `training/entailment.py`; docs/models/entailment.md says on
what, and what it can and cannot do. It never decides alone: `sources.alignment` weighs it with what the comparison of
words, amounts and concepts says.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from claims import encoders
from sources.model import Opinion, Reading
from sources.softmax import softmax
from sources.windows import sentences_in, window_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

    from claims.encoders import Array, Encoder
    from sources.model import Premise

VERDICTS = ("supported", "overstated", "contradicted", "unsupported")
STANCES = ("supports", "refutes", "neutral")
FACETS = (
    "magnitude",
    "timeframe",
    "durability",
    "certainty",
    "causality",
    "frequency",
    "population",
    "indication",
    "intervention",
    "endpoint",
    "comparator",
    "evidence-level",
    "safety",
    "authority",
)
PIECES = 144  # of claim and passage together, as in training


def read_pairs(pairs: Iterable[tuple[str, Premise]]) -> list[Reading]:
    """Return what the model makes of each claim beside its passage; an equal pair is read once."""
    return [reading() for reading in begin_pairs(pairs)]


def begin_pairs(pairs: Iterable[tuple[str, Premise]]) -> list[Callable[[], Reading]]:
    """Begin to read each claim beside its passage, and return what waits for each reading.

    The model runs beside the caller, who has time to do something else before asking for the first.
    """
    begun: dict[tuple[str, str], Callable[[], Reading]] = {}
    asked = []
    for claim, premise in pairs:
        text = claim, premise_text(claim, premise)
        if text not in begun:
            begun[text] = partial(_reading, prepare().result().begin(*text, PIECES))
        asked.append(begun[text])
    return asked


def prepare() -> Future[Encoder]:
    """Start to load the model, so that the caller can go on in the meantime."""
    return encoders.prepare("sources", "entailment")


def premise_text(claim: str, premise: Premise) -> str:
    """Return the passage as the model reads it: what is known of the study first, then what is nearest to the claim."""
    head = [text for text in (premise.design and premise.design.value, premise.population, premise.title) if text]
    window = window_of(claim, sentences_in(premise.text))
    return f"{'; '.join(head)}. {window}" if head else window


def _reading(row: Future[Array]) -> Reading:
    (numbers,) = row.result().astype(float).tolist()
    first, second = len(VERDICTS), len(VERDICTS) + len(STANCES)
    ranked = sorted(zip(numbers[second:], FACETS, strict=True), reverse=True)
    supported, overstated, contradicted, unsupported = softmax(numbers[:first])
    opinion = Opinion(supported, overstated, contradicted, unsupported, tuple(name for _, name in ranked))
    return Reading(opinion, *softmax(numbers[first:second]))
