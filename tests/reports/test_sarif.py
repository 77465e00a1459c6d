from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft4Validator

from audit.config import Gate
from audit.model import Report
from reports.help import Help
from reports.options import RenderOptions
from reports.sarif import MOST, render
from tests.reports.factory import ARTICLE, make_report
from tests.reports.situations import load_schema, make_baselined, make_crowded

UPLOAD_LIMIT = 10 * 2**20  # bytes of a compressed file


def run_of(report: Report, **options: Any) -> dict[str, Any]:
    log = json.loads(render(report, RenderOptions(**options)))
    Draft4Validator(load_schema("sarif-2.1.0")).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    return run_of(make_baselined())


def test_it_is_as_approved(golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of the rules are left out: they change with the rules, and are held to their own tests."""
    monkeypatch.setattr(
        "reports.sarif.help_of", lambda rule: Help(f"Title of {rule}", "Meaning.", "Text.", "Markdown.")
    )
    golden("reports/report.sarif", render(make_baselined(), RenderOptions()))


def test_an_empty_report_is_valid() -> None:
    assert run_of(replace(make_report(), documents=()))["results"] == []


def test_places_are_code_points_of_the_file(run: dict[str, Any]) -> None:
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        if place["artifactLocation"]["uri"] == "copy/cold-plunge.md" and "charOffset" in region:
            words = ARTICLE[region["charOffset"] : region["charOffset"] + region["charLength"]]
            assert words == region["snippet"]["text"]
            line = ARTICLE.split("\n")[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 :].startswith(words.split("\n")[0])


def test_results_come_worst_first_and_suppressed_ones_last(run: dict[str, Any]) -> None:
    order = ["critical", "major", "minor", "info"]
    counted = [r["properties"]["severity"] for r in run["results"] if "suppressions" not in r]
    assert counted == sorted(counted, key=order.index)
    assert ["suppressions" in r for r in run["results"]] == sorted("suppressions" in r for r in run["results"])


def test_each_result_names_a_rule_with_help(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)


def test_evidence_is_a_related_location_in_the_registry(run: dict[str, Any]) -> None:
    (result,) = [r for r in run["results"] if r["ruleId"] == "overstated-safety"]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"] == {"uri": "r.yml", "uriBaseId": "%SRCROOT%"}
    assert "council-2024#safety" in related["message"]["text"]


def test_suppressions_say_who_and_why(run: dict[str, Any]) -> None:
    found = {r["ruleId"]: r["suppressions"][0] for r in run["results"] if "suppressions" in r}
    assert found == {
        "unsupported": {
            "kind": "external", "status": "accepted", "justification": "Sleep study under review until March (J. Moore)"
        },
        "outdated": {"kind": "external", "status": "accepted", "justification": "accepted on 2026-10-01"},
        "misattributed": {"kind": "inSource", "status": "accepted", "justification": "a quotation"},
    }  # fmt: skip


def test_the_baseline_tells_old_from_new(run: dict[str, Any]) -> None:
    states = {r["ruleId"]: r["baselineState"] for r in run["results"]}
    assert states["outdated"] == "unchanged"
    assert states["overstated-safety"] == "new"
    assert not any("baselineState" in r for r in run_of(make_report())["results"])


def test_fingerprints_are_unique_and_stay_when_lines_move(run: dict[str, Any]) -> None:
    marks = [r["partialFingerprints"]["claimsAuditFinding/v1"] for r in run["results"]]
    assert len(set(marks)) == len(marks)
    report = make_baselined()
    moved = replace(
        report,
        documents=tuple(
            replace(
                d,
                assessments=tuple(
                    replace(a, claim=replace(a.claim, span=replace(a.claim.span, line=a.claim.span.line + 9)))
                    for a in d.assessments
                ),
            )
            for d in report.documents
        ),
    )
    assert {r["partialFingerprints"]["claimsAuditFinding/v1"] for r in run_of(moved)["results"]} == set(marks)


def test_levels_do_not_depend_on_the_gate() -> None:
    loose, strict = run_of(make_report(), gate=Gate.DRAFT), run_of(make_report(), gate=Gate.STRICT)
    levels = [{(r["ruleId"], r["level"]) for r in run["results"]} for run in (loose, strict)]
    assert levels[0] == levels[1]
    assert ("needs-review", "warning") in levels[0]


def test_what_was_skipped_and_what_expired_are_notifications(run: dict[str, Any]) -> None:
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    told = {n["descriptor"]["id"]: n for n in invocation["toolExecutionNotifications"]}
    assert sorted(told) == ["expired-waiver", "skipped-input", "stale-baseline"]
    place = told["expired-waiver"]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("waivers.yml", 7)


def test_an_upload_stays_within_its_limits_and_keeps_the_worst() -> None:
    written = render(make_crowded(MOST + 250), RenderOptions())
    run = json.loads(written)["runs"][0]
    assert len(run["results"]) == MOST
    assert run["results"][0]["message"]["text"] == "The worst of all."
    (note,) = [n for n in run["invocations"][0]["toolExecutionNotifications"] if n["descriptor"]["id"] == "truncated"]
    assert note["message"]["text"].startswith("251 findings less severe than those listed are left out")
    assert len(gzip.compress(written.encode())) < UPLOAD_LIMIT


def test_paths_are_uris() -> None:
    report = make_report()
    odd = replace(report, documents=(replace(report.documents[1], uri="./copy/a b#1 ü.md"),))
    uri = run_of(odd)["artifacts"][0]["location"]["uri"]
    assert uri == "copy/a%20b%231%20%C3%BC.md"
    absolute = replace(report, documents=(replace(report.documents[1], uri="/srv/a.md"),))
    assert run_of(absolute)["artifacts"][0]["location"] == {"uri": "file:///srv/a.md"}
