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

import re
from typing import TYPE_CHECKING

from audit.comparison.amounts import Amount, derived, effects_of, matches
from audit.model import Facet, Overstatement
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_GROWTH = re.compile(r"\bby (?:a mean of |an average of |about )?(\d+(?:\.\d+)?)\s?(?:%|per ?cent)", re.IGNORECASE)
_NEARLY = 0.93  # "doubled" of a factor of 1.9


def compare_magnitude(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's effect is larger than the passage's, None where it is not or no number compares."""
    claimed, found = effects_of((claim,)), effects_of(premise.analyses)
    for amount in claimed:
        exceeded = _points_for_percent(amount, found) or _best_case(amount, found) or _above_all(amount, found)
        if exceeded is not None:
            return Overstatement(Facet.MAGNITUDE, amount.text, exceeded)
    return _multiple(claim, premise, found) or _total(claim, premise)


def _points_for_percent(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """Return the percent of the passage that the claim calls percentage points."""
    if amount.dimension != "percentage point":
        return None
    if any(matches(amount, other) for other in (*found, *derived(found)) if other.dimension == "percentage point"):
        return None
    same = next((o for o in found if o.dimension == "percent" and matches(amount, o, across=True)), None)
    return same.text if same else None


def _best_case(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """Return the mean of the passage, where the claim uses its most extreme single value."""
    extreme = next((o for o in found if o.extreme and matches(amount, o)), None)
    if extreme is None:
        return None
    plain = [o for o in found if o.dimension == amount.dimension and not o.extreme and not matches(amount, o)]
    return plain[0].text if plain else None


def _above_all(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """Return the largest comparable value of the passage, where the claim lies above all of them."""
    comparable = [o for o in found if o.dimension == amount.dimension]
    if not comparable or any(matches(amount, o) for o in (*comparable, *derived(found))):
        return None
    largest = max(comparable, key=lambda o: abs(o.most or 0.0))
    return largest.text if abs(amount.most or 0.0) > abs(largest.most or 0.0) else None


def _multiple(claim: Analysis, premise: Premise, found: tuple[Amount, ...]) -> Overstatement | None:
    """A factor ("doubles", "halves") that neither a growth nor a pair of arms in the passage bears out."""
    factor = next(iter(find_phrases("multiple", claim.text)), None)
    if factor is None or factor.value is None or first_phrase("multiple", premise.text) is not None:
        return None
    shares = [o for o in found if o.dimension == "percent" and o.most]
    growth = _GROWTH.search(premise.text)
    if growth is not None:
        factors = [1 + float(growth[1]) / 100]
    else:
        factors = [max(a, b) / min(a, b) for o in shares for p in shares if o is not p
                   and (a := abs(o.most or 0)) and (b := abs(p.most or 0))]
    if not factors or any(f >= factor.value * _NEARLY for f in factors):
        return None
    return Overstatement(Facet.MAGNITUDE, factor.text, growth[0] if growth else " and ".join(o.text for o in shares[:2]))


def _total(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return a total effect ("eliminates", "completely") where the passage reports a part of it."""
    total = first_phrase("total-effect", claim.text)
    if total is None or first_phrase("total-effect", premise.text) is not None:
        return None
    small = first_phrase("small-effect", premise.text)
    return Overstatement(Facet.MAGNITUDE, total, small) if small else None
