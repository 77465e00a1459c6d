"""Reviewdog's diagnostics, one JSON object a line (rdjsonl). Columns count the bytes of UTF-8, the end is exclusive."""

from __future__ import annotations

import json
from typing import Any

from audit.model import Report
from reports.inert import escape_json, one_line
from reports.options import RenderOptions
from reports.ranking import Level, Objection, objections

SOURCE = "claims-audit"
_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.NOTE: "INFO"}


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` as rdjsonl, the worst first; suppressed findings are left out."""
    return "".join(f"{_dump(_diagnostic(o))}\n" for o in objections(report, options.gate))


def _dump(value: dict[str, Any]) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False))


def _diagnostic(objection: Objection) -> dict[str, Any]:
    return {
        "message": one_line(objection.message),
        "location": {"path": objection.path, "range": _range(objection)},
        "severity": _SEVERITIES[objection.level],
        "source": {"name": SOURCE},
        "code": {"value": objection.rule},
    }


def _range(objection: Objection) -> dict[str, Any]:
    span, document = objection.span, objection.document
    if span is None or document is None or document.copy is None:
        return {"start": {"line": objection.line}}
    return {
        "start": {"line": span.line, "column": _byte_column(document.copy.text, span.start, span.column)},
        "end": {"line": span.end_line, "column": _byte_column(document.copy.text, span.end, span.end_column)},
    }


def _byte_column(text: str, offset: int, column: int) -> int:
    """Return the 1-based column of `offset` in bytes; `column` counts code points of the same line."""
    return len(text[offset - column + 1 : offset].encode(errors="surrogatepass")) + 1
