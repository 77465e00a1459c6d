"""`certainty`: the claim is surer than the evidence.

What it means
    May < suggests < shows < proven. The passage hedges its finding, calls it exploratory or of low certainty, or
    makes a weak recommendation, and the claim states it flatly, as proven or as guaranteed. A promise ("guaranteed",
    "always works") goes further than any study.

Why it matters
    The hedge is part of the finding. Dropping it is the commonest way in which sound research becomes a misleading
    advertisement.

Fails
    Claim: The insoles are guaranteed to end heel pain.
    Evidence: The insoles may reduce heel pain; certainty of the evidence was low.

Passes
    Claim: The insoles may ease heel pain.
    Evidence: The insoles may reduce heel pain; certainty of the evidence was low.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.promises import promise_in
from audit.comparison.wording import affirmed, hedges, leaves_open
from audit.model import Facet, Overstatement
from claims.model import CueKind, Hedge
from sources.direction import nearest_sentence
from sources.phrasing import first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis, Cue
    from sources.model import Premise

_PROVEN = 4.0
_CURE = re.compile(r"\bcur(?:es?|ed|ing)\b", re.IGNORECASE)
_IN_ALL = re.compile(
    r"\b(?:all of (?:them|the)|in all (?!\d)|all \d+|every (?:one|patient|participant)|100%)", re.IGNORECASE
)
_OPTION = re.compile(
    r"^\W*(?:(?:is|as) )?(?:an?|one) (?:possible )?(?:option|choice)\b|\bworth (?:considering|trying|a try)\b"
    r"|\ban option\b|\bas one (?:part|building block|element|step) (?:of|among|in)\b",
    re.IGNORECASE,
)
_PERMISSION = re.compile(
    r"\b(?:may|can|could|might) (?:\w+ )?"
    r"(?:be (?:taken|given|used|worn|applied|offered|repeated)|prescribe|give|inject|include|eat|drink|drive|take|use"
    r"|wear)\b",
    re.IGNORECASE,
)


def compare_certainty(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim is surer than the passage, None where it hedges as much or the passage is as sure."""
    promise = promise_in(claim)
    if promise is not None:
        if leaves_open(claim) or first_phrase("sure", premise.text) or _kept(promise, premise):
            return None
        tentative = _held_back(claim, premise) or first_phrase("low-grade", premise.text, affirmed=False)
        return Overstatement(Facet.CERTAINTY, promise, tentative or "no such promise")
    if claim.hedge is Hedge.HEDGED or hedges(claim) or leaves_open(claim):
        return None
    proof = affirmed(claim, CueKind.ESTABLISHMENT)
    held_back = _held_back(claim, premise)
    if proof:
        proven = any((cue.value or 0.0) >= _PROVEN for cue in proof)
        doubt = held_back or (first_phrase("low-grade", premise.text, affirmed=False) if proven else None)
        return Overstatement(Facet.CERTAINTY, proof[0].text, doubt) if doubt else None
    if held_back is None or _denies(claim) or first_phrase("tentative", claim.text, affirmed=False):
        return None
    if _OPTION.search(claim.text):  # the words of a weak recommendation themselves
        return None
    main = premise.analyses[0] if len(premise.analyses) == 1 else None
    permitted = main is not None and _PERMISSION.search(main.text) is not None
    return (
        Overstatement(Facet.CERTAINTY, "stated without a hedge", held_back)
        if main and hedges(main) and not permitted
        else None
    )


def _kept(promise: str, premise: Premise) -> bool:
    """Whether the passage bears out the promise: in the same words, or because what always holds held in all."""
    if promise.lower() in premise.text.lower():
        return True
    cure = _CURE.search(promise) is not None
    return (cure and _CURE.search(premise.text) is not None) or (not cure and _IN_ALL.search(premise.text) is not None)


def _denies(claim: Analysis) -> bool:
    """Whether the claim says that something is not so; what it leaves unsaid is no promise."""
    return any(c.kind is CueKind.NEGATION for c in claim.cues)


def _held_back(claim: Analysis, premise: Premise) -> str | None:
    """Return the words by which the sentence of the passage that is nearest to the claim holds back."""
    sentence = nearest_sentence(claim, premise)
    if sentence is None:
        return None
    doubts = [c for c in hedges(sentence) if not _of_method(c, sentence.text)]
    cue = next((c for c in doubts if not _outside(c, claim, sentence)), None)
    if cue is not None:
        return cue.text
    said = sentence.text[: doubts[0].start] if doubts else sentence.text
    return first_phrase("tentative", said, affirmed=False)


def _of_method(cue: Cue, text: str) -> bool:
    """Whether the word belongs to a name or to how it was measured: "cortical potentials", "probably blinded"."""
    return _POTENTIAL.search(text[: cue.end]) is not None or _BLINDED.match(text[cue.end :]) is not None


def _outside(cue: Cue, claim: Analysis, sentence: Analysis) -> bool:
    """Whether the hedge stands in a later clause ("A does B, which may do C") and the claim is about A and B."""
    text, words = sentence.text, _stems(claim.text)
    clause = next((m.start() for m in _LATER.finditer(text) if m.end() <= cue.start <= m.end() + _NEAR), None)
    if clause is not None and len(words & _stems(text[:clause])) > len(words & _stems(text[clause:])):
        return True
    parts = text.split(";")
    hedged = parts[text.count(";", 0, cue.start)]
    return any(len(words & _stems(part)) > len(words & _stems(hedged)) for part in parts)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]{4,}", text.lower()))


_POTENTIAL = re.compile(r"\b(?:cortical|membrane|action|resting|evoked) potentials?$", re.IGNORECASE)
_BLINDED = re.compile(r"\s+(?:blinded|masked)\b", re.IGNORECASE)
_LATER = re.compile(r"[,;] (?:which|and|but|while|they|it)\b|;|\band\b", re.IGNORECASE)
_NEAR = 15  # code points between the start of a clause and its hedge
_STEM = 5  # letters that "stimulates" and "stimulating" share
