"""Likeness of subject: how much of what a claim is about a passage is about too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import ClaimType, ConceptKind, Role
from claims.units import to_base
from sources.subjects import CLINICAL, TREATMENT, analyses_of, closest, concepts_of, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.model import Analysis, Concept, Quantity
    from sources.model import Premise

#: What a shared concept of each kind counts for; words and amounts count as below.
_WEIGHT = {
    ConceptKind.INTERVENTION: 1.5,
    ConceptKind.CONDITION: 1.2,
    ConceptKind.OUTCOME: 1.5,
    ConceptKind.ADVERSE_EVENT: 1.5,
    ConceptKind.COMPARATOR: 0.8,
    ConceptKind.POPULATION: 0.5,
    ConceptKind.ROUTE: 0.5,
    ConceptKind.SETTING: 0.5,
    ConceptKind.AUTHORITY: 0.8,
}
_SHARED = {"same": 1.0, "narrower": 0.95, "broader": 0.85, "related": 0.5, "unknown": 0.15, "different": 0.0}
_WORD, _AMOUNT = 0.5, 1.2
_STEM = 5  # letters that two words must share to count as one family ("vaccine", "vaccination")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two subjects are, 0-1, in all and by known concepts and other words alone (0.5 where there are none).

    `mismatch` names what the claim is about and the passage is not.
    """

    score: float
    concepts: float
    words: float
    mismatch: str | None = None

    @property
    def reason(self) -> str:
        """Why the passage does not speak to the claim."""
        return self.mismatch or "the passage is about something else"


def likeness_of(claim: Analysis, premise: Premise) -> Likeness:
    """Return how much of the subject of `claim` the passage shares."""
    analyses = analyses_of(premise)
    concepts, words = _concept_parts(claim, analyses), _word_parts(claim, analyses)
    if _is_of_length(claim) and not _gives_time(analyses):
        return Likeness(0.0, _mean(concepts), _mean(words), "the passage gives no length of time")
    mismatch = _mismatch(claim, analyses)
    score = _mean([*concepts, *words, *_amount_parts(claim, premise)], 0.0)
    return Likeness(score / 2 if mismatch else score, _mean(concepts), _mean(words), mismatch)


def _mean(parts: list[tuple[float, float]], empty: float = 0.5) -> float:
    """Return the weighted mean of shares, `empty` where there is none."""
    total = sum(weight for weight, _ in parts)
    return sum(weight * share for weight, share in parts) / total if total else empty


def _concept_parts(claim: Analysis, analyses: tuple[Analysis, ...]) -> list[tuple[float, float]]:
    there = known(concepts_of(analyses, ConceptKind))
    return [(_WEIGHT[c.kind], _SHARED[_relation(c, there)]) for c in {c.id: c for c in known(claim.concepts)}.values()]


def _relation(concept: Concept, there: Iterable[Concept]) -> str:
    group = next((g for g in (CLINICAL, TREATMENT) if concept.kind in g), frozenset({concept.kind}))
    return closest(concept, (c for c in there if c.kind in group))[0]


def _word_parts(claim: Analysis, analyses: tuple[Analysis, ...]) -> list[tuple[float, float]]:
    """Words of the claim that belong to no known concept and no amount, each shared or not by its family."""
    covered = " ".join([*(c.text.lower() for c in known(claim.concepts)), *(q.text.lower() for q in claim.quantities)])
    there = {term[:_STEM] for a in analyses for term in a.terms}
    return [(_WORD, 1.0 if term[:_STEM] in there else 0.0) for term in claim.terms if term not in covered]


def _amount_parts(claim: Analysis, premise: Premise) -> list[tuple[float, float]]:
    there = [q for a in premise.analyses for q in a.quantities]
    return [
        (_AMOUNT, max((_same(q, o) for o in there), default=0.0)) for q in claim.quantities if q.role is not Role.OTHER
    ]


def _same(a: Quantity, b: Quantity) -> float:
    """1 for the same amount in the same role, less for the same kind of amount, 0 for another kind."""
    dimension, _ = to_base(1.0, a.unit)
    if dimension != to_base(1.0, b.unit)[0]:
        return 0.0
    return 0.9 if a.role is b.role else 0.4


def _is_of_length(claim: Analysis) -> bool:
    """Whether a claim is about how long a visit takes, and not about an effect that it mentions the visit with."""
    return bool({ClaimType.SESSION_LENGTH, ClaimType.PROCESS} & {*claim.types[:1]}) and any(
        q.role is Role.SESSION_LENGTH for q in claim.quantities
    )


def _gives_time(analyses: tuple[Analysis, ...]) -> bool:
    return any(to_base(1.0, q.unit)[0] == "time" for a in analyses for q in a.quantities)


def _mismatch(claim: Analysis, analyses: tuple[Analysis, ...]) -> str | None:
    """Return what the claim is about and the passage is not, where both name something of the kind."""
    for kinds, what in ((TREATMENT, "treatment"), (CLINICAL, "condition or outcome")):
        claimed = known(concepts_of((claim,), kinds))
        there = known(concepts_of(analyses, kinds))
        if claimed and there and all(closest(c, there)[0] in ("different", "unknown") for c in claimed):
            return f"the passage is about another {what} ({there[0].text}, not {claimed[0].text})"
    return None
