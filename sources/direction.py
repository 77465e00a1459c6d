"""Direction: whether a passage on the subject of a claim says the reverse of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import ConceptKind, CueKind
from sources.phrasing import first_phrase
from sources.polarity import Clause, Polarity, clauses_of, polarity_of
from sources.subjects import CLINICAL, closest, concepts_of, known

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Return how the passage withholds what the claim grants: approved against not, allowed against forbidden."""
    denial = _denied_approval(premise.analyses)
    if denial is not None and not denies_approval(claim) and _grants((claim,)) and _is_of_use(denial, claim, premise):
        return Reversal(f"the passage says that it is not: “{denial.text}”")
    return allowance_reversed(claim, premise)


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
    return first_phrase("forbidden", clause.text, affirmed=False, lexicon_name="polarity")


def approval_settled(claim: Analysis, premise: Premise) -> bool | None:
    """Return what words alone tell of an approval: True where both deny it, or grant the same, False where they differ.

    None where they do not tell, as where the passage speaks of another use than the claim.
    """
    denial = _denied_approval(premise.analyses)
    if denial is None:
        return True if not denies_approval(claim) and _same_use(claim, premise) else None
    if denies_approval(claim):
        return True
    if not _grants((claim,)):
        return None
    if _is_of_use(denial, claim, premise):
        return False
    return True if _granted_nearer(denial, claim, premise) or _same_use(claim, premise) else None


def _granted_nearer(denial: Analysis, claim: Analysis, premise: Premise) -> bool:
    """Whether the claim shares more with a sentence that grants an approval than with the one that denies it."""
    shared: dict[str, int] = {}
    for count, analysis, _ in _shared(claim, premise):
        shared[analysis.text] = shared.get(analysis.text, 0) + count
    granting = [shared.get(a.text, 0) for a in premise.analyses if a is not denial and _grants((a,))]
    return max(granting, default=0) > shared.get(denial.text, 0)


def _is_of_use(denial: Analysis, claim: Analysis, premise: Premise) -> bool:
    """Whether an approval is denied for a use that the claim names.

    A denial that names no use is of all that the passage names.
    """
    if _granted_nearer(denial, claim, premise):
        return False
    named = [
        c
        for c in known(denial.concepts)
        if c.kind in CLINICAL and any(c.start >= cue.end for cue in _approvals(denial))
    ]
    there = named or known(concepts_of(premise.analyses, CLINICAL))
    own = (closest(concept, there)[0] for concept in known(concepts_of((claim,), CLINICAL)))
    return any(relation in _WITHIN for relation in own)


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


def _denied_approval(analyses: tuple[Analysis, ...]) -> Analysis | None:
    """Return the sentence that denies an approval, None where there is none.

    "Cleared, which is not an approval" denies what goes further than was granted: that is for the comparison of facets.
    """
    granted = max((cue.value or 0 for a in analyses for cue in _approvals(a) if not _denials(a, cue)), default=0)
    for analysis in analyses:
        for cue in _approvals(analysis):
            denials = _denials(analysis, cue)
            further = _CLEARED <= granted < (cue.value or 0) and not _names_use_after(analysis, cue)
            if cue.value == 0 or (denials and not further):
                return analysis
    return None


def _approvals(analysis: Analysis) -> list[Cue]:
    return [cue for cue in analysis.cues if cue.kind is CueKind.APPROVAL]


def _denials(analysis: Analysis, approval: Cue) -> list[Cue]:
    return [cue for cue in analysis.cues if cue.kind is CueKind.NEGATION and _denies(cue, approval)]


def _names_use_after(analysis: Analysis, approval: Cue) -> bool:
    """Whether a use is named after an approval: "not approved for insomnia" is about that use alone."""
    return any(c.kind in CLINICAL and c.start >= approval.end for c in analysis.concepts)


def _denies(denial: Cue, approval: Cue) -> bool:
    """Whether a negation takes an approval back: "not approved", or "approved it for no use"."""
    if denial.scope_start <= approval.start < denial.scope_end:
        return True
    return denial.text.lower() == "no" and 0 <= denial.start - approval.end <= _OBJECT


_OBJECT = 40  # characters between "approved" and the "no" of its object or complement
