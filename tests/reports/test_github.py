from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from audit.config import Gate
from audit.model import Report
from reports.github import MOST, render
from reports.options import RenderOptions
from tests.reports.factory import make_report
from tests.reports.situations import make_baselined, make_crowded

#: How GitHub's runner reads a line that begins with two colons.
COMMAND = re.compile(r"^::(\w+)(?: ([^:]*))?::(.*)$")


def commands(report: Report, gate: Gate = Gate.CI) -> list[tuple[str, dict[str, str], str]]:
    """Return the commands of a rendered report as the runner would take them."""
    found = []
    for line in render(report, RenderOptions(gate=gate)).splitlines():
        if match := COMMAND.match(line):
            pairs = dict(p.split("=", 1) for p in (match[2] or "").split(","))
            found.append((match[1], {k: unescape(v) for k, v in pairs.items()}, unescape(match[3])))
    return found


def unescape(text: str) -> str:
    for sign, code in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def test_it_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/github.txt", render(make_baselined(), RenderOptions()))


def test_the_last_line_says_what_became_of_the_gate() -> None:
    def last(report: Report) -> str:
        return render(report, RenderOptions()).splitlines()[-1]

    assert last(make_report()) == "claims-audit: 16 claims in 2 files, 12 findings failing the gate ci."
    assert last(replace(make_report(), documents=(), since="main")) == (
        "claims-audit: 0 claims in 0 files since main, 0 findings failing the gate ci."
    )


def test_a_claim_is_annotated_once_with_all_its_rules() -> None:
    (found,) = [c for c in commands(make_report()) if "causality" in c[1]["title"]]
    assert found == (
        "error",
        {
            "file": "copy/cold-plunge.md", "line": "15", "endLine": "15", "col": "1", "endColumn": "85",
            "title": "critical: overstated-causality, overstated-certainty",
        },
        "A survey of club members cannot show a cause, and nobody spoke of a cure.",
    )  # fmt: skip


def test_an_error_is_what_fails_the_gate() -> None:
    assert {level for level, _, _ in commands(make_report(), Gate.DRAFT)} == {"warning", "notice"}
    levels = {p["title"]: level for level, p, _ in commands(make_report(), Gate.CI)}
    assert levels["minor: needs-review"] == "warning"


def test_the_limit_hides_no_finding_and_not_the_worst() -> None:
    report = make_crowded(40)
    found = commands(report)
    assert max(Counter(level for level, _, _ in found).values()) <= MOST
    assert found[0][2] == "The worst of all."
    assert found[-1][2] == "30 more findings than GitHub annotates: see the job summary or the log of this step."
    plain = [line for line in render(report, RenderOptions()).splitlines()[:-1] if not line.startswith("::")]
    assert len(plain) == 30
    assert plain[0].startswith("warning: copy/cold-plunge.md:7:97: minor: unsupported: Nothing speaks to it.")
