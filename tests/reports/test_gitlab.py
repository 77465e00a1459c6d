from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from audit.model import Report
from reports.gitlab import render
from reports.options import RenderOptions
from tests.reports.factory import make_report
from tests.reports.situations import load_schema, make_baselined


def issues(report: Report) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(render(report, RenderOptions()))
    Draft202012Validator(load_schema("code-quality")).validate(loaded)
    return loaded


def test_it_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/code-quality.json", render(make_baselined(), RenderOptions()))


def test_an_empty_report_is_an_empty_list() -> None:
    assert issues(replace(make_report(), documents=())) == []


def test_no_two_issues_share_a_fingerprint() -> None:
    report = make_report()
    twice = replace(report, documents=(*report.documents, *report.documents))
    marks = [i["fingerprint"] for i in issues(twice)]
    assert len(set(marks)) == len(marks)


def test_paths_are_relative_and_suppressed_findings_left_out() -> None:
    report = make_baselined()
    dotted = replace(report, documents=tuple(replace(d, uri=f"./{d.uri}") for d in report.documents))
    found = issues(dotted)
    assert {i["location"]["path"] for i in found} == {
        "copy/cold-plunge.md", "copy/scan.pdf", "waivers.yml", "baseline.yml",
    }  # fmt: skip
    assert "outdated" not in {i["check_name"] for i in found}
