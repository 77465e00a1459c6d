"""The whole flow: copy in, claims out, each lined up with its evidence, judged, and turned into findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from audit.approval import Library, library_of
from audit.digests import digests_of
from audit.judgement import judge
from audit.model import Assessment, Document, Extraction, Inventory, Report
from audit.rules import check, check_document
from audit.severity import class_of
from audit.version import VERSION
from claims.extraction import extract
from claims.model import Skipped
from claims.pipeline import using
from sources.alignment import align
from sources.model import Evidence, Stance
from sources.premises import premises_of
from sources.resolution import Catalogue
from sources.retrieval import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from audit.config import Config
    from claims.model import Analysis, CitationMark, Claim, Copy
    from sources.model import Passage, Premise, Registry, Source

SHOWN = 5
"""Passages that a report shows for a claim, at most (schema report-1)."""


def audit(copies: Iterable[Copy | Skipped], registry: Registry, config: Config, as_of: date) -> Report:
    """Audit `copies` against `registry`, as of the day `as_of`."""
    with using(config.pipeline):
        desk = Desk(registry, config, as_of)
        documents = tuple(desk.document(copy) for copy in copies)
    return Report(documents, as_of, VERSION, digests_of(config, registry), registry)


def take_inventory(copies: Iterable[Copy | Skipped], config: Config, as_of: date) -> Inventory:
    """List the claims of `copies` without judging them."""
    with using(config.pipeline):
        documents = tuple(_extraction(copy) for copy in copies)
    return Inventory(documents, as_of, VERSION, digests_of(config, None))


def _extraction(copy: Copy | Skipped) -> Extraction:
    if isinstance(copy, Skipped):
        return Extraction(copy.uri, None, skipped=copy)
    found = tuple(extract(copy, everything=True))
    return Extraction(
        copy.uri, copy, tuple(c for c in found if c.checkable), tuple(c for c in found if not c.checkable)
    )


@dataclass(slots=True)
class Desk:
    """What the claims of all documents are judged with: one registry, searched, and its passages taken apart once."""

    registry: Registry
    config: Config
    as_of: date
    index: Index = field(init=False)
    catalogue: Catalogue = field(init=False)
    library: Library = field(init=False)
    sources: dict[str, Source] = field(init=False)
    premises: dict[str, Premise] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the look-ups."""
        self.index = Index(self.registry)
        self.catalogue = Catalogue(self.registry)
        self.library = library_of(self.registry)
        self.sources = {source.id: source for source in self.registry.sources}

    def document(self, copy: Copy | Skipped) -> Document:
        """Audit one copy."""
        extraction = _extraction(copy)
        if extraction.copy is None:
            return Document(extraction.uri, None, skipped=extraction.skipped)
        said = tuple(c.analysis for c in (*extraction.claims, *extraction.non_claims))
        assessments = tuple(self._assess(extraction.claims, said))
        document = Document(extraction.uri, extraction.copy, assessments, extraction.non_claims)
        return replace(document, findings=tuple(check_document(document)))

    def _assess(self, claims: Sequence[Claim], said: Sequence[Analysis]) -> Iterator[Assessment]:
        """Retrieve for all claims first, so that the passages are taken apart in one batch; then judge each claim."""
        citations = [
            tuple((mark.mark, source) for mark in claim.marks for source in self._cited(mark)) for claim in claims
        ]
        candidates = [
            self.index.search(claim.analysis, self.config.candidates, {s for _, s in cited if s is not None})
            for claim, cited in zip(claims, citations, strict=True)
        ]
        new = {p.name: p for found in candidates for p, _ in found if p.name not in self.premises}
        self.premises |= premises_of(new.values())
        for claim, cited, found in zip(claims, citations, candidates, strict=True):
            evidence = self._align(claim, found, {s for _, s in cited if s is not None})
            judgement = judge(
                claim,
                evidence,
                registry=self.registry,
                as_of=self.as_of,
                library=self.library,
                document=said,
                citations=cited,
            )
            assessment = Assessment(claim, evidence[:SHOWN], judgement, class_of(claim), cited)
            yield replace(assessment, findings=tuple(check(assessment)))

    def _cited(self, mark: CitationMark) -> tuple[str | None, ...]:
        """Return the ids of the sources that a mark names ("[@a; @b]" names two), (None,) where it names none."""
        found = [self.catalogue.resolve(replace(mark, keys=(key,))) for key in mark.keys]
        ids = dict.fromkeys(source.id for source in found if source is not None)
        return tuple(ids) or (None,)

    def _align(self, claim: Claim, found: Iterable[tuple[Passage, float]], cited: set[str]) -> tuple[Evidence, ...]:
        """Line the passages up with the claim, those that say something to it first."""
        evidence = []
        for passage, score in found:
            alignment = align(claim.analysis, self.premises[passage.name], cited=passage.source in cited)
            evidence.append(
                Evidence(
                    self.sources[passage.source],
                    passage,
                    self.premises[passage.name],
                    score,
                    alignment.stance,
                    passage.source in cited,
                    alignment,
                )
            )
        return tuple(sorted(evidence, key=lambda e: (e.stance is Stance.NEUTRAL, -_relevance(e))))


def _relevance(evidence: Evidence) -> float:
    """How near a passage is to its claim: by words and by subject in equal parts, cited sources a little nearer."""
    subject = 0.0 if evidence.alignment is None else evidence.alignment.subject
    return round(evidence.score + subject + (0.25 if evidence.cited else 0.0), 2)
