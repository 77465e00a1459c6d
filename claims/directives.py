"""Directives: comments in the copy that speak to this program, `<!-- claims-audit: … -->`.

The same comment works in every format: Markdown and HTML do not print it, and the readers of plain text and JSON Lines
leave it out. What a directive asks for is read by whoever acts on it; here it is only found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIRECTIVE = re.compile(r"<!--\s*claims-audit\s*:(?P<body>(?:(?!-->|<!--).)*?)\s*-->", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
_TICKS = re.compile(r"`+|\n[ \t]*(?=\n)")  # or the end of a paragraph, which no code span crosses
_MARKDOWN = "text/markdown"


@dataclass(frozen=True, slots=True)
class Directive:
    """What a directive says (`body`, white space folded) and its place in the file, half-open code points."""

    body: str
    start: int
    end: int


def find_directives(text: str, media_type: str) -> Iterator[Directive]:
    """Yield the directives in the text of a file, in order; those that Markdown shows as code are examples."""
    if "claims-audit" not in text:
        return
    searched = _without_code(text) if media_type == _MARKDOWN else text
    for match in _DIRECTIVE.finditer(searched):
        yield Directive(" ".join(match["body"].split()), *match.span())


def without_directives(text: str) -> str:
    """Return `text` with its directives blanked out: as long as before, its line ends in place."""
    if "claims-audit" not in text:
        return text
    return _DIRECTIVE.sub(lambda match: _blank(match.group()), text)


def _without_code(text: str) -> str:
    """Return Markdown with its fenced blocks and code spans blanked out."""
    kept: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line.rstrip("\r\n"))
        if fence:
            closes = match is not None and match["fence"].startswith(fence) and not match["info"].strip()
            kept.append(_blank(line))
            fence = "" if closes else fence
        elif match is not None and not (match["fence"][0] == "`" and "`" in match["info"]):
            fence = match["fence"]
            kept.append(_blank(line))
        else:
            kept.append(line)
    searched = "".join(kept)
    pieces: list[str] = []
    at = 0
    for start, end in _code_spans(searched):
        pieces += (searched[at:start], _blank(searched[start:end]))
        at = end
    return "".join([*pieces, searched[at:]])


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code spans stand: from a run of backticks to the next one of the same length in its paragraph."""
    runs = [(m.start(), m.end(), m.group().count("`")) for m in _TICKS.finditer(text)]
    following: dict[int, int] = {}  # the next run of each length, seen from behind
    closing = [0] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][2]
        if length:
            closing[index] = following.get(length, 0)
            following[length] = index
        else:
            following.clear()
    index = 0
    while index < len(runs):
        if closing[index]:
            yield runs[index][0], runs[closing[index]][1]
            index = closing[index]
        index += 1


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
