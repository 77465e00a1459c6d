"""How rare a claim calls something, against the shares of a passage: for the facets `frequency` and `safety`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.beside import shares_beside
from sources.amounts import shares_of
from sources.direction import nearest_sentence

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_RARE = re.compile(
    r"\b(?:extremely|very|vanishingly|exceedingly|exceptionally|incredibly) (?:rare|rarely|uncommon|unusual)\b"
    r"|\b(?:all but|almost|practically|virtually|nearly) unheard of\b|\bunheard of\b",
    re.IGNORECASE,
)
_SCARCELY = re.compile(
    r"\b(?:hardly|barely|scarcely|almost|practically|virtually|next to) (?:any(?:one|body)?|no(?: one|body)?|never)\b"
    r"(?! side| adverse| down| recovery)",
    re.IGNORECASE,
)
_PLAINLY = re.compile(  # of the event itself: "numbness is rare", "happens only in rare cases"
    r"\b(?:is|are|happens?|occurs?|seen)\b (?:\w+ ){0,2}(?:rare|rarely|uncommon)\b", re.IGNORECASE
)
_CEILING = re.compile(
    r"\b(?:fewer|less|under|below|no more than|at most|(?:hardly|barely|scarcely) (?=one\b))", re.IGNORECASE
)
_LOW = 10.0  # percent; a ceiling as low as this is of what nobody wants
_CLEARLY = 1.5  # times the ceiling: beyond it a share is no rounding
_SAID = re.compile(r"\b(?:hardly|barely|scarcely|rare|rarely)\b", re.IGNORECASE)
_GRAVE = re.compile(r"\b(?:serious|severe|grave|dangerous)\b", re.IGNORECASE)  # what is counted may be mild
_COMMON = 1.0  # percent; from here on an event is "common" (EMA, summary of product characteristics, 4.8)
_VERY_COMMON = 10.0  # percent; the same summary: "very common"
_NOT_SCARCE = 15.0  # percent; own choice: one in seven is more than hardly anyone


def called_rare(claim: Analysis, premise: Premise) -> tuple[str, str] | None:
    """Return the words by which the claim calls something rare and a share of the passage that belies them, or None.

    The passage has to count nothing rarer, in the sentence that is nearest to the claim where one is: of several
    events it is not always plain which one is meant.
    """
    for words, least in ((_RARE, _COMMON), (_SCARCELY, _NOT_SCARCE)):
        rare = words.search(claim.text)
        if rare is None or _SAID.search(premise.text) or _GRAVE.search(claim.text):
            continue
        sentence = nearest_sentence(claim, premise)
        shares = shares_of((sentence,) if sentence else premise.analyses)
        if shares and all(least <= (s.most or 0.0) <= 100.0 - least for s in shares):
            return rare[0], shares[0].text
    return _plainly_rare(claim, premise) or _under_ceiling(claim, premise)


def _plainly_rare(claim: Analysis, premise: Premise) -> tuple[str, str] | None:
    """Return "rare" and the shares of that very event, where they make it a very common one."""
    rare, sentence = _PLAINLY.search(claim.text), nearest_sentence(claim, premise)
    if rare is None or sentence is None or _SAID.search(premise.text) or _GRAVE.search(claim.text):
        return None
    shares = shares_beside(claim, sentence)
    common = shares and all(_VERY_COMMON <= (s.most or 0.0) <= 100.0 - _VERY_COMMON for s in shares)
    return (rare[0], shares[0].text) if common else None


def _under_ceiling(claim: Analysis, premise: Premise) -> tuple[str, str] | None:
    """Return the low ceiling that the claim sets ("fewer than one in a hundred") and a share of the event above it."""
    sentence = nearest_sentence(claim, premise)
    told = shares_of((claim,))
    if len(told) != 1:
        return None  # of two shares one belongs to the other arm
    ceiling, before = told[0].most or 0.0, claim.text.partition(told[0].text)[0][-12:]
    if not 0.0 < ceiling <= _LOW or not (_CEILING.match(told[0].text) or _CEILING.search(before)):
        return None
    beside = shares_beside(claim, sentence) if sentence else ()
    shares = beside or shares_of(premise.analyses)
    above = shares and all(ceiling * _CLEARLY < (s.most or 0.0) < 100.0 - ceiling * _CLEARLY for s in shares)
    return (told[0].text, shares[0].text) if above else None
