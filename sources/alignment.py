"""Alignment of a claim with one passage: same subject or not, same direction or reversed.

The subject is judged by what both are about (treatments, conditions, outcomes, amounts in their role), with shared
words as a weak prior only: false claims share more words with a passage than true ones do. The direction is judged in
the clause of the passage that is nearest to the claim. A model of entailment joins as one more opinion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.direction import Reversal, reversal_of
from sources.likeness import Likeness, likeness_of
from sources.model import Alignment, Scores, Stance

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

ON_SUBJECT = 0.42  # least likeness at which a passage speaks to a claim; tuned on the hand-written training pairs
_MODEL_SHARE = 0.6  # weight of the entailment model against the rules


def stance_of(claim: Analysis, premise: Premise, entailment: Scores | None = None) -> Alignment:
    """Return what `premise` says to the core of `claim`.

    `entailment` are a model's probabilities for the same pair. They move the scores; a reversal that the rules can name
    stays a refutation unless the model is sure of the contrary.
    """
    likeness = likeness_of(claim, premise)
    reversal = reversal_of(claim, premise) if likeness.score >= ON_SUBJECT else None
    scores = _scores(likeness, reversal)
    if entailment is not None:
        scores = _blend(scores, entailment)
    stance = _stance(scores)
    return Alignment(stance, scores, _reason(stance, likeness, reversal), round(likeness.score, 2))


def _scores(likeness: Likeness, reversal: Reversal | None) -> Scores:
    """Turn likeness and reversal into a share for each stance."""
    on = (
        min(max((likeness.score - ON_SUBJECT) / (1 - ON_SUBJECT) * 0.5 + 0.5, 0.0), 0.95)
        if likeness.score >= ON_SUBJECT
        else (0.45 * likeness.score / ON_SUBJECT)
    )
    against = reversal.weight if reversal else 0.1
    return Scores(round(on * (1 - against), 2), round(on * against, 2), round(1 - on, 2))


def _blend(rules: Scores, model: Scores) -> Scores:
    share = _MODEL_SHARE
    return Scores(
        round((1 - share) * rules.supports + share * model.supports, 2),
        round((1 - share) * rules.refutes + share * model.refutes, 2),
        round((1 - share) * rules.neutral + share * model.neutral, 2),
    )


def _stance(scores: Scores) -> Stance:
    if scores.neutral > max(scores.supports + scores.refutes, 0.5):
        return Stance.NEUTRAL
    return Stance.REFUTES if scores.refutes > scores.supports else Stance.SUPPORTS


def _reason(stance: Stance, likeness: Likeness, reversal: Reversal | None) -> str:
    if stance is Stance.NEUTRAL:
        return likeness.reason
    if stance is Stance.REFUTES:
        return reversal.reason if reversal else "the passage says otherwise"
    return "the passage is on the same subject and points the same way"
