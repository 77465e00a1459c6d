"""A report in which every string can be replaced by something hostile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from audit.model import (
    Assessment,
    ClaimClass,
    Document,
    Facet,
    Finding,
    Overstatement,
    Report,
    Severity,
    Suppression,
    Suppressor,
    Verdict,
)
from claims.model import Analysis, CitationMark, Claim, ClaimType, Link, Pico, Role, Skipped, Span
from sources.model import Design, Evidence, Passage, Premise, Registry, Source, Stance
from tests.reports.factory import DIGESTS, judged, make_copy, quantity


@dataclass(frozen=True, slots=True)
class Fields:
    """Every string of a report that others write, so that a test can put something hostile in its place."""

    copy: str = "Cold water cures low mood."
    uri: str = "copy/small.md"
    media_type: str = "text/markdown"
    claim_id: str = "c0ffee"
    statement: str = "Cold water always cures low mood."
    quantity: str = "ten minutes"
    population: str = "adults"
    mark: str = "[1]"
    link: str = "https://example.org/read"
    reason: str = "Nobody spoke of a cure."
    facet_claim: str = "cures"
    facet_evidence: str = "reported better mood"
    suggestion: str = "Swimmers report better mood."
    message: str = "This goes too far."
    waiver: str = "Known and accepted."
    source_title: str = "Winter swimming and mood"
    author: str = "Brandt"
    container: str = "Annals"
    doi: str = "10.5555/aip.77"
    pmid: str = "123"
    url: str = "https://example.org/paper"
    study_population: str = "swimmers"
    passage: str = "Members reported better mood."
    quote: str = "better mood"
    locator: str = "p. 3"
    file: str = "registry/a.yml"
    skipped_uri: str = "copy/scan.pdf"
    skipped_reason: str = "cannot be read"


def make_small(fields: Fields) -> Report:
    """Return a report of one claim, one suppressed finding, one source and one skipped input, made of `fields`."""
    made = make_copy(fields.uri, fields.copy, fields.media_type)
    blocks = tuple(replace(b, links=(Link(0, 1, fields.link),)) for b in made.blocks)
    copy = replace(made, blocks=blocks)
    csl: dict[str, object] = {
        "author": [{"family": fields.author}],
        "container-title": fields.container,
        "DOI": fields.doi,
        "PMID": fields.pmid,
        "URL": fields.url,
        "issued": 2021,
    }
    passage = Passage("mood", "brandt-2021", fields.passage, fields.quote, fields.locator, fields.study_population)
    source = Source(
        "brandt-2021",
        fields.source_title,
        "article-journal",
        csl,
        Design.SURVEY,
        fields.study_population,
        passages=(passage,),
        file=fields.file,
    )
    premise = Premise(fields.passage, (), Design.SURVEY, fields.study_population)
    analysis = Analysis(
        fields.statement,
        (ClaimType.EFFICACY,),
        quantities=(quantity(fields.quantity, 10, 10, "minute", Role.OTHER),),
        pico=Pico(fields.population),
    )
    end = len(fields.copy)
    claim = Claim(
        fields.claim_id,
        fields.copy,
        Span(0, end, 1, 1, 1, end + 1, None),
        (0, end),
        analysis,
        checkworthiness=0.9,
        marks=(CitationMark(fields.mark, 0, 1),),
        reasons=(fields.reason,),
    )
    judgement = judged(
        "overstated",
        0.8,
        fields.reason,
        Overstatement(Facet.CAUSALITY, fields.facet_claim, fields.facet_evidence, passage.name),
        suggestion=fields.suggestion,
    )
    findings = (
        Finding("overstated-causality", Severity.MAJOR, fields.message, Verdict.OVERSTATED, claim.span),
        Finding(
            "vague-source", Severity.MINOR, fields.message, None, None, Suppression(Suppressor.WAIVER, fields.waiver)
        ),
    )
    assessment = Assessment(
        claim,
        (Evidence(source, passage, premise, 0.8, Stance.SUPPORTS, cited=True),),
        judgement,
        ClaimClass.B,
        ((fields.mark, "brandt-2021"),),
        findings,
    )
    skipped = Skipped(fields.skipped_uri, fields.skipped_reason)
    documents = (Document(fields.uri, copy, (assessment,), (), findings), Document(skipped.uri, None, skipped=skipped))
    registry = Registry((source,), files=(fields.file,), digest=DIGESTS.registry)
    return Report(documents, date(2026, 11, 22), "0.1.0", DIGESTS, registry)
