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

_DIRECTIVE = re.compile(r"<!--\s*claims-audit\s*:(?P<body>(?:(?!-->).)*?)\s*-->", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
_CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
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
    return _CODE_SPAN.sub(lambda span: _blank(span.group()), "".join(kept))


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
