"""Confidence: how likely it is that a verdict is right, 0-1, from what is at hand when it is reached.

A logistic regression for each verdict over a few named quantities. `training/confidence.py` fits the weights, one set
(`sources/weights/confidence.json`) for a passage that was given with its claim, or that the copy cites, on pairs that
the models did not see, and one (`sources/weights/found.json`) for a passage that a search brought up, on claims and
registries that they did not see. `evaluation/reliability.py` measures how far either can be trusted. Confidence says
what to look at first; no verdict and no severity depends on it.

What "right" means, and so what the number promises:

- contradicted, overstated, unsupported, supported: a careful reader would give the same verdict.
- misattributed: the cited passage does not speak to the claim; as for unsupported.
- outdated: the passage that no longer stands is for the claim, whether or not the claim exceeds it.
- needs-review: a person is needed, because the claim is not borne out as it stands.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from audit.model import Verdict
from claims.linear import probability
from sources.softmax import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audit.bearing import Bearing
    from sources.model import Alignment

APPROVED = 0.95  # that wording found equal to approved wording is; assumed, no labelled data have any
UNRESOLVED = 0.5  # that a person is needed to say what a pronoun refers to, at the least; assumed likewise
LEAST = 0.01  # nothing here is surer than a hundred to one

#: The outputs of the model. A passage that the copy cites and that does not speak to the claim is no other case.
FITTED = tuple(v for v in Verdict if v is not Verdict.MISATTRIBUTED)


def confidence_in(
    verdict: Verdict, bearing: Bearing | None, *, divided: bool = False, found: float | None = None
) -> float:
    """Return how likely it is that `verdict` is right, 0.01-0.99 in two decimals.

    `bearing` is that of the passage that decides, None where the registry has nothing near; `divided` says that other
    passages, or other statements of the claim, say otherwise. `found` is how relevant a search found the passage that
    it brought up, 0-1; None where the passage was given.
    """
    output = Verdict.UNSUPPORTED if verdict is Verdict.MISATTRIBUTED else verdict
    model = weights("confidence" if found is None else "found")
    values = quantities(output, bearing, divided=divided, found=found)
    log_odds = model.score_values(values)[model.outputs.index(output.value)]
    return round(min(1 - LEAST, max(LEAST, probability(log_odds))), 2)


def quantities(
    verdict: Verdict, bearing: Bearing | None, *, divided: bool = False, found: float | None = None
) -> dict[str, float]:
    """Return what the confidence in `verdict` is made of, by name.

    - `share`: log-odds of the share that the alignment gives the verdict
    - `margin`: that share less the largest that speaks against it, -1 to 1
    - `agrees`: 1 where `margin` is above zero: features and cross-encoder come to the verdict without the comparisons
    - `subject`: how much of what the claim is about the passage is about too, 0-1
    - `named`: 1 where a comparison found the words that decide, a facet or a reversal, 0 where they were guessed
    - `repeated`: 1 where the claim is a sentence of the passage over again
    - `divided`: 1 where other passages, or other statements of the claim, say otherwise
    - `read`: log-odds of what the cross-encoder alone gives the stance that the verdict needs
    - `found`: how relevant a search found the passage, 0-1; 0 for one that was given
    """
    if bearing is None:  # nothing is near: as sure as of a passage about something else
        own, rival, read, subject, named, repeated = 1.0, 0.0, 1.0, 0.0, False, False
    else:
        alignment = bearing.alignment
        own, rival = _for_and_against(verdict, alignment)
        read = _as_read(verdict, alignment)
        words = alignment.named if verdict is Verdict.CONTRADICTED else bool(bearing.overstatements)
        subject, repeated, named = alignment.subject, alignment.repeated, words and not bearing.guessed
    return {
        "share": _log_odds(own),
        "margin": own - rival,
        "agrees": float(own > rival),
        "subject": subject,
        "named": float(named),
        "repeated": float(repeated),
        "divided": float(divided),
        "read": _log_odds(read),
        "found": found or 0.0,
    }


def _log_odds(share: float) -> float:
    sure = min(1 - LEAST, max(LEAST, share))
    return math.log(sure / (1 - sure))


def _as_read(verdict: Verdict, alignment: Alignment) -> float:
    """Return what the cross-encoder alone gives the stance that a verdict needs; any but support asks for review."""
    core = alignment.core
    if verdict is Verdict.NEEDS_REVIEW:
        return 1 - core.supports
    return {Verdict.CONTRADICTED: core.refutes, Verdict.UNSUPPORTED: core.neutral}.get(verdict, core.supports)


def _for_and_against(verdict: Verdict, alignment: Alignment) -> tuple[float, float]:
    """Return the share that a verdict has, and the largest that speaks against it."""
    scores = alignment.scores
    shares = {
        Verdict.SUPPORTED: scores.supports * (1 - alignment.exceeds),
        Verdict.OVERSTATED: scores.supports * alignment.exceeds,
        Verdict.CONTRADICTED: scores.refutes,
        Verdict.UNSUPPORTED: scores.neutral,
    }
    if verdict is Verdict.OUTDATED:
        return scores.supports, max(scores.refutes, scores.neutral)
    if verdict is Verdict.NEEDS_REVIEW:
        fine = shares.pop(Verdict.SUPPORTED)
        return sum(shares.values()), fine
    return shares.pop(verdict), max(shares.values())


def are_divided(bearings: Sequence[Bearing]) -> bool:
    """Whether the statements of one claim, or several passages on it, get different verdicts."""
    return len({b.verdict for b in bearings}) > 1
