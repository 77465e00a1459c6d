"""Direction: whether a passage on the subject of a claim says the reverse of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.approvals import approval_reversed
from sources.contraries import contrary_of
from sources.phrasing import find_phrases, first_phrase
from sources.polarity import Clause, Polarity, clauses_of, polarity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Analysis
    from sources.model import Premise

_STEM = 5


@dataclass(frozen=True, slots=True)
class Reversal:
    """Why the passage contradicts the claim, in words for the reader."""

    reason: str


def reversal_of(claim: Analysis, premise: Premise) -> Reversal | None:
    """Return how words of the passage plainly say the reverse of the claim, None where none do."""
    reason = contrary_of(claim, premise) or approval_reversed(claim, premise)
    return Reversal(reason) if reason else None


def leaning_of(claim: Analysis, premise: Premise) -> Reversal | None:
    """Return what the nearest clause of the passage has against the claim, which alone proves nothing."""
    nearest = nearest_clause(claim, premise)
    if nearest is None:
        return None
    analysis, clause = nearest
    return _of_effect(polarity_of(Clause(claim.text), claim), polarity_of(clause, analysis), clause)


def points_the_same_way(claim: Analysis, premise: Premise) -> bool:
    """Whether the nearest clause of the passage finds the outcome of the claim to go as the claim has it."""
    directions = {analysis.pico.direction for analysis in premise.analyses}
    nearest = nearest_clause(claim, premise)
    if nearest is None or claim.pico.direction is None or claim.pico.direction not in directions:
        return False
    analysis, clause = nearest
    here, there = polarity_of(Clause(claim.text), claim), polarity_of(clause, analysis)
    return here.good * there.good > 0 and not (here.null or there.null)


def nearest_sentence(claim: Analysis, premise: Premise) -> Analysis | None:
    """Return the sentence of the passage that the nearest clause stands in, None where nothing is shared."""
    nearest = nearest_clause(claim, premise)
    return None if nearest is None else nearest[0]


def nearest_clause(claim: Analysis, premise: Premise) -> tuple[Analysis, Clause] | None:
    """Return the clause of the passage that shares the most words and concepts with the claim."""
    shared, analysis, clause = max(_shared(claim, premise), key=lambda found: found[0], default=(0, None, None))
    return (analysis, clause) if shared and analysis is not None and clause is not None else None


def _shared(claim: Analysis, premise: Premise) -> Iterator[tuple[int, Analysis, Clause]]:
    """Yield how many words and concepts of the claim each clause of the passage has."""
    words = {t[:_STEM] for t in claim.terms} | {c.id for c in claim.concepts}
    for analysis in premise.analyses:
        for clause in clauses_of(analysis):
            inside = {c.id for c in analysis.concepts if c.text in clause.text}
            low = clause.text.lower()
            yield sum(1 for w in words if w in inside or (not w.startswith("~") and w in low)), analysis, clause


def _of_effect(here: Polarity, there: Polarity, clause: Clause) -> Reversal | None:
    if here.null != there.null and here.stated and there.stated:
        what = "found no difference or no effect" if there.null else "found a difference"
        return Reversal(f"the passage {what}: “{clause.text}”")
    if not here.null and here.good * there.good < 0:
        return Reversal(f"the passage points the other way: “{clause.text}”")
    return None


def permission_reversed(claim: Analysis, premise: Premise) -> Reversal | None:
    """Return how the passage withholds what the claim grants: approved against not or not then, allowed against not."""
    reason = approval_reversed(claim, premise)
    return Reversal(reason) if reason else allowance_reversed(claim, premise)


def allowance_reversed(claim: Analysis, premise: Premise) -> Reversal | None:
    """Return how the passage forbids what the claim allows: "must not drive" against "may drive".

    The clause that forbids must be about the claim: "cleared for snoring; contraindicated in central apnoea" forbids
    nothing to one who snores.
    """
    allowed = first_phrase("allowed", claim.text, affirmed=False, lexicon_name="polarity")
    if not allowed or first_phrase("forbidden", claim.text, affirmed=False, lexicon_name="polarity"):
        return None
    listed = list(_shared(claim, premise))
    forbidding = [(n, phrase) for n, _, clause in listed if n and (phrase := _forbids(clause))]
    allowing = [n for n, _, clause in listed if not _forbids(clause)]
    if not forbidding:
        return None
    nearest, phrase = max(forbidding, key=lambda found: found[0])
    if nearest <= max(allowing, default=0):
        return None
    return Reversal(f"the passage forbids or limits it: “{phrase}”")


def _forbids(clause: Clause) -> str | None:
    phrases = find_phrases("forbidden", clause.text, affirmed=False, lexicon_name="polarity")
    return next((p.text for p in phrases if not _DESCRIBES.search(clause.text[: p.start])), None)


_DESCRIBES = re.compile(r"\b(?:that|which|who|whose)\s+$", re.IGNORECASE)  # "drugs that do not work" forbids nothing
