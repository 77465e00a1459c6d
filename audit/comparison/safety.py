"""`safety`: the claim denies or shrinks a risk that the evidence reports, or that nobody looked at.

What it means
    "Safe", "no side effects", "gentle", "nothing can go wrong", against a passage that reports adverse events, warns,
    or was too small or too short to tell. The absence of events in a small study is not safety.

Why it matters
    This is the claim that hurts people. Regulators treat an unqualified "safe" as misleading by itself.

Fails
    Claim: The tablets have no side effects.
    Evidence: Nausea occurred in 12% with the tablets.

Passes
    Claim: About one in eight felt sick on the tablets.
    Evidence: Nausea occurred in 12% with the tablets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.rarity import called_rare
from audit.comparison.wording import affirmed, leaves_open
from audit.model import Facet, Overstatement
from claims.model import ConceptKind, CueKind
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import concepts_of

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise
    from sources.phrasing import Phrase

_DENIAL = 2.0  # rung of a risk-minimiser: strong wording or denial
_GRAVE = re.compile(r"\bserious|severe|grave|life-threatening", re.IGNORECASE)
_NO_RISK = re.compile(
    r"(?:no )?pain(?:[ -]free)?|symptom[ -]free|safety|safe", re.IGNORECASE
)  # an outcome, or the bare topic
_ADJECTIVE = re.compile(r"\s(?!to\b|for\b|and\b|even\b|in\b|at\b|when\b|as\b|if\b|however\b)\w", re.IGNORECASE)
_SAFER = re.compile(r"\s(?:sex|drinking|driving|practices?|use|storage|than)\b", re.IGNORECASE)
_PAINLESS = re.compile(r"painless", re.IGNORECASE)
_PAIN = re.compile(r"\b(?:pain|sore|ach(?:e|ing)|discomfort|sting|burn|hurt|tender)", re.IGNORECASE)
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent)", re.IGNORECASE)
_AS_OFTEN = re.compile(
    r"(\b\d+(?:\.\d+)?%)[^.;%]{0,40}\b(?:placebo|sham|control|vehicle)\b[^.;%]{0,10}\1"
    r"|(\b\d+(?:\.\d+)?%)[^.;%]{0,40}(?<![\d.])\2[^.;%]{0,10}\b(?:placebo|sham|control|vehicle)\b"
    r"|\bno more (?:frequent|common|often)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:than|no more|fewer|less|lower|extra|as often)\b", re.IGNORECASE)
_NONE_OF = re.compile(
    r"\b(no|zero|without(?: any)?|never any"
    r"|not (?:one|a single) [\w-]+ (?:has |had |have )?(?:ever )?(?:had|reported|got|felt)(?: an?| any)?)"
    r"\s+(?!pain)(\w+)",
    re.IGNORECASE,
)
_HOW = re.compile(r"\bhow $", re.IGNORECASE)
_STEM = 6  # letters that "bruises" and "bruising", "dizzy" and "dizziness" share
_VERY_COMMON = (
    10.0  # percent; from here on a side effect is "very common" (EMA, summary of product characteristics, 4.8)
)


def compare_safety(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim makes a risk look smaller than the passage, None where it does not."""
    if leaves_open(claim):
        return None
    harm = _harm(premise)
    denial = _denial(claim)
    if denial is not None and not _borne_out(denial, harm, premise):
        return Overstatement(Facet.SAFETY, denial, harm or "risks not stated")
    shrunk = first_phrase("risk-shrunk", claim.text)
    if denial is None and shrunk is not None and not _small(premise):
        return Overstatement(Facet.SAFETY, shrunk, harm or "risks not stated")
    return _turned_away(claim, premise) or _denied_event(claim, premise) or _rare(claim, premise)


def _denial(claim: Analysis) -> str | None:
    """Return the words by which the claim denies a risk; an adjective of something else ("safer sex") denies none."""
    phrases = (
        p
        for p in find_phrases("risk-denied", claim.text)
        if not _names(p.text, p.end, claim.text) and not _of_benefit(p, claim.text)
    )
    denial = next((p.text for p in phrases), None)
    if denial is not None:
        return denial
    minimisers = affirmed(claim, CueKind.RISK_MINIMISER, at_least=_DENIAL)
    return next(
        (c.text for c in minimisers if not _NO_RISK.fullmatch(c.text) and not _names(c.text, c.end, claim.text)), None
    )


def _names(word: str, end: int, text: str) -> bool:
    """Whether the word only tells one thing from another: "safer sex", "harmless warmth"."""
    if word.lower() == "safer":
        return _SAFER.match(text[end:]) is not None
    return word.lower() == "harmless" and _ADJECTIVE.match(text[end:]) is not None


def _of_benefit(phrase: Phrase, text: str) -> bool:
    """Whether the words speak of no risk: "how safely it works", "asthma attacks are a thing of the past"."""
    if phrase.text.lower().endswith("of the past"):
        return first_phrase("harm-reported", text) is None
    return _HOW.search(text[: phrase.start]) is not None


def _borne_out(denial: str, harm: str | None, premise: Premise) -> bool:
    """Whether the passage denies the same harm, or does not speak of the one that is denied."""
    if denial.lower().startswith("no ") and (
        denial.lower() in premise.text.lower()
        or re.search(rf"\bno\b[^.;:]*\b(?:or|and) {re.escape(denial[3:])}\b", premise.text, re.IGNORECASE)
    ):
        return True
    if _PAINLESS.match(denial):
        return _PAIN.search(premise.text) is None
    granted = find_phrases("risk-denied", premise.text)
    grave = any(_GRAVE.search(p.text) for p in granted)
    if _GRAVE.search(denial) and grave:
        return True
    mere = grave and _SHARE.search(premise.text) is not None  # nothing serious, but events are counted
    return bool(granted) and harm is None and not mere


def _small(premise: Premise) -> bool:
    """Whether the passage itself calls the risk small, or shows no event to be very common or commoner than without."""
    if find_phrases("risk-denied", premise.text) or find_phrases("risk-shrunk", premise.text):
        return True
    if _AS_OFTEN.search(premise.text):
        return True
    shares = [float(found[1]) for found in _SHARE.finditer(premise.text)]
    return bool(shares) and max(shares) < _VERY_COMMON


def _turned_away(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return whom the passage rules out, where the claim says that it suits everybody."""
    suits = first_phrase("suits-all", claim.text)
    barred = first_phrase("turned-away", premise.text, affirmed=False) if suits else None
    return Overstatement(Facet.SAFETY, suits, barred) if suits and barred else None


def _denied_event(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the event of the passage that the claim says does not happen: "no swelling" of swelling in 41%."""
    denied = {found[2].lower()[:_STEM]: found[0] for found in _NONE_OF.finditer(claim.text)}
    if not denied or _COMPARED.search(claim.text):
        return None
    reported = find_phrases("harm-reported", premise.text)
    event = next((p.text for p in reported if p.text.lower()[:_STEM] in denied), None)
    return Overstatement(Facet.SAFETY, denied[event.lower()[:_STEM]], event) if event else None


def _rare(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the share of a harm that the claim calls all but unknown."""
    rare = called_rare(claim, premise) if first_phrase("harm-reported", claim.text, affirmed=False) else None
    return Overstatement(Facet.SAFETY, *rare) if rare else None


def _harm(premise: Premise) -> str | None:
    """Return what the passage reports of harm, in its own words."""
    events = [c for c in concepts_of(premise.analyses, {ConceptKind.ADVERSE_EVENT}) if not c.negated]
    return events[0].text if events else first_phrase("harm-reported", premise.text)
