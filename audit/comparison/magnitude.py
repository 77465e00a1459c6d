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

from audit.model import Facet, Overstatement
from claims.model import Role
from sources.amounts import Amount, derived, effects_of, matches
from sources.direction import nearest_sentence
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_GROWTH = re.compile(
    r"\b(?:by|(?:reduction|fall|drop|decrease|cut|increase|rise|gain|growth) of) "
    r"(?:a mean of |an average of |about |at least )?(\d+(?:\.\d+)?)\s?(?:%|per ?cent)",
    re.IGNORECASE,
)
_CEILING = re.compile(r"fewer|less|under|below|no more|at most|not even", re.IGNORECASE)  # "fewer than one in ten"
_PARTIAL = frozenset({Role.EFFECT_SIZE, Role.SHARE})
_WHOLE = 95.0  # percent; from here on "eliminates" is hardly more than rounding
_NEARLY = 0.93  # "doubled" of a factor of 1.9


def compare_magnitude(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's effect is larger than the passage's, None where it is not or no number compares."""
    claimed, found = effects_of((claim,)), effects_of(premise.analyses)
    sentence = nearest_sentence(claim, premise)
    near = effects_of((sentence,)) if sentence is not None else ()
    for amount in claimed:
        if _CEILING.match(amount.text):
            continue
        exceeded = _points_for_percent(amount, found) or _best_case(amount, found) or _above_all(amount, near, found)
        if exceeded is not None:
            return Overstatement(Facet.MAGNITUDE, amount.text, exceeded)
    return None if sentence is None else _multiple(claim, sentence) or _total(claim, sentence)


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


def _above_all(amount: Amount, near: tuple[Amount, ...], found: tuple[Amount, ...]) -> str | None:
    """Return the largest comparable value of the nearest sentence, where the claim lies above all of the passage."""
    comparable = [o for o in near if o.dimension == amount.dimension]
    if not comparable or any(matches(amount, o) for o in (*found, *derived(found))):
        return None
    largest = max(comparable, key=lambda o: abs(o.most or 0.0))
    return largest.text if abs(amount.most or 0.0) > abs(largest.most or 0.0) else None


def _multiple(claim: Analysis, sentence: Analysis) -> Overstatement | None:
    """Return a factor ("doubles", "halves") that neither a growth nor a pair of arms in the sentence bears out."""
    factor = next(iter(find_phrases("multiple", claim.text)), None)
    if factor is None or factor.value is None or first_phrase("multiple", sentence.text) is not None:
        return None
    shares = [o for o in effects_of((sentence,)) if o.dimension == "percent" and o.most]
    growth = _GROWTH.search(sentence.text)
    if growth is not None:
        change = float(growth[1]) / 100
        fell = (
            first_phrase("down", sentence.text[: growth.start()], affirmed=False, lexicon_name="polarity") is not None
        )
        factors = [1 / (1 - change) if fell and change < 1 else 1 + change]
    else:
        values = [abs(v) for o in shares for v in (o.low, o.high) if v]
        factors = [max(a, b) / min(a, b) for a in values for b in values if a != b]
    if not factors or any(f >= factor.value * _NEARLY for f in factors):
        return None
    return Overstatement(
        Facet.MAGNITUDE, factor.text, growth[0] if growth else " and ".join(o.text for o in shares[:2])
    )


def _total(claim: Analysis, sentence: Analysis) -> Overstatement | None:
    """Return a total effect ("eliminates", "completely") where the sentence reports a part of it."""
    total = first_phrase("total-effect", claim.text)
    if total is None or first_phrase("total-effect", sentence.text) is not None:
        return None
    small = first_phrase("small-effect", sentence.text)
    if small is not None:
        return Overstatement(Facet.MAGNITUDE, total, small)
    if effects_of((claim,)):
        return None
    parts = [a for a in effects_of((sentence,)) if a.role in _PARTIAL and a.dimension == "percent"]
    largest = max(parts, key=lambda a: abs(a.most or 0.0), default=None)
    return (
        Overstatement(Facet.MAGNITUDE, total, largest.text) if largest and abs(largest.most or 0.0) < _WHOLE else None
    )
