"""What the reviewer's page shows, ready for its template: cards of claims, documents, sources and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.decisions import Adrift, Decision
from audit.model import Document, Report, Severity
from claims.model import Claim
from reports.bibliography import format_sources
from reports.cards import Card, claim_anchor, is_secondary, make_card
from reports.coverage import Coverage, cover
from reports.labels import DESIGN_WORDS
from reports.manuscript import Numbered, Row, lay_out
from reports.placement import Placer
from reports.references import Link, links_of
from reports.summary import Summary, in_order, needs_look, severity_of, summarise
from sources.model import Passage, Source, Stance

LONG = 150  # claims; a page of as many opens in well under a second on an office machine

Filter = tuple[str, str, tuple[tuple[str, str, int], ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document: its copy row by row, with the cards of each row."""

    anchor: str
    document: Document
    summary: Summary
    look: int
    worst: Severity | None
    rows: tuple[tuple[Row, tuple[Card, ...]], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A registered source and what it did in this audit: claims by stance (numbers), and passages used, by anchor."""

    anchor: str
    source: Source
    citation: str
    study: str
    links: tuple[Link, ...]
    claims: tuple[tuple[Stance, tuple[int, ...]], ...]
    passages: tuple[tuple[str, Passage], ...]
    secondary: bool


@dataclass(frozen=True, slots=True)
class Stray:
    """A decision whose claim has changed, with the claim that comes nearest and the anchor of its card."""

    decision: Decision
    nearest: Claim | None
    anchor: str | None
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report. `filters` are name, label, and options: value, word, and how many claims have it."""

    report: Report
    title: str
    anchors: dict[int, str]  # of a claim's card, by its number
    summary: Summary
    look: int
    sheets: tuple[Sheet, ...]
    used: tuple[Shelf, ...]
    unused: tuple[Shelf, ...]
    coverage: Coverage
    passages: dict[str, str]  # anchor of a passage used, by its full name
    filters: tuple[Filter, ...]
    adrift: tuple[Stray, ...]

    @property
    def is_long(self) -> bool:
        """Whether the page has so many claims that a browser should not lay out all of them at once.

        A long page prints the references of sources in their list alone.
        """
        return self.summary.claims > LONG


def make_page(report: Report) -> Page:
    """Return what the page of `report` shows; claims are numbered through, in reading order."""
    number = 0
    sheets: list[Sheet] = []
    listed: list[Numbered] = []
    entries = format_sources(report.registry.sources)
    is_long = sum(len(d.assessments) for d in report.documents) > LONG
    for position, document in enumerate(report.documents, start=1):
        numbered = tuple(Numbered(number + i, a) for i, a in enumerate(in_order(document), start=1))
        number += len(numbered)
        listed.extend(numbered)
        sheets.append(_sheet(f"d{position}", document, numbered, report, {} if is_long else entries))
    shelves = tuple(
        _shelf(i, source, listed, entries[source.id]) for i, source in enumerate(report.registry.sources, start=1)
    )
    cards = [card for sheet in sheets for _, row in sheet.rows for card in row]
    return Page(
        report=report,
        title=_title(report),
        anchors={card.number: card.anchor for card in cards},
        summary=summarise(report.documents),
        look=sum(s.look for s in sheets),
        sheets=tuple(sheets),
        used=tuple(s for s in shelves if s.claims),
        unused=tuple(s for s in shelves if not s.claims),
        coverage=cover(report.registry, listed),
        passages={p.name: anchor for s in shelves for anchor, p in s.passages},
        filters=tuple(_filters(cards, sheets)),
        adrift=tuple(_stray(each, sheets) for each in report.adrift),
    )


def _filters(cards: Sequence[Card], sheets: Sequence[Sheet]) -> Iterator[Filter]:
    """Yield what the claims can be filtered by besides their verdict, where it tells any of them apart."""
    uris = {s.anchor: s.document.uri for s in sheets}
    labels = {"severity": "Severity", "types": "Type", "facets": "Facet", "rules": "Rule", "document": "Document"}
    counts: dict[str, Counter[str]] = {name: Counter() for name in labels}
    counts["document"] = Counter({s.anchor: s.summary.claims for s in sheets if s.summary.claims})
    for card in cards:
        counts["severity"].update([card.severity.value] if card.severity else [])
        for name, values in card.tags:
            counts[name].update(values)
    orders = {"severity": [s.value for s in Severity], "document": list(uris)}
    for name, counted in counts.items():
        found = [v for v in orders.get(name, sorted(counted)) if v in counted]
        if len(found) > (name == "document"):
            yield name, labels[name], tuple((v, uris.get(v) or v.replace("-", " "), counted[v]) for v in found)


def _stray(adrift: Adrift, sheets: Sequence[Sheet]) -> Stray:
    nearest = adrift.nearest
    found = next((s.anchor for s in sheets if s.document.uri == adrift.uri), None)
    anchor = claim_anchor(found, nearest) if nearest is not None and found is not None else None
    return Stray(adrift.decision, nearest, anchor, adrift.is_moved)


def _title(report: Report) -> str:
    uris = [d.uri for d in report.documents if d.copy] or [d.uri for d in report.documents]
    if not uris:
        return "nothing to audit"
    return uris[0] if len(uris) == 1 else f"{uris[0]} and {len(uris) - 1} more"


def source_anchors(report: Report) -> dict[str, str]:
    """Return the anchor in the list of sources by the id of each source."""
    return {source.id: f"s{i}" for i, source in enumerate(report.registry.sources, start=1)}


def _sheet(
    anchor: str, document: Document, numbered: Sequence[Numbered], report: Report, references: dict[str, str]
) -> Sheet:
    by_id = {s.id: s for s in report.registry.sources}
    severities = [f.severity for f in document.findings if f.suppressed is None]
    severities += [s for n in numbered if (s := severity_of(n.assessment))]
    rows: list[tuple[Row, tuple[Card, ...]]] = []
    if document.copy:
        placer = Placer(document.copy)
        laid = lay_out(document.copy, numbered)
        rows = [(row, tuple(make_card(anchor, n, placer, by_id, references) for n in row.claims)) for row in laid]
    return Sheet(
        anchor,
        document,
        summarise([document]),
        sum(needs_look(n.assessment) for n in numbered),
        min(severities, key=tuple(Severity).index, default=None),
        tuple(rows),
    )


def _shelf(position: int, source: Source, listed: Sequence[Numbered], entry: str) -> Shelf:
    found = [
        (e.stance, n.number, e.passage.id) for n in listed for e in n.assessment.evidence if e.source.id == source.id
    ]
    used = {passage for _, _, passage in found}
    by_stance = ((stance, tuple(sorted({n for s, n, _ in found if s is stance}))) for stance in Stance)
    parts = (DESIGN_WORDS[source.design] if source.design else "", source.population or "")
    return Shelf(
        f"s{position}",
        source,
        entry,
        " · ".join(p for p in parts if p),
        links_of(source),
        tuple((stance, numbers) for stance, numbers in by_stance if numbers),
        tuple((f"s{position}-p{i}", p) for i, p in enumerate(source.passages, start=1) if p.id in used),
        is_secondary(source),
    )
