"""Exit codes, situation by situation: gate × severity × suppression × waiver × baseline × skipped input × no claim."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.cli import run
from audit.config import Gate
from audit.gates import exit_code
from audit.model import ClaimClass, Document, Finding, Report, Suppression, Suppressor
from audit.rules import check_document
from audit.suppression import Policy, suppress
from audit.suppression.baseline import entry_of, spots_of
from audit.suppression.model import Baseline, Entry, Waiver
from audit.suppression.waivers import load_waivers
from claims.model import Copy
from claims.readers import read_bytes
from tests.audit.toy import finding, make_report

CASES = Path(__file__).parents[1] / "cases"
GATES: list[dict[str, Any]] = yaml.safe_load((CASES / "gates.yaml").read_text(encoding="utf-8"))
COMMANDS: list[dict[str, Any]] = yaml.safe_load((CASES / "exit-codes.yaml").read_text(encoding="utf-8"))
PAGES = {"prose": "Shall we begin? " * 20, "empty": "", "title": "# A title\n"}
ENOUGH = 40


def words(number: int) -> str:
    return f"Claim number {number} is made."


def audited(case: dict[str, Any]) -> Report:
    """Return what an audit would have found before anything is suppressed."""
    pages: dict[str, str | None] = {"scan.bin": None} if case.get("skipped") else {}
    if "page" in case:
        report = make_report(pages)
        return replace(report, documents=(*_page(case["page"]), *report.documents))
    told = [claim.split() for claim in case["claims"]]
    pages["a.md"] = "\n\n".join(words(i + 1) for i in range(len(told))) + "\n"
    given = {words(i + 1): (finding(rule, severity),) for i, (rule, severity, _) in enumerate(told)}

    def judge(statement: str) -> tuple[Finding, ...]:
        return given[statement]

    report = make_report(pages, judge)
    classes = {words(i + 1): ClaimClass(grade) for i, (_, _, grade) in enumerate(told)}
    excused = {words(number) for number in case.get("inline", ())}
    marked = Suppression(Suppressor.INLINE, "a quotation")
    return replace(
        report,
        documents=tuple(
            replace(
                d,
                assessments=tuple(
                    replace(
                        a,
                        claim_class=classes[a.claim.analysis.text],
                        findings=tuple(
                            replace(f, suppressed=marked if a.claim.analysis.text in excused else None)
                            for f in a.findings
                        ),
                    )
                    for a in d.assessments
                ),
            )
            for d in report.documents
        ),
    )


def _page(kind: str) -> tuple[Document, ...]:
    if kind == "none":
        return ()
    (copy,) = read_bytes(PAGES[kind].encode(), "a.md", ".md")
    assert isinstance(copy, Copy)
    document = Document("a.md", copy)
    return (replace(document, findings=tuple(check_document(document))),)


def policy(case: dict[str, Any], report: Report) -> Policy:
    """Return what was accepted before."""
    waivers: tuple[Waiver, ...] = ()
    if waiver := case.get("waiver"):
        named = {"text": waiver.get("text") or words(waiver["claim"]), "rule": waiver["rule"]}
        entry = named | {"owner": "j.moore", "reason": "agreed", "expires": waiver["expires"]}
        content = yaml.safe_dump({"version": 1, "waivers": [entry]})
        Path("waivers.yml").write_text(content, encoding="utf-8")
        waivers = load_waivers("waivers.yml")
    if (held := case.get("baseline")) is None:
        return Policy(waivers)
    entries = [entry_of(spot, "baseline.yml") for spot in spots_of(report)]
    kept = [e for e in entries if e.statement in {words(n) for n in held.get("claims", ())} or held.get("page")]
    if "text" in held:
        kept.append(Entry("a.md", "unsupported", "major", "0" * 16, held["text"]))
    dated = (replace(e, severity=held.get("as", e.severity), expires=held.get("expires")) for e in kept)
    return Policy(waivers, Baseline(tuple(dated), "baseline.yml"))


def test_there_are_situations_enough() -> None:
    names = [case["name"] for case in GATES + COMMANDS]
    assert len(GATES) >= ENOUGH
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", GATES, ids=lambda case: case["name"])
def test_situation(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").touch()
    found = audited(case)
    report = suppress(found, policy(case, found))
    assert [exit_code(report, gate) for gate in (Gate.DRAFT, Gate.CI, Gate.STRICT)] == case["codes"]


@pytest.mark.parametrize("case", COMMANDS, ids=lambda case: case["name"])
def test_command(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("draft.md").write_text("Zinc cures colds.\n", encoding="utf-8")
    Path("sources.yml").write_text("version: 1\nsources: [{id: a-2019, title: A}]\n", encoding="utf-8")
    Path("broken.yml").write_text("version: 1\nsources: [{id: a-2019}]\n", encoding="utf-8")
    waiver = "version: 1\nwaivers:\n  - {text: a, rule: unsupported, reason: b, expires: 2027-01-01}\n"
    Path("waivers.yml").write_text(waiver, encoding="utf-8")
    assert run(case["arguments"]) == case["code"]
    assert case["says"] in capsys.readouterr().err
