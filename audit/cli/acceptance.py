"""What `check` and `baseline` share: what was accepted before, what changed, and saying what needs a hand."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from audit.changes import Change, Changes
    from audit.config import Config
    from audit.model import Report
    from audit.suppression import Policy
    from claims.model import Copy, Skipped
    from reports.options import RenderOptions

_ROW = ".jsonl#"  # between the file and the row, in the uri of a copy that is one of several in its file


def read_policy(waivers: Sequence[str], baseline: str | None, config: Config) -> Policy:
    """Load the waivers that the command line names, else those of the configuration, and the baseline.

    Raises `UsageError` where one cannot be read.
    """
    from audit.suppression import Policy
    from audit.suppression.baseline_file import load_baseline
    from audit.suppression.waivers import load_waivers

    return Policy(
        tuple(waiver for path in waivers or config.waivers for waiver in load_waivers(path)),
        None if baseline is None else load_baseline(baseline),
    )


def narrow(report: Report, changes: Changes, audited: Callable[[Iterable[Copy | Skipped]], Report]) -> Report:
    """Return `report` with what `changes` touch; `audited` audits the documents as they were, to compare."""
    from audit.changes import narrowed

    files = dict.fromkeys(_file_of(document.uri) for document in report.documents)
    found = {file: changes.change(Path(file)) for file in files}
    by_uri = {d.uri: _of_row(d.uri, found[_file_of(d.uri)]) for d in report.documents}
    return narrowed(report, audited(_earlier(files, changes)), by_uri, changes.revision)


def _earlier(files: Iterable[str], changes: Changes) -> Iterator[Copy | Skipped]:
    from claims.readers import read_bytes

    for file in files:
        data = changes.before(Path(file))
        if data is not None:
            yield from read_bytes(data, file, Path(file).suffix)


def _file_of(uri: str) -> str:
    """Return the file of a document."""
    head, row, _ = uri.partition(_ROW)
    return f"{head}{_ROW[:-1]}" if row else uri


def _of_row(uri: str, change: Change) -> Change:
    """Return what changed in a document; in one row of a file, lines of the file mean nothing."""
    return replace(change, lines=frozenset(), cuts=frozenset()) if _ROW in uri else change


def summarise_job(report: Report, shown: RenderOptions) -> None:
    """Add the report as Markdown to the summary of a GitHub job, where there is one."""
    from claims.errors import UsageError
    from reports import FORMATS

    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as summary:
            summary.write(FORMATS["markdown"].render(report, shown))
    except OSError as problem:
        why = (problem.strerror or "unknown error").lower()
        remedy = "Check GITHUB_STEP_SUMMARY, or unset it."
        raise UsageError(f"the job summary cannot be written: {why}.", where=file, remedy=remedy) from problem


def warn(report: Report, *, shown: str | None = None) -> None:
    """Say on standard error what a report in a file would not shout: inputs skipped, prose without a claim, notices.

    The format `shown` on standard output has said part of it already: annotations all, text what became of inputs.
    """
    from reports.inert import disarm, one_line

    told = [f"{n.where}{f':{n.line}' if n.line else ''}: {n.message}" for n in report.notices]
    if shown != "text":
        told += [f"{d.skipped.uri} was skipped: {d.skipped.reason}" for d in report.documents if d.skipped]
        told += [f"{d.uri}: {f.message}" for d in report.documents for f in d.findings if f.rule == "no-claims-found"]
    for line in told if shown != "github" else ():
        click.echo(disarm(f"warning: {one_line(line)}"), err=True)
