from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from xmlschema import XMLSchema

from audit.config import Gate
from audit.model import Report
from reports.junit import render
from reports.options import RenderOptions
from tests.reports.factory import make_report
from tests.reports.situations import SCHEMAS, make_baselined

SCHEMA = XMLSchema(str(SCHEMAS / "junit.xsd"))


def parse(report: Report, gate: Gate = Gate.CI) -> ET.Element:
    written = render(report, RenderOptions(gate=gate))
    SCHEMA.validate(written)
    return ET.fromstring(written)  # noqa: S314  what we have just written ourselves


def test_it_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/junit.xml", render(make_baselined(), RenderOptions()))


def test_an_empty_report_is_valid() -> None:
    assert parse(replace(make_report(), documents=())).get("tests") == "0"


@pytest.mark.parametrize(("gate", "failures"), [(Gate.DRAFT, 0), (Gate.CI, 8), (Gate.STRICT, 10)])
def test_only_what_fails_the_gate_is_a_failure(gate: Gate, failures: int) -> None:
    assert parse(make_baselined(), gate).get("failures") == str(failures)


@pytest.mark.parametrize("gate", Gate)
def test_counts_are_those_of_the_cases(gate: Gate) -> None:
    root = parse(make_baselined(), gate)
    for suite in root:
        cases = list(suite)
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == sum(c.find("failure") is not None for c in cases)
        assert int(suite.get("errors", "")) == sum(c.find("error") is not None for c in cases)
        assert int(suite.get("skipped", "")) == sum(c.find("skipped") is not None for c in cases)
    for name in ("tests", "failures", "errors"):
        assert int(root.get(name, "")) == sum(int(suite.get(name, "")) for suite in root)


def test_a_supported_claim_passes_and_a_suppressed_one_is_skipped_with_its_reason() -> None:
    cases = {c.get("name"): c for c in parse(make_baselined()).iter("testcase")}
    assert list(cases["11:3 A plunge takes about 10 minutes"]) == []
    skipped = cases["10:3 Sleep improves by 40% after one plunge"].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "waiver: Sleep study under review until March (J. Moore)"


def test_what_does_not_fail_is_still_said() -> None:
    (said,) = [e.text for e in parse(make_report()).iter("system-out")]
    assert said is not None
    assert said.startswith("minor: needs-review: A testimonial")


def test_a_skipped_input_is_an_error() -> None:
    (error,) = list(parse(make_report()).iter("error"))
    assert error.get("message") == "not a format that can be read"
