"""A Word document read as one text: body first, then notes, then headers and footers, every piece in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from claims.model import BlockKind
from claims.readers.folding import Folding
from claims.readers.outline import Outline
from claims.readers.tables import Table
from claims.readers.word import Numbers, Paragraph, Piece, W, paragraphs_of, rows_of
from claims.readers.wordstyles import Role, Styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

_BOLD_LEVEL = 6  # a line in bold stands under every heading of its page, as in Markdown
_BOLD_WORDS = 20
_NOTES = ("footnote", "endnote")
_WIDEST = 63  # columns that a table of Word can have


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands in the text of its copy, and the body paragraph that a comment on it can stand at."""

    start: int
    piece: Piece
    anchor: Any

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.piece.text)


@dataclass(slots=True)
class Story:
    """The whole text of a document while it is read, its outline, and the place of every piece."""

    document: Document
    styles: Styles
    outline: Outline = field(default_factory=Outline)
    places: list[Place] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _length: int = 0
    _numbers: Numbers = field(default_factory=Numbers)
    _lead_in: str | None = None
    _paragraph: int = 0
    _tables: int = 0
    _boxes: int = 0
    _notes: dict[tuple[str, str], Any] = field(default_factory=dict)  # where each note is referred to

    @classmethod
    def of(cls, document: Document) -> Story:
        """Read `document` from its first paragraph to its last footer."""
        story = cls(document, Styles.of(document.styles.element))
        story._read(document.element.body, _links(document.part), "")
        story._read_notes()
        story._read_margins()
        return story

    @property
    def text(self) -> str:
        """The text, a line for each paragraph."""
        return "".join(self._lines)

    def _read(
        self, container: Any, links: dict[str, str], where: str, table: Table | None = None, anchor: Any = None
    ) -> None:
        """Add what `container` holds; `where` is its locator, empty for the body, whose paragraphs are counted."""
        for item in paragraphs_of(container, self.styles, self._numbers, links):
            if isinstance(item, Paragraph):
                stand = item.element if anchor is None else anchor
                self._notes |= {note: stand for note in item.notes if note not in self._notes}
                self._paragraph += bool(not where and item.text.strip())
                self._add(item, where or f"paragraph {self._paragraph}", table, stand)
                for box in item.boxes:
                    self._boxes += 1
                    self._read(box, links, f"text box {self._boxes}", anchor=stand)
            else:
                self._read_table(item, links, where, anchor)

    def _read_table(self, element: Any, links: dict[str, str], where: str, anchor: Any) -> None:
        self._tables += 1
        name = f"{where + ', ' if where else ''}table {self._tables}"
        table = Table()
        for number, (row, cells) in enumerate(rows_of(element), start=1):
            table.open_row()
            is_header = row.find(f"{W}trPr/{W}tblHeader") is not None or (number == 1 and self._is_bold(cells))
            for column, cell in enumerate(cells, start=1):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = span.get(f"{W}val", "1") if span is not None else "1"
                table.open_cell(is_header=is_header, width=min(int(width), _WIDEST) if width.isdecimal() else 1)
                self._read(cell, links, f"{name}, row {number}, cell {column}", table, anchor)
        self._lead_in = None

    def _read_notes(self) -> None:
        """Add the notes that the text refers to, in that order."""
        for kind in _NOTES:
            for part in _parts(self.document.part, f"{kind}s"):
                notes = {note.get(f"{W}id", ""): note for note in _root(part).iterchildren(f"{W}{kind}")}
                for key, anchor in [(k, a) for k, a in self._notes.items() if k[0] == kind and k[1] in notes]:
                    number = self._numbers.of(*key)
                    self._read_note(notes[key[1]], f"{kind} {number}", number, _links(part), anchor)

    def _read_note(self, note: Any, where: str, number: str, links: dict[str, str], anchor: Any) -> None:
        label: str | None = number
        for item in paragraphs_of(note, self.styles, self._numbers, links):
            if isinstance(item, Paragraph):
                self._lead_in = None
                self._print(item, Role(BlockKind.FOOTNOTE), where, None, anchor, label)
                label = None

    def _read_margins(self) -> None:
        """Add headers and footers, each once, however many sections show it."""
        body = next(self.document.element.body.iter(f"{W}p"), None)
        for kind in ("header", "footer"):
            for part in _parts(self.document.part, kind):
                self._read(_root(part), _links(part), kind, anchor=body)

    def _add(self, paragraph: Paragraph, where: str, table: Table | None, anchor: Any) -> None:
        role = self.styles.role(paragraph.element)
        if not role.printed:
            return
        if role.kind is BlockKind.PARAGRAPH and table is None and _is_bold_line(paragraph):
            role = Role(BlockKind.HEADING, _BOLD_LEVEL)
        self._print(paragraph, role, where, table, anchor)
        for alt in paragraph.alts:
            folding = Folding()
            folding.write(alt, range(self._length, end := self._length + len(alt)), range(self._length + 1, end + 1))
            self._write(f"{alt}\n")
            before = len(self.outline.blocks)
            self.outline.add(folding.finish(), BlockKind.ALT_TEXT)
            self._locate(before, f"{where}, picture")

    def _print(
        self, paragraph: Paragraph, role: Role, where: str, table: Table | None, anchor: Any, label: str | None = None
    ) -> None:
        """Write a paragraph into the text and add it to the outline as what it is."""
        folding = Folding()
        for piece in paragraph.pieces:
            start = self._length
            self.places.append(Place(start, piece, anchor))
            self._write(piece.text)
            ends = range(start + 1, self._length + 1)
            if piece.link:
                folding.open_link(piece.link)
            if piece.ends_line:
                folding.end_line(start, self._length)
            else:
                folding.write(piece.text, range(start, self._length), ends)
            if piece.link:
                folding.close_link()
        self._write("\n")
        run = folding.finish()
        before = len(self.outline.blocks)
        if role.kind is BlockKind.LIST_ITEM:
            self._lead_in = self._lead_in if self._in_list(before) else self.outline.introduction()
        if table is not None:
            table.add(self.outline, run)
        elif role.kind is BlockKind.HEADING:
            self.outline.heading(run, role.level)
        elif role.kind is BlockKind.FOOTNOTE:
            self.outline.add(run, role.kind, label=label)
        else:
            self.outline.add_lines(run, role.kind, lead_in=self._lead_in if role.kind is BlockKind.LIST_ITEM else None)
        self._locate(before, where)

    def _is_bold(self, cells: Sequence[Any]) -> bool:
        """Whether all that `cells` print is in bold, as head rows without a mark are."""
        pieces = [
            piece
            for cell in cells
            for item in paragraphs_of(cell, self.styles, Numbers(), {})
            if isinstance(item, Paragraph)
            for piece in item.pieces
            if piece.text.strip()
        ]
        return bool(pieces) and all(piece.bold for piece in pieces)

    def _in_list(self, count: int) -> bool:
        return bool(count) and self.outline.blocks[count - 1].kind is BlockKind.LIST_ITEM

    def _locate(self, first: int, where: str) -> None:
        """Name the place of the blocks added since there were `first`."""
        blocks = self.outline.blocks
        blocks[first:] = [replace(block, locator=where) for block in blocks[first:]]

    def _write(self, text: str) -> None:
        self._lines.append(text)
        self._length += len(text)


def _links(part: Part) -> dict[str, str]:
    """Return the addresses that the relations of `part` lead to, by their ids."""
    return {name: relation.target_ref for name, relation in part.rels.items() if relation.is_external}


def _parts(part: Part, kind: str) -> Iterator[Part]:
    """Yield the parts of `kind` ("footnotes", "header") that `part` is related to, in the order of their names."""
    found = [r.target_part for r in part.rels.values() if not r.is_external and r.reltype.endswith(f"/{kind}")]
    yield from sorted(found, key=lambda p: str(p.partname))


def _root(part: Part) -> Any:
    from docx.oxml import parse_xml

    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _is_bold_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a short line in bold from end to end that is no sentence: a heading without the style."""
    words = [piece for piece in paragraph.pieces if piece.text.strip()]
    text = paragraph.text.strip()
    return (
        bool(words)
        and all(piece.bold for piece in words)
        and not any(piece.ends_line for piece in paragraph.pieces)
        and len(text.split()) <= _BOLD_WORDS
        and not text.endswith((".", ":", ";", ",", "!"))
    )
