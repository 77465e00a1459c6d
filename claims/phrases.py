"""Phrases of the lexicons, found in a doc in one pass over its tokens.

A phrase is written as words apart by spaces; each word matches a token by its lemma or by its normal form ("not" for
"n't"), whatever the case. `may/AUX` demands a part of speech, `one|two` gives a choice, `quite?` may be missing, `*`
stands for at most one adverb, determiner or adjective, and `+` for exactly one token. A phrase starts with a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

T = TypeVar("T")

_FILLERS = frozenset({"ADV", "DET", "ADJ"})
_ANY = "+"
_FILLER = "*"


@dataclass(frozen=True, slots=True)
class Word:
    """One place in a phrase: the words that fit it (none: any), the parts of speech, and whether it may be missing."""

    words: frozenset[str]
    tags: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Tokens `start` to `end` (half-open) of a doc read as a phrase, and what that phrase stands for."""

    start: int
    end: int
    entry: T


def read_phrase(text: str) -> tuple[Word, ...]:
    """Return the places of a phrase as the lexicons write it."""
    return tuple(_read_word(word) for word in text.split())


def _read_word(word: str) -> Word:
    if word == _FILLER:
        return Word(frozenset(), _FILLERS, optional=True)
    if word == _ANY:
        return Word(frozenset(), frozenset(), optional=False)
    optional = word.endswith("?")
    choice, _, tags = word.removesuffix("?").partition("/")
    return Word(frozenset(choice.lower().split("|")), frozenset(tags.split(",")) if tags else frozenset(), optional)


def name_of(text: str) -> str:
    """Return the name of a phrase: its words without tags, choices and places that may be missing.

    >>> name_of("have be * show/VERB|prove? to")
    'have be show to'
    """
    words = (
        w.partition("/")[0].partition("|")[0] for w in text.split() if not w.endswith("?") and w not in (_FILLER, _ANY)
    )
    return " ".join(words)


class Phrases(Generic[T]):
    """A table of phrases by their first word; `find` runs over a doc once."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[Word, ...], T]]] = {}
        for text, entry in entries:
            places = read_phrase(text)
            for first in places[0].words:
                self._by_first.setdefault(first, []).append((places, entry))

    def find(self, doc: Doc) -> Iterator[Match[T]]:
        """Yield every match of every phrase, in the order of the doc; overlaps are the caller's to settle."""
        norms = [token.norm_.lower() for token in doc]
        lemmas = [token.lemma_.lower() for token in doc]
        tags = [token.pos_ for token in doc]
        for i in _headline_verbs(doc):
            lemmas[i], tags[i] = norms[i].removesuffix("s"), "VERB"
        by_first = self._by_first
        for i, (norm, lemma) in enumerate(zip(norms, lemmas, strict=True)):
            found = by_first.get(norm, ())
            if lemma != norm and lemma in by_first:
                found = (*found, *by_first[lemma])
            for places, entry in found:
                end = _end_of(places, (norms, lemmas, tags), i)
                if end > i:
                    yield Match(i, end, entry)


def _headline_verbs(doc: Doc) -> Iterator[int]:
    """Yield verbs at the head of a line ("Clears brain fog") that the tagger takes for plurals or names."""
    for token in doc[:-1]:
        heads = token.i == 0 or token.is_sent_start
        if heads and token.tag_ in _NAMES and token.lower_.endswith("s") and token.nbor().pos_ in _AFTER_VERB:
            yield token.i


_NAMES = frozenset({"NNS", "NNP", "NNPS"})
_AFTER_VERB = frozenset({"NOUN", "ADJ", "DET", "PRON"})


def _end_of(places: tuple[Word, ...], columns: tuple[list[str], list[str], list[str]], start: int) -> int:
    """Return the index after the last token of the phrase that begins at `start`, or -1."""
    norms, lemmas, tags = columns
    i, size = start, len(norms)
    for place in places:
        fits = (
            i < size
            and (not place.words or norms[i] in place.words or lemmas[i] in place.words)
            and (not place.tags or tags[i] in place.tags)
        )
        if fits:
            i += 1
        elif not place.optional:
            return -1
    return i


def longest(matches: Iterable[Match[T]]) -> list[Match[T]]:
    """Return the matches that lie in no longer one, in the order of the doc; of equals the first."""
    kept: list[Match[T]] = []
    for match in sorted(matches, key=lambda m: (m.start, m.start - m.end)):
        if not kept or match.end > kept[-1].end:
            kept.append(match)
    return kept
