"""One audit as the command line asks for it: registry, cache and desk, kept together so that it can be run again."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from audit.cache import CacheShelf, Store
    from audit.config import Config
    from audit.engine import Desk, Shelf
    from audit.model import Report
    from claims.model import Copy, Skipped


@dataclass(slots=True)
class Session:
    """What an audit needs beside the copy. `seconds` says how long each step took."""

    desk: Desk
    store: Store | None
    cached: CacheShelf | None
    seconds: dict[str, float] = field(default_factory=dict)

    def report(self, copies: Iterable[Copy | Skipped]) -> Report:
        """Audit `copies`."""
        with self.timed("audit"):
            return self.desk.report(copies)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the time that a `with` block takes to `seconds`."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start

    def close(self, *, verbose: bool) -> None:
        """Say on standard error what was wrong with the cache, and with `verbose` what took how long."""
        if self.store is not None:
            if self.cached is not None and self.cached.missed:
                self.cached.save()
                self.store.trim()
            for note in self.store.notes:
                click.echo(f"note: {note}", err=True)
            self.store.notes.clear()
        if verbose:
            steps = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in self.seconds.items())
            kept = "" if self.cached is None else f"; {self.cached.found} of {self._asked()} answers from the cache"
            click.echo(f"Time: {steps}{kept}.", err=True)

    def _asked(self) -> int:
        return 0 if self.cached is None else self.cached.found + self.cached.missed


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks to be audited, and with what."""

    paths: tuple[str, ...]
    registries: tuple[str, ...]
    as_of: date
    config_path: str | None
    stdin_name: str
    use_cache: bool = True
    verbose: bool = False

    def opened(self, *, warm: bool = False) -> tuple[Config, Session, tuple[str, ...]]:
        """Return the configuration in force, a session with its registry, and the paths of the copy.

        With `warm` the session remembers what it has parsed.
        """
        config = options.read_config(self.config_path, self.paths, self.stdin_name)
        copies = options.named_copies(self.paths, config)
        return config, open_session(config, self.registries, self.as_of, self.use_cache, warm=warm), copies


def open_session(
    config: Config, registries: Sequence[str], as_of: date, use_cache: bool, *, warm: bool = False
) -> Session:
    """Load the registry that the command line or else the configuration names, and what it needs around it.

    With `warm` the session remembers in memory what it has parsed. Raises a usage error where no registry is named,
    and `InvalidRegistryError` where it breaks its contract.
    """
    from audit.cache import CacheShelf, Store, WarmShelf, cache_folder, load_registry
    from audit.engine import Desk

    named = tuple(registries) or config.registry
    if not named:
        raise click.UsageError("No registry. Name one with -r, or in claims-audit.yml under 'registry'.")
    start = time.perf_counter()
    store = Store(cache_folder()) if use_cache else None
    registry = load_registry([Path(p) for p in named], store)
    cached = None if store is None else CacheShelf(store, registry, config, as_of)
    shelf: Shelf | None = WarmShelf(cached) if warm else cached
    return Session(
        Desk(registry, config, as_of, shelf, store), store, cached, {"registry": time.perf_counter() - start}
    )
