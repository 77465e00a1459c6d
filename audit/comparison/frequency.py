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

from audit.comparison.beside import closest_sentence
from audit.comparison.rarity import called_rare
from audit.comparison.wording import affirmed, is_told, leaves_open
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
_MANY, _MOST, _NEARLY_RUNG, _ALL = 3.0, 4.0, 4.5, 5.0
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
_TYPICALLY = re.compile(
    r"\bmedian (?:time|duration|stay|recovery|of )|\b(?:most often|usually|typically|generally|more often than not"
    r"|most (?:\w+ed|were|of|as|in|at))\b",
    re.IGNORECASE,
)
_MEAN = re.compile(r"\bon average\b", re.IGNORECASE)  # what "usually" is said of, then, is a mean
_ADDRESSED = re.compile(  # "a boon for anyone who travels": whom the copy speaks to, not how many gained
    r"\s+(?:who|about|considering|thinking|looking|starting|hoping|wondering|wanting|planning|new)\b", re.IGNORECASE
)
_WORKS_FOR = re.compile(
    r"\b(?:works?|worked|helps?|helped|ideal|right|suitable|safe|effective|perfect|proven|good)\s+(?:for\s+)?$",
    re.IGNORECASE,
)
_STAFF = re.compile(  # how we work is no count of cases
    r"\b(?:we|our (?!patients|clients|customers|users|members)(?:\w+ ){1,2})\s*$", re.IGNORECASE
)
_NEARLY_ALL = re.compile(
    r"\b(?:nearly|almost|virtually|practically|just about) (?:all|every|everyone|everybody)\b", re.IGNORECASE
)
_NEARLY = 85.0  # percent; own choice: one in seven left out is no longer nearly all
_AT_LEAST = re.compile(r"at least\b|\d+% or more\b", re.IGNORECASE)
_RATIO = re.compile(r"every \d", re.IGNORECASE)
_WHO = re.compile(r"\bwho (?:have|has|had|lost|lose)\b[^,;]*$", re.IGNORECASE)
_NO_CASES = re.compile(r"\s+(?:years?|months?|weeks?|days?|nights?|mornings?|evenings?|hours?|times)\b", re.IGNORECASE)
_HARM = re.compile(
    r"\b(?:side effects?|reactions?|sensitivity|soreness|swelling|redness|blur|discomfort"
    r"|complaints?|bruis\w+)\b",
    re.IGNORECASE,
)
_MILD = re.compile(
    r"\b(?:mild|minor|slight|short[ -]lived|brief|passing|settles?|fades?|clears?|pass(?:es)?"
    r"|resolves?|goes|go away|eases?)\b",
    re.IGNORECASE,
)
_EASY = re.compile(
    r"\b(?:easy|gentle|kind) on\b|\btolerat"
    r"|\b(?:stop|quit|give up|abandon) (?:using|taking|wearing|going|training|treatment|it)\b",
    re.IGNORECASE,
)
_GREAT_MAJORITY = re.compile(r"\b(?:great|vast|overwhelming|large) majority\b", re.IGNORECASE)
_GREAT = 70.0  # percent; own choice: more than a majority by far
_PEOPLE = frozenset({"everyone", "everybody", "anyone", "anybody", "each and every one"})
_ANYONE = frozenset({"anyone", "anybody"})
_OWN = re.compile(r"(?:most|all)\s+of\s+(?:their|its|your|his|her)\b", re.IGNORECASE)  # a part of one thing
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
    rare = called_rare(claim, premise)
    if rare is not None:
        return Overstatement(Facet.FREQUENCY, *rare)
    every = first_phrase("every-case", claim.text)
    if every is not None and (_RULE.search(claim.text.partition(every)[2]) or _no_count(every, claim.text)):
        every = None
    words = [c for c in affirmed(claim, CueKind.FREQUENCY, at_least=_MANY) if _counts_cases(c, claim.text)]
    cue = max(words, key=lambda c: c.value or 0.0, default=None)
    if every is None and cue is None:
        return _nobody(claim, premise)
    word, rung = (every, _ALL) if cue is None or (every and (cue.value or 0.0) < _ALL) else (cue.text, cue.value or 0.0)
    if word is None or first_phrase("every-case", premise.text) is not None:
        return None
    nearly = _NEARLY_ALL.search(claim.text) is not None
    rung = _NEARLY_RUNG if nearly else rung
    said = [c for a in premise.analyses for c in affirmed(a, CueKind.FREQUENCY)]
    if any((c.value or 0.0) >= rung for c in said) or (rung <= _MOST and _TYPICALLY.search(premise.text)):
        return None
    shares = _counts(shares_of(premise.analyses))
    least = _GREAT if _GREAT_MAJORITY.search(claim.text) else _LEAST.get(rung, 100.0)
    if nearly:
        least = _NEARLY
    if any((s.most or 0.0) >= least or (_spared(claim) and 100.0 - (s.most or 100.0) >= least) for s in shares):
        return None
    sentence = (closest_sentence if rung > _MOST else nearest_sentence)(claim, premise)
    near = _counts(shares_of((sentence,))) if sentence else ()
    return _beyond(word, rung, said, near or shares if sentence else (), premise)


def _counts(shares: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the shares without those that define what was counted ("at least 75% clearer"), where others are left."""
    return tuple(s for s in shares if not _AT_LEAST.match(s.text)) or shares


def _counts_cases(cue: Cue, text: str) -> bool:
    """Whether a word of frequency is about people or events: not "every other day", "usual care", "always tell"."""
    before, _, after = text.partition(cue.text)
    word = cue.text.lower()
    if word in _CUSTOM or word.startswith("tend") or _superlative(word, before, after) or _NO_CASES.match(after):
        return False
    if _MEAN.search(text) or _STAFF.search(before) or _OWN.match(word + after):
        return False
    if word in _ANYONE and _ADDRESSED.match(after) and before.endswith("for ") and not _WORKS_FOR.search(before):
        return False
    if _HARM.search(text) and _MILD.search(text):
        return False  # how side effects run is not how many have them
    if _no_count(word, text) or _DENIED.search(before) or _RULE.search(text):
        return False
    if (cue.value or 0.0) < _ALL:
        return True
    if word in _PEOPLE or _CASES.search(f" {word}"):
        return True
    if word == "always":
        return not _IMPERATIVE.search(before)
    return _CASES.match(after) is not None


def _superlative(word: str, before: str, after: str) -> bool:
    """Whether the word only picks the foremost: "the ones seen most often", "what helped most"."""
    return (word == "often" and before.lower().endswith("most ")) or (word == "most" and not after.strip(" .,;!"))


def _no_count(words: str, text: str) -> bool:
    """Whether a word for all belongs to a ratio or says who took part or is told: "7 in every 100", "tell everyone"."""
    before, _, after = text.partition(words)
    return bool(_RATIO.match(words + after) or _WHO.search(before) or is_told(before))


def _spared(claim: Analysis) -> bool:
    """Whether the claim counts those to whom it does not happen."""
    return (
        any(c.kind is CueKind.NEGATION and not _NEARLY_ALL.match(claim.text, c.start) for c in claim.cues)
        or _EASY.search(claim.text) is not None
    )


def _nobody(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the share of the passage that belies "nobody" or "never"."""
    word = _NOBODY.search(claim.text)
    sentence = closest_sentence(claim, premise) if word else None
    if (
        word is None
        or sentence is None
        or (_RULE.search(claim.text.partition(word[0])[2]) and premise.design in _OFFICIAL)
    ):
        return None
    shares = shares_of((sentence,))
    belying = [s for s in shares if _NONE_AT_ALL < (s.most or 0.0) < _LEAST[_ALL]]
    plain = len(belying) == 1 or (belying and len(belying) == len(shares))
    return Overstatement(Facet.FREQUENCY, word[0], belying[0].text) if plain else None


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
