"""JSON for programs: `claims-audit/report/1`, and the same shape without verdicts for `claims` (schema report-1).

Keys, their order and their meaning are a contract; new keys may join, none changes. `schema/` holds the JSON Schemas.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

from audit.decisions import Decision
from audit.model import Assessment, Digests, Document, Extraction, Finding, Inventory, Report
from audit.severity import class_of
from claims.model import Claim, Copy, Quantity, Skipped, Span
from reports.inert import escape_json
from reports.options import RenderOptions
from reports.summary import in_order, summarise
from sources.model import Evidence

REPORT_SCHEMA = "claims-audit/report/1"
CLAIMS_SCHEMA = "claims-audit/claims/1"

Entry = dict[str, Any]


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001  JSON looks the same on every screen
    """Return `report` as JSON: the same bytes for the same report."""
    summary = summarise(report.documents)
    return _dump(
        _header(REPORT_SCHEMA, report.version, report.digests, report.as_of.isoformat())
        | {
            "since": report.since,
            "documents": [_document(d) for d in report.documents],
            "notices": [
                {"rule": n.rule, "message": n.message, "where": n.where, "line": n.line} for n in report.notices
            ],
            "summary": {
                "claims": summary.claims,
                "by-verdict": {v.value: n for v, n in summary.by_verdict},
                "by-severity": {s.value: n for s, n in summary.by_severity},
            },
            "run": _run(report),
            "adrift": [_decision(each.decision) for each in report.adrift],
        }
    )


def _run(report: Report) -> Entry:
    """Return what a replay needs: where registry and configuration were read, and the parts behind each digest."""
    manifest = report.manifest
    parts = {
        "registry": manifest.registry, "config": manifest.config, "rules": manifest.rules,
        "lexicons": manifest.lexicons, "models": manifest.models, "platform": manifest.platform,
    }  # fmt: skip
    files = {"registry-files": list(report.registry.files), "config-file": manifest.config_file}
    return files | {"parts": {name: dict(pairs) for name, pairs in parts.items()}}


def render_claims(inventory: Inventory, options: RenderOptions) -> str:
    """Return `inventory` as JSON; with `options.all_sentences` also the sentences that are no claim."""
    documents = [_extraction(e, all_sentences=options.all_sentences) for e in inventory.documents]
    return _dump(
        _header(CLAIMS_SCHEMA, inventory.version, inventory.digests, inventory.as_of.isoformat())
        | {"documents": documents, "summary": {"claims": sum(len(e.claims) for e in inventory.documents)}}
    )


def _dump(value: Entry) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _header(schema: str, version: str, digests: Digests, as_of: str) -> Entry:
    named = {
        "registry": digests.registry, "config": digests.config, "rules": digests.rules,
        "lexicons": digests.lexicons, "models": digests.models,
    }  # fmt: skip
    tool = {"name": "claims-audit", "version": version, "digests": {k: v or None for k, v in named.items()}}
    return {"schema": schema, "tool": tool, "as-of": as_of}


def _document(document: Document) -> Entry:
    return _input(document.uri, document.copy, document.skipped) | {
        "claims": [_assessment(a) for a in in_order(document)],
        "findings": [_finding(f, placed=True) for f in document.findings],
    }


def _extraction(extraction: Extraction, *, all_sentences: bool) -> Entry:
    chosen = extraction.claims + (extraction.non_claims if all_sentences else ())
    ordered = sorted(chosen, key=lambda c: (c.span.start, c.span.end, c.id))
    unresolved = ([(m.mark, None) for m in c.marks] for c in ordered)
    return _input(extraction.uri, extraction.copy, extraction.skipped) | {
        "claims": [
            _claim(c, class_of(c).value if c.checkable else None, marks)
            for c, marks in zip(ordered, unresolved, strict=True)
        ]
    }


def _input(uri: str, copy: Copy | None, skipped: Skipped | None) -> Entry:
    return {
        "uri": uri,
        "digest": copy.digest if copy else None,
        "media-type": copy.media_type if copy else None,
        "skipped": skipped.reason if skipped else None,
    }


def _claim(claim: Claim, claim_class: str | None, citations: Iterable[tuple[str, str | None]]) -> Entry:
    analysis = claim.analysis
    pico = analysis.pico
    return {
        "id": claim.id,
        "text": claim.text,
        "statement": analysis.text,
        "checkable": claim.checkable,
        "class": claim_class,
        "span": _span(claim.span),
        "sentence": {"start": claim.sentence[0], "end": claim.sentence[1]},
        "checkworthiness": round(claim.checkworthiness, 2),
        "types": [t.value for t in analysis.types],
        "hedge": analysis.hedge.value,
        "strength": int(analysis.strength),
        "attribution": analysis.attribution.value,
        "quantities": [_quantity(q) for q in analysis.quantities],
        "pico": {
            "population": pico.population,
            "condition": pico.condition,
            "intervention": pico.intervention,
            "comparator": pico.comparator,
            "outcome": pico.outcome,
            "direction": pico.direction.value if pico.direction else None,
        },
        "citations": [{"mark": mark, "source": source} for mark, source in citations],
    }


def _assessment(assessment: Assessment) -> Entry:
    judgement = assessment.judgement
    return _claim(assessment.claim, assessment.claim_class.value, assessment.citations) | {
        "verdict": judgement.verdict.value,
        "confidence": round(judgement.confidence, 2),
        "reason": judgement.reason,
        "overstatements": [
            {"facet": o.facet.value, "claim": o.claim, "evidence": o.evidence, "source": o.source}
            for o in judgement.overstatements
        ],
        "evidence": [_evidence(e) for e in assessment.evidence],
        "suggestion": judgement.suggestion,
        "findings": [_finding(f) for f in assessment.findings],
        "decision": _decision(assessment.decision) if assessment.decision else None,
    }


def _decision(decision: Decision) -> Entry:
    """Return a decision in the shape of a file of decisions (schema decisions-1)."""
    return {
        "claim": decision.claim,
        "document": decision.document,
        "text": decision.text,
        "statement": decision.statement,
        "verdict": decision.verdict or None,
        "decision": decision.choice.value if decision.choice else None,
        "note": decision.note,
        "by": decision.by,
        "on": decision.on.isoformat() if decision.on else None,
    }


def _evidence(evidence: Evidence) -> Entry:
    return {
        "source": evidence.source.id,
        "passage": evidence.passage.id,
        "stance": evidence.stance.value,
        "score": round(evidence.score, 2),
        "text": evidence.passage.text,
        "locator": evidence.passage.locator,
    }


def _finding(finding: Finding, *, placed: bool = False) -> Entry:
    by = finding.suppressed
    place = {"span": _span(finding.span) if finding.span else None} if placed else {}
    return (
        {"rule": finding.rule, "severity": finding.severity.value, "message": finding.message}
        | place
        | {"suppressed": {"by": by.by.value, "reason": by.reason} if by else None}
    )


def _span(span: Span) -> Entry:
    return {
        "start": span.start, "end": span.end, "line": span.line, "column": span.column,
        "end-line": span.end_line, "end-column": span.end_column, "locator": span.locator,
    }  # fmt: skip


def _quantity(quantity: Quantity) -> Entry:
    return {
        "text": quantity.text,
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "role": quantity.role.value,
        "approximate": quantity.approximate,
    }


def _number(value: float | None) -> float | int | None:
    """Return `value` without the noise of binary fractions: twelve significant digits, whole numbers whole.

    A bound that is not finite is no bound; JSON has no word for it either.
    """
    if value is None or not math.isfinite(value):
        return None
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() else rounded
