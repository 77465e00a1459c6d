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
from sources.model import Design
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise
    from sources.phrasing import Phrase

INSISTS = 2.5
"""Rank from which words claim somebody's backing; "an option" and "suggests" claim none."""

_LICENCE = 3.5  # rank of an approval; a product that has a label has one
_AUTHORITATIVE = frozenset({Design.LABEL, Design.REGULATOR, Design.GUIDELINE, Design.CONSENSUS})


def compare_authority(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's authority goes beyond the passage's, None where it claims none or the passage bears it."""
    phrases = [p for p in find_phrases("authority-rank", claim.text) if _by_somebody(p, claim.text)]
    insisting = max(phrases, key=lambda p: p.value or 0, default=None)
    if insisting is not None:
        if (insisting.value or 0) < INSISTS:
            return None
        granted = max(find_phrases("authority-rank", premise.text), key=lambda p: p.value or 0, default=None)
        if granted is None:
            said = first_phrase("designation", premise.text, affirmed=False)
            return Overstatement(Facet.AUTHORITY, insisting.text, said or "no such decision")
        indicated = premise.design is Design.LABEL or granted.text.lower().startswith("indicat")
        licensed = indicated and (insisting.value or 0) <= _LICENCE
        if (granted.value or 0) < (insisting.value or 0) and not licensed:
            return Overstatement(Facet.AUTHORITY, insisting.text, granted.text)
        return None
    approvals = affirmed(claim, CueKind.APPROVAL)
    if not approvals or premise.design in _AUTHORITATIVE:
        return None
    if any(affirmed(a, CueKind.APPROVAL) for a in premise.analyses):
        return None
    return Overstatement(Facet.AUTHORITY, approvals[0].text, "no approval stated")


def _by_somebody(phrase: Phrase, text: str) -> bool:
    """Whether a word that anybody may use ("required two fittings") is said of somebody with authority."""
    return _EVERYDAY.match(phrase.text) is None or _BODY.search(text) is not None


_EVERYDAY = re.compile(
    r"requir|order|must|advis|suggest|option|consider|reasonable|listed|indicat|urge|insist", re.IGNORECASE
)
_BODY = re.compile(
    r"\b(?:law|legal\w*|guid(?:eline|ance)s?|regulators?|agency|agencies|authorit\w+|government|ministry|FDA|EMA|MHRA|NICE|WHO|NHS"
    r"|societ(?:y|ies)|panels?|experts?|doctors?|dentists?|physicians?|specialists?|surgeons?|clinicians?|pharmacists?|consensus"
    r"|committees?|council|board|college|association|academy|label|official\w*|recommendations?|indicated|must be)\b",
    re.IGNORECASE,
)
