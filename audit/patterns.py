"""Patterns of paths, as .gitignore writes them: `drafts/`, `*.min.html`, `blog/**/old-*.md`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PIECES = re.compile(r"(?P<deep>\*\*/?)|(?P<many>\*)|(?P<one>\?)|(?P<rest>[^*?]+)")


def matches(patterns: Iterable[str], path: str) -> bool:
    """Whether one of `patterns` takes `path`, whose parts are apart by slashes and count from the patterns' folder.

    A pattern with a slash before its end counts from that folder, any other fits at every depth; what fits a folder
    fits all that is in it. `*` and `?` do not cross a slash, `**` does.
    """
    return any(_compiled(pattern).fullmatch(path) for pattern in patterns)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    body = pattern.strip("/")
    anchored = pattern.startswith("/") or "/" in body
    translated = "".join(map(_translated, _PIECES.finditer(body)))
    return re.compile(rf"{'' if anchored else '(?:.*/)?'}{translated}(?:/.*)?", re.DOTALL)


def _translated(piece: re.Match[str]) -> str:
    if piece["deep"]:
        return "(?:.*/)?" if piece["deep"].endswith("/") else ".*"
    if piece["many"]:
        return "[^/]*"
    return "[^/]" if piece["one"] else re.escape(piece["rest"])
