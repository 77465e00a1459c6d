"""`authority`: the claim says that somebody approved, recommended or required more than they did.

What it means
    The passage reports a clearance, a designation, a weak recommendation or none, and the claim speaks of approval,
    endorsement, a strong recommendation or a rule. Registered < recommended < cleared < approved; may be
    considered < recommended < strongly recommended < required.

Why it matters
    Authority is the strongest argument in the copy. Saying "approved" of what was merely registered or designated is an
    offence in many countries.

Fails
    Claim: Experts strongly recommend the brace.
    Evidence: The brace may be considered (weak recommendation).

Passes
    Claim: The brace may be an option, the guideline says.
    Evidence: The brace may be considered (weak recommendation).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import affirmed
from audit.model import Facet, Overstatement
from claims.model import CueKind
from sources.approvals import regulators_of
from sources.model import Design
from sources.permissions import denies_approval, grants
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import analyses_of, closest, names

if TYPE_CHECKING:
    from claims.model import Analysis, Cue
    from sources.model import Premise
    from sources.phrasing import Phrase

INSISTS = 2.5
"""Rank from which words claim somebody's backing; "an option" and "suggests" claim none."""

_LICENCE = 3.5  # rank of an approval; a product that has a label has one
_FIRST, _ADVICE = 4.0, 3.0
_AUTHORITATIVE = frozenset({Design.LABEL, Design.REGULATOR, Design.GUIDELINE, Design.CONSENSUS})
_ADVISES = frozenset({Design.GUIDELINE, Design.CONSENSUS})
_INSTRUCTS = frozenset({Design.LABEL, Design.PROTOCOL})


def compare_authority(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's authority goes beyond the passage's, None where it claims none or the passage bears it.

    Who says that something is not approved claims nobody's backing, for whatever use.
    """
    if denies_approval(claim):
        return None
    other = _other_regulator(claim, premise)
    if other is not None:
        return other
    phrases = [p for p in find_phrases("authority-rank", claim.text) if _by_somebody(p, claim.text)]
    insisting = max(phrases, key=lambda p: p.value or 0, default=None)
    if insisting is not None and (insisting.value or 0) >= INSISTS:
        return _beyond(insisting, claim, premise) or _swept(claim, premise)
    swept = _swept(claim, premise)
    if swept is not None or insisting is not None or premise.design in _AUTHORITATIVE:
        return swept
    approvals = [c for c in affirmed(claim, CueKind.APPROVAL) if not _of_else(c, claim.text)]
    if not approvals or any(affirmed(a, CueKind.APPROVAL) for a in premise.analyses):
        return None
    return Overstatement(Facet.AUTHORITY, approvals[0].text, "no approval stated")


def _other_regulator(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the authority by whose leave the claim swears where the passage has only that of another one."""
    if not (grants((claim,)) and grants(premise.analyses)):
        return None
    here, there = regulators_of((claim,)), regulators_of(analyses_of(premise))
    other = next((c for c in here if closest(c, there)[0] in ("different", "related")), None)
    return Overstatement(Facet.AUTHORITY, other.text, names(there)) if other is not None else None


def _beyond(insisting: Phrase, claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the decision of the passage that the words of the claim go beyond."""
    rank = insisting.value or 0
    if _taken(insisting, rank, claim, premise):
        return None
    decides = _DECISION.match(insisting.text) is not None
    words = (p for p in find_phrases("authority-rank", premise.text) if not _wanted(p, premise.text))
    same = [
        p for p in words if (_DECISION.match(p.text) is not None) == decides or p.text.lower().startswith("indicat")
    ]
    granted = max(same, key=lambda p: p.value or 0, default=None)
    if granted is None:
        if premise.design is Design.LABEL and decides and rank <= _LICENCE:
            return None  # whatever has a label has a licence; for what and for whom is compared elsewhere
        said = first_phrase("designation", premise.text, affirmed=False)
        return Overstatement(Facet.AUTHORITY, insisting.text, said or "no such decision")
    restricted = _RESTRICTED.search(premise.text) if _FULL.search(claim.text) else None
    if restricted is not None:
        return Overstatement(Facet.AUTHORITY, insisting.text, restricted[0])
    indicated = premise.design is Design.LABEL or granted.text.lower().startswith("indicat")
    licensed = indicated and rank <= _LICENCE
    if (granted.value or 0) < rank and not licensed:
        return Overstatement(Facet.AUTHORITY, insisting.text, granted.text)
    return None


def _taken(insisting: Phrase, rank: float, claim: Analysis, premise: Premise) -> bool:
    """Whether the kind of the passage bears out the words: guidelines advise, labels and protocols give rules."""
    if _DECISION.match(insisting.text):
        return False
    if premise.design in _INSTRUCTS:
        return _RULE.match(insisting.text) is not None
    swept = _SWEEPING.search(claim.text)
    if premise.design not in _ADVISES or (swept is not None and not _sweeps_too(swept[0], premise)):
        return False
    return rank <= _ADVICE or (rank <= _FIRST and _AT_FIRST.search(premise.text) is not None)


def _swept(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return what guidelines or officials are made to say of all people, or of one thing above all others."""
    swept = _SWEEPING.search(claim.text)
    if swept is None or premise.design not in _AUTHORITATIVE or _SPEAKER.search(claim.text) is None:
        return None
    if _sweeps_too(swept[0], premise):
        return None
    said = first_phrase("authority-rank", premise.text) or first_phrase("designation", premise.text, affirmed=False)
    return Overstatement(Facet.AUTHORITY, swept[0], said or "no such decision")


def _of_else(cue: Cue, text: str) -> bool:
    """Whether the word is said of a chemical ("organic acids") or of a person ("licensed nurses"), not of a product."""
    return _CHEMICAL.match(text[cue.start :]) is not None or _PRACTITIONER.match(text[cue.end :]) is not None


def _sweeps_too(swept: str, premise: Premise) -> bool:
    """Whether the passage itself speaks of all people, or of the best thing, as the claim does."""
    return (_ALL if _ALL.search(swept) else _TOP).search(premise.text) is not None


def _by_somebody(phrase: Phrase, text: str) -> bool:
    """Whether a word that anybody may use ("required two fittings") is said of somebody with authority."""
    after = text[phrase.end :]
    if (
        _AWAY.match(after)
        or _PRACTITIONER.match(after)
        or _REGIMEN.match(text[phrase.start :])
        or _DONE.match(text[phrase.start :])
    ):
        return False
    return _EVERYDAY.match(phrase.text) is None or _BODY.search(text) is not None


def _wanted(phrase: Phrase, text: str) -> bool:
    """Whether the passage only says that a decision is needed: "need premarket approval"."""
    return _NEEDED.search(text[: phrase.start]) is not None


_DECISION = re.compile(r"approv|licen[sc]|authori[sz]|clear|indicat|regist|listed|notif|designat", re.IGNORECASE)
_RULE = re.compile(r"requir|must|order", re.IGNORECASE)
_AT_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_AWAY = re.compile(r"\s+(?:against|science|evidence|trials?|stud(?:y|ies)|research|tests?)\b", re.IGNORECASE)
_PRACTITIONER = re.compile(  # a person's licence says nothing of a product
    r"\s+(?:[\w-]+ ){0,2}?(?:prescribers?|clinicians?|doctors?|physicians?|therapists?|practitioners?|professionals?"
    r"|providers?|pharmacists?|pharmacy|pharmacies|nurses?|psychiatrists?|psychologists?|dentists?|counsell?ors?"
    r"|dietitians?)\b",
    re.IGNORECASE,
)
_REGIMEN = re.compile(  # how much or how long, not who said so
    r"recommended (?:[\w-]+ ){0,2}?(?:\d+|dos(?:e|es|age)|amounts?|limits?|levels?|schedule|intake|time|hours|days"
    r"|weeks|months|years|daily)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"cleared (?:most|all|half|many|more|some|the|their|his|her|its|up)\b", re.IGNORECASE
)  # what was gone
_CHEMICAL = re.compile(r"organic (?:acid|compound|matter|molecule|chemi|carbon)", re.IGNORECASE)
_NEEDED = re.compile(r"\b(?:needs?|needed|requir(?:e|es|ed|ing)|await(?:s|ing)?|pending) (?:[\w-]+ )?$", re.IGNORECASE)
_FULL = re.compile(r"\bfull(?:y)? (?:[\w-]+ )?(?:approv|licen[sc]|authori[sz])", re.IGNORECASE)
_RESTRICTED = re.compile(r"\b(?:accelerated|conditional|provisional|humanitarian|temporary|interim)\b", re.IGNORECASE)
_BEST = (
    r"(?:very |single )?best\b|(?:the |single )most (?:effective|powerful|reliable)\b|number one\b|above all|ahead of"
    r"|better than every\b|(?:a|the) must\b|preferred\b(?! over| to)"
)
_TOP = re.compile(rf"\b(?:{_BEST})", re.IGNORECASE)
_SWEEPING = re.compile(
    r"\b(?:(?:for|on|of|that|by|to|say|should|is|as|want|tell|urge|treat) (?:almost |absolutely |nearly |each and )?"
    r"(?:all|every|everyone|everybody|any|anyone|anybody)\b|every(?:one|body) with\b"
    rf"|{_BEST})",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:(?<!above )all|every(?:one|body)?|any(?:one|body)?)\b", re.IGNORECASE)
_SPEAKER = re.compile(
    r"\b(?:guidelines?|guidance|consensus|standards of care|experts?|specialists|association|officially|regulators?"
    r"|authorit(?:y|ies)|approved|licensed|authorised|authorized|cleared)\b",
    re.IGNORECASE,
)
_EVERYDAY = re.compile(
    r"requir|order|must|advis|suggest|option|consider|reasonable|listed|indicat|urge|insist", re.IGNORECASE
)
_BODY = re.compile(
    r"\b(?:law|legal\w*|guid(?:eline|ance)s?|regulators?|agency|agencies|authorit\w+|government|ministry|FDA|EMA|MHRA|NICE|WHO|NHS"
    r"|societ(?:y|ies)|panels?|experts?|doctors?|dentists?|physicians?|specialists?|surgeons?|clinicians?|pharmacists?|consensus"
    r"|committees?|council|board|college|association|academy|label|official\w*|recommendations?|indicated|must be)\b",
    re.IGNORECASE,
)
