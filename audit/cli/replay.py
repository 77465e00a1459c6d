"""`claims-audit replay`: whether the inputs of a report still give its verdicts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audit.cli import options
from claims.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audit.config import Config
    from claims.model import Copy, Skipped

EPILOG = """\b
Example:
  claims-audit replay build/report.json

\b
It audits the copy that the report names, in the folder that you are in, against
the registry and with the configuration that the report names, as of its day.

\b
Exit codes:  0 every verdict is the same   1 verdicts differ   2 usage
             3 invalid registry   4 a bug
"""


@click.command("replay", epilog=EPILOG, short_help="audit the inputs of a report again, and say what differs")
@click.argument("report", metavar="REPORT.json")
@options.registry
@options.config_file
@click.option("--as-of", metavar="DATE", help="The day that review dates are measured against (default: the report's).")
@options.color
def command(report: str, registries: tuple[str, ...], config_path: str | None, as_of: str | None, color: str) -> int:
    """Audit the inputs of REPORT.json again, and say what changed in them and which verdicts moved."""
    from reports.json_report import render
    from reports.replay import compare_reports, render_replay

    recorded = _read(Path(report))
    run = recorded["run"]
    named = config_path or run["config-file"]
    config = options.read_config(named) if named else _defaults()
    day = _day(as_of or recorded["as-of"])
    from audit.cli.session import open_session

    session = open_session(config, registries or run["registry-files"], day, use_cache=False)
    fresh = session.report(_copies(recorded, report))
    differences = compare_reports(recorded, json.loads(render(fresh, options.render_options("never"))))
    shown = options.render_options(color)
    click.echo(render_replay(differences, report, shown), nl=False, color=shown.color)
    return 1 if differences.moved or differences.added or differences.gone else 0


def _defaults() -> Config:
    from audit.config import Config

    return Config()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise click.BadParameter(f"'{text}' is no date. Write it as 2026-11-22.", param_hint="--as-of") from problem


def _read(path: Path) -> dict[str, Any]:
    """Return the JSON report at `path`; raises `UsageError` where it is none, or one without a record to replay."""
    from reports.replay import problem_with

    try:
        recorded = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = (problem.strerror or "unknown error").lower()
        raise UsageError(f"the report cannot be read: {reason}.", where=path, remedy="Check the path.") from problem
    except (ValueError, RecursionError) as problem:
        raise UsageError("this is not JSON.", where=path, remedy="Name a report written by: check -o FILE.json") from (
            problem
        )
    if what := problem_with(recorded):
        raise UsageError(what, where=path, remedy="Name a report written by: check -o FILE.json")
    found: dict[str, Any] = recorded
    return found


def _copies(recorded: dict[str, Any], report: str) -> Iterator[Copy | Skipped]:
    """Yield the copies that the report names, each file read once; a file that is gone is skipped with the reason."""
    from claims.model import Skipped
    from claims.readers import read

    wanted = [document["uri"] for document in recorded["documents"]]
    files = list(dict.fromkeys(_file(uri) for uri in wanted))
    if files and not any(Path(file).exists() for file in files):
        raise UsageError(
            "none of the files that the report names is here.",
            where=report,
            remedy=f"Run the command in the folder that holds {files[0]}.",
        )
    for file in files:
        found: Sequence[Copy | Skipped] = (
            list(read(Path(file), file)) if Path(file).exists() else [Skipped(file, "the file is gone.")]
        )
        yield from (each for each in found if each.uri in wanted or isinstance(each, Skipped))


def _file(uri: str) -> str:
    """Return the file behind a uri: that of a line of JSON is `file.jsonl#id`."""
    head, mark, _ = uri.partition(".jsonl#")
    return f"{head}.jsonl" if mark else uri
