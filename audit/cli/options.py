"""Options that several commands share, and what they are turned into."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from audit.changes import Changes
    from audit.config import Config, Gate
    from claims.model import Copy, Skipped
    from reports.options import RenderOptions

FAILED_WRITE = "the report cannot be written"

paths = click.argument("paths", nargs=-1, metavar="[PATHS…]")
registry = click.option(
    "-r",
    "--registry",
    "registries",
    multiple=True,
    metavar="PATH",
    help="A registry file or folder; may be given several times.",
)
outputs = click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="[FORMAT:]FILE",
    help="Also write a report to FILE; may be given several times.",
)
config_file = click.option(
    "-c",
    "--config",
    "config_path",
    metavar="FILE",
    help="Configuration (default: the nearest claims-audit.yml, at the copy or above it).",
)
stdin_filename = click.option(
    "--stdin-filename",
    default="stdin.txt",
    show_default=True,
    metavar="NAME",
    help="Name and suffix of the copy that '-' reads.",
)
color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in the terminal.",
)
quiet = click.option("-q", "--quiet", is_flag=True, help="One line per finding.")
verbose = click.option("-v", "--verbose", is_flag=True, help="Show what is fine as well, and what took how long.")
no_cache = click.option("--no-cache", is_flag=True, help="Neither use nor fill the cache of earlier answers.")


baseline = click.option(
    "--baseline", metavar="FILE", help="Findings accepted before, which do not count (see 'claims-audit baseline')."
)
waivers = click.option(
    "--waivers",
    multiple=True,
    metavar="FILE",
    help="Findings let pass for a time, each with owner, reason and date; may be given several times.",
)
since = click.option("--since", metavar="REV", help="Report only what changed since HEAD left the git revision REV.")


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write, and the name of its format."""

    format: str
    path: Path


def day(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read a date, None where the option is not given."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as problem:
        raise click.BadParameter(f"'{value}' is no date. Write it as 2026-11-22.") from problem


def as_of_day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date:
    """Read `--as-of`; without it the day of SOURCE_DATE_EPOCH, else today."""
    given = day(ctx, parameter, value)
    if given is not None:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), tz=UTC).date() if epoch.isdecimal() else datetime.now(tz=UTC).date()


as_of = click.option(
    "--as-of",
    callback=as_of_day,
    metavar="DATE",
    help="The day that review dates are measured against (default: today).",
)


def read_config(path: str | None, copies: Sequence[str] = (), stdin_name: str = "") -> Config:
    """Load the configuration that `-c` names, else the nearest one at or above `copies`, else the defaults.

    `copies` are the paths of the command line, `stdin_name` the one that "-" stands for.
    """
    from audit.config import Config
    from audit.config_files import find_for, load

    if path is not None:
        return load(Path(path))
    found = find_for([stdin_name if name == "-" else name for name in copies])
    return Config() if found is None else load(found)


def named_copies(given: Sequence[str], config: Config) -> tuple[str, ...]:
    """Return the paths of the command line, else those of the configuration.

    Raises `UsageError` where neither names any, and at once for one that does not exist.
    """
    named = tuple(given) or config.paths
    if not named:
        raise click.UsageError("No copy. Name files or folders, or put them into claims-audit.yml under 'paths'.")
    missing = next((n for n in named if n != "-" and not Path(n).exists()), None)
    if missing is not None:
        remedy = "Check the path." if given else f"Check 'paths' in {config.file}."
        raise UsageError("no such file or folder.", where=missing, remedy=remedy)
    return named


def read_changes(since: str | None, names: Sequence[str]) -> Changes | None:
    """Find out what changed since the revision `since`, None where there is none to compare with."""
    if since is None:
        return None
    if "-" in names:
        raise click.UsageError("--since compares files, and standard input is none. Name files, or leave it out.")
    from audit.changes import changes_since

    return changes_since(since, Path.cwd())


def find_copies(
    names: Sequence[str], config: Config, wanted: Callable[[Path], bool] = lambda _: True
) -> tuple[str, ...]:
    """Return the files of copy at `names` that are `wanted`; "-" as it is.

    Those that the configuration excludes are left out of folders.
    """
    from claims.readers import discover

    found: list[str] = []
    for name in names:
        if name == "-":
            found.append(name)
            continue
        folder = Path(name).is_dir()
        listed = (path for path in discover([Path(name)]) if wanted(path))
        found += (str(path) for path in listed if not (folder and config.excludes(str(path))))
    return tuple(dict.fromkeys(found))


def read_copies(files: Iterable[str], stdin_name: str) -> Iterator[Copy | Skipped]:
    """Yield what each of `files` holds; "-" is standard input."""
    from claims.readers import read, read_bytes

    for name in files:
        if name == "-":
            yield from read_bytes(sys.stdin.buffer.read(), stdin_name, Path(stdin_name).suffix or ".txt")
        else:
            yield from read(Path(name))


def read_outputs(values: Sequence[str], formats: Mapping[str, str | None]) -> tuple[Output, ...]:
    """Read `-o` values; `formats` maps the name of each format to the suffix that means it."""
    return tuple(_output(value, formats) for value in values)


def _output(value: str, formats: Mapping[str, str | None]) -> Output:
    name, colon, rest = value.partition(":")
    if colon and name in formats and rest:
        return Output(name, Path(rest))
    suffix = Path(value).suffix.lower()
    by_suffix = {s: n for n, s in formats.items() if s}
    if suffix in by_suffix:
        return Output(by_suffix[suffix], Path(value))
    known = ", ".join(formats)
    raise UsageError(
        f"cannot tell the format of the report '{value}'.",
        remedy=f"Name it before a colon, as in {next(iter(formats))}:{value}. Known are {known}.",
    )


def render_options(
    choice: str, *, quiet: bool = False, verbose: bool = False, everything: bool = False, gate: Gate | None = None
) -> RenderOptions:
    """Return what standard output can show."""
    from audit.config import Gate
    from reports.options import RenderOptions, wants_color

    width = shutil.get_terminal_size((100, 24)).columns
    return RenderOptions(
        wants_color(sys.stdout, os.environ, choice), width, quiet, verbose, everything, gate or Gate.CI
    )


def write(outputs: Sequence[Output], files: Callable[[Output], Iterable[tuple[Path, bytes]]]) -> None:
    """Write each output; `files` turns it into paths with their content. Folders are made as needed."""
    for output in outputs:
        for path, content in files(output):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            except OSError as problem:
                reason = (problem.strerror or "unknown error").lower()
                raise UsageError(
                    f"{FAILED_WRITE}: {reason}.", where=path, remedy="Check the folder and its permissions."
                ) from problem
