"""The command line around a baseline, waivers and changes: what is written, read, warned of and left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from audit.cli import run
from reports import FILE_FORMATS, FORMATS

REGISTRY = """\
version: 1
applies-to: [zinc]
sources:
  - id: lozenge-2019
    title: An invented trial of zinc lozenges for the common cold
    evidence:
      - id: duration
        text: Zinc lozenges shortened common colds by two days compared with placebo.
"""
WRONG = "# Zinc\n\nZinc lozenges cure HIV within two hours.\n"
Told = Callable[[], tuple[str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources.yml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "draft.md").write_text(WRONG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def read() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    return read


def test_accepted_once_only_what_is_new_counts(folder: Path, told: Told) -> None:
    assert run(["baseline", "draft.md", "-r", "sources.yml", "--reason", "before the tool"]) == 0
    out, _ = told()
    assert out.splitlines()[0] == "claims-audit-baseline.yml: 1 finding accepted: 1 new, 0 kept, 0 dropped."
    check = ["check", "draft.md", "-r", "sources.yml", "-f", "json"]
    assert run(check) == 1
    told()
    (folder / "claims-audit.yml").write_text("baseline: claims-audit-baseline.yml\n", encoding="utf-8")
    assert run(check) == 0
    finding = json.loads(told()[0])["documents"][0]["claims"][0]["findings"][0]
    assert finding["suppressed"] == {"by": "baseline", "reason": "before the tool"}
    (folder / "draft.md").write_text("# Zinc\n\nZinc lozenges cure cancer in every child.\n", encoding="utf-8")
    assert run(check) == 1
    out, err = told()
    (notice,) = json.loads(out)["notices"]
    assert (notice["rule"], notice["line"]) == ("stale-baseline", 6)
    assert err.startswith("warning: ")
    assert "claims-audit-baseline.yml:6: Nothing meets unsupported “Zinc lozenges cure HIV within two hours.”" in err


def test_a_waiver_of_the_configuration_lets_a_claim_pass_up_to_its_day(folder: Path, told: Told) -> None:
    waiver = {
        "text": "Zinc lozenges cure HIV within two hours.", "rule": "unsupported", "owner": "j.moore",
        "reason": "agreed", "expires": "2026-12-31",
    }  # fmt: skip
    content = yaml.safe_dump({"version": 1, "waivers": [waiver]}).replace("'2026-12-31'", "2026-12-31")
    (folder / "waivers.yml").write_text(content, encoding="utf-8")
    (folder / "claims-audit.yml").write_text("waivers: [waivers.yml]\nregistry: [sources.yml]\n", encoding="utf-8")
    assert run(["check", "draft.md", "--gate", "strict"]) == 0
    told()
    assert run(["check", "draft.md", "--gate", "strict", "--as-of", "2027-01-01"]) == 1
    assert "waivers.yml:3: The waiver of j.moore" in told()[1]


def test_the_summary_of_a_job_is_added_to(folder: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "summary.md").write_text("Of another step.\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    assert run(["check", "draft.md", "-r", "sources.yml", "-f", "github"]) == 1
    assert told()[0].startswith("::error file=draft.md,line=3,")
    summary = (folder / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("Of another step.\n")
    assert "### claims-audit: the `ci` gate failed" in summary


def test_what_was_skipped_and_prose_without_a_claim_are_said_aloud(folder: Path, told: Told) -> None:
    (folder / "scan.pdf.bin").write_bytes(b"\0")
    (folder / "questions.md").write_text("Shall we begin? " * 20, encoding="utf-8")
    check = ["check", "questions.md", "scan.pdf.bin", "-r", "sources.yml", "-f", "json"]
    assert run(check) == 3
    _, err = told()
    assert "warning: scan.pdf.bin was skipped: " in err
    assert "warning: questions.md: No factual claim was found in this document." in err
    assert run([*check, "--gate", "strict"]) == 1
    told()
    assert run([*check, "--gate", "draft"]) == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("shown", [["-q"], ["-v"], ["-f", "html"], ["-f", "sarif"], ["-f", "rdjsonl"]], ids=" ".join)
def test_what_is_shown_does_not_change_the_exit_code(shown: list[str], told: Told) -> None:
    assert run(["check", "draft.md", "-r", "sources.yml", *shown]) == 1
    assert told()[0]


def test_the_help_lists_every_format(told: Told) -> None:
    assert run(["check", "--help"]) == 0
    (listed,) = re.findall(r"Formats:.*?\n\n", told()[0], re.DOTALL)
    assert set(re.findall(r"[a-z]+", listed)) >= {*FORMATS, *FILE_FORMATS}
