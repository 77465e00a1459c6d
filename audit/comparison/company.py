"""Company: whether a passage gave a treatment alone as well as together with something else."""

from __future__ import annotations

import re

from sources.phrasing import find_phrases

_EITHER = re.compile(r"\bwith (?:or|and) without\b", re.IGNORECASE)
_BARE = re.compile(r"(\w+)\s+$")


def alone_too(text: str, titled: str) -> bool:
    """Whether the passage gave the same thing alone as well, or says that it makes no difference.

    "Drops plus tablets ... tablets alone" gave the drops with something only.
    """
    if _EITHER.search(titled):
        return True
    found = find_phrases("alone", text)
    rest = [_BARE.search(text[: p.start]) for p in found]
    return any(word is None or not _added_to(word[1], titled) for word in rest)


def _added_to(word: str, text: str) -> bool:
    """Whether the text combines something with `word`."""
    return any(
        re.match(rf"(?:\W+\w+){{0,3}}?\W+{re.escape(word)}\b", text[p.end :], re.IGNORECASE)
        for p in find_phrases("combined", text)
    )
