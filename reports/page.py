"""What the reviewer's page shows, ready for its template: cards of claims, documents, sources and counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import Assessment, Document, Finding, Overstatement, Report, Severity, Suppression
from claims.model import Claim
from reports.excerpts import own_reading, question_excerpt
from reports.labels import DESIGN_WORDS, FACET_WORDS, TYPE_WORDS, wording
from reports.manuscript import Numbered, Row, lay_out
from reports.placement import Excerpt, Placer, cut
from reports.references import Link, full_citation, links_of, short_citation
from reports.summary import Summary, further_findings, in_order, needs_look, severity_of, summarise
from sources.model import Evidence, Source, Stance


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet in which the copy goes further than the evidence: both side by side, and the passage it rests on."""

    name: str
    claim: str
    evidence: str
    source: Source | None
    passage: str | None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A passage as evidence: what it says to the claim, where it stands, and what kind of study is behind it."""

    evidence: Evidence
    citation: str
    study: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with all that is needed to decide on it.

    `quote` holds stretches of its sentence and whether they are in question; `folded` cards need no decision.
    """

    number: int
    anchor: str
    assessment: Assessment
    severity: Severity | None
    folded: bool
    suppressed: tuple[Suppression, ...]
    quote: tuple[tuple[str, bool], ...]
    statement: str | None
    facets: tuple[Facet, ...]
    shown: tuple[Exhibit, ...]
    more: tuple[Exhibit, ...]
    findings: tuple[Finding, ...]
    facts: tuple[tuple[str, str], ...]


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
    """A registered source and what it did in this audit: claims by stance (numbers), and passages used of all."""

    anchor: str
    source: Source
    citation: str
    study: str
    links: tuple[Link, ...]
    claims: tuple[tuple[Stance, tuple[int, ...]], ...]
    passages_used: int


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    report: Report
    title: str
    anchors: dict[int, str]  # of a claim's card, by its number
    summary: Summary
    look: int
    sheets: tuple[Sheet, ...]
    used: tuple[Shelf, ...]
    unused: tuple[Shelf, ...]


def make_page(report: Report) -> Page:
    """Return what the page of `report` shows; claims are numbered through, in reading order."""
    number = 0
    sheets: list[Sheet] = []
    listed: list[Numbered] = []
    for position, document in enumerate(report.documents, start=1):
        numbered = tuple(Numbered(number + i, a) for i, a in enumerate(in_order(document), start=1))
        number += len(numbered)
        listed.extend(numbered)
        sheets.append(_sheet(f"d{position}", document, numbered, report))
    shelves = tuple(_shelf(i, source, listed) for i, source in enumerate(report.registry.sources, start=1))
    return Page(
        report,
        _title(report),
        {c.number: c.anchor for s in sheets for _, cards in s.rows for c in cards},
        summarise(report.documents),
        sum(s.look for s in sheets),
        tuple(sheets),
        tuple(s for s in shelves if s.claims),
        tuple(s for s in shelves if not s.claims),
    )


def _title(report: Report) -> str:
    uris = [d.uri for d in report.documents if d.copy] or [d.uri for d in report.documents]
    if not uris:
        return "nothing to audit"
    return uris[0] if len(uris) == 1 else f"{uris[0]} and {len(uris) - 1} more"


def source_anchors(report: Report) -> dict[str, str]:
    """Return the anchor in the list of sources by the id of each source."""
    return {source.id: f"s{i}" for i, source in enumerate(report.registry.sources, start=1)}


def claim_anchor(sheet: str, claim: Claim) -> str:
    """Return the anchor of a claim's card: document and fingerprint, so that a link survives a new report."""
    return f"{sheet}-{re.sub(r'[^A-Za-z0-9_-]', '-', claim.id)}"


def _sheet(anchor: str, document: Document, numbered: Sequence[Numbered], report: Report) -> Sheet:
    by_id = {s.id: s for s in report.registry.sources}
    severities = [f.severity for f in document.findings if f.suppressed is None]
    severities += [s for n in numbered if (s := severity_of(n.assessment))]
    rows: list[tuple[Row, tuple[Card, ...]]] = []
    if document.copy:
        placer = Placer(document.copy)
        laid = lay_out(document.copy, numbered)
        rows = [(row, tuple(_card(anchor, n, placer, by_id) for n in row.claims)) for row in laid]
    return Sheet(
        anchor,
        document,
        summarise([document]),
        sum(needs_look(n.assessment) for n in numbered),
        min(severities, key=tuple(Severity).index, default=None),
        tuple(rows),
    )


def _card(sheet: str, numbered: Numbered, placer: Placer, sources: dict[str, Source]) -> Card:
    assessment = numbered.assessment
    claim, judgement = assessment.claim, assessment.judgement
    facets = tuple(_facet(o, sources) for o in judgement.overstatements)
    telling = {o.source for o in judgement.overstatements}
    first = next((e for e in assessment.evidence if e.stance is not Stance.NEUTRAL), None)
    shown = tuple(e for e in assessment.evidence if e is first or e.cited or e.passage.name in telling)
    return Card(
        number=numbered.number,
        anchor=claim_anchor(sheet, claim),
        assessment=assessment,
        severity=severity_of(assessment),
        folded=not needs_look(assessment),
        suppressed=tuple(dict.fromkeys(f.suppressed for f in assessment.findings if f.suppressed)),
        quote=_pieces(question_excerpt(placer, assessment)),
        statement=own_reading(placer, claim),
        facets=facets,
        shown=tuple(map(_exhibit, shown)),
        more=tuple(_exhibit(e) for e in assessment.evidence if e not in shown),
        findings=further_findings(assessment),
        facts=tuple(_facts(assessment)),
    )


def _facet(overstatement: Overstatement, sources: dict[str, Source]) -> Facet:
    source = sources.get((overstatement.source or "").partition("#")[0])
    name = FACET_WORDS[overstatement.facet]
    return Facet(name, overstatement.claim, overstatement.evidence, source, overstatement.source)


def _pieces(excerpt: Excerpt) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (excerpt.text[a:b], any(start <= a and b <= end for start, end in excerpt.marks))
        for a, b in cut(len(excerpt.text), excerpt.marks)
    )


def _exhibit(evidence: Evidence) -> Exhibit:
    premise, source = evidence.premise, evidence.source
    design = premise.design or evidence.passage.design or source.design
    control = f"{premise.control} control" if premise.control else ""
    blinding = f"{premise.blinding}-blind" if premise.blinding in {"single", "double"} else premise.blinding or ""
    size = premise.sample_size or evidence.passage.sample_size
    parts = (
        DESIGN_WORDS[design] if design else "",
        "open-label" if blinding == "open" else blinding,
        control.replace("-", " "),
        f"n = {size:,}" if size else "",
        premise.population or evidence.passage.population or source.population or "",
    )
    return Exhibit(evidence, short_citation(source), " · ".join(p for p in parts if p), links_of(source))


def _facts(assessment: Assessment) -> list[tuple[str, str]]:
    claim = assessment.claim
    analysis, pico = claim.analysis, claim.analysis.pico
    rows = [
        ("Types", ", ".join(TYPE_WORDS[t] for t in analysis.types)),
        ("Class", assessment.claim_class.value),
        ("Wording", ", ".join(wording(analysis))),
        ("Quantities", "; ".join(f"{q.text} ({q.role.value.replace('-', ' ')})" for q in analysis.quantities)),
        ("Population", pico.population or ""),
        ("Condition", pico.condition or ""),
        ("Intervention", pico.intervention or ""),
        ("Comparator", pico.comparator or ""),
        ("Outcome", pico.outcome or ""),
        ("Cites", "; ".join(f"{mark} → {source or 'no registered source'}" for mark, source in assessment.citations)),
        ("Approved wording", assessment.judgement.approved or ""),
        ("Rules", ", ".join(dict.fromkeys(f.rule for f in assessment.findings))),
        ("Confidence", f"{assessment.judgement.confidence:.2f}"),
        ("Check-worthiness", f"{claim.checkworthiness:.2f}"),
        ("Fingerprint", claim.id),
    ]
    return [(label, value) for label, value in rows if value]


def _shelf(position: int, source: Source, listed: Sequence[Numbered]) -> Shelf:
    found = [
        (e.stance, n.number, e.passage.id) for n in listed for e in n.assessment.evidence if e.source.id == source.id
    ]
    by_stance = ((stance, tuple(sorted({n for s, n, _ in found if s is stance}))) for stance in Stance)
    parts = (DESIGN_WORDS[source.design] if source.design else "", source.population or "")
    return Shelf(
        f"s{position}",
        source,
        full_citation(source),
        " · ".join(p for p in parts if p),
        links_of(source),
        tuple((stance, numbers) for stance, numbers in by_stance if numbers),
        len({passage for _, _, passage in found}),
    )
