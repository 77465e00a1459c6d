"""How a report is to be rendered: what depends on the reader's screen and wishes, not on the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from audit.config import Gate

NARROWEST, WIDEST = 40, 200
DEFAULT_WIDTH = 100


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a renderer may be told.

    `color` is whether ANSI styles may be written, `width` the columns of the screen. `quiet` leaves one line per
    finding, `verbose` unfolds what was fine or suppressed, `all_sentences` lists what is no claim beside the claims.
    `gate` tells formats that know only pass and fail which findings fail.
    """

    color: bool = False
    width: int = DEFAULT_WIDTH
    quiet: bool = False
    verbose: bool = False
    all_sentences: bool = False
    gate: Gate = Gate.CI

    @property
    def columns(self) -> int:
        """`width`, kept between what still reads and what no eye follows."""
        return max(NARROWEST, min(self.width, WIDEST))


def wants_color(stream: TextIO, environ: Mapping[str, str], choice: str = "auto") -> bool:
    """Return whether `stream` gets colour: `choice` is "always", "never" or "auto" (a terminal without `NO_COLOR`)."""
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
