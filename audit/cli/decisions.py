"""`claims-audit decisions`: what a reviewer decided, laid on the copy as it is now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from audit.cli.session import Asked
    from audit.decisions import Decision
    from claims.model import Claim

EPILOG = """\b
Examples:
  claims-audit decisions apply decisions.json draft.md
  claims-audit decisions apply decisions.json draft.md -r sources.yml -o reviewed.html

\b
Exit codes:  0 the copy follows every decision
             1 something is left to do: a claim to change or reject still stands as
               it was, or one that was decided on has changed and wants a new look
             2 usage   3 invalid registry   4 a bug
"""


@click.group("decisions", short_help="lay a reviewer's decisions on the copy")
def command() -> None:
    """Read back the decisions that a reviewer exported from the HTML report, or wrote into the CSV worklist."""


@command.command("apply", epilog=EPILOG, short_help="show each decision at its claim, and those whose claim changed")
@click.argument("decisions", metavar="DECISIONS")
@options.paths
@options.registry
@options.outputs
@options.as_of
@options.config_file
@options.stdin_filename
@options.color
def apply(
    decisions: str,
    paths: tuple[str, ...],
    registries: tuple[str, ...],
    outputs: tuple[str, ...],
    as_of: date,
    config_path: str | None,
    stdin_filename: str,
    color: str,
) -> int:
    """Lay DECISIONS (a .json or .csv file) on the claims of PATHS, by fingerprint.

    With -o the copy is audited too, and each report carries the decisions.
    """
    from audit.cli.session import Asked
    from audit.decision_files import read_decisions
    from audit.decisions import land
    from reports.decisions import is_done, render

    decided = read_decisions(Path(decisions))
    if outputs:
        asked = Asked(paths, registries, as_of, config_path, stdin_filename)
        documents = _write_reports(decided, asked, outputs)
    else:
        from audit.engine import take_inventory

        config = options.read_config(config_path, paths, stdin_filename)
        found = options.find_copies(options.named_copies(paths, config), config)
        inventory = take_inventory(options.read_copies(found, stdin_filename), config, as_of)
        documents = [(d.uri, d.claims) for d in inventory.documents]
    landed, adrift = land(decided, documents)
    shown = options.render_options(color)
    click.echo(render(landed, adrift, shown), nl=False, color=shown.color)
    return 0 if is_done(landed, adrift) else 1


def _write_reports(
    decided: Sequence[Decision], asked: Asked, outputs: Sequence[str]
) -> list[tuple[str, tuple[Claim, ...]]]:
    """Audit what is asked for, write the reports with the decisions in them, and return the claims by document."""
    from audit.cli.acceptance import read_policy
    from audit.review import decide
    from audit.suppression import suppress
    from reports import FILE_FORMATS, FORMATS, FileFormat, Format

    formats: dict[str, Format | FileFormat] = {**FORMATS, **FILE_FORMATS}
    files = options.read_outputs(outputs, {name: f.suffix for name, f in formats.items()})
    config, session, copies = asked.opened()
    found = options.find_copies(copies, config)
    audited = session.report(options.read_copies(found, asked.stdin_name))
    report = decide(suppress(audited, read_policy((), config.baseline, config)), decided)
    plain = options.render_options("never", gate=config.gate)
    options.write(files, lambda output: formats[output.format].files(report, output.path, plain))
    return [(d.uri, tuple(a.claim for a in d.assessments)) for d in report.documents]
