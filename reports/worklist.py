"""A worklist: one row per claim, what is in question first, with cells for the decision; as comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit.model import Assessment, Document, Report, Severity
from reports.excerpts import telling_evidence
from reports.inert import escape_cell, inert_xml, one_line
from reports.labels import DESIGN_WORDS, STANCE_WORDS
from reports.options import RenderOptions
from reports.reasons import guess_beside, named_in, remedy_of
from reports.references import located_citation
from reports.summary import further_findings, in_order, needs_look, severity_of
from sources.model import Evidence

if TYPE_CHECKING:
    import pandas as pd

#: What a reviewer fills in; `claims-audit decisions apply` reads them back.
TO_FILL = ("decision", "note", "by")

COLUMNS = (
    "number", "document", "place", "verdict", "severity", "look", "claim", "statement", "reason", "to do", "exceeds in",
    "the copy says", "the evidence says", "the evidence allows", *TO_FILL, "source", "stance", "design", "population",
    "passage", "other findings", "suppressed", "rules", "types", "class", "confidence", "fingerprint", "copy digest",
)  # fmt: skip

RUN = ("as of", "version", "registry", "config", "rules digest", "lexicons", "models")


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001  a table looks the same on every screen
    """Return the worklist of `report`; no cell can be read as a formula. Each row carries the record of the run."""
    digests = report.digests
    values = (
        report.as_of.isoformat(), report.version, digests.registry, digests.config, digests.rules, digests.lexicons,
        digests.models,
    )  # fmt: skip
    frame = worklist(report).assign(**dict(zip(RUN, values, strict=True)))
    return str(frame.to_csv(index=False, lineterminator="\n"))


def worklist(report: Report) -> pd.DataFrame:
    """Return one row per claim: those that need a look first, the gravest first; the others in reading order."""
    import pandas as pd

    rows = sorted(_rows(report), key=lambda row: row[0])
    cells = [[escape_cell(inert_xml(cell)) if isinstance(cell, str) else cell for cell in row] for _, row in rows]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def _rows(report: Report) -> Iterator[tuple[tuple[int, int], list[str | int]]]:
    """Yield the rows with what they are sorted by."""
    order = {severity: i for i, severity in enumerate(Severity)}
    number = 0
    for document in report.documents:
        for assessment in in_order(document):
            number += 1
            severity = severity_of(assessment)
            rank = order[severity] if severity and needs_look(assessment) else len(order)
            yield (rank, number), _row(number, document, assessment)


def _row(number: int, document: Document, assessment: Assessment) -> list[str | int]:
    claim, judgement = assessment.claim, assessment.judgement
    span = claim.span
    telling = telling_evidence(assessment)
    best = telling[0] if telling else None
    over = named_in(judgement)
    return [
        number,
        document.uri,
        span.locator or f"{span.line}:{span.column}",
        judgement.verdict.value,
        (severity_of(assessment) or ""),
        "yes" if needs_look(assessment) else "no",
        one_line(claim.text),
        one_line(claim.analysis.text),
        one_line(f"{judgement.reason} {guess_beside(judgement)}"),
        remedy_of(judgement) if needs_look(assessment) else "",
        _lines(o.facet.value for o in over),
        _lines(o.claim for o in over),
        _lines(o.evidence for o in over),
        one_line(judgement.suggestion or ""),
        *("" for _ in TO_FILL),
        *_source(best),
        _lines(f.message for f in further_findings(assessment)),
        _lines(f"{f.suppressed.by}: {f.suppressed.reason}" for f in assessment.findings if f.suppressed),
        _lines(f.rule for f in assessment.findings),
        ", ".join(claim.analysis.types),
        assessment.claim_class.value,
        f"{judgement.confidence:.2f}",
        claim.id,
        document.copy.digest if document.copy else "",
    ]


def _source(evidence: Evidence | None) -> tuple[str, str, str, str, str]:
    """Return source, stance, design, population and words of a passage."""
    if evidence is None:
        return "", "", "", "", ""
    design = evidence.passage.design or evidence.source.design
    return (
        f"{located_citation(evidence.source, evidence.passage)} ({evidence.passage.name})",
        STANCE_WORDS[evidence.stance],
        DESIGN_WORDS[design] if design else "",
        one_line(evidence.passage.population or evidence.source.population or ""),
        one_line(evidence.passage.text),
    )


def _lines(values: Iterator[str]) -> str:
    """Return distinct values below each other, in order."""
    return "\n".join(dict.fromkeys(one_line(v) for v in values))
