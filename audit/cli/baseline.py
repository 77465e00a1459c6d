"""`claims-audit baseline`: accept today's findings, so that only what is new counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options

if TYPE_CHECKING:
    from datetime import date

FILE = "claims-audit-baseline.yml"

EPILOG = """\b
Examples:
  claims-audit baseline content/ -r sources.yml
  claims-audit baseline content/ --reason "before the tool" --expires 2027-06-30
  claims-audit check content/ --baseline claims-audit-baseline.yml

\b
Run it again to accept what has been added since and to drop what is gone; reasons and dates stay.
With --prune it only drops.
"""


@click.command("baseline", epilog=EPILOG, short_help="accept today's findings, so that only what is new counts")
@options.paths
@options.registry
@click.option("-o", "--output", metavar="FILE", help=f"The baseline (default: the configured one, else {FILE}).")
@click.option("--reason", metavar="TEXT", help="Why the new entries may wait.")
@click.option("--expires", callback=options.day, metavar="DATE", help="The last day on which the new entries hold.")
@click.option("--prune", is_flag=True, help="Only drop what nothing meets any more; accept nothing new.")
@options.waivers
@options.as_of
@options.config_file
@options.stdin_filename
def command(
    paths: tuple[str, ...],
    registries: tuple[str, ...],
    output: str | None,
    reason: str | None,
    expires: date | None,
    prune: bool,
    waivers: tuple[str, ...],
    as_of: date,
    config_path: str | None,
    stdin_filename: str,
) -> int:
    """Accept the findings of PATHS that count today: write them to a baseline, which `check` holds against.

    What is waived or suppressed in the copy is not accepted a second time.
    """
    from audit.cli.acceptance import read_policy, warn
    from audit.cli.session import Asked
    from audit.gates import PASSED, SKIPPED
    from audit.suppression import suppress
    from audit.suppression.baseline_file import load_baseline, renew, write_baseline
    from audit.suppression.model import Baseline
    from claims.errors import UsageError
    from reports.labels import count

    asked = Asked(paths, registries, as_of, config_path, stdin_filename)
    config, session, copies = asked.opened()
    file = Path(output or config.baseline or FILE)
    old = load_baseline(str(file)) if file.exists() else Baseline(file=str(file))
    policy = read_policy(waivers, None, config)
    found = options.read_copies(options.find_copies(copies, config), stdin_filename)
    report = suppress(session.report(found), policy)
    session.close(verbose=False)
    renewal = renew(report, old, reason=reason, expires=expires, prune=prune)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write_baseline(renewal.baseline), encoding="utf-8", newline="\n")
    except OSError as problem:
        why = (problem.strerror or "unknown error").lower()
        raise UsageError(f"the baseline cannot be written: {why}.", where=file, remedy="Check the folder.") from problem
    parts = [f"{renewal.new} new", f"{renewal.kept} kept", f"{renewal.dropped} dropped"]
    if renewal.expired:
        parts.append(f"{renewal.expired} expired (write a later day, or remove the entry to accept it anew)")
    held = count(len(renewal.baseline.entries), "finding")
    click.echo(f"{file}: {held} accepted: {', '.join(parts)}.")
    if config.baseline is None:
        click.echo(f"Use it with  --baseline {file}  or put  baseline: {file.name}  into claims-audit.yml.")
    warn(report)
    return SKIPPED if any(d.skipped is not None for d in report.documents) else PASSED
