"""How rare a claim calls something, against the shares of a passage: for the facets `frequency` and `safety`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
_SAID = re.compile(r"\b(?:hardly|barely|scarcely|rare|rarely)\b", re.IGNORECASE)
_GRAVE = re.compile(r"\b(?:serious|severe|grave|dangerous)\b", re.IGNORECASE)  # what is counted may be mild
_COMMON = 1.0  # percent; from here on an event is "common" (EMA, summary of product characteristics, 4.8)
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
    return None
