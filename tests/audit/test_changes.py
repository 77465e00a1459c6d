"""`--since`: the findings of a full audit, restricted to what the change touches, and no others."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from audit.changes import changes_since
from audit.cli.acceptance import narrow
from audit.model import Finding, Report
from claims.errors import UsageError
from claims.model import Copy, Skipped
from tests.audit.toy import Judge, counting, everything_is_unsupported, finding, make_report

OLD = "# Zinc\n\nZinc cures colds. Zinc is safe.\n\nZinc works\nwithin an hour.\n\nZinc tastes fine.\n"


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet", "--initial-branch", "main")
    (tmp_path / "a.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "b.md").write_text(OLD, encoding="utf-8")
    (tmp_path / ".gitignore").write_text("c.md\n", encoding="utf-8")
    git("add", "--all")
    git("commit", "--quiet", "--message", "before")
    return tmp_path


def since(revision: str, judge: Judge = everything_is_unsupported) -> Report:
    """Audit the folder as `check --since` does, with a judge in the place of the pipeline."""
    changes = changes_since(revision, Path.cwd())
    files = [p for p in sorted(Path().glob("**/*.md")) if changes.touches(p)]
    report = make_report({p.as_posix(): p.read_text(encoding="utf-8") for p in files}, judge)

    def audited(copies: Iterable[Copy | Skipped]) -> Report:
        return make_report({c.uri: c.text for c in copies if isinstance(c, Copy)}, judge)

    return narrow(report, changes, audited)


def found(report: Report) -> Mapping[str, list[str]]:
    """Return the words of the claims whose findings count, by document."""
    return {
        d.uri: [a.claim.analysis.text for a in d.assessments for f in a.findings if f.suppressed is None]
        for d in report.documents
    }


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), {}),
        (("tastes fine", "tastes good"), {"a.md": ["Zinc tastes good."]}),
        (("# Zinc\n", "\n\n# Zinc\n"), {"a.md": []}),
        (("Zinc works\nwithin", "Zinc works\nfast\nwithin"), {"a.md": ["Zinc works fast within an hour."]}),
        (("Zinc tastes fine.\n", ""), {"a.md": []}),
        (("Zinc works\nwithin an hour.", "Zinc works."), {"a.md": ["Zinc works."]}),
        (("Zinc is safe.", "Zinc is good."), {"a.md": ["Zinc cures colds.", "Zinc is good."]}),
        (("tastes fine.\n", "tastes fine.\n\nZinc heals.\n"), {"a.md": ["Zinc heals."]}),
    ],
    ids=[
        "nothing", "a line", "blank lines above", "a line within a sentence", "a sentence taken out",
        "a sentence that lost a line", "one of two sentences on a line", "a sentence added",
    ],
)  # fmt: skip
def test_only_what_the_change_touches(
    repository: Path, change: tuple[str, str], expected: Mapping[str, list[str]]
) -> None:
    (repository / "a.md").write_text(OLD.replace(*change) if change[0] else OLD, encoding="utf-8")
    assert found(since("HEAD")) == expected
    git("commit", "--quiet", "--all", "--allow-empty", "--message", "after")
    assert found(since("HEAD~1")) == expected


def test_any_change_gives_what_a_full_audit_gives_on_the_lines_it_touches(repository: Path) -> None:
    draw = random.Random(20261122)  # noqa: S311  sampling is no cryptography
    page = "".join(f"Claim {i} is\nmade. Claim {i}b is made.\n\n" for i in range(12))
    (repository / "a.md").write_text(page, encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "long")
    for _ in range(12):
        lines = page.splitlines(keepends=True)
        for _ in range(draw.randint(1, 4)):
            place = draw.randrange(len(lines))
            lines[place : place + draw.randint(0, 1)] = draw.choice(
                [["\n"], [f"Claim {draw.randint(100, 999)} is new.\n"], ["Claim x is\n"]]
            )
        new = "".join(lines)
        (repository / "a.md").write_text(new, encoding="utf-8")
        (full,) = make_report({"a.md": new}).documents
        old = set(counting(make_report({"a.md": page})))
        changed = blamed("a.md")
        expected = [
            a.claim.analysis.text
            for a in full.assessments
            if a.claim.analysis.text not in old or changed & set(range(a.claim.span.line, a.claim.span.end_line + 1))
        ]
        assert found(since("HEAD")).get("a.md", []) == expected


def blamed(path: str) -> set[int]:
    """Return the lines that git blames on nobody yet."""
    told = subprocess.run(["git", "blame", "-s", "-l", path], check=True, capture_output=True, text=True).stdout
    return {number for number, line in enumerate(told.splitlines(), start=1) if line.startswith("0" * 40)}


def test_a_sentence_that_lost_a_line_without_words_is_touched(repository: Path) -> None:
    (repository / "a.md").write_text(OLD.replace("Zinc works\n", "Zinc works\n**\n"), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "marks")
    (repository / "a.md").write_text(OLD, encoding="utf-8")
    assert found(since("HEAD")) == {"a.md": ["Zinc works within an hour."]}


def test_the_configuration_of_git_changes_nothing(repository: Path) -> None:
    page = OLD.replace("cures colds", "cures warts").replace("tastes fine", "tastes good")
    (repository / "a.md").write_text(page, encoding="utf-8")
    plain = found(since("HEAD"))
    settings = {
        "diff.interHunkContext": "9", "diff.context": "9", "diff.noprefix": "true", "color.ui": "always",
        "diff.external": "false", "diff.renames": "false", "core.quotePath": "true",
    }  # fmt: skip
    for name, value in settings.items():
        git("config", name, value)
    assert found(since("HEAD")) == plain
    assert plain == {"a.md": ["Zinc cures warts.", "Zinc is safe.", "Zinc tastes good."]}


def test_a_new_document_counts_whole_and_an_ignored_one_as_well(repository: Path) -> None:
    (repository / "new.md").write_text("Zinc is new.\n", encoding="utf-8")
    (repository / "c.md").write_text("Zinc is ignored.\n", encoding="utf-8")
    assert found(since("HEAD")) == {"new.md": ["Zinc is new."], "c.md": ["Zinc is ignored."]}


def test_a_renamed_document_is_compared_with_what_it_was(repository: Path) -> None:
    git("mv", "a.md", "moved é.md")
    path = repository / "moved é.md"
    path.write_text(OLD.replace("tastes fine", "tastes good"), encoding="utf-8")
    assert found(since("HEAD")) == {"moved é.md": ["Zinc tastes good."]}


def test_what_others_added_meanwhile_is_no_change_of_ours(repository: Path) -> None:
    git("checkout", "--quiet", "-b", "ours")
    (repository / "b.md").write_text(OLD.replace("fine", "good"), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "ours")
    git("checkout", "--quiet", "main")
    (repository / "a.md").write_text(OLD.replace("fine", "bad"), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", "theirs")
    git("checkout", "--quiet", "ours")
    assert found(since("main")) == {"b.md": ["Zinc tastes good."]}


def test_harm_done_elsewhere_is_seen(repository: Path) -> None:
    """A claim on a line that nobody touched lacks a statement that stood at the end of the page."""

    def judge(words: str) -> tuple[Finding, ...]:
        page = (repository / "a.md").read_text(encoding="utf-8") if judge.new else OLD  # type: ignore[attr-defined]
        bare = "tastes fine" not in page
        return (finding("missing-required-statement"),) if bare and "cures" in words else ()

    (repository / "a.md").write_text(OLD.replace("Zinc tastes fine.\n", ""), encoding="utf-8")
    changes = changes_since("HEAD", Path.cwd())
    judge.new = True  # type: ignore[attr-defined]
    report = make_report({"a.md": (repository / "a.md").read_text(encoding="utf-8")}, judge)

    def audited(copies: Iterable[Copy | Skipped]) -> Report:
        judge.new = False  # type: ignore[attr-defined]
        return make_report({c.uri: c.text for c in copies if isinstance(c, Copy)}, judge)

    assert found(narrow(report, changes, audited)) == {"a.md": ["Zinc cures colds."]}


def test_the_report_says_since_when(repository: Path) -> None:
    (repository / "a.md").write_text("Zinc is new.\n", encoding="utf-8")
    assert since("HEAD").since == "HEAD"


@pytest.mark.parametrize("revision", ["no-such", "--all", "HEAD~9", ""])
def test_a_revision_that_is_not_there_is_named(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError) as caught:
        changes_since(revision, repository)
    assert f"there is no revision '{revision}'." in str(caught.value)


def test_a_folder_outside_a_repository_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="this folder is in no git repository"):
        changes_since("HEAD", tmp_path)


def test_histories_that_never_met_are_named(repository: Path) -> None:
    git("checkout", "--quiet", "--orphan", "other")
    git("commit", "--quiet", "--message", "elsewhere")
    with pytest.raises(UsageError, match="'main' and HEAD have no common history here"):
        changes_since("main", repository)
