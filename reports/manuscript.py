"""The copy laid out for a reader: its blocks cut at the borders of claims, and grouped beside the claims they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.model import Assessment, Verdict
from claims.model import Block, BlockKind, Copy
from reports.placement import Placer, cut

_WORST_FIRST = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Numbered:
    """An assessment with the number that it carries throughout the report, from 1."""

    number: int
    assessment: Assessment

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.assessment.judgement.verdict


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a block that the same claims cover.

    `mark` is the worst of these claims, the shortest among equals, None where there is none. `opens` and `closes` are
    the claims that begin and end here; `link` is where the copy links these words to.
    """

    text: str
    mark: Numbered | None = None
    overlap: bool = False
    opens: tuple[Numbered, ...] = ()
    closes: tuple[Numbered, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as it is shown; `level` of a heading is its depth, from 1."""

    kind: BlockKind
    level: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks that stand side by side with the claims that begin in them; either may be empty."""

    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Numbered, ...]


def lay_out(copy: Copy, numbered: Sequence[Numbered]) -> tuple[Row, ...]:
    """Return the blocks of `copy` in order, each next to its claims; claims that no block prints come last."""
    placer = Placer(copy)
    marks: dict[int, list[tuple[int, int, Numbered]]] = defaultdict(list)
    owned: dict[int, list[Numbered]] = defaultdict(list)
    strays: list[Numbered] = []
    for item in numbered:
        span = item.assessment.claim.span
        places = tuple(placer.places(span.start, span.end))
        for place in places:
            marks[place.block].append((place.start, place.end, item))
        (owned[places[0].block] if places else strays).append(item)
    paragraphs = [_paragraph(block, marks[i]) for i, block in enumerate(copy.blocks)]
    rows = tuple(_rows(copy.blocks, paragraphs, owned))
    return (*rows, Row((), tuple(strays))) if strays else rows


def _rows(blocks: Sequence[Block], paragraphs: Sequence[Paragraph], owned: dict[int, list[Numbered]]) -> Iterator[Row]:
    """Yield a row for each block with claims, headings right above it included, and one for what lies between."""
    waiting: list[int] = []
    for i in range(len(blocks)):
        if i not in owned:
            waiting.append(i)
            continue
        first = len(waiting)
        while first and blocks[waiting[first - 1]].kind is BlockKind.HEADING:
            first -= 1
        if plain := waiting[:first]:
            yield Row(tuple(paragraphs[j] for j in plain), ())
        yield Row(tuple(paragraphs[j] for j in [*waiting[first:], i]), tuple(owned[i]))
        waiting = []
    if waiting:
        yield Row(tuple(paragraphs[j] for j in waiting), ())


def _paragraph(block: Block, marks: Sequence[tuple[int, int, Numbered]]) -> Paragraph:
    links = [(link.start, link.end, link.target) for link in block.links]
    borders = [(a, b) for a, b, _ in (*marks, *links)]
    segments = []
    for start, end in cut(len(block.text), borders):
        covering = [m for m in marks if m[0] <= start and end <= m[1]]
        chosen = min(covering, key=lambda m: (_WORST_FIRST.index(m[2].verdict), m[1] - m[0], m[2].number), default=None)
        segments.append(
            Segment(
                block.text[start:end],
                chosen[2] if chosen else None,
                len(covering) > 1,
                tuple(m[2] for m in covering if m[0] == start),
                tuple(m[2] for m in covering if m[1] == end),
                next((target for a, b, target in links if a <= start and end <= b), None),
            )
        )
    return Paragraph(block.kind, len(block.headings) + 1, tuple(segments))
