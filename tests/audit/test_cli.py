"""The command line as its users meet it: messages, exit codes, formats, standard input."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from audit.cli import run

pytestmark = pytest.mark.usefixtures("folder")

REGISTRY = """\
version: 1
applies-to: [zinc]
sources:
  - id: lozenge-2019
    title: An invented trial of zinc lozenges for the common cold
    design: rct
    population: adults with a common cold
    sample-size: 140
    evidence:
      - id: duration
        text: Zinc lozenges shortened common colds by two days compared with placebo.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources.yml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "draft.md").write_text("# Zinc\n\nZinc lozenges cure HIV within two hours.\n", encoding="utf-8")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "no-such.md", "-r", "sources.yml"]) == 2
    assert told(capsys) == "error: no-such.md: no such file or folder. Check the path.\n"


def test_check_without_a_registry_says_where_to_name_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "draft.md"]) == 2
    assert "No registry. Name one with -r, or in claims-audit.yml under 'registry'." in told(capsys)


def test_the_configuration_names_the_registry(folder: Path) -> None:
    (folder / "claims-audit.yml").write_text("registry: sources.yml\ngate: draft\n", encoding="utf-8")
    assert run(["check", "draft.md"]) == 0


@pytest.mark.parametrize(
    ("registry", "message"),
    [
        (
            REGISTRY + REGISTRY.split("sources:\n")[1],
            "sources.yml:12: the source id 'lozenge-2019' is already used at sources.yml:4.",
        ),
        (REGISTRY.replace("design: rct", "desing: rct"), "sources.yml:6: "),
        (
            REGISTRY + "claims:\n  - id: short\n    text: Zinc helps.\n    evidence: [lozenge-2019#nope]\n",
            "sources.yml:15: ",
        ),
        (REGISTRY.replace("sources:\n", "sources: [\n"), "not valid YAML"),
    ],
    ids=["an id twice", "an unknown key", "a dangling reference", "broken YAML"],
)
def test_an_invalid_registry_is_exit_code_three(
    folder: Path, capsys: pytest.CaptureFixture[str], registry: str, message: str
) -> None:
    (folder / "sources.yml").write_text(registry, encoding="utf-8")
    assert run(["check", "draft.md", "-r", "sources.yml"]) == 3
    error = told(capsys)
    assert message in error
    assert "Traceback" not in error


def test_an_empty_file_passes(folder: Path) -> None:
    (folder / "empty.md").write_text("", encoding="utf-8")
    assert run(["check", "empty.md", "-r", "sources.yml"]) == 0


def test_a_folder_without_copy_passes_with_a_warning(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "images").mkdir()
    assert run(["check", "images", "-r", "sources.yml"]) == 0
    assert "warning: no copy was found" in told(capsys)


def test_a_file_that_is_not_text_is_skipped_and_the_others_are_audited(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "latin.md").write_bytes(b"caf\xe9 helps\n")
    (folder / "fine.md").write_text("Call us today!\n", encoding="utf-8")
    assert run(["check", "latin.md", "fine.md", "-r", "sources.yml", "-f", "json"]) == 3
    report = json.loads(capsys.readouterr().out)
    assert [d["uri"] for d in report["documents"]] == ["latin.md", "fine.md"]
    assert "UTF-8" in report["documents"][0]["skipped"]


def test_an_overclaim_fails_the_gate_and_passes_as_a_draft() -> None:
    assert run(["check", "draft.md", "-r", "sources.yml"]) == 1
    assert run(["check", "draft.md", "-r", "sources.yml", "--gate", "draft"]) == 0


def test_reports_are_written_by_suffix_and_by_name(folder: Path) -> None:
    outputs = ["-o", "out/report.json", "-o", "html:out/page", "-o", "out/report.html"]
    assert run(["check", "draft.md", "-r", "sources.yml", "--gate", "draft", *outputs]) == 0
    assert json.loads((folder / "out/report.json").read_text(encoding="utf-8"))["schema"] == "claims-audit/report/1"
    assert (folder / "out/page").read_text(encoding="utf-8") == (folder / "out/report.html").read_text(encoding="utf-8")


def test_a_format_nobody_knows_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "draft.md", "-r", "sources.yml", "-o", "report.pdf"]) == 2
    assert "cannot tell the format of the report 'report.pdf'." in told(capsys)


def test_the_same_input_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        run(["check", "draft.md", "-r", "sources.yml", "-f", "json", "--as-of", "2026-11-22"])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0])["as-of"] == "2026-11-22"


def test_a_bad_day_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "draft.md", "-r", "sources.yml", "--as-of", "soon"]) == 2
    assert "Write it as 2026-11-22." in told(capsys)


def test_claims_lists_what_is_checkable_and_with_all_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "page.txt").write_text("Zinc shortens colds by two days.\n\nReady to feel better?\n", encoding="utf-8")
    assert run(["claims", "page.txt", "-f", "json"]) == 0
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert [c["text"] for c in document["claims"]] == ["Zinc shortens colds by two days."]
    assert run(["claims", "page.txt", "--all", "-f", "json"]) == 0
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert [c["text"] for c in document["claims"] if not c["checkable"]] == ["Ready to feel better?"]


def test_compare_gives_a_row_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["compare", "--claim", "Pain eases within 2 hours.", "--evidence", "Pain had eased after 24 hours."]) == 0
    )
    row = json.loads(capsys.readouterr().out)
    assert {
        "id",
        "stance",
        "verdict",
        "confidence",
        "scores",
        "claim-strength",
        "evidence-strength",
        "overstatements",
        "reason",
    } <= row.keys()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"claim": "Zinc helps."}', "pairs.jsonl:1: a row needs a claim"),
        ("{claim}", "pairs.jsonl:1: not valid JSON"),
        ("[]", "pairs.jsonl:1: not a JSON object."),
    ],
)
def test_a_bad_row_is_named_by_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    (folder / "pairs.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run(["compare", "pairs.jsonl"]) == 2
    assert message in told(capsys)


def test_init_overwrites_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    assert (folder / "sources.yml").read_text(encoding="utf-8") == REGISTRY
    assert "kept     sources.yml" in capsys.readouterr().out
    assert (folder / "claims-audit.yml").is_file()


def test_the_starter_kit_is_a_valid_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    (tmp_path / "copy.txt").write_text("Example Balm is made in a small town.\n", encoding="utf-8")
    assert run(["sources", "check", "sources.yml"]) == 0
    assert run(["check", "copy.txt", "--gate", "draft"]) == 0


def test_a_slip_in_a_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chek"]) == 2
    assert "Did you mean 'check'?" in told(capsys)


def test_explain_knows_every_facet_and_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "overstated-timeframe"]) == 0
    assert "What it means" in capsys.readouterr().out
    assert run(["explain", "timefram"]) == 2
    assert "Did you mean timeframe" in told(capsys)


@pytest.mark.parametrize(
    ("arguments", "schema"),
    [
        (["check", "draft.md", "-r", "sources.yml", "--gate", "draft", "-f", "json"], "report-1"),
        (["claims", "draft.md", "--all", "-f", "json"], "claims-1"),
        (
            ["compare", "--claim", "Pain eases within 2 hours.", "--evidence", "Pain had eased after a day."],
            "compare-1",
        ),
    ],
    ids=["check", "claims", "compare"],
)
def test_what_a_command_writes_keeps_its_schema(
    arguments: list[str], schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    folder = files("reports") / "schema"
    schemas = {p.name: json.loads(p.read_text(encoding="utf-8")) for p in folder.iterdir() if p.name.endswith(".json")}
    registry = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())
    validator = Draft202012Validator(schemas[f"{schema}.schema.json"], registry=registry)
    written = json.loads(capsys.readouterr().out)
    assert [e.message for e in validator.iter_errors(written)] == []


def test_a_second_look_at_an_unchanged_file_loads_no_language_model_and_gives_the_same_bytes(folder: Path) -> None:
    script = "import sys; from audit.cli import run; code = run(sys.argv[1:]); print('spacy' in sys.modules, code)"
    environment = {**os.environ, "CLAIMS_AUDIT_CACHE": str(folder / "cache"), "PYTHONHASHSEED": "1"}

    def checked(*more: str) -> tuple[str, str]:
        arguments = ["check", "draft.md", "-r", "sources.yml", "-o", "json:report.json", "-o", "report.html", *more]
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], env=environment, capture_output=True, text=True, check=True
        )
        shown, _, loaded = done.stdout.rstrip("\n").rpartition("\n")
        written = [(folder / name).read_text(encoding="utf-8") for name in ("report.json", "report.html")]
        return loaded, "\0".join([shown, *written])

    first, second = checked(), checked()
    assert (first[0], second[0]) == ("True 1", "False 1")
    assert second[1] == first[1]


def test_an_excluded_file_is_left_out_of_a_folder_and_audited_when_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "claims-audit.yml").write_text("registry: sources.yml\nexclude: [old/]\n", encoding="utf-8")
    (folder / "old").mkdir()
    (folder / "old" / "page.md").write_text("# Empty\n", encoding="utf-8")
    assert run(["check", "old", "--gate", "draft"]) == 0
    assert "no copy was found" in told(capsys)
    assert run(["check", "old/page.md", "--gate", "draft"]) == 0
    assert "no copy was found" not in told(capsys)


def test_the_configuration_may_name_the_copy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "-r", "sources.yml"]) == 2
    assert "No copy. Name files or folders, or put them into claims-audit.yml under 'paths'." in told(capsys)
    (folder / "claims-audit.yml").write_text("registry: sources.yml\npaths: [missing.md]\n", encoding="utf-8")
    assert run(["check"]) == 2
    assert "missing.md: no such file or folder. Check 'paths' in" in told(capsys)


def test_watching_standard_input_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "-", "--watch", "-r", "sources.yml"]) == 2
    assert "--watch goes with neither --since nor standard input" in told(capsys)


def test_verbose_tells_what_took_how_long(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.md").write_text("", encoding="utf-8")
    assert run(["check", "empty.md", "-r", "sources.yml", "-v", "--no-cache"]) == 0
    assert re.search(r"Time: registry \d+\.\d\d s, audit \d+\.\d\d s, report \d+\.\d\d s\.", told(capsys))


def test_config_shows_what_is_in_force_and_from_where(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "gate: strict\nrules: {outdated: off}\noverrides:\n  - paths: blog/\n    market: US\n"
    (folder / "claims-audit.yml").write_text(text, encoding="utf-8")
    assert run(["config", "blog/post.md"]) == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    path = str(folder / "claims-audit.yml")
    assert ["Configuration:", path] in shown
    assert ["gate", "strict", f"{path}:1"] in shown
    assert ["rules.outdated", "off", f"{path}:2"] in shown
    assert ["market", "US", f"{path}:5"] in shown
    assert ["candidates", "8", "default"] in shown
    assert run(["config", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["settings"]["market"] == {"value": None, "origin": "default"}
    assert data["settings"]["gate"] == {"value": "strict", "origin": f"{path}:1"}


def test_the_cache_says_what_it_holds_and_can_be_cleared(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_AUDIT_CACHE", str(folder / "cache"))
    (folder / "empty.md").write_text("", encoding="utf-8")
    assert run(["check", "empty.md", "-r", "sources.yml"]) == 0
    capsys.readouterr()
    assert run(["cache", "info"]) == 0
    shown = capsys.readouterr().out
    assert f"Folder: {folder / 'cache'}\n" in shown
    assert re.search(r"^ +1 document audited, \d+ bytes$", shown, re.MULTILINE)
    assert run(["cache", "clear"]) == 0
    assert re.search(r"Removed \d entries from ", capsys.readouterr().out)
    assert run(["cache", "info"]) == 0
    assert "     0 documents audited, 0 bytes" in capsys.readouterr().out


def test_the_configuration_weighs_findings_for_some_paths_apart(folder: Path) -> None:
    rules = "contradicted overstated misattributed outdated unsupported missing-required-statement vague-attribution"
    weighed = ", ".join(f"{rule}: info" for rule in rules.split())
    overrides = f"overrides:\n  - paths: [draft.md]\n    severities: {{{weighed}}}\n"
    (folder / "claims-audit.yml").write_text(f"registry: sources.yml\n{overrides}", encoding="utf-8")
    (folder / "other.md").write_text((folder / "draft.md").read_text(encoding="utf-8"), encoding="utf-8")
    assert run(["check", "draft.md"]) == 0
    assert run(["check", "other.md"]) == 1
    off = ", ".join(f"{rule}: off" for rule in [*rules.split(), "needs-review"])
    (folder / "claims-audit.yml").write_text(f"registry: sources.yml\nrules: {{{off}}}\n", encoding="utf-8")
    assert run(["check", "other.md", "-o", "json:report.json"]) == 0
    (document,) = json.loads((folder / "report.json").read_text(encoding="utf-8"))["documents"]
    assert [claim["findings"] for claim in document["claims"]] == [[] for _ in document["claims"]]


def test_a_higher_threshold_takes_fewer_sentences_for_claims(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "claims-audit.yml").write_text("thresholds: {check-worthiness: 1.0}\n", encoding="utf-8")
    assert run(["claims", "draft.md", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["claims"] == 0
