"""Lines of a plain-text file: what each one is, and which of them a text editor merely wrapped.

Two kinds of file look alike: prose wrapped at a fixed width, where lines join to paragraphs, and the dump of a web
page, where every line is a paragraph, a heading or an item of its own. A line goes on in the next one when the next
begins in the middle of a sentence and its first word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from claims.readers.outline import bullet

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What ends a line of plain text; word processors write \\x0b and \\u2028, printers \\x0c."""

WRAP = range(40, 121)
"""Lengths that editors wrap lines to; a longer line was not wrapped, a shorter one had its reason."""

_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(r"([-*_=#~·•.—–]\s?)(?:\1|\s){2,}$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
_QUOTE = re.compile(r"(?:>\s?)+")
_ROW = re.compile(r"\|.*\|$")
_ROW_RULE = re.compile(r"[|:\-\s+]+$")
# Closing quotes and citation marks may follow the punctuation of a sentence.
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]*_†‡]*(?:\s?\[[\d,;\s–-]+\]|[⁰¹²³⁴-⁹,–-]+|(?<=[.!?])\d{1,2})*$")
# A line that ends with one of these words cannot be a whole paragraph, heading or item.
_UNFINISHED = re.compile(
    r"(?:[,–—-]|\b(?:a|an|the|of|and|or|to|with|in|for|on|at|by|from|as|that|which|is|are|was|were|than|your|our|their|its))$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[A-Z0-9][^.!?:]{0,60}:(?:\s+\S|$)")


class LineKind(Enum):
    """What a line of plain text is, judged by itself."""

    BLANK = auto()
    RULE = auto()
    UNDERLINE = auto()  # a rule, or the underline of the heading above it
    HEADING = auto()  # "## Benefits"
    ITEM = auto()
    QUOTE = auto()
    ROW = auto()  # of a table, "| a | b |"
    PROSE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its indentation and trailing space; `body` is where its words begin, after a bullet or `#`."""

    kind: LineKind
    text: str
    start: int
    indent: int = 0
    body: int = 0
    stop: int = 0
    level: int = 0


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines of `text` with their offsets."""
    start = 0
    for end in [*LINE_END.finditer(text), None]:
        stop = len(text) if end is None else end.start()
        yield _classify(text[start:stop], start)
        start = stop if end is None else end.end()


def _classify(raw: str, start: int) -> Line:
    text = raw.strip()
    indent = len(raw) - len(raw.lstrip())
    start += indent
    if not text:
        return Line(LineKind.BLANK, "", start)
    if _UNDERLINE.match(text):
        return Line(LineKind.UNDERLINE, text, start, indent, level=1 if text[0] == "=" else 2)
    if _RULE.match(text):
        return Line(LineKind.RULE, text, start, indent)
    if heading := _HEADING.match(text):
        closing = _CLOSING_HASHES.search(text)
        stop = closing.start() if closing else len(text)
        return Line(LineKind.HEADING, text, start, indent, heading.end(), stop, len(heading[1]))
    if _ROW.match(text):
        kind = LineKind.RULE if _ROW_RULE.match(text) else LineKind.ROW
        return Line(kind, text, start, indent, 1, len(text) - 1)
    if quote := _QUOTE.match(text):
        return Line(LineKind.QUOTE, text, start, indent, quote.end(), len(text))
    width = bullet(text)
    return Line(LineKind.ITEM if width else LineKind.PROSE, text, start, indent, width, len(text))


def is_label(text: str) -> bool:
    """Whether `text` is a label with its statement ("Rapid onset: relief within a day")."""
    return bool(_LABEL.match(text)) and len(text.partition(":")[0].split()) <= 8  # noqa: PLR2004


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with the punctuation of a sentence."""
    return bool(_SENTENCE_END.search(text))


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a file were wrapped: at `width` code points, or not at all (None)."""

    width: int | None

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Wrapping:
        """Judge by the lines that go on in the middle of a sentence; one such line proves little, a share does."""
        pairs = [(a, b) for a, b in pairwise(lines) if _may_join(a, b)]
        sure = [a for a, b in pairs if _goes_on(a, b)]
        lengths = [len(line.text) for line in sure if len(line.text) in WRAP]
        return cls(max(lengths) if lengths and len(lengths) * 4 >= len(pairs) else None)

    def joins(self, line: Line, following: Line) -> bool:
        """Whether `following` continues the paragraph of `line`."""
        if not _may_join(line, following):
            return False
        if following.indent > line.indent and line.kind is LineKind.ITEM:
            return True
        first = following.text.partition(" ")[0]
        lower = following.text[0].islower()
        if lower and _UNFINISHED.search(line.text) and len(line.text) < WRAP.stop:
            return True
        if self.width is None or len(line.text) >= WRAP.stop:
            return False
        fitted = len(line.text) + 1 + len(first) <= self.width
        return not fitted and not (is_label(following.text) and ends_sentence(line.text))


def _may_join(line: Line, following: Line) -> bool:
    return line.kind in (LineKind.PROSE, LineKind.ITEM, LineKind.QUOTE) and following.kind in (
        (LineKind.QUOTE,) if line.kind is LineKind.QUOTE else (LineKind.PROSE,)
    )


def _goes_on(line: Line, following: Line) -> bool:
    body = following.text[following.body :]
    return len(line.text) in WRAP and not ends_sentence(line.text) and body[:1].islower()
