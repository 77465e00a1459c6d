from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.errors import RegistryError, UsageError
from sources import files
from sources.designs import Study, read_design
from sources.files import InvalidRegistryError
from sources.inspection import inspect
from sources.model import Design, Registry, Source, Status
from sources.registry import load
from sources.validation import schema

CASES = Path(__file__).parents[1] / "cases" / "registry"
INVALID = yaml.safe_load((CASES / "invalid.yaml").read_text(encoding="utf-8"))
DESIGNS = yaml.safe_load((CASES / "designs.yaml").read_text(encoding="utf-8"))

VALID = """\
version: 1
applies-to: [melatonin]
sources:
  - id: doe-2020
    type: article-journal
    title: >-
      Melatonin
      for sleep
    author: [{family: Doe, given: Jane}]
    issued: 2020-05-01
    DOI: https://doi.org/10.1000/ABC.1
    PMID: 12345678
    volume: 12
    design: Double-blind randomized trial
    population: adults with insomnia
    intervention: melatonin 2 mg
    comparator: placebo
    sample-size: 40
    review-by: 2027-06-30
    evidence:
      - id: latency
        text: They fell asleep 9 minutes sooner.
        locator: 4
      - id: extension
        text: Sleep stayed better for a year.
        population: those who slept better
        design: cohort
        blinding: open
        control: none
        sample-size: 12
claims:
  - id: sooner
    text: You may fall asleep sooner.
    evidence: [doe-2020#latency]
    requires: [ask]
    audience: [public]
    market: [EU]
    approved-by: 14
    expires: 2027-01-31
statements:
  - id: ask
    text: Ask your doctor.
"""


def write(folder: Path, contents: dict[str, str | bytes]) -> Path:
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def source_of(folder: Path, fields: str) -> Source:
    write(folder, {"a.yml": f"version: 1\nsources:\n  - id: a\n    title: A title\n{fields}"})
    return load([folder]).sources[0]


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(InvalidRegistryError) as caught:
        load([folder])
    return [str(problem).replace(f"{folder.as_posix()}/", "") for problem in caught.value.problems]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case["name"])
def test_every_problem_is_told_with_its_line_and_a_remedy(case: dict[str, Any], tmp_path: Path) -> None:
    assert problems_of(write(tmp_path, case["files"])) == case["problems"]


def test_the_error_prints_all_its_problems_one_a_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.yml": "version: 1\nsources: [{id: a}, {id: b}]\n"})
    with pytest.raises(RegistryError) as caught:
        load([tmp_path])
    assert [line.partition(": ")[2][:10] for line in str(caught.value).splitlines()] == ["source 'a'", "source 'b'"]
    assert caught.value.exit_code == 3


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.yml": "version: 1\nsources:\n  - id: a\n    title: café\n".encode("latin-1")})
    assert problems_of(tmp_path) == ["a.yml:4: the file is not UTF-8 text. Save the file with the encoding UTF-8."]


@pytest.mark.parametrize("text", ["[" * 200 + "]" * 200, "\n" + "- " * 90_000], ids=["brackets", "dashes"])
def test_deep_nesting_is_refused_before_it_can_overflow(text: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.yml": text})
    assert "values are nested too deep. Check the indentation and the brackets." in problems_of(tmp_path)[0]


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    write(tmp_path, {"a.yml": "version: 1\n# " + "x" * 1024 * 1024})
    assert problems_of(tmp_path) == ["a.yml: the file is larger than 1 MiB. Split it into several files in one folder."]


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.yml": f"version: 1\nstatements: [{{id: a, text: {'x' * 20_001}}}]\n"})
    assert problems_of(tmp_path) == [
        "a.yml:2: statement 'a': 'text' has 20,001 characters; 20,000 are allowed. Shorten or split it."
    ]


def test_a_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.yml: no such file or folder"):
        load([tmp_path / "absent.yml"])


def test_a_folder_without_registry_files_is_a_usage_error(tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": "version: 1", ".hidden/a.yml": "version: 1"})
    with pytest.raises(UsageError, match="no registry file"):
        load([tmp_path])


def test_a_source_keeps_its_bibliographic_fields_in_one_spelling(tmp_path: Path) -> None:
    source = load([write(tmp_path, {"a.yml": VALID})]).sources[0]
    assert source.csl == {
        "id": "doe-2020",
        "type": "article-journal",
        "title": "Melatonin for sleep",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [[2020, 5, 1]]},
        "DOI": "10.1000/ABC.1",
        "PMID": "12345678",
        "volume": "12",
    }
    assert (source.year, source.review_by, source.status) == (2020, date(2027, 6, 30), Status.CURRENT)
    assert (source.subjects, source.line) == (("melatonin",), 4)


def test_a_passage_inherits_what_it_does_not_say_itself(tmp_path: Path) -> None:
    latency, extension = load([write(tmp_path, {"a.yml": VALID})]).passages
    assert (latency.name, latency.locator, latency.line) == ("doe-2020#latency", "4", 21)
    assert (latency.population, latency.comparator) == ("adults with insomnia", "placebo")
    assert (latency.design, latency.blinding, latency.sample_size) == (Design.RCT, "double", 40)
    assert (extension.population, extension.intervention) == ("those who slept better", "melatonin 2 mg")
    assert (extension.design, extension.blinding, extension.sample_size) == (Design.COHORT, "open", 12)


def test_an_uncontrolled_phase_has_no_comparator(tmp_path: Path) -> None:
    _, extension = load([write(tmp_path, {"a.yml": VALID})]).passages
    assert (extension.control, extension.comparator) == ("none", None)


def test_an_approved_claim_and_its_statement_are_read(tmp_path: Path) -> None:
    registry = load([write(tmp_path, {"a.yml": VALID})])
    claim, statement = registry.claims[0], registry.statements[0]
    assert (claim.evidence, claim.requires, claim.approved_by) == (("doe-2020#latency",), ("ask",), "14")
    assert (claim.audience, claim.market, claim.expires) == (("public",), ("EU",), date(2027, 1, 31))
    assert (statement.id, statement.text, statement.evidence) == ("ask", "Ask your doctor.", ())


def test_only_id_and_title_are_required(tmp_path: Path) -> None:
    source = source_of(tmp_path, "    PMID:\n    evidence:\n")
    assert (source.type, source.design, source.passages, source.year) == ("document", None, (), None)


def test_an_own_statement_of_blinding_outranks_the_words_of_the_design(tmp_path: Path) -> None:
    fields = "    design: double-blind randomised trial\n    blinding: single\n    evidence: [{id: b, text: c}]\n"
    assert source_of(tmp_path, fields).passages[0].blinding == "single"


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ("2013", 2013),
        ('"2013-10"', 2013),
        ("2013-10-01", 2013),
        ("{date-parts: [['2013', 10]]}", 2013),
        ("{raw: in press}", None),
    ],
)
def test_issued_takes_the_forms_of_the_contract(issued: str, year: int | None, tmp_path: Path) -> None:
    assert source_of(tmp_path, f"    issued: {issued}\n").year == year


@pytest.mark.parametrize("case", DESIGNS, ids=lambda case: str(case["text"]))
def test_designs_are_read_as_people_write_them(case: dict[str, str | None]) -> None:
    design = Design(case["design"]) if case["design"] else None
    assert read_design(str(case["text"])) == Study(design, case.get("blinding"), case.get("control"))


@pytest.mark.parametrize("design", Design)
def test_every_design_of_the_contract_is_itself(design: Design) -> None:
    assert read_design(design.value) == Study(design)


def test_the_schema_lists_what_the_types_know() -> None:
    source = schema()["$defs"]["source"]["properties"]
    assert set(source["design"]["examples"]) == set(Design)
    assert set(source["status"]["enum"]) == set(Status)


def test_the_schema_is_valid_and_describes_every_key() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(schema())
    nodes = [schema(), *(schema()["$defs"][name] for name in ("source", "entry", "claim", "statement"))]
    bare = [
        key
        for node in nodes
        for key, value in node["properties"].items()
        if "description" not in value and "$ref" not in value
    ]
    assert bare == []


def test_folders_are_read_in_order_and_each_file_once(tmp_path: Path) -> None:
    def named(id_: str) -> str:
        return f"version: 1\nsources: [{{id: {id_}, title: T}}]\n"

    write(tmp_path, {"b.yaml": named("b"), "a.yml": named("a"), "sub/c.yml": named("c"), "notes.md": "no"})
    registry = load([tmp_path, tmp_path / "a.yml"])
    assert [source.id for source in registry.sources] == ["a", "b", "c"]
    assert [Path(file).name for file in registry.files] == ["a.yml", "b.yaml", "c.yml"]


def test_the_digest_ignores_order_comments_and_layout(tmp_path: Path) -> None:
    one, two = "sources: [{id: a, title: T, PMID: 1}]\n", "sources: [{id: b, title: U}]\n"
    first = write(tmp_path / "1", {"a.yml": f"version: 1\n{one}", "b.yml": f"version: 1\n{two}"})
    other = f"# moved\nversion: 1\nsources:\n  - title: T  # the same\n    id: a\n    PMID: '1'\n"  # noqa: F541  as above
    second = write(tmp_path / "2", {"a.yml": f"version: 1\n{two}", "b.yml": other})
    assert load([first]).digest == load([second]).digest


def test_the_digest_changes_with_the_content(tmp_path: Path) -> None:
    first = write(tmp_path / "1", {"a.yml": VALID})
    second = write(tmp_path / "2", {"a.yml": VALID.replace("9 minutes", "8 minutes")})
    assert load([first]).digest != load([second]).digest


def test_a_byte_order_mark_and_windows_lines_change_nothing(tmp_path: Path) -> None:
    first = write(tmp_path / "1", {"a.yml": VALID})
    second = write(tmp_path / "2", {"a.yml": b"\xef\xbb\xbf" + VALID.replace("\n", "\r\n").encode()})
    assert load([first]).digest == load([second]).digest


def caveats_of(folder: Path, text: str, as_of: date = date(2026, 11, 22)) -> list[str]:
    registry = load([write(folder, {"a.yml": text})])
    return [str(caveat).replace(f"{folder.as_posix()}/", "") for caveat in inspect(registry, as_of)]


def test_a_sound_registry_has_no_caveats(tmp_path: Path) -> None:
    assert caveats_of(tmp_path, VALID) == []


def test_dates_are_judged_as_of_the_day_given(tmp_path: Path) -> None:
    assert caveats_of(tmp_path, VALID, date(2027, 7, 1)) == [
        "a.yml:4: source 'doe-2020' was to be reviewed by 2027-06-30. Review it and set a new date.",
        "a.yml:32: the approval of claim 'sooner' expired on 2027-01-31. Renew or remove it.",
        "a.yml:32: claim 'sooner' rests only on sources that no longer count: doe-2020. Replace them.",
    ]


def test_what_deserves_a_look_is_told(tmp_path: Path) -> None:
    text = """\
version: 1
sources:
  - {id: a, title: T, DOI: 10.1000/x}
  - {id: b, title: T, DOI: 10.1000/X, status: retracted, evidence: [{id: e, text: t}]}
  - {id: c, title: T, PMID: 5, status: concern, evidence: [{id: e, text: t}]}
  - {id: d, title: T, PMID: "5", evidence: [{id: e, text: t}]}
claims:
  - {id: bare, text: t}
  - {id: fallen, text: t, evidence: [b#e]}
  - {id: standing, text: t, evidence: [b#e, d#e]}
"""
    assert caveats_of(tmp_path, text) == [
        "a.yml:3: source 'a' has no evidence entries, so no claim can rest on it. Add what it found.",
        "a.yml:4: source 'b' is retracted: it supports nothing. Replace the source, and the claims that rest on it.",
        "a.yml:4: source 'b' has the same DOI as 'a'. Merge them, or correct the number.",
        "a.yml:5: source 'c' has an expression of concern. Read it, and decide whether claims may rest on this source.",
        "a.yml:6: source 'd' has the same PMID as 'c'. Merge them, or correct the number.",
        "a.yml:8: claim 'bare' names no evidence. Add the entries that it rests on.",
        "a.yml:9: claim 'fallen' rests only on sources that no longer count: b. Replace them.",
    ]


def example(root: Path) -> Registry:
    return load([root / "examples" / "ketamine" / "registry"])


def test_the_example_is_valid_and_without_caveats(root: Path) -> None:
    registry = example(root)
    assert inspect(registry, date(2026, 11, 22)) == ()
    assert {"murrough-2013#response-24h", "fda-2023#not-approved-psychiatric"} <= {p.name for p in registry.passages}


def test_the_example_says_who_was_blinded_and_what_was_compared(root: Path) -> None:
    passages = {passage.name: passage for passage in example(root).passages}
    open_label = passages["phillips-2019#repeated-response"]
    assert (open_label.design, open_label.blinding, open_label.control) == (Design.NON_RANDOMISED_TRIAL, "open", "none")
    assert passages["anand-2023#response-3wk"].blinding == "open"
    assert passages["murrough-2013#response-24h"].comparator == "midazolam"


def test_the_schema_on_disk_is_written_for_editors(root: Path) -> None:
    text = (root / "sources" / "schema" / "registry-1.schema.json").read_text(encoding="utf-8")
    assert json.loads(text)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
