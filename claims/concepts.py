"""What a text is about: its concepts by longest match, and the nouns that no lexicon knows.

Names are compared word by word as `vocabulary.normal` writes them, so number, case, hyphens and British or American
spelling do not matter; "cancer of the breast" is read as "breast cancer" too. Which part a concept plays (condition,
outcome, adverse event; intervention or comparator) is read off the words around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import Concept, ConceptKind, CueKind
from claims.names import find_names
from claims.nominals import find_nominals
from claims.parts import part_played
from claims.taxonomy import ancestors, expansions, good_direction, is_surrogate, relation
from claims.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from claims.model import Cue

_ADVICE = (1, 2)  # rungs of the lexicon of approvals that hold words of other uses too ("compliance")

__all__ = ["ancestors", "expansions", "find_concepts", "good_direction", "is_surrogate", "learn", "relation"]


def find_concepts(doc: Doc, words: Vocabulary | None = None) -> tuple[Concept, ...]:
    """Return the concepts of `doc` in order, without overlaps.

    `words` is the vocabulary to use (default: the one that ships; see `learn`). Nouns that it does not know become
    concepts with an id that starts with a tilde. Negation is read off `doc._.claims_cues`, where they are set.
    """
    text = doc.text  # spaCy builds it anew at each access
    tokens = {token.idx: token for token in doc}
    cues: Sequence[Cue] = doc._.claims_cues if doc.has_extension("claims_cues") else ()
    leave = [(cue.start, cue.end) for cue in cues if cue.kind is CueKind.APPROVAL and cue.value not in _ADVICE]
    denied = [(cue.scope_start, cue.scope_end) for cue in cues if cue.kind is CueKind.NEGATION]
    known: list[Concept] = []
    for name in find_names(text, tokens, words or vocabulary()):
        if name.entry.kind is ConceptKind.OUTCOME and _ends_in(leave, name.end):
            continue  # the "clearance" of a device is no outcome
        kind = part_played(text, name.start, name.end, name.entry, known)
        is_denied = any(start <= name.start < end for start, end in denied)
        known.append(Concept(name.entry.id, kind, text[name.start : name.end], name.start, name.end, is_denied))
    unknown = [
        Concept(id_, kind, text[start:end], start, end, any(a <= start < b for a, b in denied))
        for id_, kind, start, end in find_nominals(doc, known)
        if not _ends_in(leave, end)
    ]
    return tuple(sorted([*known, *unknown], key=lambda concept: concept.start))


def _ends_in(places: Iterable[tuple[int, int]], end: int) -> bool:
    """Whether one of `places` has the last word of what ends at `end`."""
    return any(low < end <= high for low, high in places)


def learn(terms: Iterable[str], words: Vocabulary | None = None) -> Vocabulary:
    """Return a vocabulary that knows the product names `terms` as well (a registry's `applies-to`, its wording)."""
    return (words or vocabulary()).learn(terms)
