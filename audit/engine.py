"""The whole flow: copy in, claims out, each lined up with its evidence, judged, and turned into findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from audit.digests import digests_of, manifest_of
from audit.model import Assessment, Document, Extraction, Inventory, Report
from audit.rules import check, check_document
from audit.severity import class_of
from audit.unnamed import is_unnamed
from audit.version import VERSION
from claims.analysis import moved
from claims.checkworthiness import THRESHOLD
from claims.extraction import extract
from claims.model import Skipped
from claims.pipeline import using
from sources import entailment
from sources.alignment import Pair, begin_aligning, less_again
from sources.model import Evidence, Stance
from sources.premises import premises_of
from sources.resolution import Catalogue
from sources.retrieval import Index

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from datetime import date

    from audit.approval import Library
    from audit.config import Config, Settings
    from claims.model import Analysis, CitationMark, Claim, Copy
    from sources.embedding import Store
    from sources.model import Alignment, Passage, Premise, Registry, Source

SHOWN = 5
"""Passages that a report shows for a claim, at most (schema report-1)."""

SPEAKING = 0.6
"""What it counts for the order of passages that one is sure to speak to its claim; on held-out topics the first shown
is one that does as often with 1.0, and less often with 0.3."""

AT_ONCE = 16
"""Claims whose passages are taken apart together: enough for a batch, few enough that the model need not wait long."""

MOST_JUDGED = 20_000
"""Judgements that are remembered, some 200 MB at most; a site has fewer claims."""


def audit(
    copies: Iterable[Copy | Skipped], registry: Registry, config: Config, as_of: date, shelf: Shelf | None = None
) -> Report:
    """Audit `copies` against `registry`, as of the day `as_of`; what stands on `shelf` is not audited again."""
    return Desk(registry, config, as_of, shelf).report(copies)


def take_inventory(copies: Iterable[Copy | Skipped], config: Config, as_of: date) -> Inventory:
    """List the claims of `copies` without judging them."""
    with using(config.pipeline):
        documents = tuple(_extraction(copy, config.settings_for(copy.uri)) for copy in copies)
    return Inventory(documents, as_of, VERSION, digests_of(config, None))


def _extraction(copy: Copy | Skipped, settings: Settings) -> Extraction:
    if isinstance(copy, Skipped):
        return Extraction(copy.uri, None, skipped=copy)
    worth = THRESHOLD if settings.check_worthiness is None else settings.check_worthiness
    found = tuple(extract(copy, everything=True, subject=settings.subject, threshold=worth))
    return Extraction(
        copy.uri, copy, tuple(c for c in found if c.checkable), tuple(c for c in found if not c.checkable)
    )


class Shelf(Protocol):
    """Where finished documents are kept (`audit/cache/` keeps them on disk)."""

    def find(self, copy: Copy) -> Document | None:
        """Return what an audit of `copy` gave, None where there was none with the same registry and settings."""

    def keep(self, document: Document) -> None:
        """Keep what an audit of a copy gave."""

    def remembering(self) -> AbstractContextManager[None]:
        """Let passages that were taken apart before be remembered for the time of a `with` block."""


@dataclass(slots=True)
class Desk:
    """What the claims of all documents are judged with: one registry, searched, and its passages taken apart once."""

    registry: Registry
    config: Config
    as_of: date
    shelf: Shelf | None = None
    points: Store | None = None
    index: Index = field(init=False)
    catalogue: Catalogue = field(init=False)
    sources: dict[str, Source] = field(init=False)
    premises: dict[str, Premise] = field(default_factory=dict)
    libraries: dict[tuple[str | None, str | None], Library] = field(default_factory=dict)
    judged: dict[Hashable, Assessment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the look-ups."""
        self.index = Index(self.registry, self.points)
        self.catalogue = Catalogue(self.registry)
        self.sources = {source.id: source for source in self.registry.sources}

    def report(self, copies: Iterable[Copy | Skipped]) -> Report:
        """Audit `copies`, in order."""
        with using(self.config.pipeline):
            documents = tuple(self.document(copy) for copy in copies)
        digests, manifest = digests_of(self.config, self.registry), manifest_of(self.config, self.registry)
        return Report(documents, self.as_of, VERSION, digests, self.registry, manifest=manifest)

    def document(self, copy: Copy | Skipped) -> Document:
        """Audit one copy, or take from the shelf what an audit of it gave."""
        if isinstance(copy, Skipped):
            return Document(copy.uri, None, skipped=copy)
        if self.shelf is None:
            return self._audited(copy)
        kept = self.shelf.find(copy)
        if kept is None:
            with self.shelf.remembering():
                kept = self._audited(copy)
            self.shelf.keep(kept)
        return kept

    def _audited(self, copy: Copy) -> Document:
        settings = self.config.settings_for(copy.uri)
        self.index.prepare()
        entailment.prepare()
        extraction = _extraction(copy, settings)
        said = tuple(c.analysis for c in (*extraction.claims, *extraction.non_claims))
        assessed = self._assessed(extraction.claims, said, settings)
        assessments = tuple(replace(a, findings=tuple(settings.revised(check(a)))) for a in assessed)
        document = Document(copy.uri, copy, assessments, extraction.non_claims)
        return replace(document, findings=tuple(settings.revised(check_document(document))))

    def _library(self, settings: Settings) -> Library:
        """Return the approved wording for the readers and the market of a copy, taken apart when first needed."""
        from audit.approval import library_of  # noqa: PLC0415  as in `_assess`

        if (None, None) not in self.libraries:
            self.libraries[None, None] = library_of(self.registry)
        key = _readers(settings)
        if key not in self.libraries:
            self.libraries[key] = self.libraries[None, None].for_use(*key)
        return self.libraries[key]

    def _assessed(self, claims: Sequence[Claim], said: Sequence[Analysis], settings: Settings) -> Iterator[Assessment]:
        """Judge the claims that are new; what was judged before, here or in another copy, keeps what was found then.

        Where approved wording asks for statements elsewhere in the copy, the judgement is made anew.
        """
        if len(self.judged) > MOST_JUDGED:
            self.judged.clear()
        unnamed = is_unnamed(said)
        keys = [(_substance(claim, settings), unnamed) for claim in claims]
        known = [self.judged.get(key) for key in keys]
        fresh = self._assess([c for c, kept in zip(claims, known, strict=True) if kept is None], said, settings)
        for claim, key, kept in zip(claims, keys, known, strict=True):
            if kept is not None:
                yield replace(kept, claim=claim)
                continue
            assessment = next(fresh)
            if assessment.judgement.approved is None:
                self.judged[key] = assessment
            yield assessment

    def _assess(self, claims: Sequence[Claim], said: Sequence[Analysis], settings: Settings) -> Iterator[Assessment]:
        """Search for all claims and begin to read what was found, a few claims at a time; then judge each claim.

        While the model reads passages beside the first claims, those of the next are taken apart, and what judges them
        is made ready.
        """
        citations = [
            tuple((mark.mark, source) for mark in claim.marks for source in self._cited(mark)) for claim in claims
        ]
        cited = [{source for _, source in named if source is not None} for named in citations]
        candidates = self.index.search_all([c.analysis for c in claims], self.config.candidates, cited)
        begun = [
            self._begin(claims[i : i + AT_ONCE], candidates[i : i + AT_ONCE], cited[i : i + AT_ONCE])
            for i in range(0, len(claims), AT_ONCE)
        ]
        from audit.judgement import judge  # noqa: PLC0415  a hundred expressions to compile, for which there is time now

        library = self._library(settings)
        for claim, named, evidence in zip(claims, citations, chain.from_iterable(begun), strict=True):
            judgement = judge(claim, evidence, as_of=self.as_of, library=library, document=said, citations=named)
            yield Assessment(claim, evidence[:SHOWN], judgement, class_of(claim), named)

    def _cited(self, mark: CitationMark) -> tuple[str | None, ...]:
        """Return the ids of the sources that a mark names ("[@a; @b]" names two), (None,) where it names none."""
        found = [self.catalogue.resolve(replace(mark, keys=(key,))) for key in mark.keys]
        ids = dict.fromkeys(source.id for source in found if source is not None)
        return tuple(ids) or (None,)

    def _begin(
        self,
        claims: Sequence[Claim],
        candidates: Sequence[Sequence[tuple[Passage, float]]],
        cited: Sequence[Collection[str]],
    ) -> Iterator[tuple[Evidence, ...]]:
        """Begin to line the passages found for each claim up with it; those that say something to it come first."""
        new = {p.name: p for found in candidates for p, _ in found if p.name not in self.premises}
        self.premises |= premises_of(new.values(), {id_: source.title for id_, source in self.sources.items()})
        pairs = [
            Pair(
                claim.analysis,
                self.premises[passage.name],
                cited=passage.source in sources,
                score=score,
                source=passage.source,
            )
            for claim, found, sources in zip(claims, candidates, cited, strict=True)
            for passage, score in found
        ]
        aligned = zip(pairs, begin_aligning(pairs), strict=True)
        return (self._evidence(found, islice(aligned, len(found))) for found in candidates)

    def _evidence(
        self, found: Sequence[tuple[Passage, float]], aligned: Iterable[tuple[Pair, Alignment]]
    ) -> tuple[Evidence, ...]:
        """Return the passages found for a claim, those that say something to it first."""
        return _best_first(
            [
                Evidence(
                    self.sources[passage.source], passage, pair.premise, score, alignment.stance, pair.cited, alignment
                )
                for (passage, score), (pair, alignment) in zip(found, aligned, strict=True)
            ]
        )


def _readers(settings: Settings) -> tuple[str | None, str | None]:
    return settings.audience, settings.market


def _substance(claim: Claim, settings: Settings) -> Hashable:
    """Return all of a claim that its evidence and its judgement depend on: not where it stands."""
    analysis = moved(claim.analysis, -claim.span.start)
    return analysis, claim.text, tuple((m.mark, m.keys) for m in claim.marks), _readers(settings)


def _best_first(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence in the order that a reader wants it: what says something first, and a source's best first."""
    nearness = less_again([_relevance(each) for each in evidence], [each.source.id for each in evidence])
    order = sorted(range(len(evidence)), key=lambda i: (evidence[i].stance is Stance.NEUTRAL, -nearness[i]))
    return tuple(evidence[i] for i in order)


def _relevance(evidence: Evidence) -> float:
    """How near a passage is to its claim: by search and by subject in equal parts, and by how surely it speaks to it.

    Cited sources are a little nearer.
    """
    near = evidence.score + evidence.alignment.subject + SPEAKING * (1 - evidence.alignment.scores.neutral)
    return round(near + (0.25 if evidence.cited else 0.0), 2)
