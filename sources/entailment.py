"""What a small cross-encoder makes of a claim beside a passage.

A MiniLM that reads claim and passage together, trained by `training/entailment.py`; docs/models/entailment.md says on
what, and what it can and cannot do. It never decides alone: `sources.alignment` weighs it with what the comparison of
words, amounts and concepts says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.encoders import encoder
from sources.model import Opinion, Reading
from sources.softmax import softmax
from sources.windows import sentences_in, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    texts = [(claim, premise_text(claim, premise)) for claim, premise in pairs]
    distinct = list(dict.fromkeys(texts))
    if not distinct:
        return []
    rows = encoder("entailment").run(distinct, PIECES).astype(float).tolist()
    readings = dict(zip(distinct, map(_reading, rows), strict=True))
    return [readings[text] for text in texts]


def premise_text(claim: str, premise: Premise) -> str:
    """Return the passage as the model reads it: what is known of the study first, then what is nearest to the claim."""
    head = [text for text in (premise.design and premise.design.value, premise.population, premise.title) if text]
    window = window_of(claim, sentences_in(premise.text))
    return f"{'; '.join(head)}. {window}" if head else window


def _reading(row: list[float]) -> Reading:
    first, second = len(VERDICTS), len(VERDICTS) + len(STANCES)
    ranked = sorted(zip(row[second:], FACETS, strict=True), reverse=True)
    supported, overstated, contradicted, unsupported = softmax(row[:first])
    opinion = Opinion(supported, overstated, contradicted, unsupported, tuple(name for _, name in ranked))
    return Reading(opinion, *softmax(row[first:second]))
