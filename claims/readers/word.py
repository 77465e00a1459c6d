"""What a Word document prints, in reading order: its stories taken apart into paragraphs, and each letter's element.

Tracked changes count as accepted: what was deleted or moved away is not there, what was inserted is. Hidden text,
field codes and tables of contents print nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from claims.readers.elements import raised
from claims.readers.wordstyles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# Elements that print nothing: what was taken out, what steers fields, properties, and old comments.
_SILENT = frozenset(
    f"{W}{name}"
    for name in (
        "del moveFrom delText instrText delInstrText rPr pPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr "
        "annotationRef footnoteRef endnoteRef separator continuationSeparator"
    ).split()
)
_CHARACTERS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011"}
_LINE_ENDS = frozenset({f"{W}br", f"{W}cr"})
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that one element prints. `whole` means that the element cannot be cut (a note's number, a tab)."""

    text: str
    element: Any
    whole: bool = False
    ends_line: bool = False
    link: str | None = None
    bold: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what it prints; `element` is its `w:p`, the last of them where a deleted mark joined several."""

    element: Any
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # w:txbxContent, printed beside it
    alts: list[str] = field(default_factory=list)  # descriptions of its pictures
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id of the notes it refers to

    @property
    def text(self) -> str:
        """What it prints."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Numbers:
    """The numbers of notes, in the order in which the text refers to them."""

    _given: dict[tuple[str, str], str] = field(default_factory=dict)
    _count: dict[str, int] = field(default_factory=dict)

    def of(self, kind: str, note: str) -> str:
        """Return the number that is printed for a note."""
        if (kind, note) not in self._given:
            self._count[kind] = self._count.get(kind, 0) + 1
            self._given[kind, note] = str(self._count[kind])
        return self._given[kind, note]


def paragraphs_of(container: Any, styles: Styles, numbers: Numbers, links: dict[str, str]) -> Iterator[Any]:
    """Yield the paragraphs and tables (`w:tbl`) in `container`, in order; `links` maps relation ids to addresses."""
    open_one: Paragraph | None = None
    for block in _blocks(container):
        if block.tag == f"{W}tbl":
            if open_one is not None:
                yield open_one
                open_one = None
            yield block
            continue
        paragraph = open_one or Paragraph(block)
        paragraph.element = block
        _Printer(paragraph, styles, numbers, links).read(block)
        open_one = paragraph if _is_mark_deleted(block) else None
        if open_one is None:
            yield paragraph
    if open_one is not None:
        yield open_one


def rows_of(table: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the rows of a table with their cells, those deleted left out."""
    for row in _children(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row, [cell for cell in _children(row, f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is None]


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Yield the children called `tag`, those in content controls and custom markup included."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _children(child, tag)


def _blocks(container: Any) -> Iterator[Any]:
    for child in container:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _blocks(_alternative(child))
        elif isinstance(child.tag, str) and child.tag not in _SILENT:
            yield from _blocks(child)


def _alternative(element: Any) -> Any:
    """Return the first way to show an alternative: the second repeats it for old programs."""
    return element[0] if len(element) else element


def _is_mark_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


class _Printer:
    """Adds to a paragraph what the elements in it print."""

    def __init__(self, paragraph: Paragraph, styles: Styles, numbers: Numbers, links: dict[str, str]) -> None:
        self._to, self._styles, self._numbers, self._links = paragraph, styles, numbers, links
        self._link: str | None = None
        self._properties: Any = None

    def read(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SILENT:
                continue
            if tag == f"{W}r":
                self._read_run(child)
            elif tag == f"{W}hyperlink":
                outer, self._link = self._link, self._links.get(child.get(f"{_R}id", ""), self._link)
                self.read(child)
                self._link = outer
            else:
                self._read_part(child)

    def _read_run(self, run: Any) -> None:
        outer, self._properties = self._properties, run.find(f"{W}rPr")
        if not self._is_on("vanish"):
            self.read(run)
        self._properties = outer

    def _read_part(self, element: Any) -> None:
        tag = element.tag
        if tag == f"{W}t" or tag.endswith("}t"):  # formulas have a t of their own
            text = (element.text or "").replace("\n", " ").replace("\r", " ")
            self._print(raised(text) if self._is_raised() else text, element)
        elif tag in _CHARACTERS:
            self._print(_CHARACTERS[tag], element, whole=True)
        elif tag in _LINE_ENDS:
            self._print("\n", element, whole=True, ends_line=True)
        elif tag in _NOTES:
            note = element.get(f"{W}id", "")
            self._to.notes.append((_NOTES[tag], note))
            self._print(self._numbers.of(_NOTES[tag], note).translate(_SUPERSCRIPT), element, whole=True)
        elif tag == f"{W}txbxContent":
            self._to.boxes.append(element)
        elif tag == f"{_WP}docPr":
            if alt := element.get("descr", "").strip():
                self._to.alts.append(alt)
        elif tag == f"{_MC}AlternateContent":
            self.read(_alternative(element))
        else:
            self.read(element)

    def _print(self, text: str, element: Any, *, whole: bool = False, ends_line: bool = False) -> None:
        if text:
            self._to.pieces.append(Piece(text, element, whole, ends_line, self._link, self._is_on("b")))

    def _is_on(self, name: str) -> bool:
        return self._styles.is_on(self._properties, name)

    def _is_raised(self) -> bool:
        found = None if self._properties is None else self._properties.find(f"{W}vertAlign")
        return found is not None and found.get(f"{W}val") == "superscript"
