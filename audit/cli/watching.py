"""`claims-audit check --watch`: audit again what changes, with everything kept warm."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options
from claims.errors import ClaimsAuditError
from reports.inert import disarm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from threading import Event

    from audit.cli.session import Asked
    from audit.config import Config, Gate
    from audit.model import Report
    from audit.suppression import Policy

STEP_MS = 50
"""Milliseconds of silence after which a change counts as done; editors write a file in several steps."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: files of copy, and what the whole audit depends on (registry files, the configuration)."""

    copies: frozenset[Path]
    grounds: frozenset[Path]

    @property
    def folders(self) -> frozenset[Path]:
        """The folders to look at: many editors replace a file instead of writing into it."""
        return frozenset(path.parent for path in self.copies | self.grounds)


def watched(copies: Iterable[str], registries: Iterable[str], others: Iterable[str | None]) -> Watched:
    """Return what is watched for these files of copy, registry files or folders, and `others` (configuration, …)."""
    from sources.files import find_files

    grounds = {path.resolve() for path in find_files(map(Path, registries))}
    grounds |= {Path(name).resolve() for name in others if name is not None}
    return Watched(frozenset(Path(name).resolve() for name in copies if name != "-"), frozenset(grounds))


def changes(seen: Watched, stop: Event | None = None) -> Iterator[frozenset[Path]]:
    """Yield the watched files that have changed, each time some have, until `stop` is set.

    A file that is new in a watched folder is among them; whoever looks for copy decides whether it is any.
    """
    from watchfiles import watch

    for batch in watch(*sorted(seen.folders), recursive=False, step=STEP_MS, stop_event=stop, watch_filter=None):
        touched = frozenset(Path(name).resolve() for _, name in batch)
        if relevant := frozenset(p for p in touched if p in seen.copies | seen.grounds or p.suffix in _suffixes()):
            yield relevant


def _suffixes() -> frozenset[str]:
    from claims.readers import SUFFIXES

    return frozenset(SUFFIXES)


def keep_watching(
    audit: Callable[[frozenset[Path] | None], Watched], *, clear: bool, stop: Event | None = None
) -> None:
    """Call `audit` with None, then with the files that changed, as long as there are changes to wait for.

    `audit` prints what it found and returns what to watch next. An error in the registry or the configuration is
    shown, and mended by the next change. `clear` wipes the screen before each answer.
    """
    seen = audit(None)
    while True:
        count = len(seen.copies)
        click.echo(f"Watching {count} {'file' if count == 1 else 'files'}. Ctrl+C ends it.", err=True)
        try:
            changed = next(changes(seen, stop), None)
        except KeyboardInterrupt:  # the way to end it
            return
        if changed is None:
            return
        if clear:
            click.clear()
        start = time.perf_counter()
        try:
            seen = audit(changed)
        except ClaimsAuditError as problem:
            click.echo(f"error: {disarm(str(problem))}", err=True)
        else:
            click.echo(f"Checked again in {time.perf_counter() - start:.2f} s.", err=True)


def keep_auditing(
    asked: Asked, policy: Callable[[Config], Policy], publish: Callable[[Report, Gate], None], gate: str | None
) -> int:
    """Audit everything, then again what changes; the registry and the configuration are read anew when they change."""
    from audit.config import Gate
    from audit.suppression import suppress

    config, session, paths = asked.opened(warm=True)
    seen = Watched(frozenset(), frozenset())

    def audit(changed: frozenset[Path] | None) -> Watched:
        nonlocal config, session, paths, seen
        if changed is not None and changed & seen.grounds:
            config, session, paths = asked.opened(warm=True)
            changed = None
        files = options.find_copies(paths, config)
        seen = watched(files, asked.registries or config.registry, (config.file, config.baseline, *config.waivers))
        chosen = [name for name in files if changed is None or Path(name).resolve() in changed]
        if chosen:
            report = suppress(session.report(options.read_copies(chosen, asked.stdin_name)), policy(config))
            publish(report, Gate(gate) if gate else config.gate)
        session.close(verbose=asked.verbose)
        return seen

    keep_watching(audit, clear=sys.stdout.isatty())
    return 0
