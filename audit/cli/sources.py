"""`claims-audit sources`: check a registry, and list what it holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli.options import as_of as as_of_option
from audit.cli.options import registry as registry_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sources.model import Caveat, Registry, Source

COLUMNS = ("id", "citation", "year", "design", "status", "review-by", "passages", "title", "link", "file", "line")
INVALID = 3  # exit code of an invalid registry
WIDTH = 120  # of a listing that goes to a file or a pipe

CHECK_EPILOG = """\b
Examples:
  claims-audit sources check registry/
  claims-audit sources check depression.yml safety.yml --as-of 2027-01-01
"""
LIST_EPILOG = """\b
Examples:
  claims-audit sources list registry/
  claims-audit sources list -r registry/ -f csv
"""

_paths = click.argument("paths", nargs=-1, metavar="PATHS…")


@click.group("sources", short_help="check or list the registry")
def command() -> None:
    """Check or list the registry."""


@command.command(
    epilog=CHECK_EPILOG, short_help="say whether a registry is valid, and everything that is wrong with it"
)
@_paths
@registry_option
@as_of_option
def check(paths: tuple[str, ...], registries: tuple[str, ...], as_of: date) -> None:
    """Say whether a registry is valid, and everything that is wrong with it.

    Exits with 0 where it is valid, warnings or not, and with 3 where it is not.
    """
    from claims.errors import RegistryError
    from reports.inert import inert
    from sources.files import InvalidRegistryError
    from sources.inspection import inspect
    from sources.registry import load

    try:
        registry = load(_chosen(paths, registries))
    except RegistryError as error:
        problems = error.problems if isinstance(error, InvalidRegistryError) else (error,)
        for problem in problems:
            click.echo(f"error: {inert(str(problem))}", err=True)
        click.echo(f"Invalid: {_count(len(problems), 'problem')}.", err=True)
        raise click.exceptions.Exit(INVALID) from error
    caveats = inspect(registry, as_of)
    for caveat in caveats:
        click.echo(f"warning: {inert(str(caveat))}", err=True)
    click.echo(inert(_summary(registry, caveats)))


@command.command("list", epilog=LIST_EPILOG, short_help="list the sources of a registry, with where to read each")
@_paths
@registry_option
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="Form of the listing.",
)  # fmt: skip
def list_(paths: tuple[str, ...], registries: tuple[str, ...], form: str) -> None:
    """List the sources of a registry, with where to read each."""
    from sources.registry import load

    registry = load(_chosen(paths, registries))
    click.echo({"text": _as_text, "json": _as_json, "csv": _as_csv}[form](registry), nl=False)


def _chosen(paths: Sequence[str], registries: Sequence[str]) -> tuple[Path, ...]:
    """Return the registry, named as arguments or with -r."""
    if not paths and not registries:
        raise click.UsageError("Name a registry: a YAML file, or a folder of them.")
    return tuple(Path(path) for path in (*paths, *registries))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _summary(registry: Registry, caveats: Sequence[Caveat]) -> str:
    """Say in a few lines what a valid registry holds."""
    from collections import Counter

    designs = Counter(source.design.value if source.design else "without a design" for source in registry.sources)
    held = ", ".join((
        _count(len(registry.sources), "source"), _count(len(registry.passages), "passage"),
        _count(len(registry.claims), "approved claim"), _count(len(registry.statements), "required statement"),
    ))  # fmt: skip
    warnings = f"; {_count(len(caveats), 'warning')}" if caveats else ""
    ordered = sorted(designs.items(), key=lambda item: (-item[1], item[0]))
    lines = [f"OK: {held} in {_count(len(registry.files), 'file')}{warnings}."]
    if registry.applies_to:
        lines.append(f"About: {', '.join(registry.applies_to)}.")
    if ordered:
        lines.append(f"Designs: {', '.join(f'{number} {name}' for name, number in ordered)}.")
    return "\n".join([*lines, f"Digest: {registry.digest}"])


def _row(source: Source) -> dict[str, str | int | None]:
    from sources.formatting import cite, link

    design = source.design.value if source.design else None
    review_by = source.review_by.isoformat() if source.review_by else None
    values = (
        source.id, cite(source), source.year, design, source.status.value, review_by, len(source.passages),
        source.title, link(source), source.file, source.line,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _as_text(registry: Registry) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from reports.inert import inert

    table = Table(box=None, pad_edge=False, show_edge=False)
    for head in ("id", "citation", "design", "status"):
        table.add_column(head, overflow="fold")
    table.add_column("passages", justify="right")
    for row in map(_row, registry.sources):
        table.add_row(*(Text(inert(str(row[str(column.header)] or "-"))) for column in table.columns))
    out = StringIO()
    width = int(os.environ.get("COLUMNS", "")) if os.environ.get("COLUMNS", "").isdecimal() else WIDTH
    Console(file=out, width=width, no_color=True, highlight=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _as_json(registry: Registry) -> str:
    import json

    from reports.inert import escape_json

    rows = [_row(source) for source in registry.sources]
    content = {"digest": registry.digest, "applies-to": registry.applies_to, "sources": rows}
    return escape_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _as_csv(registry: Registry) -> str:
    import csv
    from io import StringIO

    from reports.inert import escape_cell

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in map(_row, registry.sources):
        writer.writerow([escape_cell("" if value is None else str(value)) for value in row.values()])
    return out.getvalue()
