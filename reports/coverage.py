"""What the registered sources did for an audit: how many came up, of which kind, and what rests on secondary ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import Verdict
from reports.manuscript import Numbered
from sources.model import Design, Registry, Source, Stance

#: Kinds of sources, the nearest to what was observed first; a person reads them as a table.
KINDS: tuple[tuple[str, frozenset[Design]], ...] = (
    (
        "Primary studies in people",
        frozenset(
            {
                Design.RCT,
                Design.CROSSOVER_RCT,
                Design.NON_RANDOMISED_TRIAL,
                Design.COHORT,
                Design.CASE_CONTROL,
                Design.CASE_SERIES,
                Design.CROSS_SECTIONAL,
                Design.SURVEY,
            }
        ),
    ),
    ("Systematic reviews", frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})),
    ("Regulators, labels, guidelines", frozenset({Design.REGULATOR, Design.LABEL, Design.GUIDELINE, Design.CONSENSUS})),
    ("Animal and laboratory studies", frozenset({Design.ANIMAL, Design.IN_VITRO})),
    ("Secondary: reviews, protocols, opinion", frozenset({Design.REVIEW, Design.PROTOCOL, Design.EXPERT_OPINION})),
)
UNSTATED = "Design not stated"
SECONDARY = KINDS[-1][0]


@dataclass(frozen=True, slots=True)
class Kind:
    """Sources of one kind: how many are registered, how many came up, and how many supported a claim."""

    name: str
    registered: int
    used: int
    supporting: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of an audit: sources and passages that came up, by kind, and claims (numbers) that lack sound ones."""

    kinds: tuple[Kind, ...]
    sources: int
    used: int
    supporting: int
    passages: int
    passages_used: int
    without: tuple[int, ...]  # claims that nothing in the registry speaks to
    on_secondary: tuple[int, ...]  # claims whose only support is secondary


def cover(registry: Registry, listed: Sequence[Numbered]) -> Coverage:
    """Return what the sources of `registry` did for the claims `listed`."""
    evidence = [e for n in listed for e in n.assessment.evidence]
    used = {e.source.id for e in evidence}
    supporting = {e.source.id for e in evidence if e.stance is Stance.SUPPORTS}
    names = [name for name, _ in KINDS] + [UNSTATED]
    by_kind = {name: [s for s in registry.sources if kind_of(s) == name] for name in names}
    return Coverage(
        kinds=tuple(
            Kind(name, len(found), sum(s.id in used for s in found), sum(s.id in supporting for s in found))
            for name, found in by_kind.items()
            if found
        ),
        sources=len(registry.sources),
        used=len(used),
        supporting=len(supporting),
        passages=len(registry.passages),
        passages_used=len({e.passage.name for e in evidence}),
        without=tuple(n.number for n in listed if n.verdict is Verdict.UNSUPPORTED),
        on_secondary=tuple(n.number for n in listed if _is_on_secondary(n)),
    )


def kind_of(source: Source) -> str:
    """Return the kind of a source by its design."""
    return next((name for name, designs in KINDS if source.design in designs), UNSTATED)


def _is_on_secondary(numbered: Numbered) -> bool:
    support = [e for e in numbered.assessment.evidence if e.stance is Stance.SUPPORTS]
    return bool(support) and all(kind_of(e.source) == SECONDARY for e in support)
