"""`magnitude`: the effect is larger in the claim than in the evidence.

What it means
    A number of the claim (a share, a fall, a gain) is above the comparable numbers of the passage; percentage points
    stand where the passage has percent; "up to" picks the best case where the passage gives a mean; "doubles" or
    "eliminates" says more than the numbers do. Units are converted; a lower number is an understatement and passes.

Why it matters
    Size is what a reader remembers. A relative figure passed off as an absolute one can turn one patient in a
    hundred into forty.

Fails
    Claim: Wrinkles were 40% shallower.
    Evidence: Wrinkle depth fell by 14% with the serum.

Passes
    Claim: Wrinkles were about 14% shallower.
    Evidence: Wrinkle depth fell by 14% with the serum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.comparison.amounts import Amount, derived, effects_of, matches
from sources.phrasing import find_phrases, first_phrase
from audit.model import Facet, Overstatement

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise


def compare_magnitude(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's effect is larger than the passage's, None where it is not or no number compares."""
    claimed, found = effects_of((claim,)), effects_of(premise.analyses)
    for amount in claimed:
        exceeded = _points_for_percent(amount, found) or _best_case(amount, found) or _above_all(amount, found)
        if exceeded is not None:
            return Overstatement(Facet.MAGNITUDE, amount.text, exceeded)
    return _multiple(claim, premise, found) or _total(claim, premise)


def _points_for_percent(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """The percent of the passage that the claim calls percentage points."""
    if amount.dimension != "percentage point":
        return None
    if any(matches(amount, other) for other in (*found, *derived(found)) if other.dimension == "percentage point"):
        return None
    same = next((o for o in found if o.dimension == "percent" and matches(amount, o, across=True)), None)
    return same.text if same else None


def _best_case(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """The mean of the passage, where the claim uses its most extreme single value."""
    extreme = next((o for o in found if o.extreme and matches(amount, o)), None)
    if extreme is None:
        return None
    plain = [o for o in found if o.dimension == amount.dimension and not o.extreme and not matches(amount, o)]
    return plain[0].text if plain else None


def _above_all(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """The largest comparable value of the passage, where the claim lies above all of them."""
    comparable = [o for o in (*found, *derived(found)) if o.dimension == amount.dimension]
    if not comparable or any(matches(amount, o) for o in comparable):
        return None
    largest = max(comparable, key=lambda o: abs(o.most or 0.0))
    return largest.text if abs(amount.most or 0.0) > abs(largest.most or 0.0) else None


def _multiple(claim: Analysis, premise: Premise, found: tuple[Amount, ...]) -> str | Overstatement | None:
    """A factor ("doubles", "halves") that no pair of numbers of the passage bears out."""
    factor = next(iter(find_phrases("multiple", claim.text)), None)
    if factor is None or first_phrase("multiple", premise.text) is not None:
        return None
    ratios = [max(a, b) / min(a, b) for o in found for p in found
              if o is not p and o.dimension == p.dimension and (a := abs(o.most or 0)) and (b := abs(p.most or 0))]
    if not ratios or any(r >= (factor.value or 0) * 0.93 for r in ratios):
        return None
    return Overstatement(Facet.MAGNITUDE, factor.text, " and ".join(o.text for o in found[:2]))


def _total(claim: Analysis, premise: Premise) -> Overstatement | None:
    """A total effect ("eliminates", "completely") where the passage reports a part of it."""
    total = first_phrase("total-effect", claim.text)
    if total is None or first_phrase("total-effect", premise.text) is not None:
        return None
    small = first_phrase("small-effect", premise.text)
    return Overstatement(Facet.MAGNITUDE, total, small) if small else None
