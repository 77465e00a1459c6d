"""Nouns that no lexicon knows, as concepts: "~collagen peptide" still tells whether two texts speak of one thing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.directions import is_change
from claims.lexicon import lexicon
from claims.model import Concept, ConceptKind
from claims.vocabulary import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_PARTS_OF_NAMES = frozenset({"compound", "amod", "nmod"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_MAX_WORDS = 4
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})


def find_nominals(doc: Doc, known: Sequence[Concept]) -> Iterator[tuple[str, ConceptKind, int, int]]:
    """Yield id, part, start and end of each noun phrase that no concept in `known` touches."""
    taken = {offset for concept in known for offset in range(concept.start, concept.end)}
    taken.update(
        offset
        for quantity in (doc._.claims_quantities if doc.has_extension("claims_quantities") else ())
        for offset in range(quantity.start, quantity.end)
    )
    generic = _generic()
    for token in doc:
        if token.pos_ not in _NOUNS or token.idx in taken or not token.is_alpha or len(token) < 3:  # noqa: PLR2004
            continue
        if token.dep_ == "compound" and token.head.i > token.i and token.head.idx not in taken:
            continue  # belongs to the phrase of its head
        if not token.whitespace_ and token.i + 1 < len(doc) and doc[token.i + 1].text in _HYPHENS:
            continue  # the first half of a compound
        if normal(token.lemma_) in generic or is_change(token.lower_):
            continue
        words = _words(token, taken, generic)
        id_ = "~" + " ".join(word.lemma_.lower() for word in words)
        yield id_, _kind(token), words[0].idx, token.idx + len(token)


def _words(head: Token, taken: set[int], generic: frozenset[str]) -> list[Token]:
    """Return the head and the words right before it that belong to its name."""
    words = [head]
    for token in reversed(list(head.doc[max(0, head.i - _MAX_WORDS + 1) : head.i])):
        if token.text in _HYPHENS:
            continue
        belongs = token.dep_ in _PARTS_OF_NAMES and token.is_alpha and token.idx not in taken
        if not belongs or normal(token.lemma_) in generic or token.head.i > head.i:
            break
        words.insert(0, token)
    return words


def _kind(token: Token) -> ConceptKind:
    """Guess the part from the syntax: who acts is the intervention, what is acted on the outcome."""
    head = token.head
    if token.dep_ == "pobj":
        before = head.lower_
        if before in {"than", "versus", "vs", "vs."}:
            return ConceptKind.COMPARATOR
        if before in {"for", "against"}:
            return ConceptKind.CONDITION
        if before in {"with", "by", "after", "via", "using"}:
            return ConceptKind.INTERVENTION
        return ConceptKind.OUTCOME
    if token.dep_ in _OBJECTS:
        return ConceptKind.OUTCOME
    return ConceptKind.INTERVENTION if token.dep_ in {"nsubj", "ROOT", "compound"} else ConceptKind.OUTCOME


@cache
def _generic() -> frozenset[str]:
    """Nouns that say nothing about the subject of a health text."""
    return frozenset(normal(word) for group in lexicon("generic-nouns").values() for word in group["words"].split())
