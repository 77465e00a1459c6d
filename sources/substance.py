"""Substance: whether a retrieved passage shares more with a claim than the treatment that the whole registry is about.

A search returns the best passages there are, also where none is about the claim. One of substance makes a statement of
the same sort (an effect, a harm, how it is done, what is approved) and shares a condition, an outcome, a side effect,
an amount in the same role, or most of the claim's other words. It is one of the grounds of `sources.grounds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import ClaimType, CueKind, Role
from claims.units import to_base
from sources.subjects import CLINICAL, TREATMENT, analyses_of, closest, concepts_of, known

if TYPE_CHECKING:
    from claims.model import Analysis, Quantity
    from sources.model import Premise

SORTS: tuple[frozenset[ClaimType], ...] = (
    frozenset(
        {
            ClaimType.EFFICACY,
            ClaimType.ONSET,
            ClaimType.DURABILITY,
            ClaimType.INDICATION,
            ClaimType.COMPARATIVE,
            ClaimType.STATISTIC,
            ClaimType.TESTIMONIAL,
        }
    ),
    frozenset({ClaimType.MECHANISM, ClaimType.EFFICACY}),
    frozenset({ClaimType.SAFETY, ClaimType.SIDE_EFFECT}),
    frozenset({ClaimType.SESSION_LENGTH, ClaimType.PROCESS, ClaimType.DOSAGE, ClaimType.ONSET, ClaimType.DURABILITY}),
    frozenset({ClaimType.REGULATORY_STATUS, ClaimType.INDICATION}),
)
"""Types that speak of the same sort of thing; a type may be of several sorts."""

MOST_WORDS = 0.5  # share of a claim's other words from which they make a passage its own
FEWEST_WORDS = 2  # one shared word proves nothing
FAMILY = 5  # letters that two words must share to count as one family ("vaccine", "vaccination")
_RELATED = frozenset({"same", "narrower", "broader", "related"})


def has_substance(claim: Analysis, premise: Premise) -> bool:
    """Return whether `premise` says something that could bear on `claim`, beyond being about the same treatment."""
    return _same_sort(claim, premise) and any(
        shares(claim, premise)
        for shares in (_shares_subject, _shares_amount, _shares_words, _shares_status, _shares_harm)
    )


def _same_sort(claim: Analysis, premise: Premise) -> bool:
    there = {t for a in premise.analyses for t in a.types}
    here = set(claim.types[:1])
    if not here or not there or here <= {ClaimType.GUARANTEE, ClaimType.OTHER}:
        return True
    return any(here & sort and there & sort for sort in SORTS)


def _shares_subject(claim: Analysis, premise: Premise) -> bool:
    """Whether a condition, an outcome or a side effect of the claim stands in the passage too."""
    there = known(concepts_of(analyses_of(premise), CLINICAL))
    return any(closest(c, there)[0] in _RELATED for c in known(concepts_of((claim,), CLINICAL)))


def _shares_amount(claim: Analysis, premise: Premise) -> bool:
    there = [q for a in premise.analyses for q in a.quantities]
    return any(_alike(q, other) for q in claim.quantities if q.role is not Role.OTHER for other in there)


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.role is other.role and to_base(1.0, one.unit)[0] == to_base(1.0, other.unit)[0]


def _shares_status(claim: Analysis, premise: Premise) -> bool:
    """Whether both speak of an approval."""
    return _speaks_of_approval(claim) and any(_speaks_of_approval(a) for a in premise.analyses)


def _speaks_of_approval(analysis: Analysis) -> bool:
    return any(c.kind is CueKind.APPROVAL for c in analysis.cues)


def _shares_harm(claim: Analysis, premise: Premise) -> bool:
    """Whether a claim that something is safe as a whole meets a passage about safety or side effects."""
    there = {t for a in premise.analyses for t in a.types[:1]}
    return claim.types[:1] == (ClaimType.SAFETY,) and bool(there & {ClaimType.SAFETY, ClaimType.SIDE_EFFECT})


def _shares_words(claim: Analysis, premise: Premise) -> bool:
    treatment = " ".join(c.text.lower() for c in concepts_of((claim,), TREATMENT))
    words = [term for term in claim.terms if term not in treatment]
    there = {term[:FAMILY] for a in premise.analyses for term in a.terms}
    shared = sum(term[:FAMILY] in there for term in words)
    return shared >= FEWEST_WORDS and shared >= MOST_WORDS * len(words)
