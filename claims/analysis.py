"""Take statements apart: the same treatment for claims of the copy and for sentences of evidence."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.boundaries import is_dateline
from claims.model import Analysis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Span

    from claims.model import CitationMark, ClaimType
    from claims.segmentation import Part

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
LABEL_WORDS = 8


Memory = MutableMapping[str, tuple[Analysis, ...]]
_MEMORY: ContextVar[Memory | None] = ContextVar("analyses", default=None)


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """Let `analyse` take from `memory` what is in it and add what is new, for the time of a `with` block."""
    token = _MEMORY.set(memory)
    try:
        yield
    finally:
        _MEMORY.reset(token)


def analyse(texts: Iterable[str]) -> Iterator[tuple[Analysis, ...]]:
    """Yield, for each of `texts`, one analysis per sentence; offsets count from the start of the text.

    The dateline of a press release is no sentence of it.
    """
    memory = _MEMORY.get()
    if memory is None:
        yield from _analysed(texts)
        return
    listed = tuple(texts)
    new = tuple(text for text in dict.fromkeys(listed) if text not in memory)
    if new:
        memory.update(zip(new, _analysed(new), strict=True))
    yield from (memory[text] for text in listed)


def _analysed(texts: Iterable[str]) -> Iterator[tuple[Analysis, ...]]:
    from claims.pipeline import load, plain
    from claims.segmentation import whole

    for doc in load().pipe(map(plain, texts), batch_size=64):
        yield tuple(analyse_part(whole(sentence)) for sentence in sentences(doc) if not is_dateline(sentence))


def analyse_part(
    part: Part, marks: Sequence[CitationMark] = (), types: tuple[ClaimType, ...] | None = None
) -> Analysis:
    """Take one statement apart; offsets count from the start of its doc.

    `types` are what `types_of_all` gave for it (None: what its named features alone say).
    """
    from claims.attribution import attribution_of
    from claims.classification import types_of
    from claims.cues import hedge_of
    from claims.pico import pico_of
    from claims.strength import strength_of

    doc = part.doc
    return Analysis(
        text=part.statement,
        types=types_of(part) if types is None else types,
        hedge=hedge_of(part),
        strength=strength_of(part),
        attribution=attribution_of(part, marks),
        quantities=tuple(q for q in doc._.claims_quantities if part.covers(q.start, q.end)),
        cues=tuple(c for c in doc._.claims_cues if part.covers(c.start, c.end)),
        concepts=tuple(c for c in doc._.claims_concepts if part.covers(c.start, c.end)),
        pico=pico_of(part),
        terms=tuple(t.lemma_.lower() for t in part.tokens if t.pos_ in CONTENT and not t.is_stop),
        unresolved=part.unresolved,
    )


def moved(analysis: Analysis, by: int) -> Analysis:
    """Return `analysis` with its places `by` code points further on."""
    return replace(
        analysis,
        quantities=tuple(replace(q, start=q.start + by, end=q.end + by) for q in analysis.quantities),
        concepts=tuple(replace(c, start=c.start + by, end=c.end + by) for c in analysis.concepts),
        cues=tuple(
            replace(c, start=c.start + by, end=c.end + by, scope_start=c.scope_start + by, scope_end=c.scope_end + by)
            for c in analysis.cues
        ),
    )


def sentences(doc: Doc) -> Iterator[Span]:
    """Yield the sentences of `doc`, a "Label:" joined to the statement behind it."""
    label: Span | None = None
    for sentence in doc.sents:
        if is_label(sentence) and sentence.end < len(doc) and label is None:
            label = sentence
            continue
        yield sentence if label is None else doc[label.start : sentence.end]
        label = None
    if label is not None:
        yield label


def is_label(sentence: Span) -> bool:
    """Whether a sentence is a few words and a colon in front of a statement, without a clause of its own."""
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    return (
        sentence[-1].text == ":"
        and len(words) <= LABEL_WORDS
        and not any(t.dep_ in {"nsubj", "nsubjpass"} and t.head.pos_ in {"VERB", "AUX"} for t in sentence)
    )
