from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from audit.config import Gate
from audit.model import Report
from reports.options import RenderOptions
from reports.rdjsonl import render
from tests.reports.factory import ARTICLE, make_report
from tests.reports.situations import load_schema, make_baselined


def diagnostics(report: Report, gate: Gate = Gate.CI) -> list[dict[str, Any]]:
    lines = render(report, RenderOptions(gate=gate)).splitlines()
    loaded = [json.loads(line) for line in lines]
    for diagnostic in loaded:
        Draft202012Validator(load_schema("rdjson-diagnostic")).validate(diagnostic)
    return loaded


def test_it_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/report.rdjsonl", render(make_baselined(), RenderOptions()))


def test_an_empty_report_is_empty() -> None:
    assert diagnostics(replace(make_report(), documents=())) == []


def test_columns_count_bytes() -> None:
    """The claim stands behind a degree sign, which is one code point and two bytes."""
    (found,) = [d for d in diagnostics(make_report()) if d["message"].startswith("No registered source speaks of infl")]
    where = found["location"]["range"]
    line = ARTICLE.encode().split(b"\n")[where["start"]["line"] - 1]
    words = line[where["start"]["column"] - 1 : where["end"]["column"] - 1]
    assert words.decode() == "It eliminates inflammation in every athlete"
    assert ARTICLE.split("\n")[where["start"]["line"] - 1].index(words.decode()) + 1 != where["start"]["column"]


def test_an_error_is_what_fails_the_gate() -> None:
    assert {d["severity"] for d in diagnostics(make_report(), Gate.DRAFT)} == {"WARNING"}
    assert {d["severity"] for d in diagnostics(make_report(), Gate.CI)} == {"ERROR", "WARNING"}
