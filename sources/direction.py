"""Direction: whether a passage on the subject of a claim says the reverse of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import ConceptKind, CueKind
from sources.phrasing import first_phrase
from sources.polarity import Clause, Polarity, clauses_of, polarity_of
from sources.subjects import CLINICAL, closest, concepts_of, known

if TYPE_CHECKING:
    from claims.model import Analysis, Cue
    from sources.model import Premise

_STEM = 5


@dataclass(frozen=True, slots=True)
class Reversal:
    """Why the passage contradicts the claim, in words for the reader."""

    reason: str


def reversal_of(claim: Analysis, premise: Premise) -> Reversal | None:
    """Return how the nearest clause of the passage reverses the claim, None where it does not."""
    nearest = nearest_clause(claim, premise)
    if nearest is None:
        return None
    analysis, clause = nearest
    here = polarity_of(Clause(claim.text), claim)
    there = polarity_of(clause, analysis)
    return _of_effect(here, there, clause) or permission_reversed(claim, premise)


def nearest_sentence(claim: Analysis, premise: Premise) -> Analysis | None:
    """Return the sentence of the passage that the nearest clause stands in, None where nothing is shared."""
    nearest = nearest_clause(claim, premise)
    return None if nearest is None else nearest[0]


def nearest_clause(claim: Analysis, premise: Premise) -> tuple[Analysis, Clause] | None:
    """Return the clause of the passage that shares the most words and concepts with the claim."""
    words = {t[:_STEM] for t in claim.terms} | {c.id for c in claim.concepts}
    best: tuple[float, Analysis, Clause] | None = None
    for analysis in premise.analyses:
        for clause in clauses_of(analysis):
            inside = {c.id for c in analysis.concepts if c.text in clause.text}
            low = clause.text.lower()
            shared = sum(1 for w in words if w in inside or (not w.startswith("~") and w in low))
            if best is None or shared > best[0]:
                best = (shared, analysis, clause)
    return None if best is None or best[0] == 0 else (best[1], best[2])


def _of_effect(here: Polarity, there: Polarity, clause: Clause) -> Reversal | None:
    if here.null != there.null and here.stated and there.stated:
        what = "found no difference or no effect" if there.null else "found a difference"
        return Reversal(f"the passage {what}: “{clause.text}”")
    if not here.null and here.good * there.good < 0:
        return Reversal(f"the passage points the other way: “{clause.text}”")
    return None


def permission_reversed(claim: Analysis, premise: Premise) -> Reversal | None:
    """Return how the passage withholds what the claim grants: approved against not, allowed against forbidden."""
    denied_there = _denied_approval(premise.analyses)
    denied_here = _denied_approval((claim,))
    approved_here = (
        any(c.kind is CueKind.APPROVAL and (c.value or 0) >= _CLEARED for c in claim.cues) and not denied_here
    )
    if denied_there and approved_here:
        return Reversal(f"the passage says that it is not: “{denied_there}”")
    return allowance_reversed(claim, premise)


def allowance_reversed(claim: Analysis, premise: Premise) -> Reversal | None:
    """Return how the passage forbids what the claim allows: "must not drive" against "may drive"."""
    forbidden = first_phrase("forbidden", premise.text, affirmed=False, lexicon_name="polarity")
    allowed = first_phrase("allowed", claim.text, affirmed=False, lexicon_name="polarity")
    if forbidden and allowed and not first_phrase("forbidden", claim.text, affirmed=False, lexicon_name="polarity"):
        return Reversal(f"the passage forbids or limits it: “{forbidden}”")
    return None


def approval_settled(claim: Analysis, premise: Premise) -> bool | None:
    """Return what words alone tell of an approval: True where both deny it, or grant the same, False where they differ.

    None where they do not tell, as where the passage speaks of another use than the claim.
    """
    if _denied_approval(premise.analyses) is None:
        return True if not denies_approval(claim) and _same_use(claim, premise) else None
    if denies_approval(claim):
        return True
    there = known(concepts_of(premise.analyses, CLINICAL))
    own = (closest(concept, there)[0] for concept in known(concepts_of((claim,), CLINICAL)))
    return False if _grants((claim,)) and any(r in _WITHIN for r in own) else None


def denies_approval(claim: Analysis) -> bool:
    """Whether a statement says that something is not approved, or used outside its approval."""
    return _denied_approval((claim,)) is not None


def _grants(analyses: tuple[Analysis, ...]) -> bool:
    return any(c.kind is CueKind.APPROVAL and (c.value or 0) >= _CLEARED for a in analyses for c in a.cues)


def _same_use(claim: Analysis, premise: Premise) -> bool:
    """Whether both grant approval to the same product for the same use, where the claim names both."""
    named = known(concepts_of((claim,), CLINICAL | {ConceptKind.INTERVENTION}))
    if len(named) < 2 or named[0].kind is not ConceptKind.INTERVENTION:  # noqa: PLR2004  a product and a use
        return False
    product, *uses = named
    there = known(concepts_of(premise.analyses, CLINICAL | {ConceptKind.INTERVENTION}))
    return (
        _grants((claim,))
        and _grants(premise.analyses)
        and closest(product, there)[0] == "same"
        and all(closest(use, there)[0] in _WITHIN for use in uses)
    )


_CLEARED = 3  # rung of the lexicon from which a word speaks of an authority's leave, not of advice
_WITHIN = frozenset({"same", "narrower"})


def _denied_approval(analyses: tuple[Analysis, ...]) -> str | None:
    for analysis in analyses:
        denials = [c for c in analysis.cues if c.kind is CueKind.NEGATION]
        for cue in analysis.cues:
            if cue.kind is CueKind.APPROVAL and (cue.value == 0 or any(_denies(denial, cue) for denial in denials)):
                return analysis.text
    return None


def _denies(denial: Cue, approval: Cue) -> bool:
    """Whether a negation takes an approval back: "not approved", or "approved it for no use"."""
    if denial.scope_start <= approval.start < denial.scope_end:
        return True
    return denial.text.lower() == "no" and 0 <= denial.start - approval.end <= _OBJECT


_OBJECT = 40  # characters between "approved" and the "no" of its object or complement
