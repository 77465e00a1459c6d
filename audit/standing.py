"""Standing: whether a source may still be leaned on at the date of the audit."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sources.model import Design, Status

if TYPE_CHECKING:
    from datetime import date

    from sources.model import Evidence, Source


class Standing(StrEnum):
    """Why a source supports something, or nothing."""

    CURRENT = "current"
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


#: Designs in the order in which they outrank each other on effects (after the OCEBM levels of evidence, 2011).
_RANK: dict[Design, int] = {
    Design.META_ANALYSIS: 6,
    Design.SYSTEMATIC_REVIEW: 6,
    Design.LABEL: 6,
    Design.REGULATOR: 6,
    Design.GUIDELINE: 5,
    Design.RCT: 5,
    Design.CROSSOVER_RCT: 5,
    Design.NON_RANDOMISED_TRIAL: 4,
    Design.COHORT: 3,
    Design.CONSENSUS: 3,
    Design.CASE_CONTROL: 2,
    Design.CROSS_SECTIONAL: 2,
    Design.REVIEW: 2,
    Design.SURVEY: 2,
    Design.CASE_SERIES: 1,
    Design.PROTOCOL: 1,
    Design.EXPERT_OPINION: 1,
    Design.ANIMAL: 0,
    Design.IN_VITRO: 0,
}
_OFFICIAL = frozenset({Design.LABEL, Design.REGULATOR})
_LARGE = 100  # participants; from here on a trial outranks a smaller one of its design


def standing_of(source: Source, as_of: date) -> Standing:
    """Return the standing of `source` on the day `as_of`; corrected sources and those under concern still stand."""
    if source.status is Status.RETRACTED:
        return Standing.RETRACTED
    if source.status is Status.SUPERSEDED:
        return Standing.SUPERSEDED
    if source.review_by is not None and source.review_by < as_of:
        return Standing.EXPIRED
    return Standing.CURRENT


def is_official(evidence: Evidence) -> bool:
    """Whether the passage speaks for a product label or a regulator."""
    return evidence.premise.design in _OFFICIAL


def weight_of(evidence: Evidence) -> float:
    """Return how much a passage weighs against others: its design, and within a design its size."""
    design = evidence.premise.design
    size = evidence.premise.sample_size or 0
    rank = _RANK[design] if design is not None else 2
    return rank + min(size / _LARGE, 5.0) / 10
