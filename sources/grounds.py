"""Grounds: what is weighed when a passage is lined up with a claim, as named numbers.

Two opinions on the pair (the weighted features and the cross-encoder's reading, each as logarithms of its shares) and
what tells how far either can be trusted here: how alike the subjects are, whether the numbers are the same, of the same
kind or of something else, whether the passage makes the same sort of statement, and how the claim was worded from it.
`training/blend.py` fits the weights of each.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sources.amounts import all_there, amounts_of, derived, effects_of, matches
from sources.approvals import approval_settled
from sources.entailment import STANCES, VERDICTS
from sources.substance import has_substance

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.likeness import Likeness
    from sources.model import Opinion, Premise, Reading
    from sources.rewording import Rewording

FOUND = "found"  # the ground that only a passage has which a search brought up
_LEAST = 0.001  # no opinion is surer than a thousand to one


def grounds_of(
    claim: Analysis,
    premise: Premise,
    likeness: Likeness,
    features: Opinion,
    reading: Reading,
    rewording: Rewording | None,
    score: float | None = None,
) -> dict[str, float]:
    """Return the grounds of a pair by name, in a fixed order: logarithms, shares (0-1), and 1 for what holds.

    `score` is how relevant a search found the passage (0-1), None where none was made.
    """
    shares = {
        **{f"features:{name}": getattr(features, name) for name in VERDICTS},
        **{f"reading:{name}": getattr(reading.opinion, name) for name in VERDICTS},
        **{f"reading:{name}": getattr(reading, name) for name in STANCES},
    }
    holds = {
        "same-sort": has_substance(claim, premise),
        "mismatch": likeness.mismatch is not None,
        "approval": approval_settled(claim, premise) is not None,
        "amounts": bool(amounts_of((claim,))),
        "amounts:there": all_there(claim, premise),
        "amounts:of-a-kind": gives_amounts_for(claim, premise),
        "amounts:of-something-else": counts_something_else(claim, premise),
        "reworded": rewording is not None,
        "reworded:whole": rewording is not None and rewording.whole,
        "reworded:less": rewording is not None and rewording.less,
    }
    return {
        **{name: math.log(max(share, _LEAST)) for name, share in shares.items()},
        "alike": likeness.score,
        "alike:concepts": likeness.concepts,
        "alike:words": likeness.words,
        **{name: float(value) for name, value in holds.items()},
        **({f"reworded:{rewording.change.value}": 1.0} if rewording else {}),
        **({} if score is None else {FOUND: score}),
    }


def gives_amounts_for(claim: Analysis, premise: Premise) -> bool:
    """Whether the passage has, or implies, an amount of the same kind and in the same role for one of the claim."""
    there = (*amounts_of(premise.analyses), *derived(effects_of(premise.analyses)))
    return any(a.dimension == o.dimension and a.role is o.role for a in amounts_of((claim,)) for o in there)


def counts_something_else(claim: Analysis, premise: Premise) -> bool:
    """Whether a number of the claim stands in the passage only as a number of something else: 90% of 90 people."""
    there = (*amounts_of(premise.analyses), *derived(effects_of(premise.analyses)))
    return any(
        any(matches(a, o, across=True) for o in there) and not any(matches(a, o) for o in there)
        for a in amounts_of((claim,))
    )
