from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from audit.cli.sources import COLUMNS, command

VALID = """\
version: 1
applies-to: [melatonin]
sources:
  - id: doe-2020
    title: "=Melatonin for sleep"
    author: [{family: Doe}]
    issued: 2020
    DOI: 10.1000/abc
    design: rct
    review-by: 2027-06-30
    evidence: [{id: latency, text: They fell asleep 9 minutes sooner.}]
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "registry.yml"
    path.write_text(VALID, encoding="utf-8")
    return path


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.mark.parametrize("option", [[], ["-r"]], ids=["argument", "option"])
def test_check_says_what_a_valid_registry_holds(option: list[str], registry: Path) -> None:
    result = invoke("check", *option, registry, "--as-of", "2026-11-22")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "OK: 1 source, 1 passage, 0 approved claims, 0 required statements in 1 file.",
        "About: melatonin.",
        "Designs: 1 rct.",
    ]
    assert result.stdout.splitlines()[3].startswith("Digest: sha256:")


def test_check_warns_and_still_succeeds(registry: Path) -> None:
    result = invoke("check", registry, "--as-of", "2027-07-01")
    assert result.exit_code == 0
    assert result.stderr == (
        f"warning: {registry}:4: source 'doe-2020' was to be reviewed by 2027-06-30. Review it and set a new date.\n"
    )
    assert "in 1 file; 1 warning." in result.stdout


def test_check_lists_every_problem_and_exits_with_3(tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text("version: 1\nsources:\n  - id: a\n  - title: T\n", encoding="utf-8")
    result = invoke("check", path)
    assert result.exit_code == 3
    assert result.stderr.splitlines() == [
        f"error: {path}:3: source 'a': the key 'title' is missing or empty. Add 'title: …'.",
        f"error: {path}:4: source 2: the key 'id' is missing or empty. Add 'id: a-short-name'.",
        "Invalid: 2 problems.",
    ]


@pytest.mark.parametrize("command", ["check", "list"])
def test_without_a_registry_the_usage_is_told(command: str) -> None:
    result = invoke(command)
    assert result.exit_code == 2
    assert "Name a registry: a YAML file, or a folder of them." in result.stderr


def test_list_prints_a_table(registry: Path) -> None:
    head, row = invoke("list", registry).stdout.splitlines()
    assert head.split() == ["id", "citation", "design", "status", "passages"]
    assert row.split() == ["doe-2020", "Doe", "2020", "rct", "current", "1"]


def test_list_as_json_gives_every_column(registry: Path) -> None:
    content = json.loads(invoke("list", registry, "-f", "json").stdout)
    assert content["applies-to"] == ["melatonin"]
    assert list(content["sources"][0]) == list(COLUMNS)
    assert content["sources"][0]["link"] == "https://doi.org/10.1000/abc"


def test_list_as_csv_has_no_formulas(registry: Path) -> None:
    rows = list(csv.DictReader(StringIO(invoke("list", "-r", registry, "-f", "csv").stdout)))
    assert [row["id"] for row in rows] == ["doe-2020"]
    assert rows[0]["title"] == "'=Melatonin for sleep"
