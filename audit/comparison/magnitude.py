"""`magnitude`: the effect is larger in the claim than in the evidence.

What it means
    A number of the claim (a share, a fall, a gain) is above the comparable numbers of the passage; percentage points
    stand where the passage has a relative change; "up to" picks the best case where the passage gives a mean; the
    change in one arm is told as the difference between two; "doubles" or "eliminates" says more than the numbers do.
    Units are converted; a lower number is an understatement and passes.

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
from itertools import pairwise
from typing import TYPE_CHECKING

from audit.comparison.beside import borne_out, closest_sentence
from audit.comparison.factors import beyond_factor, contrasted, multiples_of, steps_of
from audit.comparison.totals import beyond_total
from audit.model import Facet, Overstatement
from claims.model import Role
from sources.amounts import ROUGH, Amount, derived, effects_of, matches, shares_of

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_CEILING = re.compile(r"fewer|less|under|below|no more|at most|not even", re.IGNORECASE)  # "fewer than one in ten"
_PERCENT, _POINTS, _SCORE = "percent", "percentage point", "score"
_MORE_THAN = re.compile(r"\W+(?:[\w-]+\W+){0,4}?(?:than|over|above|ahead of)\b", re.IGNORECASE)
_COUNT = re.compile(r"(\d+) (?:out )?of (?:the )?\d+", re.IGNORECASE)
_LESS = re.compile(r"\s+(?:less|lower|fewer|weaker|smaller)\b", re.IGNORECASE)
_REST = re.compile(r"\s+of (?:its|their)\b|\s+(?:remain|is left|are left|was left|were left)", re.IGNORECASE)
_MEDIAN = re.compile(r"\bmedian (?!\d+(?:\.\d+)?%)", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(?:in|out of) (?:ten|10|100|a hundred)\b", re.IGNORECASE)  # people, never a relative change
_SCALE = re.compile(r"\b(\d+)-point scale|\b(?:out )?of (10|100)\b|\b0(?:-| to )(10|100)\b", re.IGNORECASE)
_CUT = re.compile(
    r"\b(?:fell|dropped|improved|lower|down|fall|drop|reduction)(?: (?:by|of))? (?:a mean )?(\d+(?:\.\d+)?)(?![\d%])",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"at least (\d+)", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:stopp|discontinu|withdr|dropp|left|gave up|relaps|recur|side effects?)", re.IGNORECASE)
_NEARLY_ALL, _HUNDRED = 99.0, 100.0  # percent
_THRESHOLD = re.compile(  # "response (at least 50% fall)" defines what was counted
    r"(?:at least|>=|≥)(?: a| an)? ?$|\b(?:respon\w+|defined as|meaning)[^.;,]{0,20}\($", re.IGNORECASE
)


def compare_magnitude(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's effect is larger than the passage's, None where it is not or no number compares."""
    claimed, found = effects_of((claim,)), effects_of(premise.analyses)
    sentence = closest_sentence(claim, premise)
    near = effects_of((sentence,)) if sentence is not None else ()
    for amount in claimed:
        if _CEILING.match(amount.text) or _counted(amount, premise) or _named(amount, premise):
            continue
        stated = amount.dimension != _PERCENT and borne_out(amount, premise)
        exceeded = (
            _points_for_percent(amount, found)
            or _best_case(amount, found)
            or _arm_for_difference(amount, claim, premise)
            or (None if stated or _remains(amount, claim, found, premise) else _above_all(amount, near, found, premise))
            or (_above_step(amount, sentence) or _above_scale(amount, sentence) if sentence is not None else None)
        )
        if exceeded is not None:
            return Overstatement(Facet.MAGNITUDE, amount.text, exceeded)
    if sentence is None:
        return None
    return beyond_factor(claim, sentence, premise) or beyond_total(claim, sentence)


def _counted(amount: Amount, premise: Premise) -> bool:
    """Whether the passage counts the same people ("24 of 33": 24 reported less pain), so that the share follows."""
    count = _COUNT.match(amount.text)
    return count is not None and re.search(rf"\b{count[1]}\b(?!%)", premise.text) is not None


def _named(amount: Amount, premise: Premise) -> bool:
    """Whether the claim spells out a threshold that the passage has in a name: "at least 90% clearer" for "PASI 90"."""
    threshold = _AT_LEAST.match(amount.text)
    return threshold is not None and re.search(rf"\b[A-Z]+[ -]?{threshold[1]}\b", premise.text) is not None


def _points_for_percent(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """Return the relative change of the passage that the claim calls percentage points."""
    if amount.dimension != _POINTS:
        return None
    known = (*found, *derived(found))
    if any(matches(amount, other) for other in known if other.dimension == _POINTS):
        return None
    same = next((o for o in known if o.dimension == _PERCENT and matches(amount, o, across=True)), None)
    return same.text if same else None


def _best_case(amount: Amount, found: tuple[Amount, ...]) -> str | None:
    """Return the mean of the passage, where the claim uses its most extreme single value."""
    extreme = next((o for o in found if o.extreme and matches(amount, o)), None)
    if extreme is None:
        return None
    plain = [o for o in found if o.dimension == amount.dimension and not o.extreme and not matches(amount, o)]
    return plain[0].text if plain else None


def _arm_for_difference(amount: Amount, claim: Analysis, premise: Premise) -> str | None:
    """Return both arms of the passage, where the claim calls the change in one of them the difference between them."""
    if amount.dimension == _PERCENT or not _MORE_THAN.match(claim.text.partition(amount.text)[2]):
        return None
    for analysis in premise.analyses:
        arms = [o for o in effects_of((analysis,)) if o.dimension == amount.dimension]
        for arm, other in pairwise(arms):
            if (
                matches(amount, arm)
                and abs(arm.most or 0.0) > abs(other.most or 0.0)
                and not _nearer_to_gap(amount, arm, other)
                and contrasted(arm, other, analysis)
            ):
                return f"{arm.text} against {other.text}"
    return None


def _nearer_to_gap(amount: Amount, arm: Amount, other: Amount) -> bool:
    """Whether the claim's number is nearer to the difference between two arms than to the change in the first."""
    most, first, second = (abs(o.most or 0.0) for o in (amount, arm, other))
    return abs(most - (first - second)) <= abs(most - first)


def _remains(amount: Amount, claim: Analysis, found: tuple[Amount, ...], premise: Premise) -> bool:
    """Whether the claim says how much less there is, and the passage how much is left: "90% less" of "a tenth"."""
    left = tuple(o for o in found if _REST.match(premise.text.partition(o.text)[2]))
    after = claim.text.partition(amount.text)[2]
    return _LESS.match(after) is not None and any(matches(amount, o) for o in _complements(left))


def _above_all(amount: Amount, near: tuple[Amount, ...], found: tuple[Amount, ...], premise: Premise) -> str | None:
    """Return the largest comparable value of the nearest sentence, where the claim lies above all of the passage."""
    counted = amount.role is Role.SHARE
    if counted and _MEDIAN.search(premise.text):
        return None  # "half of them within a week" is what a median says
    comparable = [o for o in near if _same_measure(amount, o) and not (counted and _defines(o, premise))]
    others = tuple(o for o in found if not (counted and _defines(o, premise)))
    follows = _following(others)
    if _OUT_OF.search(amount.text):
        follows = _complements(others) if _LEFT.search(premise.text) else ()
    borne_out = (o for o in (*others, *follows, *multiples_of(premise.text)) if matches(amount, o))
    if not comparable or any(not _short_of_all(amount, o) for o in borne_out):
        return None
    if amount.dimension == _SCORE and any(matches(amount, o, across=True) for o in others if o.dimension == _POINTS):
        return None  # "two points" of a measure in percent
    largest = max(comparable, key=lambda o: abs(o.most or 0.0))
    return largest.text if abs(amount.most or 0.0) > abs(largest.most or 0.0) else None


def _same_measure(amount: Amount, other: Amount) -> bool:
    """Whether both measure the same; "points" of blood pressure are millimetres of mercury."""
    return other.dimension == amount.dimension or (amount.dimension, other.dimension) == (_SCORE, "pressure")


def _following(found: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return what follows from the amounts; the ratio of two changes in percent is no change of its own."""
    changes = tuple(o for o in found if o.dimension == _PERCENT and o.role is Role.EFFECT_SIZE)
    shares = tuple(o for o in found if o.dimension == _PERCENT and o.role is not Role.EFFECT_SIZE)
    unsound = {a.text for a in derived(changes) if a.dimension == _PERCENT}
    for change in changes:
        unsound.update(a.text for share in shares for a in derived((change, share)) if a.dimension == _PERCENT)
    return tuple(a for a in derived(found) if a.dimension != _PERCENT or a.text not in unsound)


def _complements(found: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the shares of those who are left: 88% stay where 12% stop."""
    shares = (o for o in found if o.dimension == _PERCENT and 0.0 <= (o.most or 0.0) <= _HUNDRED)
    return tuple(
        Amount(o.text, _PERCENT, _HUNDRED - (o.most or 0.0), _HUNDRED - (o.most or 0.0), o.role, o.approximate)
        for o in shares
    )


def _short_of_all(amount: Amount, other: Amount) -> bool:
    """Whether the claim says (nearly) all and the passage a percent or more less: "99.9%" of 98.1%."""
    most, rest = amount.most or 0.0, (amount.most or 0.0) - (other.most or 0.0)
    return amount.dimension == _PERCENT and most >= _NEARLY_ALL and rest >= 1.0


def _above_step(amount: Amount, sentence: Analysis) -> str | None:
    """Return the step of the sentence ("from 11 to 5") that falls short of the change in percent of the claim."""
    if amount.dimension != _PERCENT or amount.role is not Role.EFFECT_SIZE or shares_of((sentence,)):
        return None
    steps = steps_of(sentence.text)
    largest = max(steps, default=None)
    return largest[1] if largest and abs(amount.most or 0.0) > largest[0] * (1 + ROUGH) else None


def _above_scale(amount: Amount, sentence: Analysis) -> str | None:
    """Return the points of a scale that come to the claim's cut only from a start too low for anybody to be studied.

    Nine tenths of 2.4 points of 10 would be a start at 2.7; trials of symptoms take people from the upper two thirds.
    """
    if amount.dimension != _PERCENT or amount.role is not Role.EFFECT_SIZE or shares_of((sentence,)):
        return None
    scale, cut = _SCALE.search(sentence.text), _CUT.search(sentence.text)
    if scale is None or cut is None or not amount.most:
        return None
    top = float(next(filter(None, scale.groups())))
    start = float(cut[1]) / (abs(amount.most) / _HUNDRED)
    return cut[0] if start < top / 3 else None


def _defines(amount: Amount, premise: Premise) -> bool:
    """Whether the amount says what counted as a success, not how many had it."""
    return _THRESHOLD.search(premise.text.partition(amount.text)[0][-60:]) is not None
