"""`frequency`: the claim says that it happens to more people, or more often, than the evidence shows.

What it means
    Some < many < most < all. The passage gives a share, or a word for one, and the claim uses a word for a larger
    one: "most" of 22%, "everyone" of 62%, "nobody" of 7%. A mean over a group does not say that everyone in it
    gained. Rules ("every patient must …") count nothing.

Why it matters
    A reader takes "most people" as the odds for themselves.

Fails
    Claim: Most users stop snoring.
    Evidence: 28% of users stopped snoring.

Passes
    Claim: Some users stop snoring.
    Evidence: 28% of users stopped snoring.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import affirmed, leaves_open
from audit.model import Facet, Overstatement
from claims.model import CueKind
from sources.amounts import Amount, effects_of, shares_of
from sources.direction import nearest_sentence
from sources.model import Design
from sources.phrasing import first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis, Cue
    from sources.model import Premise

#: Lowest share (percent) that bears out a rung: many, most, all (Moxey & Sanford 1993; rounding for "all").
_LEAST = {3.0: 20.0, 4.0: 50.0, 5.0: 97.0}
_MANY, _ALL = 3.0, 5.0
_NONE_AT_ALL = 3.0  # percent; below it "no patient" is rounding
_CUSTOM = frozenset({"usual", "common", "commonly", "routinely"})  # how it is done, not a count of cases
_DENIED = re.compile(r"\b(?:not|nor|as|how|cannot|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE)
_CASES = re.compile(  # what a word for everything has to count
    r"\s+(?:of )?(?:the |our |these |those |your )?(?:[\w-]+ ){0,2}?"
    r"(?:patients?|people|persons?|users?|wearers?|owners?|women|woman|men|man|adults?|child(?:ren)?|infants?|babies|baby"
    r"|teenagers?|teens?|participants?|volunteers?|smokers?|players?|athletes?|runners?|veterans?|nurses?|couples?|mothers?"
    r"|sufferers?|clients?|customers?|cases?|attacks?|episodes?|teeth|tooth|implants?|time|eyes?|wounds?)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:must|need|needs|should|have to|has to|are asked|are required|are given|are offered|wore|received)\b",
    re.IGNORECASE,
)
_TYPICALLY = re.compile(r"\b(?:most often|usually|typically|generally|median|more often than not)\b", re.IGNORECASE)
_PEOPLE = frozenset({"everyone", "everybody", "anyone", "anybody", "each and every one"})
_IMPERATIVE = re.compile(r"(?:^|[.;:!?,]\s+|\bwe |\bplease )$", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:nobody|no one|no (?:\w+ )?(?:patient|user|woman|man|child|wearer|person|participant)s?|never)\b",
    re.IGNORECASE,
)
_OFFICIAL = frozenset({Design.LABEL, Design.PROTOCOL, Design.GUIDELINE, Design.CONSENSUS, Design.REGULATOR})


def compare_frequency(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's word for a share goes beyond the passage, None where it does not or nothing is stated."""
    if leaves_open(claim):
        return None
    every = first_phrase("every-case", claim.text)
    if every is not None and _RULE.search(claim.text.partition(every)[2]):
        every = None
    words = [c for c in affirmed(claim, CueKind.FREQUENCY, at_least=_MANY) if _counts_cases(c, claim.text)]
    cue = max(words, key=lambda c: c.value or 0.0, default=None)
    if every is None and cue is None:
        return _nobody(claim, premise)
    word, rung = (every, _ALL) if cue is None or (every and (cue.value or 0.0) < _ALL) else (cue.text, cue.value or 0.0)
    if word is None or first_phrase("every-case", premise.text) is not None:
        return None
    said = [c for a in premise.analyses for c in affirmed(a, CueKind.FREQUENCY)]
    if any((c.value or 0.0) >= rung for c in said) or (rung < _ALL and _TYPICALLY.search(premise.text)):
        return None
    shares = shares_of(premise.analyses)
    if any((s.most or 0.0) >= _LEAST.get(rung, 100.0) for s in shares):
        return None
    sentence = nearest_sentence(claim, premise)
    near = shares_of((sentence,)) if sentence else ()
    return _beyond(word, rung, said, near or shares if sentence else (), premise)


def _counts_cases(cue: Cue, text: str) -> bool:
    """Whether a word of frequency is about people or events: not "every other day", "usual care", "always tell"."""
    before, _, after = text.partition(cue.text)
    word = cue.text.lower()
    if word in _CUSTOM or _DENIED.search(before) or _RULE.search(text):
        return False
    if (cue.value or 0.0) < _ALL:
        return True
    if word in _PEOPLE or _CASES.search(f" {word}"):
        return True
    if word == "always":
        return not _IMPERATIVE.search(before)
    return _CASES.match(after) is not None


def _nobody(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the share of the passage that belies "nobody" or "never"."""
    word = _NOBODY.search(claim.text)
    sentence = nearest_sentence(claim, premise) if word else None
    if (
        word is None
        or sentence is None
        or (_RULE.search(claim.text.partition(word[0])[2]) and premise.design in _OFFICIAL)
    ):
        return None
    shares = [s for s in shares_of((sentence,)) if _NONE_AT_ALL < (s.most or 0.0) < _LEAST[_ALL]]
    return Overstatement(Facet.FREQUENCY, word[0], shares[0].text) if len(shares) == 1 else None


def _beyond(
    word: str, rung: float, said: list[Cue], shares: tuple[Amount, ...], premise: Premise
) -> Overstatement | None:
    if shares:
        best = max(shares, key=lambda s: s.most or 0.0)
        return Overstatement(Facet.FREQUENCY, word, best.text)
    if said:
        return Overstatement(Facet.FREQUENCY, word, max(said, key=lambda c: c.value or 0.0).text)
    whole = rung >= _ALL and word.lower() != "always" and premise.design not in _OFFICIAL
    return Overstatement(Facet.FREQUENCY, word, "no share stated") if whole and effects_of(premise.analyses) else None
