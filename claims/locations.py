"""From offsets to places: lines and columns of a file, and the file's slice behind a stretch of a block."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from claims.model import Span

if TYPE_CHECKING:
    from claims.model import Block

_LINE_END = re.compile(r"\r\n|\r|\n")
_CHARACTER_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")


class Lines:
    """The lines of a decoded file; line feeds, carriage returns and pairs of them end a line, as editors count."""

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str) -> None:
        """Index `text` once; every look-up is then a binary search."""
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self._length = len(text)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column (in code points) of `offset`; raises `ValueError` outside the text."""
        if not 0 <= offset <= self._length:
            message = f"offset {offset} is outside a text of {self._length} code points"
            raise ValueError(message)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int, locator: str | None = None) -> Span:
        """Return the place of the half-open range `start` to `end`."""
        return Span(start, end, *self.place(start), *self.place(end), locator)


def source_range(text: str, block: Block, start: int, end: int) -> tuple[int, int]:
    """Return the range of the file `text` that prints `block.text[start:end]`.

    It ends after the last character itself, so markup that follows (`**`, `</b>`) is left out, and a character
    reference (`&rdquo;`) is taken whole. An empty stretch gives an empty range.
    """
    if start >= end:
        return block.offsets[start], block.offsets[start]
    last, limit = block.offsets[end - 1], block.offsets[end]
    stop = last + 1
    if text[last : last + 1] == "&" and (reference := _CHARACTER_REFERENCE.match(text, last, max(limit, stop))):
        stop = reference.end()
    return block.offsets[start], stop
