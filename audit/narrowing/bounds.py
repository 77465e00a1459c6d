"""Amounts with the words that bind them: "within about 2 hours" is a place, an approximation and a core."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KINDS = {
    "place": r"within|in|by|at|after|for|until",
    "rough": r"about|around|roughly|approximately|nearly|almost|some|under|less than|fewer than",
    "least": r"at least|more than|over|no less than|upwards of|a minimum of",
    "most": r"up to|as (?:much|many|long) as|at most|no more than|a maximum of",
    "trifle": r"just|only|merely|a mere|as (?:little|few) as|a whopping|a full",
}
_WORD = re.compile(
    r"(?:" + "|".join(rf"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + r")\s+", re.IGNORECASE
)
_ANY = re.compile(r"\b(?:" + "|".join(_KINDS.values()) + r")\s+$", re.IGNORECASE)
_TAIL = re.compile(r"\s+or (?:less|so|more|fewer|under|sooner|longer)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounded:
    """An amount at `start` to `end` of a text: its `core`, and the words before it by what they do.

    `place` is a preposition of time, `rough` an approximation, `least` and `most` say that it is a bound, and
    `inner` is where the first of them begins that is no preposition.
    """

    start: int
    inner: int
    end: int
    core: str
    place: str = ""
    rough: str = ""
    least: str = ""
    most: str = ""


def bounded(text: str, start: int, end: int) -> Bounded:
    """Return the amount `text[start:end]` with the bound words in it and those right before it."""
    while (before := _ANY.search(text[:start])) is not None:
        start = before.start()
    found: dict[str, str] = {}
    at, inner = start, -1
    while (word := _WORD.match(text, at, end)) is not None:
        kind = word.lastgroup or ""
        found[kind] = word[kind]
        if kind != "place":
            inner = at if inner < 0 else inner
        at = word.end()
    tail = _TAIL.search(text[at:end])
    core = text[at:end][: tail.start()] if tail else text[at:end]
    found.pop("trifle", None)
    return Bounded(start, at if inner < 0 else inner, end, core, **found)
