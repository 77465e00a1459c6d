"""What a text is about: its concepts by longest match, and the nouns that no lexicon knows.

Names are compared word by word as `vocabulary.normal` writes them, so number, case, hyphens and British or American
spelling do not matter; "cancer of the breast" is read as "breast cancer" too. Which part a concept plays (condition,
outcome, adverse event; intervention or comparator) is read off the words around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.abbreviations import find_abbreviations
from claims.model import Concept, CueKind
from claims.nominals import find_nominals
from claims.parts import part_played
from claims.taxonomy import ancestors, expansions, good_direction, is_surrogate, relation
from claims.vocabulary import MAX_UNITS, UNIT, Entry, Vocabulary, normal, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Token

__all__ = ["ancestors", "expansions", "find_concepts", "good_direction", "is_surrogate", "learn", "relation"]

_JOINTS = frozenset("-\u2010\u2011\u2013'\u2019/\u00ae\u2122 \u00a0\n\t")  # what may stand between two words of one name
_LINKS = frozenset({"of", "in", "to"})
_ARTICLES = frozenset({"the", "a", "an", "your", "my", "their", "his", "her", "our"})
_NOUNISH = frozenset({"NOUN", "PROPN", "ADJ", "X"})
_MAX_SWAP = 3  # words of "pain in the lower back" after its article that may come first


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word of the text: its place, and the forms under which keys may know it."""

    text: str
    start: int
    end: int
    plain: str
    lemma: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A name found: the units from `first` to `last` (half-open) and the entry they name."""

    first: int
    last: int
    entry: Entry


def find_concepts(doc: Doc, words: Vocabulary | None = None) -> tuple[Concept, ...]:
    """Return the concepts of `doc` in order, without overlaps.

    `words` is the vocabulary to use (default: the one that ships; see `learn`). Nouns that it does not know become
    concepts with an id that starts with a tilde.
    """
    words = words or vocabulary()
    units = _units(doc)
    matches = _matches(doc, units, words, find_abbreviations(doc.text, words))
    known: list[Concept] = []
    for match in matches:
        start, end = units[match.first].start, units[match.last - 1].end
        kind = part_played(doc, start, end, match.entry, known)
        known.append(Concept(match.entry.id, kind, doc.text[start:end], start, end, _is_negated(doc, start)))
    unknown = [
        Concept(id_, kind, doc.text[start:end], start, end, _is_negated(doc, start))
        for id_, kind, start, end in find_nominals(doc, known)
    ]
    return tuple(sorted([*known, *unknown], key=lambda concept: concept.start))


def learn(terms: list[str] | tuple[str, ...], words: Vocabulary | None = None) -> Vocabulary:
    """Return a vocabulary that knows the product names `terms` as well (a registry's `applies-to`, its wording)."""
    return (words or vocabulary()).learn(terms)


def _units(doc: Doc) -> list[_Unit]:
    """Return the words of `doc`, each with its plain form and, where one token is one word, the form of its lemma."""
    lemmas = {token.idx: token.lemma_ for token in doc}
    units = []
    for match in UNIT.finditer(doc.text):
        text, start = match[0], match.start()
        plain = normal(text)
        lemma = lemmas.get(start)
        units.append(_Unit(text, start, match.end(), plain, normal(lemma) if lemma else plain))
    return units


def _matches(doc: Doc, units: list[_Unit], words: Vocabulary, short: Mapping[str, str]) -> list[_Match]:
    """Return the longest names from left to right, none overlapping another."""
    tokens = {token.idx: token for token in doc}
    joined = [True, *(_JOINTS.issuperset(doc.text[a.end : b.start]) for a, b in pairwise(units))]
    found, at = [], 0
    while at < len(units):
        match = next(_candidates(units, at, joined, words, short, tokens), None)
        if match is None:
            at += 1
        else:
            found.append(match)
            at = match.last
    return found


def _candidates(
    units: list[_Unit], at: int, joined: list[bool], words: Vocabulary, short: Mapping[str, str], tokens: Mapping[int, Token],
) -> Iterator[_Match]:
    """Yield the names that start with unit `at`, longest first."""
    unit = units[at]
    if unit.text in short:
        entry = words.get(short[unit.text])
        if entry is not None:
            yield _Match(at, at + 1, entry)
    limit = at + 1
    while limit < len(units) and limit - at < MAX_UNITS and joined[limit]:
        limit += 1
    swapped = _swapped(units, at, limit, words)
    if swapped is not None:
        yield swapped
    if unit.plain in words.first or unit.lemma in words.first:
        for last in range(limit, at, -1):
            entry = _look_up(units, at, last, words)
            if entry is not None and _fits(entry, units, at, last, tokens):
                yield _Match(at, last, entry)
    if len(unit.text) <= 4 and not unit.text.islower():  # noqa: PLR2004  three letters and a plural s
        entry = _entry_of(words, unit.text) or _entry_of(words, unit.text.removesuffix("s"))
        if entry is not None:
            yield _Match(at, at + 1, entry)


def _look_up(units: list[_Unit], at: int, last: int, words: Vocabulary) -> Entry | None:
    """Return the entry named by the units, in their plain form or by their lemmas."""
    if last == at + 1:
        unit = units[at]
        return _entry_of(words, unit.plain) or (_entry_of(words, unit.lemma) if unit.lemma != unit.plain else None)
    plain = " ".join(unit.plain for unit in units[at:last])
    return _entry_of(words, plain) or _entry_of(words, " ".join(unit.lemma for unit in units[at:last]))


def _entry_of(words: Vocabulary, key: str) -> Entry | None:
    id_ = words.keys.get(key)
    return None if id_ is None else words.get(id_)


def _swapped(units: list[_Unit], at: int, limit: int, words: Vocabulary) -> _Match | None:
    """Return the name that "pain in the lower back" spells in the order of "lower back pain", if there is one."""
    if limit - at < 3 or units[at + 1].plain not in _LINKS:  # noqa: PLR2004  a noun, its link, another noun
        return None
    start = at + 3 if units[at + 2].plain in _ARTICLES else at + 2
    for last in range(min(limit, start + _MAX_SWAP), start, -1):
        key = " ".join([*(unit.plain for unit in units[start:last]), units[at].plain])
        entry = _entry_of(words, key)
        if entry is not None:
            return _Match(at, last, entry)
    return None


def _fits(entry: Entry, units: list[_Unit], at: int, last: int, tokens: Mapping[int, Token]) -> bool:
    """Whether a one-word name that is a verb as well is meant as a noun here."""
    if not entry.noun or last - at > 1:
        return True
    token = tokens.get(units[at].start)
    return token is None or token.pos_ in _NOUNISH


def _is_negated(doc: Doc, start: int) -> bool:
    """Whether a negation cue of the doc acts on the character at `start`."""
    cues = doc._.claims_cues if doc.has_extension("claims_cues") else ()
    return any(cue.kind is CueKind.NEGATION and cue.scope_start <= start < cue.scope_end for cue in cues)
