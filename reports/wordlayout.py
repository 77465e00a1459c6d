"""Comments put in their place in a Word file: in the draft as it was written, or in a document made of its blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from claims.model import Block, BlockKind, Copy
from claims.readers.docx import open_document
from claims.readers.word import W
from claims.readers.wordstory import Place, Story
from reports.inert import inert_xml
from reports.placement import Placer, cut

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

N = TypeVar("N")

_STYLES: dict[BlockKind, str] = {
    BlockKind.LIST_ITEM: "List Bullet",
    BlockKind.QUOTE: "Quote",
    BlockKind.CAPTION: "Caption",
}
_DEEPEST = 9  # heading styles that Word has


@dataclass(frozen=True, slots=True)
class Marked(Generic[N]):
    """A stretch of the copy, in its offsets, and the note on it."""

    start: int
    end: int
    note: N


Comment = Callable[["WordFile", N], int]  # adds a comment to the file and returns its id


def write_blocks(copy: Copy, marked: Sequence[Marked[N]], whole: Sequence[N], comment: Comment[N]) -> WordFile:
    """Return a new document with the blocks of `copy`; notes on the `whole` stand at its first paragraph.

    So do notes on stretches that no block prints.
    """
    from docx import Document

    word: WordFile = Document()
    placer = Placer(copy)
    stretches: dict[int, list[tuple[int, int, N]]] = defaultdict(list)
    first = list(whole)
    for mark in marked:
        place = placer.place(mark.start, mark.end)
        if place is None:
            first.append(mark.note)
        else:
            stretches[place.block].append((place.start, place.end, mark.note))
    if not copy.blocks:
        word.add_paragraph()
    for index, block in enumerate(copy.blocks):
        paragraph = word.add_paragraph(style=_style(block))
        notes = [(0, len(block.text), note) for note in first] if index == 0 else []
        _write(word, paragraph, block, [*notes, *stretches[index]], comment)
    if not copy.blocks:
        for note in first:
            run = word.paragraphs[0].add_run()
            run.mark_comment_range(run, comment(word, note))
    return word


def _style(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"Heading {min(len(block.headings) + 1, _DEEPEST)}"
    return _STYLES.get(block.kind, "Normal")


def _write(
    word: WordFile, paragraph: Paragraph, block: Block, notes: Sequence[tuple[int, int, N]], comment: Comment[N]
) -> None:
    """Write a block as runs that end where a note begins or ends, and put the notes on them."""
    runs: list[tuple[int, int, Run]] = [
        (start, end, paragraph.add_run(inert_xml(block.text[start:end])))
        for start, end in cut(len(block.text), [(start, end) for start, end, _ in notes])
    ]
    for start, end, note in notes:
        covered = [run for first, last, run in runs if start <= first and last <= end]
        covered[0].mark_comment_range(covered[-1], comment(word, note))


def mark_original(copy: Copy, marked: Sequence[Marked[N]], whole: Sequence[N], comment: Comment[N]) -> WordFile:
    """Return the Word file behind `copy` with its notes; nothing else in it changes.

    Word has no comments in notes, text boxes and margins: what is said of those stands at the paragraph that they
    belong to.
    """
    word = open_document(copy.original)
    story = Story.of(word)
    body = word.element.body
    paragraphs = list(body.iter(f"{W}p")) or [word.add_paragraph()._p]  # noqa: SLF001  the element behind it
    edges = {offset for mark in marked for offset in (mark.start, mark.end)}
    runs = Runs.of([place for place in story.places if _is_in(place.piece.element, body)], edges)
    for note in whole:
        _mark_paragraph(paragraphs[0], comment(word, note))
    for mark in marked:
        number = comment(word, mark.note)
        if stretch := runs.between(mark.start, mark.end):
            _mark(*stretch, number)
        else:
            met = (p.anchor for p in story.places if p.start < mark.end and mark.start < p.end)
            _mark_paragraph(next((anchor for anchor in met if anchor is not None), paragraphs[0]), number)
    return word


def _is_in(element: Any, body: Any) -> bool:
    """Whether `element` stands in the body itself rather than in a text box, a note or a margin."""
    above = list(element.iterancestors())
    return any(a is body for a in above) and all(a.tag != f"{W}txbxContent" for a in above)


@dataclass(slots=True)
class Runs:
    """The runs that print a text, cut where notes begin and end."""

    _found: list[tuple[int, int, Any]] = field(default_factory=list)  # start, end, and the element of a paragraph

    @classmethod
    def of(cls, places: Sequence[Place], edges: set[int]) -> Runs:
        """Cut the runs of `places` at `edges`."""
        runs = cls()
        units = [_unit(place.piece.element) for place in places]  # kept, so that each element stays one object
        groups: dict[int, list[Place]] = defaultdict(list)
        for unit, place in zip(units, places, strict=True):
            groups[id(unit)].append(place)
        for group in groups.values():
            unit = _unit(group[0].piece.element)
            inner = {e for e in edges if group[0].start < e < group[-1].end}
            if unit.tag == f"{W}r" and inner:
                runs._found.extend(_divide(unit, group, inner))
            else:
                runs._found.append((group[0].start, group[-1].end, unit))
        runs._found.sort(key=lambda r: r[:2])
        return runs

    def between(self, start: int, end: int) -> tuple[Any, Any] | None:
        """Return the first and last element that print any of `start` to `end`, None where none does."""
        covered = [element for first, last, element in self._found if first < end and start < last]
        return (covered[0], covered[-1]) if covered else None


def _unit(element: Any) -> Any:
    """Return what can stand between the marks of a comment: the run of `element`, or all that it is part of."""
    parent = element.getparent()
    if parent.tag == f"{W}r":
        return parent
    while parent.getparent() is not None and parent.getparent().tag not in {f"{W}p", f"{W}hyperlink", f"{W}ins"}:
        parent = parent.getparent()
    return parent


def _divide(run: Any, places: Sequence[Place], edges: set[int]) -> Iterator[tuple[int, int, Any]]:
    """Put runs of the same format in the place of `run`, one for each part between `edges`; yield them."""
    offsets = {id(place.piece.element): place for place in places}
    properties = run.find(f"{W}rPr")
    parts: list[tuple[int, int, list[Any]]] = []
    start = position = places[0].start
    held: list[Any] = []
    for child in list(run):
        if child is properties:
            continue
        place = offsets.get(id(child))
        for piece, end in _pieces(child, place, edges, position):
            if position in edges and position > start:
                parts.append((start, position, held))
                start, held = position, []
            held.append(piece)
            position = end
    parts.append((start, position, held))
    for first, last, children in parts:
        made = run.makeelement(run.tag, dict(run.attrib))
        if properties is not None:
            made.append(deepcopy(properties))
        made.extend(children)
        run.addprevious(made)
        yield first, last, made
    run.getparent().remove(run)


def _pieces(child: Any, place: Place | None, edges: set[int], position: int) -> Iterator[tuple[Any, int]]:
    """Yield `child` of a run, cut at `edges` if it is text, each piece with the offset behind it."""
    if place is None:
        yield child, position
        return
    if place.piece.whole:
        yield child, place.end
        return
    text = child.text or ""
    borders = [(place.start, e) for e in sorted(edges) if place.start < e < place.end]
    for a, b in cut(len(text), [(0, e - place.start) for _, e in borders]):
        piece = deepcopy(child)
        piece.text = text[a:b]
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        piece.tail = None
        yield piece, place.start + b


def _mark_paragraph(paragraph: Any, number: int) -> None:
    """Put a comment on a whole paragraph."""
    inner = [c for c in paragraph if c.tag != f"{W}pPr"]
    if inner:
        _mark(inner[0], inner[-1], number)
        return
    run = paragraph.makeelement(f"{W}r")
    paragraph.append(run)
    _mark(run, run, number)


def _mark(first: Any, last: Any, number: int) -> None:
    """Put the marks of comment `number` around `first` to `last`."""
    from docx.oxml import OxmlElement

    begin, end, run, style, shown, reference = (
        OxmlElement(f"w:{name}")
        for name in ("commentRangeStart", "commentRangeEnd", "r", "rStyle", "rPr", "commentReference")
    )
    for element in (begin, end, reference):
        element.set(f"{W}id", str(number))
    style.set(f"{W}val", "CommentReference")
    shown.append(style)
    run.extend((shown, reference))
    first.addprevious(begin)
    last.addnext(run)
    last.addnext(end)
