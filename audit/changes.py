"""What changed since a revision: the lines of each file, as git sees them, and the findings that the change touches.

A changed document is audited whole, so that its claims keep their context. A finding counts where its sentence has a
line that was added or changed, or lost a line; and where the same audit of the old text does not make it, since a
change can do harm elsewhere: who cuts the required statement at the end of a page leaves the claim at its top bare.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audit.suppression.baseline import Spot, entry_of, matched, spots_of
from audit.suppression.model import Baseline
from claims.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audit.model import Assessment, Document, Finding, Report

_HUNK = re.compile(rb"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_DELETED = "D"
#: A diff without context, whatever the configuration of git on this machine says of algorithms and neighbours.
_EXACT = (
    "--unified=0", "--inter-hunk-context=0", "--diff-algorithm=myers", "--indent-heuristic", "--find-renames",
    "--no-color", "--no-ext-diff", "--no-textconv",
)  # fmt: skip
_HERE = "./-"  # stands for a baseline in the current folder: paths of documents count from there
_RENAMED = ("R", "C")


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one file of a working tree.

    `before` is its path at the revision, from the root of the repository; None where it was not there, and then all
    of it is new. `lines` are 1-based numbers of lines added or changed, `cuts` those behind which lines were taken
    out; git tells neither of a file that is not text.
    """

    before: str | None
    lines: frozenset[int] = frozenset()
    cuts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a working tree since `commit`; `tracked` are the files that git knows, all paths absolute."""

    revision: str
    commit: str
    root: Path
    files: Mapping[Path, str | None]
    tracked: frozenset[Path]

    def touches(self, path: Path) -> bool:
        """Whether the file at `path` changed; one that git does not know is all new."""
        absolute = path.resolve()
        return absolute in self.files or absolute not in self.tracked

    def change(self, path: Path) -> Change:
        """Return what changed in the file at `path`."""
        absolute = path.resolve()
        before = self.files.get(absolute)
        if before is None:
            return Change(None)
        after = absolute.relative_to(self.root).as_posix()
        pair = dict.fromkeys(f":(top,literal){name}" for name in (before, after))
        shown = _git(self.root, "diff", *_EXACT, self.commit, "--", *pair)
        hunks = [(int(m[1]), int(m[2]) if m[2] else 1) for m in _HUNK.finditer(shown)]
        added = (line for first, number in hunks for line in range(first, first + number))
        return Change(before, frozenset(added), frozenset(first for first, number in hunks if number == 0))

    def before(self, path: Path) -> bytes | None:
        """Return the file at `path` as it was, None where it was not there."""
        before = self.files.get(path.resolve())
        return None if before is None else _git(self.root, "cat-file", "blob", f"{self.commit}:{before}")


def changes_since(revision: str, folder: Path) -> Changes:
    """Find out what changed in the repository around `folder` since `revision` and the work tree parted.

    Compared is the point at which HEAD left `revision`, so that what others have added there since is not taken for
    a change made here. Raises `UsageError` where there is no repository, no such revision or no common history.
    """
    root = Path(_ask(folder, "rev-parse", "--show-toplevel", else_="this folder is in no git repository.")).resolve()
    named = _ask(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
        else_=f"there is no revision '{revision}'.",
    )  # fmt: skip
    commit = _ask(root, "merge-base", named, "HEAD", else_=f"'{revision}' and HEAD have no common history here.")
    files: dict[Path, str | None] = {}
    raw = _git(root, "diff", "--name-status", "--find-renames", "--no-ext-diff", "-z", commit, "--").split(b"\0")
    fields = iter([field.decode(errors="surrogateescape") for field in raw if field])
    for status in fields:
        before = next(fields)
        after = next(fields) if status.startswith(_RENAMED) else before
        if status != _DELETED:
            files[root / after] = None if status == "A" else before
    listed = _git(root, "ls-files", "-z", "--cached").split(b"\0")
    tracked = frozenset(root / name.decode(errors="surrogateescape") for name in listed if name)
    return Changes(revision, commit, root, files, tracked)


def narrowed(report: Report, earlier: Report, changes: Mapping[str, Change], revision: str) -> Report:
    """Return `report` with only the claims and findings that the change touches.

    `earlier` is the same audit of the documents as they were, under the uris they have now; `changes` has the change
    of the file behind each uri.
    """
    baseline = Baseline(tuple(entry_of(spot, _HERE) for spot in spots_of(earlier)), _HERE)
    known = frozenset(matched(report, baseline).met)
    documents = tuple(_narrowed(document, changes[document.uri], known) for document in report.documents)
    return replace(report, documents=documents, since=revision)


def _narrowed(document: Document, change: Change, known: frozenset[tuple[int, int, int]]) -> Document:
    """Return `document` with what the change touches; `known` are the findings that were there before."""
    if change.before is None:
        return document
    assessments = []
    for assessment in document.assessments:
        if _meets(document, assessment, change):
            assessments.append(assessment)
        elif new := tuple(f for f in assessment.findings if Spot(document, assessment, f).key not in known):
            assessments.append(replace(assessment, findings=new))
    findings = tuple(f for f in document.findings if _touched(document, f, change, known))
    return replace(document, findings=findings, assessments=tuple(assessments))


def _touched(document: Document, finding: Finding, change: Change, known: frozenset[tuple[int, int, int]]) -> bool:
    """Whether a finding on a whole document is new, or stands on a line that was changed."""
    if Spot(document, None, finding).key not in known:
        return True
    return finding.span is not None and any(finding.span.line <= n <= finding.span.end_line for n in change.lines)


def _meets(document: Document, assessment: Assessment, change: Change) -> bool:
    """Whether the sentence of a claim has a line that was changed, or lost one between two of its lines."""
    if document.copy is None:
        return False
    claim, text = assessment.claim, document.copy.text
    start, end = min(claim.sentence[0], claim.span.start), max(claim.sentence[1], claim.span.end)
    first, last = (text.count("\n", 0, offset) + 1 for offset in (start, max(end - 1, start)))
    return any(first <= line <= last for line in change.lines) or any(first <= cut < last for cut in change.cuts)


def _ask(folder: Path, *arguments: str, else_: str) -> str:
    """Return the one line that git answers with; raises `UsageError` saying `else_` where it has no answer."""
    remedy = "--since needs a repository that has the revision; on a CI service, fetch the whole history."
    try:
        return _git(folder, *arguments).decode(errors="surrogateescape").strip()
    except UsageError as problem:
        raise UsageError(else_, where=folder, remedy=remedy) from problem


def _git(folder: Path, *arguments: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise UsageError("git is not installed.", remedy="--since needs it; without, leave --since out.")
    done = subprocess.run(  # noqa: S603  git by its full path, with arguments behind `--` or checked before
        [git, "-c", "core.quotePath=false", *arguments], cwd=folder, capture_output=True, check=False
    )
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise UsageError(f"git {arguments[0]} failed: {told[-1]}.", where=folder, remedy="Check the repository.")
    return done.stdout
