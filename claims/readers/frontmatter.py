"""Front matter of a Markdown page: the title and the descriptions that search engines and cards print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.readers.folding import Folding, Run

_FENCED = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>(?:.*\n)*?)(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)")
_PRINTED = re.compile(
    r"^(?P<indent>[ \t]*)\"?(?:[\w:.-]*[_:.-])?"
    r"(?:title|subtitle|description|summary|excerpt|tagline|headline|abstract)\"?[ \t]*[:=][ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
_MULTILINE = re.compile(r"[|>][+-]?\d*[ \t]*(?:#.*)?\n")
_QUOTED = {
    '"': re.compile(r'"(?P<value>(?:[^"\\]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'(?P<value>(?:[^']|'')*)'", re.DOTALL),
}
_ESCAPE = re.compile(r"\\(.)|'(')", re.DOTALL)
_PLAIN = re.compile(r"[^\n]*?(?=[ \t]+#|[ \t]*(?:\n|\Z))")


def end_of(source: str) -> int:
    """Return the offset at which the front matter of `source` ends, 0 if it has none."""
    found = _FENCED.match(source)
    return found.end() if found else 0


def printed(source: str) -> Iterator[Run]:
    """Yield the values of the front matter that are printed somewhere, with their places in `source`."""
    found = _FENCED.match(source)
    if not found:
        return
    stop = found.end("body")
    for key in _PRINTED.finditer(source, found.start("body"), stop):
        folding = Folding()
        start = key.end()
        if block := _MULTILINE.match(source, start, stop):
            folding.slice(source, block.end(), _end_of_indented(source, block.end(), stop, len(key["indent"])))
        elif quoted := _QUOTED.get(source[start : start + 1]):
            if value := quoted.match(source, start, stop):
                _write_quoted(folding, source, value.start("value"), value.end("value"))
        elif plain := _PLAIN.match(source, start, stop):
            folding.slice(source, start, plain.end())
            end_of_line = source.find("\n", plain.end(), stop)
            if plain.end() > start and end_of_line >= 0:
                following = end_of_line + 1
                folding.slice(source, end_of_line, _end_of_indented(source, following, stop, len(key["indent"])))
        yield folding.finish()


def _end_of_indented(source: str, start: int, stop: int, indent: int) -> int:
    """Return where the lines from `start` that are indented deeper than `indent` end."""
    place = start
    while place < stop:
        end = source.find("\n", place, stop)
        end = stop if end < 0 else end
        line = source[place:end]
        if line.strip() and len(line) - len(line.lstrip(" \t")) <= indent:
            break
        place = end + 1
    return min(place, stop)


def _write_quoted(folding: Folding, source: str, start: int, end: int) -> None:
    double = source[start - 1] == '"'
    place = start
    for escape in _ESCAPE.finditer(source, start, end):
        if double != escape[0].startswith("\\"):
            continue
        folding.slice(source, place, escape.start())
        if escape[0] == "\\n":
            folding.space(escape.start(), escape.end())
        elif not escape[0].endswith("\n"):
            folding.slice(source, escape.end() - 1, escape.end())
        place = escape.end()
    folding.slice(source, place, end)
