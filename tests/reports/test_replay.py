from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from audit.model import Manifest
from reports.json_report import render
from reports.options import RenderOptions
from reports.replay import compare_reports, problem_with, render_replay
from tests.reports.factory import make_report

OPTIONS = RenderOptions()
MANIFEST = Manifest(
    registry=(("source okafor-2019", "aaaaaaaaaaaa"), ("source mbeki-2015", "bbbbbbbbbbbb")),
    config=(("candidates", "8"),),
    rules=(("audit/comparison/timeframe.py", "cccccccccccc"),),
    models=(("claims/weights/certainty.json", "dddddddddddd"),),
    platform=(("python", "3.11.7"),),
)


def report() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(render(replace(make_report(), manifest=MANIFEST), OPTIONS))
    return made


def changes(new: dict[str, Any]) -> list[tuple[str, str]]:
    return [(c.what, c.how) for c in compare_reports(report(), new).changes]


def test_the_same_report_differs_in_nothing() -> None:
    found = compare_reports(report(), report())
    assert (found.changes, found.moved, found.added, found.gone, found.details) == ((), (), (), (), 0)
    shown = render_replay(found, "report.json", OPTIONS)
    assert "Copy, registry, configuration, rules, lexicons, models and platform are the same." in shown
    assert "16 verdicts replayed: 16 the same" in shown


def test_a_changed_copy_is_named() -> None:
    new = report()
    new["documents"][1]["digest"] = "sha256:" + "0" * 64
    assert changes(new) == [("copy", "copy/leaflet.txt changed")]


def test_a_copy_that_can_no_longer_be_read_is_named_with_the_reason() -> None:
    new = report()
    new["documents"][1] |= {"skipped": "the file is gone.", "claims": []}
    assert changes(new) == [("copy", "copy/leaflet.txt: the file is gone.")]
    assert len(compare_reports(report(), new).gone) == 3


@pytest.mark.parametrize(
    ("part", "then", "expected"),
    [
        ("registry", {"source okafor-2019": "x", "source new-2026": "y"},
         "source okafor-2019 changed; source new-2026 added; source mbeki-2015 gone"),
        ("rules", {"audit/comparison/timeframe.py": "x"}, "audit/comparison/timeframe.py changed"),
        ("models", {"claims/weights/certainty.json": "x"}, "claims/weights/certainty.json changed"),
        ("config", {"candidates": "3"}, "candidates 8 → 3 changed"),
        ("platform", {"python": "3.14.0"}, "python 3.11.7 → 3.14.0 changed"),
    ],
)  # fmt: skip
def test_what_changed_behind_a_digest_is_named(part: str, then: dict[str, str], expected: str) -> None:
    new = report()
    new["run"]["parts"][part] = then
    assert changes(new) == [(part, expected)]


def test_a_moved_verdict_is_named_with_its_place_and_reason() -> None:
    new = report()
    claim = new["documents"][0]["claims"][0]
    claim |= {"verdict": "supported", "reason": "The trial measured at one hour."}
    found = compare_reports(report(), new)
    assert [(m.place, m.before, m.after) for m in found.moved] == [
        ("copy/cold-plunge.md:7:1", "overstated", "supported")
    ]
    shown = render_replay(found, "report.json", OPTIONS)
    assert "copy/cold-plunge.md:7:1  overstated → supported" in shown
    assert "The trial measured at one hour." in shown
    assert "16 verdicts replayed: 15 the same, 1 moved" in shown


def test_claims_that_are_new_or_gone_are_named() -> None:
    new = report()
    moved = copy.deepcopy(new["documents"][0]["claims"][0]) | {"id": "other"}
    new["documents"][0]["claims"][0] = moved
    found = compare_reports(report(), new)
    assert [m.place for m in found.added] == [m.place for m in found.gone] == ["copy/cold-plunge.md:7:1"]


def test_the_same_verdict_on_other_grounds_is_counted() -> None:
    new = report()
    new["documents"][0]["claims"][0]["confidence"] = 0.5
    found = compare_reports(report(), new)
    assert (found.moved, found.details) == ((), 1)
    assert "1 claim with the same verdict on other grounds" in render_replay(found, "report.json", OPTIONS)


@pytest.mark.parametrize(
    ("recorded", "problem"),
    [
        ([], "this is no report of claims-audit."),
        ({"schema": "claims-audit/claims/1"}, "this is no report of claims-audit."),
        ({"schema": "claims-audit/report/1"}, "the report breaks its schema at its top."),
    ],
)
def test_what_is_no_report_is_refused(recorded: object, problem: str) -> None:
    assert problem_with(recorded) == problem


def test_a_report_from_before_replay_is_refused() -> None:
    old = report()
    del old["run"]
    assert problem_with(old) == "the report has no record of its run: it comes from a version before replay."
    assert problem_with(report()) is None
