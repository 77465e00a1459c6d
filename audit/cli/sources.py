"""`claims-audit sources`: check a registry, and list what it holds."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sources.model import Caveat, Registry, Source

COLUMNS = ("id", "citation", "year", "design", "status", "review-by", "passages", "title", "link", "file", "line")
INVALID = 3  # exit code of an invalid registry


def _today(_context: click.Context, _option: click.Parameter, value: datetime | None) -> date:
    """Return the day to judge dates by: the option, else SOURCE_DATE_EPOCH, else today."""
    if value is not None:
        return value.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def _paths(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the registry, as arguments or with -r."""
    kind = click.Path(path_type=Path)
    option = click.option("-r", "--registry", "more", multiple=True, type=kind, help="A registry file or folder; may be repeated.")
    return click.argument("paths", nargs=-1, type=kind)(option(command))


def _chosen(paths: Sequence[Path], more: Sequence[Path]) -> tuple[Path, ...]:
    if not paths and not more:
        raise click.UsageError("Name a registry: a YAML file, or a folder of them.")
    return (*paths, *more)


@click.group(short_help="Check or list the citation registry.")
def sources() -> None:
    """Check or list the citation registry."""


@sources.command(short_help="Say whether a registry is valid, and everything that is wrong with it.")
@_paths
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), callback=_today, metavar="DATE", help="Judge dates as on this day (default: SOURCE_DATE_EPOCH, else today).")
def check(paths: tuple[Path, ...], more: tuple[Path, ...], as_of: date) -> None:
    """Say whether a registry is valid, and everything that is wrong with it.

    Exits with 0 where it is valid (warnings do not count) and with 3 where it is not.

    \b
    Examples:
      claims-audit sources check registry/
      claims-audit sources check depression.yml safety.yml --as-of 2027-01-01
    """
    from claims.errors import RegistryError
    from reports.inert import inert
    from sources.files import RegistryErrors
    from sources.inspection import inspect
    from sources.registry import load

    try:
        registry = load(_chosen(paths, more))
    except RegistryError as error:
        problems = error.problems if isinstance(error, RegistryErrors) else (error,)
        for problem in problems:
            click.echo(inert(str(problem)), err=True)
        click.echo(f"Invalid: {_count(len(problems), 'problem')}.", err=True)
        raise click.exceptions.Exit(INVALID) from error
    caveats = inspect(registry, as_of)
    for caveat in caveats:
        click.echo(f"warning: {inert(str(caveat))}", err=True)
    click.echo(inert(_summary(registry, caveats)))


@sources.command("list", short_help="List the sources of a registry.")
@_paths
@click.option("-f", "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True, help="How to print it.")
def list_(paths: tuple[Path, ...], more: tuple[Path, ...], form: str) -> None:
    """List the sources of a registry, with where to read each.

    \b
    Examples:
      claims-audit sources list -r registry/
      claims-audit sources list registry/ -f csv > sources.csv
    """
    from sources.registry import load

    registry = load(_chosen(paths, more))
    click.echo({"text": _as_text, "json": _as_json, "csv": _as_csv}[form](registry), nl=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun.removesuffix('y')}{'ies' if noun.endswith('y') else 's'}"


def _summary(registry: Registry, caveats: Sequence[Caveat]) -> str:
    """Say in a few lines what a valid registry holds."""
    from collections import Counter

    designs = Counter(source.design.value if source.design else "design not stated" for source in registry.sources)
    held = (
        _count(len(registry.sources), "source"), _count(len(registry.passages), "passage"),
        _count(len(registry.claims), "approved claim"), _count(len(registry.statements), "statement"),
    )  # fmt: skip
    ordered = sorted(designs.items(), key=lambda item: (-item[1], item[0]))
    warnings = f"; {_count(len(caveats), 'warning')}" if caveats else ""
    lines = [
        f"OK: {', '.join(held)} in {_count(len(registry.files), 'file')}{warnings}.",
        f"About: {', '.join(registry.applies_to)}." if registry.applies_to else "",
        f"Designs: {', '.join(f'{number} {name}' for name, number in ordered)}." if ordered else "",
        f"Digest: {registry.digest}",
    ]
    return "\n".join(filter(None, lines))


def _row(source: Source) -> dict[str, str | int | None]:
    from sources.formatting import cite, link

    review_by = source.review_by.isoformat() if source.review_by else None
    design = source.design.value if source.design else None
    values = (
        source.id, cite(source), source.year, design, source.status.value, review_by, len(source.passages), source.title,
        link(source), source.file, source.line,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _as_text(registry: Registry) -> str:
    from io import StringIO

    from reports.inert import inert
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for head in ("id", "citation", "design", "status"):
        table.add_column(head, overflow="fold")
    table.add_column("passages", justify="right")
    for row in map(_row, registry.sources):
        table.add_row(*(Text(inert(str(row[key] or "-"))) for key in ("id", "citation", "design", "status", "passages")))
    out = StringIO()
    Console(file=out, width=None if os.environ.get("COLUMNS") else 120, no_color=True, highlight=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _as_json(registry: Registry) -> str:
    import json

    from reports.inert import escape_json

    content = {"digest": registry.digest, "applies-to": registry.applies_to, "sources": [_row(s) for s in registry.sources]}
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
