"""Suggestions: what could be said instead, in words of the registry, or of the claim with the registry's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.guesses import guesses_among, is_guess
from audit.narrowing import narrowed
from sources.likeness import likeness_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from audit.approval import Library
    from audit.model import Overstatement
    from claims.model import Analysis
    from sources.model import Evidence

_READABLE = 320  # code points; a longer passage is for the evidence column, not for a suggestion
INSTEAD = 0.4  # likeness from which approved wording is about what the claim is about


def suggestion_for(
    claim: Analysis,
    evidence: Sequence[Evidence],
    library: Library,
    as_of: date,
    overstatements: Sequence[Overstatement] = (),
) -> str | None:
    """Return what the registry lets `claim` say, None where it has nothing short enough.

    That is the approved wording that rests on one of `evidence` and is most like the claim; else the claim with the
    values of the evidence in place of those that go further, where they fit; else the first passage. Where it is only a
    guess that the claim goes further, no passage is put in its place, and what nothing named is not exchanged.
    """
    names = {e.passage.name for e in evidence}
    approved = [
        (round(likeness_of(claim, premise).score, 2), wording.text)
        for wording, premise in library.claims
        if names & set(wording.evidence) and (wording.expires is None or wording.expires >= as_of)
    ]
    best = max(approved, key=lambda found: found[0], default=(0.0, ""))
    if best[0] >= INSTEAD:
        return best[1]
    if is_guess(overstatements):
        return None
    passage = next((e.passage.text for e in evidence if len(e.passage.text) <= _READABLE), None)
    return _narrowed(claim, evidence, overstatements) or passage


def _narrowed(claim: Analysis, evidence: Sequence[Evidence], overstatements: Sequence[Overstatement]) -> str | None:
    """Return the claim narrowed to the one passage that it exceeds, None where it exceeds none or several, or may."""
    if guesses_among(overstatements):
        return None
    exceeded = {o.source for o in overstatements}
    found = [e.premise for e in evidence if e.passage.name in exceeded]
    return narrowed(claim, found[0], overstatements) if len(exceeded) == 1 and found else None
