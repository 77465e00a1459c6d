"""Text of a block while it is put together: white space folded, and the place of every code point kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Characters that print nothing and only steer line breaks and direction; inside a word they would split it.
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_CHUNK = re.compile(rf"(?P<space>\s+)|(?P<invisible>[{_INVISIBLE}]+)|[^\s{_INVISIBLE}]+")
_SAME_GLYPH = {0x2010: "-", 0x2011: "-"}  # the hyphen and the non-breaking hyphen print as the plain one


@dataclass(frozen=True, slots=True)
class Run:
    """Folded text; code point `i` comes from `starts[i]` to `ends[i]` (half-open) of the file.

    `breaks` are the positions in `text` at which a line of the page begins, the first line left out.
    """

    text: str = ""
    starts: tuple[int, ...] = field(default=(), repr=False)
    ends: tuple[int, ...] = field(default=(), repr=False)
    links: tuple[Link, ...] = ()
    breaks: tuple[int, ...] = ()

    @property
    def offsets(self) -> tuple[int, ...]:
        """The offsets of a block with this text."""
        return (*self.starts, self.ends[-1]) if self.ends else (0,)

    def cut(self, start: int, end: int | None = None) -> Run:
        """Return the part from `start` to `end` without the space at its edges."""
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start] == " ":
            start += 1
        while stop > start and self.text[stop - 1] == " ":
            stop -= 1
        links = tuple(
            Link(max(link.start, start) - start, min(link.end, stop) - start, link.target)
            for link in self.links
            if link.start < stop and link.end > start
        )
        breaks = tuple(place - start for place in self.breaks if start < place < stop)
        return Run(self.text[start:stop], self.starts[start:stop], self.ends[start:stop], links, breaks)

    def lines(self) -> list[Run]:
        """Return the lines of the page that this run holds."""
        edges = (0, *self.breaks, len(self.text))
        return [line for start, end in pairwise(edges) if (line := self.cut(start, end)).text]


class Folding:
    """Collects pieces of a file into one `Run`."""

    __slots__ = ("_breaks", "_ends", "_gap", "_links", "_open", "_starts", "_text")

    def __init__(self, links: Iterable[str] = ()) -> None:
        """Begin with no text, inside links to the given targets."""
        self._text: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._gap: tuple[int, int] | None = None
        self._links: list[Link] = []
        self._open = [(0, target) for target in links]
        self._breaks: list[int] = []

    def write(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Add `text`, whose code point `i` comes from `starts[i]` to `ends[i]` of the file."""
        for chunk in _CHUNK.finditer(text):
            first, last = chunk.span()
            if chunk["space"]:
                self._gap = self._gap or (starts[first], ends[last - 1])
            elif not chunk["invisible"]:
                if self._gap and self._starts:
                    self._put(" ", (self._gap[0],), (self._gap[1],))
                self._gap = None
                self._put(chunk[0].translate(_SAME_GLYPH), starts[first:last], ends[first:last])

    def slice(self, text: str, start: int, end: int) -> None:
        """Add the code points `start` to `end` of the file `text`."""
        self.write(text[start:end], range(start, end), range(start + 1, end + 1))

    def replace(self, text: str, start: int, end: int) -> None:
        """Add `text`, printed for the code points `start` to `end` of the file."""
        self.write(text, (start,) * len(text), (end,) * len(text))

    def space(self, start: int, end: int) -> None:
        """Add a space, printed for the code points `start` to `end` of the file."""
        self._gap = self._gap or (start, end)

    def end_line(self, start: int, end: int) -> None:
        """End a line of the page with what stands at `start` to `end` of the file."""
        self.space(start, end)
        place = len(self._starts) + 1
        if self._starts and self._breaks[-1:] != [place]:
            self._breaks.append(place)

    def open_link(self, target: str) -> None:
        """Begin a link to `target`; one left open ends with the text."""
        self._open.append((len(self._starts), target))

    def close_link(self) -> None:
        """End the innermost open link; none open is no error."""
        if self._open:
            start, target = self._open.pop()
            self._links.append(Link(start, len(self._starts), target))

    @property
    def open_links(self) -> tuple[str, ...]:
        """Targets of the links that are not closed yet, outermost first."""
        return tuple(target for _, target in self._open)

    def finish(self) -> Run:
        """Return what was collected, without space at its edges; links left open end here."""
        while self._open:
            self.close_link()
        text = "".join(self._text)
        links = sorted((_trim(link, text) for link in self._links), key=lambda link: (link.start, link.end))
        kept = tuple(link for link in links if link.start < link.end)
        breaks = tuple(place for place in self._breaks if place < len(text))
        return Run(text, tuple(self._starts), tuple(self._ends), kept, breaks)

    def _put(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._text.append(text)
        self._starts.extend(starts)
        self._ends.extend(ends)


def _trim(link: Link, text: str) -> Link:
    start, end = link.start, link.end
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return Link(start, end, link.target)
