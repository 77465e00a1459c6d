from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

from xmlschema import XMLSchema

from audit.config import Gate
from reports.checkstyle import render
from reports.options import RenderOptions
from tests.reports.factory import make_report
from tests.reports.situations import SCHEMAS, make_baselined

SCHEMA = XMLSchema(str(SCHEMAS / "checkstyle.xsd"))


def test_it_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/checkstyle.xml", render(make_baselined(), RenderOptions()))


def test_it_keeps_its_schema() -> None:
    for report in (make_baselined(), make_report(), replace(make_report(), documents=())):
        SCHEMA.validate(render(report, RenderOptions()))


def test_an_error_is_what_fails_the_gate() -> None:
    def severities(gate: Gate) -> set[str | None]:
        root = ET.fromstring(render(make_report(), RenderOptions(gate=gate)))  # noqa: S314  our own
        return {e.get("severity") for e in root.iter("error")}

    assert severities(Gate.DRAFT) == {"warning"}
    assert severities(Gate.CI) == {"error", "warning"}
    assert severities(Gate.STRICT) == {"error"}


def test_a_file_stands_once_and_suppressed_findings_not_at_all() -> None:
    root = ET.fromstring(render(make_baselined(), RenderOptions()))  # noqa: S314  our own
    names = [f.get("name") for f in root]
    assert names == ["baseline.yml", "copy/cold-plunge.md", "copy/scan.pdf", "waivers.yml"]
    assert "claims-audit.outdated" not in {e.get("source") for e in root.iter("error")}
