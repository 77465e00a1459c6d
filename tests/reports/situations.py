"""Reports in the situations that formats for machines have to tell: accepted findings, notices, far too many."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from audit.model import Document, Finding, Notice, Report, Severity, Suppression, Suppressor, Verdict
from tests.reports.factory import make_report

SCHEMAS = Path(__file__).parents[1] / "schemas"
NOTICES = (
    Notice("expired-waiver", "The waiver of J. Moore for “Sleep improves” expired on 2026-11-01.", "waivers.yml", 7),
    Notice("stale-baseline", "Nothing meets the entry any more: unsupported, “Ice heals”.", "baseline.yml", 12),
)


def load_schema(name: str) -> dict[str, Any]:
    """Return a JSON schema of `tests/schemas/`."""
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def make_baselined() -> Report:
    """Return the factory's report with one finding in the baseline, one marked in the copy, and two notices."""
    report = make_report()
    first, leaflet, skipped = report.documents
    accepted = Suppression(Suppressor.BASELINE, "accepted on 2026-10-01")
    marked = Suppression(Suppressor.INLINE, "a quotation")
    findings = {"outdated": accepted, "misattributed": marked}
    assessments = tuple(
        replace(a, findings=tuple(replace(f, suppressed=findings.get(f.rule)) for f in a.findings))
        for a in leaflet.assessments
    )
    documents = (first, replace(leaflet, assessments=assessments), skipped)
    return replace(report, documents=documents, notices=NOTICES, baselined=True)


def make_crowded(number: int) -> Report:
    """Return a report of `number` minor findings on one claim each, with the only critical one behind them all."""
    report = make_report()
    document = report.documents[0]
    model = document.assessments[1]
    minor = Finding("unsupported", Severity.MINOR, "Nothing speaks to it.", Verdict.UNSUPPORTED, model.claim.span)
    worst = replace(minor, rule="contradicted", severity=Severity.CRITICAL, message="The worst of all.")
    crowd = [replace(model, claim=replace(model.claim, id=f"{i:016x}"), findings=(minor,)) for i in range(number)]
    crowd.append(replace(model, claim=replace(model.claim, id="f" * 16), findings=(worst,)))
    return replace(report, documents=(Document(document.uri, document.copy, tuple(crowd)),))
