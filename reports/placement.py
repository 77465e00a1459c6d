"""Places in a file found again in the text that a reader sees: markup gone, entities decoded, white space folded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.model import Block, Copy

_CONTEXT = 400  # code points of raw file shown for a place that no block covers


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the file stands among the blocks: `start` and `end` count code points of the block's text."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Readable text and the stretches to mark in it, half-open, in code points of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Placer:
    """Finds the block and the words of a copy that a stretch of its file is printed as."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy
        filled = [(b.offsets[0], i) for i, b in enumerate(copy.blocks) if b.text and b.offsets]
        self._starts = sorted(filled)

    def place(self, start: int, end: int) -> Place | None:
        """Return where file offsets `start` to `end` begin to be printed, None where no block prints any of them."""
        return next(self.places(start, end), None)

    def places(self, start: int, end: int) -> Iterator[Place]:
        """Yield where file offsets `start` to `end` are printed, block by block."""
        first = max(bisect_right(self._starts, (start, len(self._copy.blocks))) - 1, 0)
        for offset, index in self._starts[first:]:
            if offset >= end:
                break
            low, high = within(self._copy.blocks[index], start, end)
            if low < high:
                yield Place(index, low, high)

    def words(self, place: Place) -> str:
        """Return what is printed at `place`."""
        return self._copy.blocks[place.block].text[place.start : place.end]

    def excerpt(self, sentence: tuple[int, int], marked: Iterable[tuple[int, int]]) -> Excerpt:
        """Return the sentence at file offsets `sentence` as it reads, with the `marked` stretches of the file in it."""
        place = self.place(*sentence)
        if place is None:
            start, end = sentence[0], min(sentence[1], sentence[0] + _CONTEXT)
            marks = ((max(a, start) - start, min(b, end) - start) for a, b in marked)
            return Excerpt(self._copy.text[start:end], merge(marks))
        block = self._copy.blocks[place.block]
        found = (within(block, a, b) for a, b in marked)
        cut = ((max(a, place.start) - place.start, min(b, place.end) - place.start) for a, b in found)
        return Excerpt(block.text[place.start : place.end], merge(cut))


def within(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return which code points of the text of `block` come from file offsets `start` to `end`; empty where none do."""
    offsets = block.offsets
    size = len(block.text)
    return bisect_left(offsets, start, 0, size), bisect_left(offsets, end, 0, size)


def merge(stretches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return `stretches` in order, the empty ones dropped, those that touch or overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(s for s in stretches if s[0] < s[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def cut(size: int, stretches: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Cut 0 to `size` at every border of `stretches`, so that each piece lies wholly inside or outside each of them."""
    borders = {0, size} | {min(max(p, 0), size) for s in stretches for p in s}
    ordered = sorted(borders)
    return tuple(pairwise(ordered))
