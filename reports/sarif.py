"""SARIF 2.1.0 for code-scanning services: one result per finding, the worst first, within the limits of an upload.

Levels follow severity alone, so that an alert does not change with the gate: critical and major are errors, but what a
person has to decide is a warning.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from audit.model import Report, Severity, Suppressor, Verdict
from audit.notices import SKIPPED_INPUT
from reports.help import help_of
from reports.inert import escape_json, one_line
from reports.labels import count
from reports.options import RenderOptions
from reports.ranking import Objection, objections, path_of, suppressed
from reports.references import located_citation
from sources.model import Evidence

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5000  # results that GitHub keeps of an upload (SARIF support, "Validating your SARIF file")
LONGEST = 1000  # code points of a message or a snippet; services cut longer ones where they like
ROOT = "%SRCROOT%"
FINGERPRINT = "claimsAuditFinding/v1"
_LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.INFO: "note"}

Entry = dict[str, Any]


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` as SARIF; suppressed findings come last, marked as such."""
    listed = [*objections(report, options.gate), *suppressed(report)]
    found = [o for o in listed if o.document is not None]
    told = [o for o in listed if o.document is None]
    kept = found[:MOST]
    names = sorted({o.rule for o in kept})
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(report.version, names)},
                "automationDetails": {"id": "claims-audit/"},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which claims-audit ran."}}},
                "invocations": [_invocation(told, len(found) - len(kept))],
                "artifacts": [_artifact(d.uri, d.copy.media_type, d.copy.digest) for d in report.documents if d.copy],
                "results": [],
                "properties": {"asOf": report.as_of.isoformat(), "since": report.since},
            }
        ],
    }
    results = ",\n".join(_dump(r) for r in _results(kept, names, baselined=report.baselined))
    # One line a result: a diff stays readable, and the fast encoder, which cannot indent, writes the bulk.
    return escape_json(_dump(log, indent=2).replace('"results": []', f'"results": [\n{results}\n]', 1)) + "\n"


def _dump(entry: Entry, indent: int | None = None) -> str:
    return json.dumps(entry, ensure_ascii=False, indent=indent)


def _driver(version: str, names: Sequence[str]) -> Entry:
    return {"name": "claims-audit", "version": version, "semanticVersion": version, "rules": [*map(_rule, names)]}


def _rule(name: str) -> Entry:
    page = help_of(name)
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.meaning},
        "help": {"text": page.text, "markdown": page.markdown},
        "properties": {"tags": ["claims", "health", "marketing"], "precision": "medium"},
    }


def _invocation(told: Iterable[Objection], cut: int) -> Entry:
    """Return what happened to the run itself: inputs skipped, entries expired, results left out."""
    notes = [
        {
            "level": "error" if o.rule == SKIPPED_INPUT else "warning",
            "message": _message(o.message),
            "descriptor": {"id": o.rule},
            "locations": [{"physicalLocation": {"artifactLocation": _at(o.path), "region": {"startLine": o.line}}}],
        }
        for o in told
    ]
    complete = not any(n["level"] == "error" for n in notes)
    if cut:
        text = f"{count(cut, 'finding')} less severe than those listed {'is' if cut == 1 else 'are'} left out: a code-"
        text += f"scanning service keeps {MOST:,} of a run. Another format, such as json, lists all."
        notes.append({"level": "warning", "message": {"text": text}, "descriptor": {"id": "truncated"}})
    return {"executionSuccessful": complete, "toolExecutionNotifications": notes}


def _artifact(uri: str, media_type: str, digest: str) -> Entry:
    kind, _, value = digest.partition(":")
    return {"location": _at(path_of(uri)), "mimeType": media_type, "hashes": {kind.replace("sha256", "sha-256"): value}}


def _results(kept: Sequence[Objection], names: Sequence[str], *, baselined: bool) -> list[Entry]:
    seen: Counter[str] = Counter()
    results = []
    for objection in kept:
        seen[objection.fingerprint] += 1
        mark = f"{objection.fingerprint}:{seen[objection.fingerprint]}"
        results.append(_result(objection, names.index(objection.rule), mark, baselined=baselined))
    return results


def _result(objection: Objection, rule: int, mark: str, *, baselined: bool) -> Entry:
    review = objection.verdict is Verdict.NEEDS_REVIEW and _LEVELS[objection.severity] == "error"
    entry: Entry = {
        "ruleId": objection.rule,
        "ruleIndex": rule,
        "level": "warning" if review else _LEVELS[objection.severity],
        "message": _message(objection.message),
        "locations": [_location(objection)],
        "partialFingerprints": {FINGERPRINT: mark, "primaryLocationLineHash": mark},
        "properties": {"severity": objection.severity.value},
    }
    if (assessment := objection.assessment) is not None:
        entry["relatedLocations"] = [_related(i, e) for i, e in enumerate(assessment.evidence, start=1)]
        entry["properties"] |= {
            "class": assessment.claim_class.value,
            "verdict": assessment.judgement.verdict.value,
            "confidence": round(assessment.judgement.confidence, 2),
            "claim": assessment.claim.id,
        }
    if (by := objection.suppressed) is not None:
        kind = "inSource" if by.by is Suppressor.INLINE else "external"
        entry["suppressions"] = [{"kind": kind, "status": "accepted", "justification": by.reason}]
    if baselined:
        accepted = by is not None and by.by is Suppressor.BASELINE
        entry["baselineState"] = "unchanged" if accepted else "new"
    return entry


def _location(objection: Objection) -> Entry:
    place: Entry = {"artifactLocation": _at(objection.path)}
    span, assessment = objection.span, objection.assessment
    if span is None:
        return {"physicalLocation": place | {"region": {"startLine": objection.line}}}
    region = {
        "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column,
        "charOffset": span.start, "charLength": span.end - span.start,
    }  # fmt: skip
    if assessment is None:
        return {"physicalLocation": place | {"region": region}}
    snippet = {"snippet": {"text": _cut(assessment.claim.text)}}
    headings = assessment.claim.headings
    logical = {"logicalLocations": [{"fullyQualifiedName": " > ".join(headings), "kind": "section"}]}
    return {"physicalLocation": place | {"region": region | snippet}} | (logical if headings else {})


def _related(number: int, evidence: Evidence) -> Entry:
    source, passage = evidence.source, evidence.passage
    line = passage.line or source.line or 1
    return {
        "id": number,
        "message": _message(f"{located_citation(source, passage)} ({passage.name}): {passage.text}"),
        "physicalLocation": {"artifactLocation": _at(path_of(source.file)), "region": {"startLine": line}},
    }


def _message(text: str) -> Entry:
    """Return `text` as a plain message; `[` would begin an embedded link, and braces a placeholder."""
    shown = _cut(one_line(text)).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": shown.replace("{", "{{").replace("}", "}}")}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _at(path: str) -> Entry:
    """Return a file as a URI: relative to where the tool ran, or absolute."""
    uri = quote(path, safe="/", errors="replace")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": ROOT}
