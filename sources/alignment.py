"""Alignment of a claim with one passage: same subject or not, same direction or reversed.

Named features of the pair (`sources.features`) are added up with weights that were fitted on hand-written pairs
(`training/alignment.py`); shared words are a weak prior only, since false claims share more words with a passage than
true ones do. A cross-encoder joins as one more opinion. The reason is always one that a reader can check.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sources.direction import reversal_of
from sources.features import features_of
from sources.likeness import Likeness, likeness_of
from sources.model import Alignment, Opinion, Scores, Stance
from sources.softmax import softmax, weights
from sources.substance import has_substance

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

STRANGE = 0.12  # likeness below which a passage is about something else, whatever the weights say
MODEL_SHARE = 0.65  # weight of a cross-encoder against the features, in log-odds
FACETS_NAMED = 2


def stance_of(claim: Analysis, premise: Premise, entailment: Opinion | None = None) -> Alignment:
    """Return what `premise` says to the core of `claim`; `entailment` is a model's opinion on the same pair."""
    likeness = likeness_of(claim, premise)
    opinion = opinion_of(claim, premise)
    if entailment is not None:
        opinion = blend(opinion, entailment)
    if likeness.score < STRANGE:
        opinion = Opinion(0.0, 0.0, 0.0, 1.0)
    for_it = opinion.supported + opinion.overstated
    scores = Scores(round(for_it, 2), round(opinion.contradicted, 2), round(opinion.unsupported, 2))
    stance = _stance(scores)
    reversal = reversal_of(claim, premise) if stance is Stance.REFUTES else None
    reason = reversal.reason if reversal else _reason(stance, likeness)
    exceeds = round(opinion.overstated / for_it, 2) if for_it else 0.0
    return Alignment(
        stance, scores, reason, round(likeness.score, 2), exceeds, opinion.facets, named=reversal is not None
    )


def align(claim: Analysis, premise: Premise, *, cited: bool = False) -> Alignment:
    """Return what a passage that a search has found says to `claim`; without substance in common it says nothing.

    A passage of a source that the copy itself cites for the claim need not prove that it has any.
    """
    alignment = stance_of(claim, premise)
    if cited or alignment.stance is Stance.NEUTRAL or has_substance(claim, premise):
        return alignment
    return replace(alignment, stance=Stance.NEUTRAL, reason="the passage is about something else", named=False)


def opinion_of(claim: Analysis, premise: Premise) -> Opinion:
    """Return what the weighted features of the pair say."""
    features = features_of(claim, premise)
    verdicts, facets = weights("alignment"), weights("facets")
    shares = dict(zip(verdicts.outputs, softmax(verdicts.score(features)), strict=True))
    ranked = sorted(zip(facets.score(features), facets.outputs, strict=True), reverse=True)
    return Opinion(
        shares["supported"],
        shares["overstated"],
        shares["contradicted"],
        shares["unsupported"],
        tuple(name for _, name in ranked[:FACETS_NAMED]),
    )


def blend(features: Opinion, model: Opinion, share: float = MODEL_SHARE) -> Opinion:
    """Return the weighted geometric mean of two opinions, the model's facets first."""
    pairs = (
        (features.supported, model.supported),
        (features.overstated, model.overstated),
        (features.contradicted, model.contradicted),
        (features.unsupported, model.unsupported),
    )
    supported, overstated, contradicted, unsupported = softmax(
        [(1 - share) * math.log(max(a, _LEAST)) + share * math.log(max(b, _LEAST)) for a, b in pairs]
    )
    facets = tuple(dict.fromkeys([*model.facets, *features.facets]))[:FACETS_NAMED]
    return Opinion(supported, overstated, contradicted, unsupported, facets)


_LEAST = 0.001  # no opinion is surer than a thousand to one


def _stance(scores: Scores) -> Stance:
    if scores.neutral >= max(scores.supports, scores.refutes):
        return Stance.NEUTRAL
    return Stance.REFUTES if scores.refutes > scores.supports else Stance.SUPPORTS


def _reason(stance: Stance, likeness: Likeness) -> str:
    if stance is Stance.NEUTRAL:
        return likeness.reason
    if stance is Stance.SUPPORTS:
        return "the passage is on the same subject and points the same way"
    return "the passage is on the same subject and seems to say otherwise"
