"""Copy in, claims out: `extract()`."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.analysis import analyse_part, is_label, sentences
from claims.atoms import split
from claims.boundaries import is_dateline
from claims.checkworthiness import THRESHOLD, likely, scores
from claims.classification import types_of_all
from claims.embedding import prepare
from claims.locations import Lines, source_range
from claims.marks import anchor_of, find_marks, without_marks
from claims.model import Block, BlockKind, Claim, ConceptKind
from claims.pipeline import parse, plain
from claims.reference import resolve
from claims.segmentation import whole
from claims.subjects import main_subject, named_subject, subject_under

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span

    from claims.checkworthiness import Checkworthiness
    from claims.model import Analysis, CitationMark, ClaimType, Concept, Copy, Pico
    from claims.segmentation import Part

PART_THRESHOLD = 0.2
"""A part of a sentence that is a claim is dropped only when it is clearly none of its own."""

BACK = 2
"""How many sentences back a noun may stand that "these injections" takes up."""


def extract(
    copy: Copy, *, everything: bool = False, subject: str | None = None, threshold: float = THRESHOLD
) -> Iterator[Claim]:
    """Yield the claims of `copy` in reading order; with `everything` also the sentences that are none.

    `subject` is the product or treatment that the copy is about (None: what it speaks of most), `threshold` the
    check-worthiness from which a sentence is a claim.
    """
    prepare()
    marked = [(block, find_marks(block, copy.references)) for block in copy.blocks]
    blocks = [without_marks(block, marks) for block, marks in marked]
    docs = list(parse(plain(block.text) for block in blocks))
    headings = {b.text: doc for (b, _), doc in zip(marked, docs, strict=True) if b.kind is BlockKind.HEADING}
    about = named_subject(subject) if subject else main_subject(docs, next(iter(headings.values()), None))
    page = _Page(copy.text, Lines(copy.text), about, Counter(), threshold, {} if subject else headings)
    above: tuple[Block, Doc] | None = None
    listed: list[_Sentence] = []
    for block, (printed, marks), doc in zip(blocks, marked, docs, strict=True):
        if block.kind is BlockKind.FOOTNOTE:
            continue
        earlier = _sentences_above(above, block)
        above = block, doc
        placed = [(anchor_of(m, printed, block), _in_file(m, printed, copy.text)) for m in marks]
        listed += _of_block(block, doc, placed, earlier)
    yield from _claims(page, listed, everything=everything)


def extract_from(doc: Doc) -> Iterator[Claim]:
    """Yield the claims of a parsed `doc` that carries our cues, quantities and concepts; offsets count in its text."""
    text = doc.text
    block = Block(BlockKind.PARAGRAPH, text, tuple(range(len(text) + 1)))
    page = _Page(text, Lines(text), main_subject([doc]), Counter())
    placed = [(m.start, m) for m in find_marks(block)]
    yield from _claims(page, tuple(_of_block(block, doc, placed)), everything=False)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the claims of one copy have in common.

    `seen` counts equal statements for their ordinals; `titles` are the headings that may say what stands under them.
    """

    text: str
    lines: Lines
    subject: Concept | None
    seen: Counter[tuple[str, ...]]
    threshold: float = THRESHOLD
    titles: Mapping[str, Doc] = field(default_factory=dict)

    def subject_of(self, block: Block) -> Concept | None:
        """Return what a block is about: what a heading above it names, else what the whole copy is about."""
        return subject_under(self.titles[h] for h in block.headings if h in self.titles) or self.subject

    def identify(self, statement: str, block: Block) -> str:
        """Return the id of the next claim that says `statement`: sixteen digits that stay when lines move."""
        key = (" ".join(statement.lower().split()), *block.headings)
        self.seen[key] += 1
        return hashlib.sha256("\x1f".join((*key, str(self.seen[key]))).encode()).hexdigest()[:16]


def _sentences_above(above: tuple[Block, Doc] | None, block: Block) -> tuple[Span, ...]:
    """Return the sentences of the paragraph before `block` under the same heading, in reading order."""
    if above is None or block.kind is not BlockKind.PARAGRAPH or above[0].kind is not BlockKind.PARAGRAPH:
        return ()
    return tuple(_worded(above[1])) if above[0].headings == block.headings else ()


def _worded(doc: Doc) -> list[Span]:
    return [s for s in sentences(doc) if any(t.is_alpha or t.like_num for t in s)]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in its block, with what stands before it and the citation marks in it, each with its anchor."""

    block: Block
    span: Span
    previous: Span | None
    """The one before in its paragraph."""
    earlier: tuple[Span, ...]
    """Others not far back, the nearest first."""
    marks: tuple[tuple[int, CitationMark], ...]


def _of_block(
    block: Block, doc: Doc, marks: Sequence[tuple[int, CitationMark]], earlier: Sequence[Span] = ()
) -> Iterator[_Sentence]:
    listed = _worded(doc)
    ends = [*(s.start_char for s in listed[1:]), len(doc.text) + 1][: len(listed)]
    previous: Span | None = None
    begin = 0
    for index, (sentence, end) in enumerate(zip(listed, ends, strict=True)):
        own = tuple((at, m) for at, m in marks if begin <= at < end)
        recent = [*earlier, *listed[:index]][-BACK:]
        yield _Sentence(block, sentence, previous, tuple(s for s in reversed(recent) if s is not previous), own)
        previous, begin = previous if is_dateline(sentence) else sentence, end


def _in_file(mark: CitationMark, block: Block, text: str) -> CitationMark:
    start, end = source_range(text, block, mark.start, mark.end)
    return replace(mark, start=start, end=end)


@dataclass(frozen=True, slots=True)
class _Statement:
    """What becomes a claim: one statement of a sentence that is one, or the whole of a sentence that is none."""

    sentence: _Sentence
    part: Part
    worth: Checkworthiness
    marks: tuple[CitationMark, ...]
    checkable: bool
    subject: Concept | None = None
    label: Span | None = None


def _claims(page: _Page, listed: Sequence[_Sentence], *, everything: bool) -> Iterator[Claim]:
    """Yield the claims of all sentences of a copy, so that those whose meaning is asked for are embedded together."""
    worths = scores((sentence.span, sentence.block) for sentence in listed)
    told = [s for sentence, worth in zip(listed, worths, strict=True) for s in _statements(page, sentence, worth)]
    types = iter(types_of_all([statement.part for statement in told if statement.checkable]))
    for statement in told:
        id_ = page.identify(statement.part.statement, statement.sentence.block)
        if statement.checkable:
            yield _claim(page, statement, id_, _analysis(statement, next(types)))
        elif everything:
            yield _claim(page, statement, id_, analyse_part(statement.part))


def _statements(page: _Page, sentence: _Sentence, worth: Checkworthiness) -> Iterator[_Statement]:
    if worth.value < page.threshold:
        yield _Statement(sentence, whole(sentence.span), worth, (), checkable=False)
        return
    parts = _parts(sentence.span, sentence.block)
    label = _label(sentence.span)
    for part, marks in zip(parts, _shared_out([_printed(p)[0] for p in parts], sentence.marks), strict=True):
        resolved = resolve(part, sentence.previous, page.subject_of(sentence.block), sentence.earlier)
        under = label if label is not None and part.start >= label.end else None
        yield _Statement(sentence, resolved.part, worth, marks, checkable=True, subject=resolved.subject, label=under)


def _analysis(statement: _Statement, types: tuple[ClaimType, ...]) -> Analysis:
    """Take a statement apart, with the subject and the label that it leaves to what stands around it."""
    analysis = analyse_part(statement.part, statement.marks, types)
    if statement.subject is not None:
        analysis = replace(
            analysis,
            concepts=(*analysis.concepts, statement.subject),
            pico=_with_subject(analysis.pico, statement.subject),
        )
    return analysis if statement.label is None else _under(statement.label, analysis)


def _under(label: Span, analysis: Analysis) -> Analysis:
    """Return `analysis` with the amounts and concepts of the label before the statement, which say what it is about."""
    doc, start, end = label.doc, label.start_char, label.end_char
    concepts = tuple(c for c in doc._.claims_concepts if start <= c.start and c.end <= end)
    return replace(
        analysis,
        quantities=(*(q for q in doc._.claims_quantities if start <= q.start and q.end <= end), *analysis.quantities),
        concepts=(*concepts, *analysis.concepts),
        pico=_with_label(analysis.pico, concepts),
    )


def _with_label(pico: Pico, concepts: Sequence[Concept]) -> Pico:
    """Return `pico` with the treatment and the condition that a label names, where the statement names none."""
    named = {c.kind: c.text for c in reversed(concepts)}
    return replace(
        pico,
        intervention=pico.intervention or named.get(ConceptKind.INTERVENTION),
        condition=pico.condition or named.get(ConceptKind.CONDITION),
    )


def _with_subject(pico: Pico, subject: Concept) -> Pico:
    return pico if pico.intervention else replace(pico, intervention=subject.text)


def _parts(sentence: Span, block: Block) -> list[Part]:
    """Return the atomic statements of a sentence; those that state nothing are dropped unless all would be."""
    label = _label(sentence)
    body = sentence if label is None else sentence.doc[label.end : sentence.end]
    if label is not None and not _states(body):
        return [whole(sentence)]
    inner: Iterator[Span] = body.sents  # type: ignore[attr-defined]  # spaCy's stubs lack it
    parts = [replace(part, sentence=sentence) for each in inner for part in split(each)]
    if len(parts) == 1:
        return parts
    kept = [p for p in parts if p.presupposed or likely(p.doc[p.start : p.end], block) >= PART_THRESHOLD]
    return kept or parts


def _label(sentence: Span) -> Span | None:
    """Return the "Label:" in front of the statement of `sentence`, if it has one."""
    first: Span = next(iter(sentence.sents))  # type: ignore[attr-defined]  # spaCy's stubs lack it
    return first if first.start == sentence.start and first.end < sentence.end and is_label(first) else None


def _states(span: Span) -> bool:
    """Whether a span holds a verb with its subject: a statement that stands without the label before it.

    What ends a list ("nausea, vomiting, and decreased appetite") is read as a verb now and then, and is none.
    """
    verbs = (t.head for t in span if t.dep_ in {"nsubj", "nsubjpass"} and t.head.pos_ in {"VERB", "AUX"})
    return any(verb.i <= span.start or verb.nbor(-1).dep_ != "cc" for verb in verbs)


def _printed(part: Part) -> tuple[int, int]:
    """Character offsets of what a part prints, in its doc."""
    span = part.doc[part.start : part.end]
    return span.start_char, span.end_char


def _shared_out(starts: Sequence[int], marks: Sequence[tuple[int, CitationMark]]) -> list[tuple[CitationMark, ...]]:
    """Give each mark to the parts in front of it, back to the mark before; to all parts where that is none."""
    given: list[list[CitationMark]] = [[] for _ in starts]
    bounds = [-1, *(at for at, _ in marks)]
    for (low, high), (_, mark) in zip(pairwise(bounds), marks, strict=True):
        chosen = [i for i, start in enumerate(starts) if low < start <= high] or list(range(len(starts)))
        for index in chosen:
            given[index].append(mark)
    return [tuple(listed) for listed in given]


def _claim(page: _Page, statement: _Statement, id_: str, analysis: Analysis) -> Claim:
    block, sentence = statement.sentence.block, statement.sentence.span
    start, end = source_range(page.text, block, *_printed(statement.part))
    return Claim(
        id=id_,
        text=page.text[start:end],
        span=page.lines.span(start, end, block.locator),
        sentence=source_range(page.text, block, sentence.start_char, sentence.end_char),
        analysis=_placed(analysis, page.text, block),
        checkable=statement.checkable,
        checkworthiness=statement.worth.value,
        marks=statement.marks,
        headings=block.headings,
        reasons=statement.worth.reasons,
    )


def _placed(analysis: Analysis, text: str, block: Block) -> Analysis:
    """Return the same analysis with its offsets counted from the start of the file."""

    def place(start: int, end: int) -> tuple[int, int]:
        return source_range(text, block, start, end)

    quantities = tuple(replace(q, start=s, end=e) for q in analysis.quantities for s, e in (place(q.start, q.end),))
    concepts = tuple(replace(c, start=s, end=e) for c in analysis.concepts for s, e in (place(c.start, c.end),))
    cues = tuple(
        replace(c, start=s, end=e, scope_start=low, scope_end=high)
        for c in analysis.cues
        for (s, e), (low, high) in ((place(c.start, c.end), place(c.scope_start, c.scope_end)),)
    )
    return replace(analysis, quantities=quantities, concepts=concepts, cues=cues)
