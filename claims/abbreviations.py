"""Abbreviations that a text defines itself: "treatment-resistant depression (TRD)".

Schwartz & Hearst 2003, "A simple algorithm for identifying abbreviation definitions in biomedical text".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.vocabulary import UNIT, key_of

if TYPE_CHECKING:
    from claims.vocabulary import Vocabulary

_DEFINITION = re.compile(r"\(\s*([A-Za-z][A-Za-z0-9-]{1,9})\s*\)")
_WINDOW = 90  # characters before the parenthesis in which the long form has to stand
_MAX_WORDS = 8


def find_abbreviations(text: str, words: Vocabulary) -> dict[str, str]:
    """Return the short forms that `text` defines for names of the vocabulary: short form -> concept id."""
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(text) if "(" in text else ():
        short = match[1]
        if sum(c.isupper() for c in short) < 2 or short in found:  # noqa: PLR2004  two capitals make an abbreviation
            continue
        id_ = _meaning(short, text[max(0, match.start() - _WINDOW) : match.start()].rstrip(), words)
        if id_ is not None:
            found[short] = id_
    return found


def _meaning(short: str, before: str, words: Vocabulary) -> str | None:
    """Return the concept that the words before a definition name, if their letters spell `short`."""
    starts = [unit.start() for unit in UNIT.finditer(before)][-_MAX_WORDS:]
    for start in starts:
        long = before[start:]
        if _spells(long, short):
            id_ = words.keys.get(key_of(long))
            if id_ is not None:
                return id_
    return None


def _spells(long: str, short: str) -> bool:
    """Whether the letters of `short` stand in `long` in order, the first of them at its beginning."""
    letters = iter(long.lower())
    wanted = [c for c in short.lower() if c.isalnum()]
    return long[:1].lower() == wanted[0] and all(any(c == letter for letter in letters) for c in wanted)
