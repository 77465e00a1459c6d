"""GitLab Code Quality: a JSON array that a merge request shows beside the changed lines."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from audit.fingerprints import digest
from audit.model import Report
from reports.inert import escape_json, one_line
from reports.options import RenderOptions
from reports.ranking import Objection, objections


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` as Code Quality issues; suppressed findings are left out.

    GitLab drops an issue whose fingerprint it has seen, so equal ones are told apart by their ordinal.
    """
    seen: Counter[str] = Counter()
    issues = []
    for objection in objections(report, options.gate):
        seen[objection.fingerprint] += 1
        issues.append(_issue(objection, seen[objection.fingerprint]))
    return escape_json(json.dumps(issues, ensure_ascii=False, indent=2)) + "\n"


def _issue(objection: Objection, ordinal: int) -> dict[str, Any]:
    span = objection.span
    mark = objection.fingerprint if ordinal == 1 else digest(objection.fingerprint, str(ordinal))
    return {
        "description": one_line(objection.message),
        "check_name": objection.rule,
        "fingerprint": mark,
        "severity": objection.severity.value,
        "location": {
            "path": objection.path,
            "lines": {"begin": objection.line, "end": span.end_line if span else objection.line},
        },
    }
