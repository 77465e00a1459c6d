"""Find the names of a vocabulary in a text: longest match, word by word, from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.abbreviations import find_abbreviations
from claims.vocabulary import MAX_UNITS, UNIT, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from claims.vocabulary import Entry, Vocabulary

_JOINTS = frozenset("-\u2010\u2011\u2013'\u2019/\u00ae\u2122 \u00a0\n\t")  # may stand between two words of a name
_LINKS = frozenset({"of", "in", "to"})
_ARTICLES = frozenset({"the", "a", "an", "your", "my", "their", "his", "her", "our"})
_PREPOSITIONS = frozenset(
    {"at", "in", "on", "of", "to", "by", "for", "from", "with", "under", "over", "after", "before"}
)
_NOUNISH = frozenset({"NOUN", "PROPN", "ADJ", "X"})
_MAX_SWAP = 3  # words of "pain in the lower back" after its article that may come first


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: its place in the text, and the entry that it names."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, in columns: place, token, and the two forms under which keys may know them."""

    spans: list[tuple[int, int]]
    tokens: list[Token | None]
    plain: list[str]
    lemmas: list[str]


def find_names(text: str, tokens: Mapping[int, Token], vocabulary: Vocabulary) -> Iterator[Name]:
    """Yield the names in `text`, none overlapping another; `tokens` are its tokens by the character they start at."""
    words = _words(text, tokens)
    short = find_abbreviations(text, vocabulary)
    joined = [_JOINTS.issuperset(text[a[1] : b[0]]) for a, b in pairwise(words.spans)]
    at, total = 0, len(words.spans)
    while at < total:
        limit = at + 1
        while limit < total and limit - at < MAX_UNITS and joined[limit - 1]:
            limit += 1
        start, end = words.spans[at]
        word = text[start:end]
        match = _defined(word, at, short, vocabulary) if short else None
        match = match or _longest(words, at, limit, vocabulary) or _printed(words, word, at, vocabulary)
        if match is None:
            at += 1
        else:
            at, entry = match
            yield Name(start, words.spans[at - 1][1], entry)


def _words(text: str, tokens: Mapping[int, Token]) -> _Words:
    """Return the words of `text`; the lemma is that of the token that starts with the word, if one does."""
    found = _Words([], [], [], [])
    for match in UNIT.finditer(text):
        plain = normal(match.group())
        token = tokens.get(match.start())
        found.spans.append(match.span())
        found.tokens.append(token)
        found.plain.append(plain)
        found.lemmas.append(plain if token is None else normal(token.lemma_))
    return found


def _defined(word: str, at: int, short: Mapping[str, str], vocabulary: Vocabulary) -> tuple[int, Entry] | None:
    """Return what an abbreviation means that the text itself defines."""
    entry = vocabulary.get(short[word]) if word in short else None
    return None if entry is None else (at + 1, entry)


def _printed(words: _Words, word: str, at: int, vocabulary: Vocabulary) -> tuple[int, Entry] | None:
    """Return what a name means that counts only as printed: "SI", "TCAs"."""
    entry = vocabulary.named(word)
    if entry is None and word.endswith("s") and word[:-1].isupper():
        entry = vocabulary.named(word[:-1])
    return None if entry is None or not _fits(entry, words.tokens[at]) else (at + 1, entry)


def _longest(words: _Words, at: int, limit: int, vocabulary: Vocabulary) -> tuple[int, Entry] | None:
    """Return the longest name from word `at` on, before `limit`: where it ends, and its entry."""
    if limit - at > 2 and words.plain[at + 1] in _LINKS:  # noqa: PLR2004  a noun, its link, another noun
        swapped = _swapped(words.plain, at, limit, vocabulary)
        if swapped is not None:
            return swapped
    best: tuple[int, Entry] | None = None
    for forms in (words.plain, words.lemmas):
        size = min(vocabulary.first.get(forms[at], 0), limit - at)
        for last in range(at + size, at if best is None else best[0], -1):
            entry = vocabulary.named(" ".join(forms[at:last]))
            if entry is not None and (last > at + 1 or _fits(entry, words.tokens[at])):
                best = last, entry
                break
        if words.plain[at:limit] == words.lemmas[at:limit]:
            break
    return best


def _swapped(plain: list[str], at: int, limit: int, vocabulary: Vocabulary) -> tuple[int, Entry] | None:
    """Return the name that "pain in the lower back" spells in the order of "lower back pain", if there is one."""
    start = at + 3 if plain[at + 2] in _ARTICLES else at + 2
    if start < limit and plain[start] in _PREPOSITIONS:  # "the risk of at least one" is not "at risk"
        return None
    for last in range(min(limit, start + _MAX_SWAP), start, -1):
        entry = vocabulary.named(" ".join([*plain[start:last], plain[at]]))
        if entry is not None:
            return last, entry
    return None


def _fits(entry: Entry, token: Token | None) -> bool:
    """Whether a name that is a verb as well is meant as a noun here."""
    return not entry.noun or token is None or token.pos_ in _NOUNISH
