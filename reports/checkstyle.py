"""Checkstyle XML, which most review bots and quality gates read: one element per file, one per finding."""

from __future__ import annotations

from itertools import groupby

from audit.model import Report
from reports.elements import DECLARATION, element
from reports.options import RenderOptions
from reports.ranking import Level, Objection, objections

VERSION = "4.3"  # of the format: the last that added an attribute

_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "info"}


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` as Checkstyle XML; suppressed findings are left out."""
    found = sorted(objections(report, options.gate), key=lambda o: o.path)
    files = [element("file", {"name": path}, *map(_error, group)) for path, group in groupby(found, lambda o: o.path)]
    return DECLARATION + element("checkstyle", {"version": VERSION}, *files)


def _error(objection: Objection) -> str:
    return element(
        "error",
        {
            "line": objection.line,
            "column": objection.span.column if objection.span else None,
            "severity": _SEVERITIES[objection.level],
            "message": objection.message,
            "source": f"claims-audit.{objection.rule}",
        },
    )
