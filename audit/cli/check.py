"""`claims-audit check`: the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audit.cli import options

if TYPE_CHECKING:
    from datetime import date

    from audit.config import Gate
    from audit.model import Report

EPILOG = """\b
Examples:
  claims-audit check draft.md -r sources.yml
  claims-audit check site/ -r registry/ --gate strict -o report.html
  claims-audit check draft.md --watch
  cat draft.md | claims-audit check - --stdin-filename draft.md -r sources.yml

\b
Formats:  text, json, html, csv   for people and programs
          sarif, junit, github, gitlab, rdjsonl, checkstyle, markdown   for CI
          xlsx, docx   as files, with -o

\b
Gates:  draft   show all, fail on nothing
        ci      fail on critical and major findings, needs-review excepted
        strict  fail also on needs-review of weighty claims, on expired waivers,
                on skipped inputs and on prose in which no claim was found

\b
Exit codes:  0 passed   1 the gate failed   2 usage or configuration
             3 invalid registry, or an input was skipped   4 a bug
"""


@click.command("check", epilog=EPILOG, short_help="audit the claims of copy against a registry")
@options.paths
@options.registry
@click.option(
    "-f",
    "--format",
    "format_name",
    default="text",
    show_default=True,
    metavar="FORMAT",
    help="What goes to standard output; the formats are listed below.",
)
@options.outputs
@click.option("--gate", type=click.Choice(["draft", "ci", "strict"]), help="What makes the run fail (default: ci).")
@options.baseline
@options.waivers
@options.since
@options.as_of
@options.config_file
@options.stdin_filename
@options.color
@options.quiet
@options.verbose
@options.no_cache
@click.option("--watch", is_flag=True, help="Go on, and check a file again whenever it changes.")
def command(
    paths: tuple[str, ...],
    registries: tuple[str, ...],
    format_name: str,
    outputs: tuple[str, ...],
    gate: str | None,
    baseline: str | None,
    waivers: tuple[str, ...],
    since: str | None,
    as_of: date,
    config_path: str | None,
    stdin_filename: str,
    color: str,
    quiet: bool,
    verbose: bool,
    no_cache: bool,
    watch: bool,
) -> int:
    """Audit the claims of PATHS (files, folders, or - for standard input) against a registry of evidence.

    Reports give each verdict a confidence (0-1): how likely it is right or, of needs-review, how likely a person is
    needed. It says what to look at first; no verdict, severity or gate depends on it.
    """
    from audit.cli.acceptance import narrow, read_policy, summarise_job, warn
    from audit.cli.progress import followed
    from audit.cli.session import Asked
    from audit.cli.watching import keep_auditing
    from audit.config import Gate
    from audit.gates import exit_code
    from audit.suppression import suppress
    from reports import FILE_FORMATS, FORMATS, FileFormat, Format

    if format_name in FILE_FORMATS:
        raise click.BadParameter(
            f"'{format_name}' is a file. Write it with -o, as in -o report.{format_name}.", param_hint="-f"
        )
    if format_name not in FORMATS:
        raise click.BadParameter(
            f"there is no format '{format_name}'. Known are {', '.join(FORMATS)}.", param_hint="-f"
        )
    formats: dict[str, Format | FileFormat] = {**FORMATS, **FILE_FORMATS}
    files = options.read_outputs(outputs, {name: f.suffix for name, f in formats.items()})
    asked = Asked(paths, registries, as_of, config_path, stdin_filename, use_cache=not no_cache, verbose=verbose)

    def publish(report: Report, held: Gate) -> None:
        shown = options.render_options(color, quiet=quiet, verbose=verbose, gate=held)
        click.echo(FORMATS[format_name].render(report, shown), nl=False, color=shown.color)
        plain = options.render_options("never", gate=held)
        options.write(files, lambda output: formats[output.format].files(report, output.path, plain))
        if format_name == "github":
            summarise_job(report, plain)
        warn(report, shown=format_name)

    if watch:
        if since or "-" in paths:
            raise click.UsageError("--watch goes with neither --since nor standard input, which does not change.")
        return keep_auditing(asked, lambda c: read_policy(waivers, baseline or c.baseline, c), publish, gate)
    config, session, copies = asked.opened()
    held = Gate(gate) if gate else config.gate
    policy = read_policy(waivers, baseline or config.baseline, config)
    changes = options.read_changes(since, copies)
    named = options.find_copies(copies, config, changes.touches if changes else lambda _: True)
    found = followed(options.read_copies(named, stdin_filename), len(named), shown=not quiet)
    report = suppress(session.report(found), policy)
    if changes:
        report = narrow(report, changes, session.report)
    with session.timed("report"):
        publish(report, held)
    if not report.documents:
        what = f"nothing in the paths given changed since {since}" if since else "no copy was found in the paths given"
        click.echo(f"warning: {what}.", err=True)
    session.close(verbose=verbose)
    return exit_code(report, held)
