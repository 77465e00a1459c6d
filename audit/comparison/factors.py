"""Factors: how many times as much a claim says ("doubles", "halved"), against what the numbers of a passage come to."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import Role
from sources.amounts import Amount, amounts_of, effects_of, is_ratio, matches
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Analysis
    from sources.model import Premise

_HALVED = re.compile(r"hal|by half|in half", re.IGNORECASE)
_FIFTY = Amount("half", "percent", 50.0, 50.0, Role.EFFECT_SIZE)
_NEARLY = 0.9  # "doubled" of a factor of 1.85
_GROWTH = re.compile(
    r"\b(?:by|(?:reduction|fall|drop|decrease|cut|increase|rise|gain|growth) of) "
    r"(?:a mean of |an average of |about |at least )?(\d+(?:\.\d+)?)\s?(?:%|per ?cent)",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(\d+(?:\.\d+)?) times\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:vs?|versus|against|compared (?:with|to)|and|than)\b|\bto\b.*|\bwith\b.*\b(?:and|to)\b", re.IGNORECASE
)
_NO_FACTOR = re.compile(
    r"\s+(?:(?:an?|per|each|every) (?:day|week|month|year|night)|daily|weekly|(?:that|the|this) (?:\w+ )?dose)\b"
    r"|[\s-](?:reading|blind\w*|dose|board)\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\bat least (?:half|50\s?%)[^.;]*\b(?:relie|reduc|less|pain|drop|fall|lower|improve|clear|better)"
    r"|\b50\s?% (?:reduction|drop|fall|decrease|cut|less)\b|\breduction of (?:at least )?50\s?%",
    re.IGNORECASE,
)  # how many had their complaint halved
_STEP = re.compile(r"\bfrom (\d+(?:\.\d+)?)%?(?: [a-z]+){0,3} to (\d+(?:\.\d+)?)", re.IGNORECASE)
_RATES = re.compile(r"(\d+(?:\.\d+)?) per [\d,]+\b[^.;]{0,60}?\b(\d+(?:\.\d+)?) per [\d,]+", re.IGNORECASE)
_CHANGE = re.compile(r"from\b.*\bto\b", re.IGNORECASE)


def multiples_of(text: str) -> tuple[Amount, ...]:
    """Return the changes in percent that the multiples of `text` come to: "1.6 times" is 60% more."""
    changes = ((found[0], (float(found[1]) - 1) * 100) for found in _TIMES.finditer(text))
    return tuple(Amount(words, "percent", change, change, Role.EFFECT_SIZE) for words, change in changes)


def contrasted(one: Amount, other: Amount, analysis: Analysis) -> bool:
    """Whether the sentence sets two amounts against each other: one arm against the other."""
    between = analysis.text.partition(one.text)[2].partition(other.text)[0]
    return len(between) <= _NEAR and _AGAINST.search(between) is not None


_NEAR = 60  # code points between the values of two arms


def beyond_factor(claim: Analysis, sentence: Analysis, premise: Premise) -> Overstatement | None:
    """Return a factor of `claim` that the nearest `sentence` has numbers for and no numbers of the passage bear out."""
    phrases = (p for p in find_phrases("multiple", claim.text) if not _NO_FACTOR.match(claim.text[p.end :]))
    factor = max(phrases, key=lambda p: p.value or 0.0, default=None)
    if factor is None or factor.value is None or _multiplied(premise.text):
        return None
    if _HALVED.match(factor.text) and any(matches(_FIFTY, a) for a in effects_of(premise.analyses)):
        return None
    near = _factors(sentence)
    every = [value for analysis in premise.analyses for value, _ in (*_factors(analysis), *_of_any_role(analysis))]
    if not near or any(value >= factor.value * _NEARLY for value in every):
        return None
    return Overstatement(Facet.MAGNITUDE, factor.text, max(near)[1])


def _multiplied(text: str) -> bool:
    """Whether the text itself says how many times as much; "double reading" and "double-blind" do not."""
    return _HALF.search(text) is not None or any(
        not _NO_FACTOR.match(text[p.end :]) for p in find_phrases("multiple", text)
    )


def _factors(sentence: Analysis) -> list[tuple[float, str]]:
    """Return the factors that the numbers of a sentence come to, each with its words."""
    return [*_worded(sentence.text), *_computed([a for a in effects_of((sentence,)) if a.most])]


def _of_any_role(analysis: Analysis) -> Iterator[tuple[float, str]]:
    """Yield the factors between amounts of the dimensions of the sentence's effects, in whatever role they stand."""
    for dimension in {a.dimension for a in effects_of((analysis,))}:
        yield from _computed([a for a in amounts_of((analysis,)) if a.most and a.dimension == dimension])


def steps_of(text: str) -> list[tuple[float, str]]:
    """Return the changes in percent that the steps of `text` come to ("from 11 to 5" is 55%), each with its words."""
    steps = ((float(step[1]), float(step[2]), step[0]) for step in _STEP.finditer(text))
    return [(100 * abs(before - after) / before, words) for before, after, words in steps if before]


def _worded(text: str) -> Iterator[tuple[float, str]]:
    """Yield the factors that the words around a number give: "1.6 times", "from 8 to 11", "fell by 52%"."""
    for times in _TIMES.finditer(text):
        yield float(times[1]), times[0]
    for step in _STEP.finditer(text):
        before, after = float(step[1]), float(step[2])
        if before and after:
            yield max(before, after) / min(before, after), step[0]
    for rates in _RATES.finditer(text):
        one, other = float(rates[1]), float(rates[2])
        if one and other:
            yield max(one, other) / min(one, other), rates[0]
    for growth in _GROWTH.finditer(text):
        change = float(growth[1]) / 100
        fell = first_phrase("down", text[: growth.start()], affirmed=False, lexicon_name="polarity") is not None
        yield (1 / (1 - change) if fell and change < 1 else 1 + change), growth[0]


def _computed(amounts: list[Amount]) -> Iterator[tuple[float, str]]:
    """Yield the factors that the amounts come to: ratios, changes from one value to another, one arm over the other."""
    for amount in amounts:
        if is_ratio(amount) and amount.most:
            yield max(amount.most, 1 / amount.most), amount.text
        elif amount.low and amount.high and amount.low != amount.high and _CHANGE.search(amount.text):
            yield abs(amount.high / amount.low), amount.text
    for one, other in pairwise(a for a in amounts if not is_ratio(a)):
        if one.dimension == other.dimension and one.most and other.most and one.most != other.most:
            yield max(abs(one.most / other.most), abs(other.most / one.most)), f"{one.text} and {other.text}"
