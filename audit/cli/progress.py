"""A progress bar on standard error, for runs that take long; nothing where standard error is no terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress

T = TypeVar("T")

PATIENCE = 1.5
"""Seconds that a run may take before a bar is worth its flicker."""


def followed(items: Iterable[T], total: int, *, shown: bool = True, patience: float = PATIENCE) -> Iterator[T]:
    """Yield `items`, of which there are about `total`, and show how many are done once it has taken long."""
    if not (shown and sys.stderr.isatty()):
        yield from items
        return
    start = time.monotonic()
    bar: Progress | None = None
    try:
        for done, item in enumerate(items):
            if bar is None and 0 < done < total and time.monotonic() - start > patience:
                bar = _bar(total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield item
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int) -> Progress:
    """Return a bar that is running; it leaves no trace when it stops."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("Auditing"), BarColumn(), MofNCompleteColumn(), TextColumn("files,"), TimeRemainingColumn(),
        TextColumn("to go"), console=Console(stderr=True), transient=True,
    )  # fmt: skip
    bar.add_task("audit", total=total)
    bar.start()
    return bar
