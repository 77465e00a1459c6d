"""Entries of a printed reference list, compared with registered sources by title, author, journal and year.

The measure is strict, since a wrong link would let a source vouch for what it does not say: every word of the title
must be there, in order, with at most a slip of one letter in it ("non-randomised" is not "randomised").
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sources.formatting import author_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.model import Source

_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")
SHORT = 5  # words; a shorter title is no proof without author and year
MAIN = 3  # words that the title before its colon must have, author and year agreeing
SLACK = 3  # words of the entry that may stand between those of the title
LONG_WORD = 4  # letters; initials, volumes and abbreviations are shorter
TITLELESS = 3  # long words beside authors and journal that an entry without a title may have


def matches_entry(source: Source, entry: str) -> bool:
    """Whether `entry`, the text of a reference-list entry, is `source`."""
    words = fold(entry).split()
    years = {int(year) for year in _YEAR.findall(entry)}
    if source.year is not None and years and not years & {source.year - 1, source.year, source.year + 1}:
        return False  # online first and in print are at most a year apart
    dated = source.year is not None and source.year in years
    signed = _names_first_author(source, words)
    title = _content(source.title)
    if _stands_in(title, words) and (len(title) >= SHORT or (dated and signed)):
        return True
    main = _content(re.split(r"[:?]\s", source.title)[0])
    if dated and signed and MAIN <= len(main) < len(title) and _stands_in(main, words):
        return True
    return dated and signed and _is_titleless(source, words)


def fold(text: str) -> str:
    """Return the words of `text` without case, accents and punctuation, one space apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _content(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in _SMALL]


def _stands_in(title: Sequence[str], entry: Sequence[str]) -> bool:
    """Whether all words of `title` stand in `entry` in order and close together."""
    words = [word for word in entry if word not in _SMALL]
    starts = [i for i, word in enumerate(words) if title and _is_word(title[0], word)]
    return any(_follows(title, words[start : start + len(title) + SLACK]) for start in starts)


def _follows(title: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(any(_is_word(wanted, word) for word in rest) for wanted in title)


def _is_word(wanted: str, word: str) -> bool:
    """Whether two words are the same but for one letter; numbers and short words must be equal.

    The first letter must agree: "controlled" is not "uncontrolled", "typical" is not "atypical".
    """
    if wanted == word:
        return True
    if min(len(wanted), len(word)) <= LONG_WORD or wanted[0] != word[0] or re.search(r"\d", wanted + word):
        return False
    if len(wanted) == len(word):
        return sum(a != b for a, b in zip(wanted, word, strict=True)) == 1
    short, long = sorted((wanted, word), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _names_first_author(source: Source, words: Sequence[str]) -> bool:
    names = author_names(source)
    first = fold(names[0]).split() if names else []
    return bool(first) and any(list(words[i : i + len(first)]) == first for i in range(len(words)))


def _is_titleless(source: Source, words: Sequence[str]) -> bool:
    """Whether an entry is nothing but author, journal and year ("Murrough JW. Am J Psychiatry. 2013;170:1134")."""
    journal = _content(str(source.csl.get("container-title") or ""))
    content = [word for word in words if word not in _SMALL]
    windows = [content[i : i + len(journal)] for i in range(len(content) - len(journal) + 1)] if journal else []
    found = next((window for window in windows if _abbreviates(window, journal)), None)
    if found is None:
        return False
    known = {word for name in author_names(source) for word in fold(name).split()} | set(found)
    return sum(len(word) >= LONG_WORD and word.isalpha() and word not in known for word in content) <= TITLELESS


def _abbreviates(words: Sequence[str], journal: Sequence[str]) -> bool:
    """Whether `words` are the journal's name, or its words cut short as in Medline ("N Engl J Med")."""
    if len(journal) == 1:
        return list(words) == list(journal)
    return all(name.startswith(word) for name, word in zip(journal, words, strict=True))
