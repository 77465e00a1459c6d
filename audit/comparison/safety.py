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


def compare_safety(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim makes a risk look smaller than the passage, None where it does not."""
    denial = first_phrase("risk-denied", claim.text)
    if denial is None:
        minimisers = affirmed(claim, CueKind.RISK_MINIMISER, at_least=_DENIAL)
        denial = next((c.text for c in minimisers if not _NO_RISK.fullmatch(c.text)), None)
    if denial is None or leaves_open(claim):
        return None
    granted = find_phrases("risk-denied", premise.text)
    if granted and (not _harm(premise) or _grants(granted, denial)):
        return None
    return Overstatement(Facet.SAFETY, denial, _harm(premise) or "risks not stated")


def _grants(granted: tuple[Phrase, ...], denial: str) -> bool:
    """Whether the passage denies the same grave harm ("no serious adverse events"), whatever else it reports."""
    return _GRAVE.search(denial) is not None and any(_GRAVE.search(p.text) for p in granted)


def _harm(premise: Premise) -> str | None:
    """Return what the passage reports of harm, in its own words."""
    events = [c for c in concepts_of(premise.analyses, {ConceptKind.ADVERSE_EVENT}) if not c.negated]
    return events[0].text if events else first_phrase("harm-reported", premise.text)
