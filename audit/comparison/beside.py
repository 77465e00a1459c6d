"""Which amounts of a passage a claim is to be held against: those beside what it names, those that lack their unit."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sources.amounts import ROUGH, TOLERANCE, amounts_of, matches, shares_of
from sources.direction import nearest_sentence

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.amounts import Amount
    from sources.model import Premise

_STEM, _SHORT = 5, 3  # letters that stand for a word, and those of a word too short to name anything
_PART = re.compile(r"[,;]\s|\band\b")
_CLAUSE = re.compile(r";\s|\.\s")
_NUMBER = re.compile(  # no share, no time, no dose, no part of a word
    r"(?<![\w.,/-])[-−]?(\d+(?:\.\d+)?)(?![\w/]|[.,]\d|\s?%|[\s-](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?"
    r"|mg|ml|patients?|people|adults|women|men|children|participants?|trials?|studies|sessions?|centres)\b)"
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def closest_sentence(claim: Analysis, premise: Premise) -> Analysis | None:
    """Return the sentence of the passage that is nearest to the claim; where it has but one, that one."""
    only = premise.analyses[0] if len(premise.analyses) == 1 else None
    return nearest_sentence(claim, premise) or only


def shares_beside(claim: Analysis, sentence: Analysis) -> tuple[Amount, ...]:
    """Return the shares in those parts of `sentence` that name what the claim names.

    Of "cough in 21% and neck pain in 16%" a claim about cough is held against the first alone.
    """
    stems = {term[:_STEM].lower() for term in claim.terms if term.isalpha() and len(term) > _SHORT}
    found: list[Amount] = []
    left = list(shares_of((sentence,)))
    for part in _PART.split(sentence.text):
        inside = []
        rest = part
        while left and left[0].text in rest:
            rest = rest.partition(left[0].text)[2]
            inside.append(left.pop(0))
        if any(re.search(rf"\b{re.escape(stem)}", part, re.IGNORECASE) for stem in stems):
            found.extend(inside)
    return tuple(found)


def borne_out(amount: Amount, premise: Premise) -> bool:
    """Whether the passage has the amount in the same words, in whatever role, or as a number that lacks its unit.

    "Fell 3.4 against 1.6 points" gives a fall of 3.4 points and a difference of 1.8 points.
    """
    if len(amount.text.split()) > 1 and re.search(
        rf"(?<![\w.,]){re.escape(amount.text)}\b", premise.text, re.IGNORECASE
    ):
        return True
    if any(matches(amount, other) for other in amounts_of(premise.analyses)):
        return True
    printed = _DIGITS.search(amount.text)
    value = float(printed[0]) if printed else abs(amount.most or 0.0)
    slack = ROUGH if amount.approximate else TOLERANCE
    return any(abs(value - number) <= slack * max(value, number) for number in _unitless(premise.text) if number)


def _unitless(text: str) -> list[float]:
    """Return the numbers of the text and the differences between those that follow each other in one clause."""
    numbers: list[float] = []
    for clause in _CLAUSE.split(text):
        own = [float(found[1]) for found in _NUMBER.finditer(clause)]
        numbers += own + [abs(one - other) for one, other in pairwise(own)]
    return numbers
