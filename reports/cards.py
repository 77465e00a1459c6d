"""A claim with all that is needed to decide on it, ready for the page: its words, its facets, its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from audit.model import Assessment, Finding, Overstatement, Severity, Suppression
from claims.model import Claim
from reports.coverage import SECONDARY, kind_of
from reports.excerpts import own_reading, question_excerpt, telling_evidence
from reports.labels import DESIGN_WORDS, FACET_WORDS, TYPE_WORDS, wording
from reports.manuscript import Numbered
from reports.placement import Excerpt, Placer, cut
from reports.reasons import guess_beside, named_in, remedy_of
from reports.references import Link, links_of, short_citation
from reports.summary import further_findings, needs_look, severity_of
from sources.model import Evidence, Source


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
    """A passage as evidence: what it says to the claim, where it stands, and what kind of study is behind it.

    `reference` is the source as a reference list prints it, empty where the list alone has it.
    """

    evidence: Evidence
    citation: str
    study: str
    links: tuple[Link, ...]
    secondary: bool
    reference: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with all that is needed to decide on it.

    `quote` holds stretches of its sentence and whether they are in question; `folded` cards need no decision. `tags`
    are what it can be filtered by: names with their values. `facets` holds what comparisons found, `guess` the sentence
    for what is only guessed where the reason does not say it, `remedy` what to do where nothing else does.
    """

    number: int
    anchor: str
    assessment: Assessment
    severity: Severity | None
    folded: bool
    suppressed: tuple[Suppression, ...]
    quote: tuple[tuple[str, bool], ...]
    statement: str | None
    remedy: str
    facets: tuple[Facet, ...]
    guess: str
    shown: tuple[Exhibit, ...]
    more: tuple[Exhibit, ...]
    findings: tuple[Finding, ...]
    facts: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, tuple[str, ...]], ...]


def claim_anchor(sheet: str, claim: Claim) -> str:
    """Return the anchor of a claim's card: document and fingerprint, so that a link survives a new report."""
    return f"{sheet}-{re.sub(r'[^A-Za-z0-9_-]', '-', claim.id)}"


def make_card(
    sheet: str, numbered: Numbered, placer: Placer, sources: dict[str, Source], references: dict[str, str]
) -> Card:
    """Return the card of a claim in the document whose anchor is `sheet`.

    `sources` are the registered ones by id, `references` their entries where the card is to print them.
    """
    assessment = numbered.assessment
    claim, judgement = assessment.claim, assessment.judgement
    shown = telling_evidence(assessment)
    return Card(
        number=numbered.number,
        anchor=claim_anchor(sheet, claim),
        assessment=assessment,
        severity=severity_of(assessment),
        folded=not needs_look(assessment),
        suppressed=tuple(dict.fromkeys(f.suppressed for f in assessment.findings if f.suppressed)),
        quote=_pieces(question_excerpt(placer, assessment)),
        statement=own_reading(placer, claim),
        remedy=remedy_of(judgement),
        facets=tuple(_facet(o, sources) for o in named_in(judgement)),
        guess=guess_beside(judgement),
        shown=tuple(_exhibit(e, references) for e in shown),
        more=tuple(_exhibit(e, {}) for e in assessment.evidence if e not in shown),
        findings=further_findings(assessment),
        facts=tuple(_facts(assessment)),
        tags=(
            ("types", tuple(t.value for t in claim.analysis.types)),
            ("facets", tuple(dict.fromkeys(o.facet.value for o in judgement.overstatements))),
            ("rules", tuple(dict.fromkeys(f.rule for f in assessment.findings))),
        ),
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


def _exhibit(evidence: Evidence, references: dict[str, str]) -> Exhibit:
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
    return Exhibit(
        evidence=evidence,
        citation=short_citation(source),
        study=" · ".join(p for p in parts if p),
        links=links_of(source),
        secondary=is_secondary(source),
        reference=references.get(source.id, ""),
    )


def is_secondary(source: Source) -> bool:
    """Whether a source only tells what others found."""
    return kind_of(source) == SECONDARY


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
    ]
    return [(label, value) for label, value in rows if value]
