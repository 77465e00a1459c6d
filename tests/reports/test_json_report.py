from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from audit.model import Severity, Verdict
from reports.json_report import render, render_claims
from reports.options import RenderOptions
from tests.reports.factory import ARTICLE, make_inventory, make_report
from tests.reports.hostile import Fields, make_small

OPTIONS = RenderOptions()
ALL = RenderOptions(all_sentences=True)

#: The keys of the contract, in its order (schema report-1). New ones may join; none of these may go.
CLAIM_KEYS = [
    "id", "text", "statement", "checkable", "class", "span", "sentence", "checkworthiness", "types", "hedge",
    "strength", "attribution", "quantities", "pico", "citations",
]  # fmt: skip
JUDGED_KEYS = ["verdict", "confidence", "reason", "overstatements", "evidence", "suggestion", "findings"]
JOINED_KEYS = ["decision"]


def schema(name: str) -> dict[str, Any]:
    text = files("reports").joinpath("schema", f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def validate(value: object, name: str) -> None:
    Draft202012Validator(schema(name), format_checker=FormatChecker()).validate(value)


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(make_report(), OPTIONS))
    return loaded


@pytest.mark.parametrize("name", ["report-1", "claims-1", "compare-1"])
def test_a_schema_is_valid_itself(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_report_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/report.json", render(make_report(), OPTIONS))


def test_the_claims_are_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/claims.json", render_claims(make_inventory(), ALL))


def test_the_report_keeps_its_schema(report: dict[str, Any]) -> None:
    validate(report, "report-1")


def test_the_claims_keep_their_schema() -> None:
    validate(json.loads(render_claims(make_inventory(), OPTIONS)), "claims-1")
    validate(json.loads(render_claims(make_inventory(), ALL)), "claims-1")


def test_the_schema_refuses_what_breaks_the_contract(report: dict[str, Any]) -> None:
    for change in ({"as-of": "yesterday"}, {"schema": "claims-audit/report/2"}, {"summary": {"claims": 0}}):
        with pytest.raises(ValidationError):
            validate(report | change, "report-1")


def test_keys_stand_in_the_order_of_the_contract(report: dict[str, Any]) -> None:
    assert list(report)[:7] == ["schema", "tool", "as-of", "since", "documents", "notices", "summary"]
    assert list(report["tool"]) == ["name", "version", "digests"]
    assert list(report["tool"]["digests"]) == ["registry", "config", "rules", "lexicons", "models"]
    document = report["documents"][0]
    assert list(document) == ["uri", "digest", "media-type", "skipped", "claims", "findings"]
    claim = document["claims"][0]
    assert list(claim) == CLAIM_KEYS + JUDGED_KEYS + JOINED_KEYS
    assert list(claim["span"]) == ["start", "end", "line", "column", "end-line", "end-column", "locator"]
    assert list(claim["quantities"][0]) == ["text", "low", "high", "unit", "role", "approximate"]
    assert list(claim["pico"]) == ["population", "condition", "intervention", "comparator", "outcome", "direction"]
    assert list(claim["overstatements"][0]) == ["facet", "claim", "evidence", "source"]
    assert list(claim["evidence"][0]) == ["source", "passage", "stance", "score", "text", "locator"]
    assert list(claim["findings"][0]) == ["rule", "severity", "message", "suppressed"]
    assert list(document["findings"][0]) == ["rule", "severity", "message", "span", "suppressed"]


def test_both_shapes_share_their_definitions() -> None:
    report, claims = schema("report-1")["$defs"], schema("claims-1")["$defs"]
    own = {"claim", "document"}
    assert {k: v for k, v in claims.items() if k not in own} == {k: report[k] for k in claims if k not in own}
    judged = report["claim"]["properties"]
    assert claims["claim"]["properties"] == {k: v for k, v in judged.items() if k not in JUDGED_KEYS + JOINED_KEYS}


def test_text_is_the_slice_of_the_file(report: dict[str, Any]) -> None:
    for claim in report["documents"][0]["claims"]:
        assert ARTICLE[claim["span"]["start"] : claim["span"]["end"]] == claim["text"]


def test_claims_come_in_the_order_of_the_text(report: dict[str, Any]) -> None:
    starts = [c["span"]["start"] for c in report["documents"][0]["claims"]]
    assert starts == sorted(starts)


def test_a_skipped_input_keeps_its_place_and_says_why(report: dict[str, Any]) -> None:
    assert report["documents"][2] == {
        "uri": "copy/scan.pdf", "digest": None, "media-type": None, "skipped": "not a format that can be read",
        "claims": [], "findings": [],
    }  # fmt: skip


def test_the_summary_counts_every_verdict_and_severity_but_not_what_is_suppressed(report: dict[str, Any]) -> None:
    summary = report["summary"]
    assert list(summary["by-verdict"]) == [v.value for v in Verdict]
    assert list(summary["by-severity"]) == [s.value for s in Severity]
    assert summary["by-verdict"]["unsupported"] == 2
    assert summary["by-severity"] == {"critical": 6, "major": 6, "minor": 1, "info": 0}


def test_a_suppression_names_what_and_why(report: dict[str, Any]) -> None:
    (finding,) = next(c for c in report["documents"][0]["claims"] if "Sleep" in c["text"])["findings"]
    assert finding["suppressed"] == {"by": "waiver", "reason": "Sleep study under review until March (J. Moore)"}


def test_whole_numbers_are_whole_and_open_bounds_are_null(report: dict[str, Any]) -> None:
    onset = report["documents"][0]["claims"][0]["quantities"][1]
    assert (onset["low"], onset["high"]) == (None, 1)
    assert isinstance(onset["high"], int)


def test_without_all_only_claims_are_listed_and_with_it_also_what_is_none() -> None:
    def checkable(options: RenderOptions) -> set[bool]:
        found = json.loads(render_claims(make_inventory(), options))
        return {c["checkable"] for d in found["documents"] for c in d["claims"]}

    assert checkable(OPTIONS) == {True}
    assert checkable(ALL) == {True, False}


def test_claims_without_verdicts_have_the_keys_of_the_contract() -> None:
    found = json.loads(render_claims(make_inventory(), OPTIONS))
    assert list(found["documents"][0]["claims"][0]) == CLAIM_KEYS
    assert found["tool"]["digests"]["registry"] is None


def test_characters_are_written_as_themselves() -> None:
    assert "11 °C" in render(make_report(), OPTIONS)


def test_a_lone_surrogate_survives_as_an_escape() -> None:
    written = render(make_small(Fields(reason="half \ud83d of a pair")), OPTIONS)
    assert "half \\ud83d of a pair" in written
    assert written.encode()


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(make_report(), OPTIONS) == render(make_report(), OPTIONS)


def test_a_row_of_compare_keeps_its_schema() -> None:
    row = {
        "id": "p1", "stance": "supports", "verdict": "overstated",
        "scores": {"supports": 0.7, "refutes": 0.1, "neutral": 0.2}, "claim-strength": 3, "evidence-strength": 1,
        "overstatements": [{"facet": "causality", "claim": "cures", "evidence": "was linked to"}], "reason": "Weaker.",
    }  # fmt: skip
    validate(row, "compare-1")
    with pytest.raises(ValidationError):
        validate(row | {"verdict": "outdated"}, "compare-1")
