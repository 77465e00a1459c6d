"""Which findings a baseline takes: those that were there, whatever has moved, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Finding, Report
from audit.suppression import Policy, suppress
from audit.suppression.baseline_file import load_baseline, renew, write_baseline
from audit.suppression.model import Baseline
from claims.errors import UsageError
from tests.audit.toy import counting, finding, make_report

PAGE = "# Zinc\n\nZinc cures colds. Zinc is safe for everyone.\n\nZinc works within an hour.\n"


def taken(report: Report, file: str = "baseline.yml") -> Baseline:
    return renew(report, Baseline(file=file)).baseline


def held(report: Report, baseline: Baseline) -> Report:
    return suppress(report, Policy(baseline=baseline))


def told(report: Report) -> list[tuple[str, int | None]]:
    return [(n.rule, n.line) for n in report.notices]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        "\n\n\n" + PAGE,
        PAGE.replace("Zinc works within", "Zinc works\nwithin"),
        PAGE.replace("# Zinc", "# All about zinc"),
        PAGE.replace("Zinc is safe", "Zinc **is safe**"),
        "Zinc works within an hour.\n\nZinc is safe for everyone. Zinc cures colds.\n",
    ],
    ids=["unchanged", "moved down", "re-wrapped", "another heading", "emphasised", "another order"],
)
def test_what_was_there_does_not_return(page: str) -> None:
    report = held(make_report({"a.md": page}), taken(make_report({"a.md": PAGE})))
    assert counting(report) == []
    assert report.notices == ()
    assert report.baselined


def test_what_is_new_counts() -> None:
    baseline = taken(make_report({"a.md": PAGE}))
    page = PAGE + "\nZinc cures colds. Zinc cures everything.\n"
    assert counting(held(make_report({"a.md": page}), baseline)) == ["Zinc cures colds.", "Zinc cures everything."]
    assert counting(held(make_report({"a.md": PAGE, "b.md": "Zinc cures colds.\n"}), baseline)) == ["Zinc cures colds."]


def test_another_rule_on_an_accepted_claim_counts() -> None:
    baseline = taken(make_report({"a.md": PAGE}, lambda _: (finding("unsupported"),)))
    both = make_report({"a.md": PAGE}, lambda _: (finding("unsupported"), finding("vague-attribution", "minor")))
    assert {f.rule for d in held(both, baseline).documents for a in d.assessments for f in a.findings
            if f.suppressed is None} == {"vague-attribution"}  # fmt: skip


def test_two_findings_of_one_rule_are_told_apart_by_their_subject() -> None:
    def missing(*subjects: str) -> Report:
        found = tuple(finding("missing-required-statement", subject=s) for s in subjects)
        return make_report({"a.md": "Zinc helps.\n"}, lambda _: found)

    report = held(missing("not-a-cure", "see-a-doctor"), taken(missing("not-a-cure")))
    (assessment,) = report.documents[0].assessments
    assert {f.subject: f.suppressed is not None for f in assessment.findings} == {
        "not-a-cure": True, "see-a-doctor": False,
    }  # fmt: skip


def test_what_has_become_worse_counts_and_is_said() -> None:
    baseline = taken(make_report({"a.md": PAGE}, lambda _: (finding("outdated", "major"),)))
    report = held(make_report({"a.md": PAGE}, lambda _: (finding("outdated", "critical"),)), baseline)
    assert len(counting(report)) == 3
    assert {rule for rule, _ in told(report)} == {"worse-than-baseline"}
    milder = held(make_report({"a.md": PAGE}, lambda _: (finding("outdated", "minor"),)), baseline)
    assert counting(milder) == []


def test_a_renamed_document_keeps_its_entries_and_a_copied_one_does_not(folder: Path) -> None:
    baseline = taken(make_report({"a.md": PAGE}))
    (folder / "b.md").write_text(PAGE, encoding="utf-8")
    assert len(counting(held(make_report({"b.md": PAGE}), baseline))) == 3
    (folder / "a.md").unlink()
    assert counting(held(make_report({"b.md": PAGE}), baseline)) == []


def test_paths_count_from_the_folder_of_the_baseline(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline = taken(make_report({str(folder / "a.md"): PAGE}), "ci/baseline.yml")
    assert {e.document for e in baseline.entries} == {"../a.md"}
    inner = folder / "ci"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert counting(held(make_report({"../a.md": PAGE}), replace(baseline, file="baseline.yml"))) == []


def test_stale_entries_are_reported_for_what_was_audited_only(folder: Path) -> None:
    (folder / "b.md").write_text(PAGE, encoding="utf-8")
    file = folder / "baseline.yml"
    file.write_text(write_baseline(taken(make_report({"a.md": PAGE, "b.md": PAGE}))), encoding="utf-8")
    report = held(make_report({"a.md": "Zinc cures colds.\n"}), load_baseline("baseline.yml"))
    stale = [n.message for n in report.notices]
    assert [m.partition(" any more")[0] for m in stale] == [
        "Nothing meets unsupported “Zinc is safe for everyone.” in a.md",
        "Nothing meets unsupported “Zinc works within an hour.” in a.md",
    ]
    lines = file.read_text(encoding="utf-8").splitlines()
    assert all(n.line and lines[n.line - 1] == '  - document: "a.md"' for n in report.notices)


def test_an_entry_holds_up_to_its_day() -> None:
    baseline = renew(
        make_report({"a.md": PAGE}), Baseline(file="baseline.yml"), reason="before the tool", expires=date(2026, 11, 22)
    ).baseline
    on_the_day = held(make_report({"a.md": PAGE}), baseline)
    assert counting(on_the_day) == []
    (first, *_) = on_the_day.documents[0].assessments
    assert first.findings[0].suppressed is not None
    assert first.findings[0].suppressed.reason == "before the tool (until 2026-11-22)"
    after = held(make_report({"a.md": PAGE}, as_of=date(2026, 11, 23)), baseline)
    assert len(counting(after)) == 3
    assert {rule for rule, _ in told(after)} == {"expired-baseline"}


def test_a_renewal_keeps_reasons_and_dates_drops_what_is_gone_and_accepts_what_is_new(folder: Path) -> None:
    (folder / "b.md").write_text(PAGE, encoding="utf-8")
    old = renew(make_report({"a.md": PAGE, "b.md": PAGE}), Baseline(file="baseline.yml"), reason="old").baseline
    renewal = renew(make_report({"a.md": "Zinc cures colds.\n\nZinc is new.\n"}), old, reason="young")
    assert (renewal.new, renewal.kept, renewal.expired, renewal.dropped) == (1, 4, 0, 2)
    assert [(e.document, e.statement, e.reason) for e in renewal.baseline.entries] == [
        ("a.md", "Zinc cures colds.", "old"),
        ("a.md", "Zinc is new.", "young"),
        ("b.md", "Zinc cures colds.", "old"),
        ("b.md", "Zinc is safe for everyone.", "old"),
        ("b.md", "Zinc works within an hour.", "old"),
    ]
    pruned = renew(make_report({"a.md": "Zinc cures colds.\n\nZinc is new.\n"}), old, prune=True)
    assert (pruned.new, pruned.kept, pruned.dropped) == (0, 4, 2)


def test_an_expired_entry_is_not_renewed_by_the_way() -> None:
    old = renew(make_report({"a.md": PAGE}), Baseline(file="b.yml"), expires=date(2026, 1, 1)).baseline
    renewal = renew(make_report({"a.md": PAGE}), old)
    assert (renewal.new, renewal.expired) == (0, 3)
    assert {e.expires for e in renewal.baseline.entries} == {date(2026, 1, 1)}


def test_a_finding_on_a_whole_document_can_be_accepted() -> None:
    def with_note(report: Report) -> Report:
        note = Finding("no-claims-found", finding().severity, "…")
        return replace(report, documents=tuple(replace(d, findings=(note,)) for d in report.documents))

    baseline = taken(with_note(make_report({"a.md": "\n"})))
    (document,) = held(with_note(make_report({"a.md": "\n\n"})), baseline).documents
    assert document.findings[0].suppressed is not None


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_words_survive_the_file(statement: str, reason: str) -> None:
    words = "".join(c for c in f"Zinc {statement}" if c not in ".\r\n#" and not 0xD800 <= ord(c) <= 0xDFFF) + "."
    why = "".join(c for c in reason if not 0xD800 <= ord(c) <= 0xDFFF)
    baseline = renew(make_report({"a.md": words}), Baseline(file="r.yml"), reason=why if why.strip() else None).baseline
    Path("r.yml").write_text(write_baseline(baseline), encoding="utf-8", newline="\n")
    read = load_baseline("r.yml")
    assert tuple(replace(e, line=None) for e in read.entries) == baseline.entries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version: 2\nfindings: []\n", "b.yml:1: its version is not known. Write 'version: 1'"),
        ("version: 1\nentries: []\n", "b.yml:1: it must have the keys 'version' and 'findings' only."),
        ("version: 1\nfindings: {}\n", "b.yml:2: 'findings' must be a list."),
        ("version: 1\nfindings:\n  - documnt: a.md\n", "b.yml:3: unknown key 'documnt'. Did you mean 'document'?"),
        ("version: 1\nfindings:\n  - rule: a\n    severity: major\n", "b.yml:3: this baseline has no 'document'."),
        (
            "version: 1\nfindings:\n  - document: a\n    rule: b\n    severity: bad\n",
            "b.yml:5: there is no severity 'bad'. Use one of critical, major, minor, info.",
        ),
        (
            "version: 1\nfindings:\n  - document: a\n    rule: b\n    severity: info\n    expires: soon\n",
            "b.yml:6: 'expires' must be a date. Write it as 2027-01-31.",
        ),
        ("version: 1\nfindings: [\n", "not valid YAML"),
    ],
)
def test_a_broken_file_is_named_with_its_line(text: str, message: str) -> None:
    Path("b.yml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_baseline("b.yml")
    assert message in str(caught.value)


SENTENCES = [f"Claim number {word} is made." for word in ("one", "two", "three", "four", "five", "six", "seven")]


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """Draw a page, the page after edits elsewhere, and the words of the claims that the edits added."""
    old = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
    new = draw(st.lists(st.sampled_from(SENTENCES), max_size=3))
    blocks = [[s] for s in old]
    for sentence in new:
        blocks.insert(draw(st.integers(0, len(blocks))), [sentence])
    order = draw(st.permutations(range(len(blocks)))) if draw(st.booleans()) else range(len(blocks))
    parts = []
    for number in order:
        text = blocks[number][0]
        if draw(st.booleans()):
            text = text.replace(" is ", draw(st.sampled_from(["\nis ", " **is** ", "  is "])))
        parts.append(draw(st.sampled_from(["", "# A heading\n\n", "\n\n", "Is it so?\n\n"])) + text)
    return "\n\n".join(old), "\n\n".join(parts), new


@given(edits())
@settings(max_examples=500)
def test_five_hundred_edits_elsewhere_bring_nothing_back_and_hide_nothing(edit: tuple[str, str, list[str]]) -> None:
    before, after, added = edit
    report = held(make_report({"a.md": after}), taken(make_report({"a.md": before})))
    assert sorted(counting(report)) == sorted(added)
