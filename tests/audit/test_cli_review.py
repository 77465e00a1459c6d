"""`decisions apply` and `replay`, run as a user runs them, on a draft that is edited in between."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audit.cli import run

DRAFT = """# Cold plunges

A ten-minute cold plunge eases muscle soreness within an hour after exercise.

Cold plunges improve sleep in all athletes.
"""
REGISTRY = """version: 1
applies-to: [cold plunge, cold-water immersion]
sources:
  - id: okafor-2019
    title: Cold-water immersion and soreness
    issued: 2019
    design: rct
    population: adults who train
    evidence:
      - id: soreness
        text: A ten-minute cold plunge eased muscle soreness within 24 hours after exercise.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "sources.yml").write_text(REGISTRY, encoding="utf-8")
    return tmp_path


def check(*more: str) -> None:
    run(["check", "draft.md", "-r", "sources.yml", "--gate", "draft", "-q", *more])


def decide(folder: Path, **choices: str) -> Path:
    """Write decisions on the claims of the report that hold the words given."""
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    claims = [c for d in report["documents"] for c in d["claims"]]
    rows = [
        {"claim": c["id"], "document": "draft.md", "text": c["text"], "statement": c["statement"], "decision": choice}
        for word, choice in choices.items()
        for c in claims
        if word in c["text"]
    ]
    path = folder / "decisions.json"
    path.write_text(json.dumps({"schema": "claims-audit/decisions/1", "decisions": rows}), encoding="utf-8")
    return path


def test_decisions_are_listed_at_their_claims_and_done_when_the_copy_follows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check("-o", "report.json")
    decide(folder, soreness="change", sleep="reject")
    capsys.readouterr()
    assert run(["decisions", "apply", "decisions.json", "draft.md"]) == 1
    shown = capsys.readouterr().out
    assert "5:1  to remove" in shown
    assert "3:1  to change" in shown
    assert "2 decisions: 1 to remove, 1 to change" in shown
    edited = DRAFT.replace("Cold plunges improve sleep in all athletes.\n", "").replace(
        "# Cold", "Hello there.\n\n# Cold"
    )
    (folder / "draft.md").write_text(edited, encoding="utf-8")
    assert run(["decisions", "apply", "decisions.json", "draft.md"]) == 1
    shown = capsys.readouterr().out
    assert "5:1  to change" in shown  # moved by two lines, and found
    assert "Nothing like it is left." in shown
    (folder / "draft.md").write_text(edited.replace("within an hour", "within a day"), encoding="utf-8")
    assert run(["decisions", "apply", "decisions.json", "draft.md"]) == 1  # the new words want a look
    assert "Now at draft.md:5:1:" in capsys.readouterr().out


def test_a_report_can_carry_the_decisions(folder: Path) -> None:
    check("-o", "report.json")
    decide(folder, soreness="accept")
    assert run(["decisions", "apply", "decisions.json", "draft.md", "-r", "sources.yml", "-o", "second.json",
                "-o", "second.html"]) == 0  # fmt: skip
    second = json.loads((folder / "second.json").read_text(encoding="utf-8"))
    claims = [c for d in second["documents"] for c in d["claims"]]
    assert [c["decision"]["decision"] for c in claims if c["decision"]] == ["accept"]
    assert '"decision":"accept"' in (folder / "second.html").read_text(encoding="utf-8")


def test_a_word_file_for_each_input_and_a_workbook_are_written(folder: Path) -> None:
    (folder / "other.txt").write_text("Cold plunges cure low mood.\n", encoding="utf-8")
    run(["check", "draft.md", "other.txt", "-r", "sources.yml", "--gate", "draft", "-q", "-o", "docx:out", "-o",
         "list.xlsx", "-o", "list.csv"])  # fmt: skip
    written = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in {".docx", ".xlsx", ".csv"}}
    assert written == {"out/draft.docx", "out/other.docx", "list.xlsx", "list.csv"}
    run(["check", "out/draft.docx", "-r", "sources.yml", "--gate", "draft", "-q", "-o", "again.json"])
    again = json.loads((folder / "again.json").read_text(encoding="utf-8"))["documents"][0]
    assert again["claims"][0]["span"]["locator"] == "paragraph 2"


def test_a_file_format_does_not_go_to_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "draft.md", "-r", "sources.yml", "-f", "xlsx"]) == 2
    assert "'xlsx' is a file. Write it with -o, as in -o report.xlsx." in capsys.readouterr().err
    assert folder.is_dir()


def test_nothing_has_changed_when_nothing_has(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check("-o", "report.json")
    capsys.readouterr()
    assert run(["replay", "report.json"]) == 0
    shown = capsys.readouterr().out
    assert "models and platform are the same" in shown
    assert re.search(r"(\d+) verdicts? replayed: \1 the same", shown)
    assert folder.is_dir()


def test_a_change_of_copy_and_of_a_source_is_named_with_the_verdicts_that_moved(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check("-o", "report.json")
    (folder / "sources.yml").write_text(REGISTRY.replace("24 hours", "45 minutes"), encoding="utf-8")
    capsys.readouterr()
    assert run(["replay", "report.json"]) == 1
    shown = capsys.readouterr().out
    assert "source okafor-2019 changed" in shown
    assert "draft.md:3:1  overstated → " in shown
    (folder / "sources.yml").write_text(REGISTRY, encoding="utf-8")
    (folder / "draft.md").write_text(DRAFT + "\nCold plunges cure low mood.\n", encoding="utf-8")
    assert run(["replay", "report.json"]) == 1
    shown = capsys.readouterr().out
    assert "draft.md changed" in shown
    assert "draft.md:7:1  new: " in shown
    assert "registry" not in shown


def test_a_change_of_a_rule_and_of_a_model_is_named_with_the_verdicts_that_moved(folder: Path, root: Path) -> None:
    check("-o", "report.json")
    other = folder / "other"
    for package in ("audit", "claims", "reports", "sources"):
        shutil.copytree(root / package, other / package, ignore=shutil.ignore_patterns("__pycache__"))
    rule = other / "audit" / "comparison" / "timeframe.py"
    silenced = re.sub(r"^def compare_timeframe\(.*?\n(?=    \"\"\"|    [a-z])", r"\g<0>    return None\n",
                      rule.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE | re.DOTALL)  # fmt: skip
    rule.write_text(silenced, encoding="utf-8")
    bearing = other / "audit" / "bearing.py"  # nor may the models guess at the facet that the rule would have named
    unguessed = re.sub(r"^EXCEEDS = 0\.\d+", "EXCEEDS = 2.0", bearing.read_text(encoding="utf-8"), flags=re.MULTILINE)
    bearing.write_text(unguessed, encoding="utf-8")
    weights = other / "sources" / "weights" / "alignment.json"
    weights.write_text(weights.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code = "import sys; from audit.cli import run; sys.exit(run(['replay', 'report.json']))"
    environment = {**os.environ, "PYTHONPATH": str(other), "CLAIMS_AUDIT_DEBUG": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "audit/comparison/timeframe.py changed" in done.stdout
    assert "sources/weights/alignment.json changed" in done.stdout
    assert "draft.md:3:1  overstated → " in done.stdout


@pytest.mark.parametrize(("text", "message"), [("{", "this is not JSON"), ("{}", "this is no report of claims-audit")])
def test_what_is_no_report_is_a_usage_error(
    folder: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "x.json").write_text(text, encoding="utf-8")
    assert run(["replay", "x.json"]) == 2
    assert message in capsys.readouterr().err


def test_a_replay_elsewhere_says_where_to_run_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check("-o", "report.json")
    (folder / "away").mkdir()
    monkeypatch.chdir(folder / "away")
    capsys.readouterr()
    assert run(["replay", "../report.json", "-r", "../sources.yml"]) == 2
    assert "Run the command in the folder that holds draft.md." in capsys.readouterr().err
