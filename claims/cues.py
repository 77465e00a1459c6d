"""Cues: words that change the strength of a statement, each with the stretch that it acts on.

The words are in `claims/lexicons/`, one file for a kind; the stretch comes from the dependency parse, so that "may" in
one clause softens nothing in the next. `value` of a cue: HEDGE and ESTABLISHMENT share one ladder of certainty (1 may,
2 suggests, 3 shows, 4 proven); FREQUENCY has 0 (none) to 5 (all); CORRELATIONAL and CAUSAL have the step of `Strength`;
BOOSTER, APPROVAL and RISK_MINIMISER are ordered within their kind; the others have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS, VERBAL, clause_head, clause_tokens, main_predicates, stretch
from claims.clearances import is_official
from claims.lexicon import lexicon
from claims.model import Cue, CueKind, Hedge
from claims.phrases import Match, Phrases, longest, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from claims.segmentation import Part

LEXICONS = (
    "hedges",
    "frequency",
    "boosters",
    "absolutes",
    "negation",
    "causality",
    "establishment",
    "approval",
    "risk-minimisers",
    "comparison",
    "attribution",
)
SOFT_FREQUENCIES = range(2, 5)
"""Rungs that soften a statement: some, many, most. Few and none deny it, all hardens it."""

OBJECTS = frozenset({"dobj", "nsubjpass", "prt"})
PERSONAL = frozenset({"you", "we", "i", "he", "she"})

_QUANTIFIED_BY = frozenset(
    {"for", "in", "among", "with", "by", "to", "after"}
)  # "for many people" speaks of the whole clause
_NOT_SUFFIXED = frozenset({"DET", "ADP", "AUX", "VERB", "CCONJ", "SCONJ", "PART", "PUNCT"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase of a lexicon stands for. Without `kind` it only keeps shorter phrases from matching inside it."""

    kind: CueKind | None
    within: CueKind  # phrases of one kind compete for their words
    name: str
    value: float | None
    scope: str
    needs_object: bool = False
    impersonal: bool = False  # no cue where the subject is you, we, I or a person's name: they give leave, or can
    positive: bool = False  # no cue under "not"
    official: bool = False  # a cue only where an authority clears something, not where skin does


@cache
def _phrases() -> Phrases[Entry]:
    return Phrases(entry for name in LEXICONS for entry in _entries(name))


def _entries(name: str) -> Iterator[tuple[str, Entry]]:
    data = lexicon(name)
    for group in data["groups"].values():
        kind = group.get("kind", data["kind"])
        within = CueKind(data["kind"] if kind == "none" else kind)
        for phrase in group["phrases"]:
            yield (
                phrase,
                Entry(
                    None if kind == "none" else within,
                    within,
                    name_of(phrase),
                    group.get("value"),
                    group["scope"],
                    needs_object=group.get("object") == "yes",
                    impersonal=group.get("subject") == "impersonal",
                    positive=group.get("negated") == "not-a-cue",
                    official=group.get("sense") == "official",
                ),
            )


def find_cues(doc: Doc) -> tuple[Cue, ...]:
    """Return the cues of a parsed doc, in the order of their first words; offsets are characters of the doc."""
    by_kind: dict[CueKind, list[Match[Entry]]] = {}
    for match in _phrases().find(doc):
        by_kind.setdefault(match.entry.within, []).append(match)
    matches = [match for found in by_kind.values() for match in longest(found)]
    cues = (_cue(doc, match) for match in matches if match.entry.kind is not None)
    listed = [cue for cue in cues if cue is not None]
    known = {(cue.kind, cue.start) for cue in listed}
    degrees = (cue for cue in _degrees(doc) if (cue.kind, cue.start) not in known)
    return tuple(sorted([*listed, *degrees], key=lambda cue: (cue.start, -cue.end, cue.kind)))


def _cue(doc: Doc, match: Match[Entry]) -> Cue | None:
    entry = match.entry
    if entry.kind is None or not _holds(entry, doc[match.start]):
        return None
    if entry.official and not is_official(doc[match.start : match.end]):
        return None
    scope = _SCOPES[entry.scope](doc, match.start, match.end)
    if scope is None:
        return None
    if (
        entry.kind is CueKind.FREQUENCY
        and entry.scope == "clause"
        and not _quantifies_clause(doc[match.start : match.end].root)
    ):
        scope = _phrase(doc, match.start, match.end)
    start, end = doc[match.start].idx, _end(doc[match.end - 1])
    return Cue(entry.kind, entry.name, doc.text[start:end], start, end, *scope, entry.value)


def _degrees(doc: Doc) -> Iterator[Cue]:
    """Yield comparative and superlative forms, by their tag (Penn Treebank: JJR, RBR, JJS, RBS)."""
    for token in doc:
        if token.tag_ in ("JJR", "RBR", "JJS", "RBS") and token.lower_ not in (
            "more",
            "most",
            "less",
            "least",
            "later",
            "earlier",
        ):
            kind = CueKind.COMPARATIVE if token.tag_.endswith("R") else CueKind.SUPERLATIVE
            scope = _clause(doc, token.i, token.i + 1)
            yield Cue(kind, token.lower_, token.text, token.idx, _end(token), *scope)


def _holds(entry: Entry, word: Token) -> bool:
    """Whether the grammar around the first word of a match is as its lexicon entry demands."""
    verb = word.head if word.dep_ == "aux" else word
    below = {child.dep_: child for child in verb.children}
    if entry.needs_object and not OBJECTS.intersection(below):
        return False
    if entry.positive and "neg" in below:
        return False
    subject = below.get("nsubj") or below.get("nsubjpass")
    return not (entry.impersonal and subject is not None and subject.lower_ in PERSONAL)


def _end(token: Token) -> int:
    return token.idx + len(token.text)


def _clause(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Span the clause around the cue, with its complement clauses."""
    tokens = [*clause_tokens(clause_head(doc[start:end].root))]
    low, high = stretch(tokens, min(token.i for token in tokens))
    return min(low, doc[start].idx), max(high, _end(doc[end - 1]))


def _predicate(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Span from an auxiliary to the end of the clause of its verb."""
    word = doc[start]
    head = word.head if word.dep_ == "aux" else clause_head(word)
    return doc[start].idx, max(stretch(clause_tokens(head), min(start, head.i))[1], _end(doc[end - 1]))


def _right(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Span from the cue to the end of what its head governs: a noun phrase that "not" stands in, else the clause."""
    root = doc[start:end].root
    head = root.head if root.dep_ in ("neg", "preconj", "cc", "advmod", "amod", "acomp") else clause_head(root)
    tokens = head.subtree if head.pos_ in ("NOUN", "PROPN", "ADJ") and head.dep_ != "ROOT" else clause_tokens(head)
    return doc[start].idx, max(stretch([*tokens, doc[end - 1]], start)[1], _end(doc[end - 1]))


def _phrase(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Span the noun phrase that a determiner or a preposition opens, with what is joined to it by "or"."""
    root = doc[start:end].root
    head = root.head if root.dep_ in ("det", "amod", "nummod", "neg", "advmod", "predet", "quantmod") else root
    inside = [token for token in head.subtree if token.i >= start and not _outside(token, head)]
    return doc[start].idx, max(stretch([*inside, doc[end - 1]], start)[1], _end(doc[end - 1]))


def _outside(token: Token, head: Token) -> bool:
    """Whether a word below `head` belongs to a finite clause or to a verb joined on."""
    while token.i not in (head.i, token.head.i):
        if token.dep_ in ("relcl", "advcl", "parataxis") or (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")):
            return True
        token = token.head
    return False


def _complement(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Span what a verb reports or fails to do: its complement, its object, or the rest of its clause."""
    root = doc[start:end].root
    below = [
        child
        for child in root.children
        if child.dep_ in ("ccomp", "xcomp", "dobj", "acomp", "pobj") and child.i >= start
    ]
    tokens = [token for child in below for token in child.subtree if not _outside(token, child)]
    if not tokens:
        return _right(doc, start, end)
    return doc[start].idx, max(stretch(tokens, start)[1], _end(doc[end - 1]))


def _before(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Span the word that a suffix is joined to ("drug-free"); None where it is a word of its own."""
    hyphened = start >= 2 and doc[start - 1].text in ("-", "‑", "‐") and doc[start - 2].pos_ not in _NOT_SUFFIXED  # noqa: PLR2004
    return (doc[start - 2].idx, _end(doc[end - 1])) if hyphened else None


_SCOPES = {
    "clause": _clause,
    "predicate": _predicate,
    "right": _right,
    "phrase": _phrase,
    "complement": _complement,
    "before": _before,
}


def _quantifies_clause(root: Token) -> bool:
    """Whether a word of frequency speaks of the whole clause: an adverb, a subject, or "for many people"."""
    noun = root.head if root.dep_ in ("amod", "det", "quantmod", "nummod", "predet", "advmod") else root
    if noun.pos_ in ("VERB", "AUX", "ADJ", "ADV", "ADP"):
        return True
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.i != noun.head.i:
        noun = noun.head.head
    if noun.dep_ == "pobj":
        return noun.head.lower_ in _QUANTIFIED_BY
    return noun.dep_ in SUBJECTS or noun.dep_ in ("dobj", "ROOT", "conj", "attr", "npadvmod", "appos", "dep")


def cues_of(part: Part) -> tuple[Cue, ...]:
    """Return the cues among the words of `part`, its shared words included."""
    indexes, sentence = part.indexes, part.sentence
    inside = (cue for cue in part.doc._.claims_cues if sentence.start_char <= cue.start < sentence.end_char)
    return tuple(cue for cue in inside if _word_at(part.doc, cue) in indexes)


def _word_at(doc: Doc, cue: Cue) -> int:
    span = doc.char_span(cue.start, cue.end, alignment_mode="expand")
    return -1 if span is None else int(span.start)


def predicates_of(part: Part) -> tuple[Token, ...]:
    """Return the words that make the statement of `part`: the predicates at its top, outside its side clauses.

    A part that prints no verb ("and for arthritis") has the one above it in its sentence, if it shares that.
    """
    inside, own = part.indexes, range(part.start, part.end)
    tops = [token for token in part.doc[part.start : part.end] if token.head.i == token.i or token.head.i not in own]
    top = next((token for token in tops if token.pos_ in VERBAL), None)
    if top is None:
        top = next((token for token in tops if not token.is_punct), None)
        while top is not None and top.pos_ not in VERBAL and top.head.i in inside and top.head.i != top.i:
            top = top.head
    return () if top is None else tuple(token for token in main_predicates(top) if token.i in inside)


def hedge_of(part: Part) -> Hedge:
    """Return how `part` is softened; possibility ("may help some") outweighs frequency."""
    return hedge_among(cues_of(part), predicates_of(part))


def hedge_among(cues: Iterable[Cue], predicates: Iterable[Token]) -> Hedge:
    """Return how `cues` soften the statement that `predicates` make."""
    places = [token.idx for token in predicates]
    softened = [
        cue
        for cue in cues
        if any(cue.scope_start <= place < cue.scope_end or cue.start <= place < cue.end for place in places)
    ]
    if any(cue.kind is CueKind.HEDGE for cue in softened):
        return Hedge.HEDGED
    frequencies = (cue.value for cue in softened if cue.kind is CueKind.FREQUENCY and cue.value is not None)
    return Hedge.SOME if any(value in SOFT_FREQUENCIES for value in frequencies) else Hedge.NONE
