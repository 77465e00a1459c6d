"""Comparison of a claim with one passage, facet by facet: one file per facet, one line here.

Every facet function assumes that the passage is on the subject of the claim; whether it is, is for
`sources.alignment` to say. Each returns None where the claim does not go further, and where it cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable

from audit.comparison.authority import compare_authority
from audit.comparison.causality import compare_causality
from audit.comparison.certainty import compare_certainty
from audit.comparison.comparator import compare_comparator
from audit.comparison.durability import compare_durability
from audit.comparison.endpoint import compare_endpoint
from audit.comparison.evidence_level import compare_evidence_level
from audit.comparison.frequency import compare_frequency
from audit.comparison.indication import compare_indication
from audit.comparison.intervention import compare_intervention
from audit.comparison.magnitude import compare_magnitude
from audit.comparison.population import compare_population
from audit.comparison.safety import compare_safety
from audit.comparison.timeframe import compare_timeframe
from audit.model import Overstatement
from claims.model import Analysis
from sources.model import Premise

#: Says how a claim exceeds a passage in one facet, or None.
Comparison = Callable[[Analysis, Premise], Overstatement | None]

COMPARISONS: tuple[Comparison, ...] = (
    compare_magnitude,
    compare_timeframe,
    compare_durability,
    compare_certainty,
    compare_causality,
    compare_frequency,
    compare_population,
    compare_indication,
    compare_intervention,
    compare_endpoint,
    compare_comparator,
    compare_evidence_level,
    compare_safety,
    compare_authority,
)


def compare(claim: Analysis, premise: Premise) -> tuple[Overstatement, ...]:
    """Return every facet in which `claim` goes further than `premise`, in the order of `audit.model.Facet`."""
    found = (comparison(claim, premise) for comparison in COMPARISONS)
    return tuple(overstatement for overstatement in found if overstatement is not None)


__all__ = ["COMPARISONS", "Comparison", "compare"]
