"""HTML (.html, .htm, .xhtml): what a page prints and what it hands to search engines, block by block.

Everything that is served counts, hidden or not; scripts, styles, templates and form controls hold no copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from claims.model import BlockKind, Copy
from claims.readers.elements import (
    BLOCKS,
    CELL_SCOPE,
    CELLS,
    CONTAINERS,
    ENDS,
    HEADINGS,
    KINDS,
    LISTS,
    MAX_COLUMNS,
    META,
    SCOPES,
    SKIPPED,
    TERM_LEVEL,
    raised,
)
from claims.readers.files import File
from claims.readers.folding import Folding, Run
from claims.readers.outline import Outline, layout_lines
from claims.readers.references import gather
from claims.readers.tables import Table
from claims.readers.tags import Tag, Text, decode, decoded, tokens


def read(file: File) -> Iterator[Copy]:
    """Yield the one copy in a page."""
    outline = Outline()
    read_markup(file.text, outline)
    references, blocks = gather(outline)
    yield Copy(file.uri, file.text, "text/html", file.digest, blocks, references)


def read_markup(source: str, outline: Outline, places: Sequence[int] | None = None) -> None:
    """Add the blocks of `source` to `outline`; `places` maps its offsets, end included, to those of the file."""
    page = _Page(source, outline, range(len(source) + 1) if places is None else places)
    stream = list(tokens(source))
    page.last_ends = {token.name: token.start for token in stream if isinstance(token, Tag) and token.closes}
    for token in stream:
        page.take(token)
    page.flush()


@dataclass(slots=True)
class _Element:
    """An open block element; a list has the sentence that introduces it and, if ordered, counts its items."""

    name: str
    lead_in: str | None = None
    count: int | None = None
    table: Table | None = None


class _Page:
    """The state of reading a page: open elements, the text since the last block began, images still to be named."""

    def __init__(self, source: str, outline: Outline, places: Sequence[int]) -> None:
        self._source, self._outline, self._places = source, outline, places
        self._open: list[_Element] = []
        self._count: Counter[str] = Counter()  # of open elements by name
        self._text = Folding()
        self._alts: list[Run] = []
        self._skipped: tuple[str, int] | None = None
        self.last_ends: dict[str, int] = {}  # where the last end tag of each name stands
        self._raised = 0
        self._label: str | None = None
        self._after_break = False

    def take(self, token: Tag | Text) -> None:
        """Go on with the next token of the page."""
        if isinstance(token, Text):
            if self._skipped is None:
                self._write(self._text, token.start, token.end)
        elif self._skipped is not None:
            name, depth = self._skipped
            if token.name == name and not self._is_empty(token):
                depth += -1 if token.closes else 1
                self._skipped = (name, depth) if depth else None
        elif token.closes:
            self._close(token)
        else:
            self._start(token)

    def flush(self) -> None:
        """End the block that was being read."""
        links = self._text.open_links
        run, self._text = self._text.finish(), Folding(links)
        if run.text:
            self._add(run)
        for alt in self._alts:
            self._outline.add(alt, BlockKind.ALT_TEXT)
        self._alts = []
        self._after_break = False

    def _start(self, tag: Tag) -> None:
        name = tag.name
        if name in SKIPPED:
            # One that never ends hides nothing, save a script, whose text would be noise.
            ends = self.last_ends.get(name, -1) > tag.start or name in {"script", "style"}
            if ends and not self._is_empty(tag):
                self._skipped = (name, 1)
        elif name in BLOCKS:
            self._open_block(tag)
            if self._is_empty(tag):
                self._close(tag)
        else:
            self._start_inline(tag)
        if name not in CONTAINERS:
            for attribute in ("id", "name") if name == "a" else ("id",):
                if anchor := decoded(self._source, tag.get(attribute)):
                    self._outline.anchor(anchor)

    def _start_inline(self, tag: Tag) -> None:
        if tag.name == "br":
            self._break_line(tag)
        elif tag.name == "img":
            self._alts.append(self._attribute(tag, "alt"))
        elif tag.name == "meta":
            self._add_meta(tag)
        elif tag.name == "a":
            self._text.close_link()
            self._text.open_link(decoded(self._source, tag.get("href")))
        elif tag.name == "sup":
            self._raised += 1

    def _close(self, tag: Tag) -> None:
        if tag.name == "a":
            self._text.close_link()
        elif tag.name == "sup":
            self._raised = max(0, self._raised - 1)
        elif tag.name == "br":  # "</br>" is one to every browser
            self._break_line(tag)
        elif tag.name in BLOCKS:
            self._pop(tag.name)

    def _open_block(self, tag: Tag) -> None:
        self.flush()
        name = tag.name
        for inner, enders in ENDS.items():
            if name in enders:
                self._pop(inner)
        element = _Element(name)
        if name in LISTS:
            outer = self._innermost(LISTS)
            element.lead_in = self._outline.introduction() or (outer.lead_in if outer else None)
            if name == "ol":
                element.count = _number(decoded(self._source, tag.get("start")), 1) - 1
        elif name == "table":
            element.table = Table()
        self._open.append(element)
        self._count[name] += 1
        parent = self._innermost(LISTS)
        if name == "li":
            self._label = None
            if parent and parent.count is not None:
                parent.count = _number(decoded(self._source, tag.get("value")), parent.count + 1)
                self._label = str(parent.count)
        table = self._innermost({"table"})
        if table and table.table and name == "tr":
            table.table.open_row()
        elif table and table.table and name in CELLS:
            width = min(_number(decoded(self._source, tag.get("colspan")), 1), MAX_COLUMNS)
            table.table.open_cell(is_header=name == "th", width=max(1, width))

    def _pop(self, name: str) -> None:
        """Close the innermost open element called `name`, and what is open in it; a stray end tag closes nothing."""
        scope = SCOPES.get(name, CELL_SCOPE)
        if not self._count[name]:
            return
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].name == name:
                self.flush()
                if any(element.name in {"dl", "details"} for element in self._open[index:]):
                    self._outline.close(TERM_LEVEL)
                self._count.subtract(element.name for element in self._open[index:])
                del self._open[index:]
                return
            if self._open[index].name in scope:
                return

    def _innermost(self, names: Collection[str]) -> _Element | None:
        if not any(self._count[name] for name in names):
            return None
        return next((element for element in reversed(self._open) if element.name in names), None)

    def _add(self, run: Run) -> None:
        """Add a finished run as blocks of the kind that the open elements give it."""
        context = self._innermost(KINDS.keys() | HEADINGS.keys())
        if context and context.name in HEADINGS:
            self._outline.heading(run, HEADINGS[context.name])
            return
        kind = KINDS[context.name] if context else BlockKind.PARAGRAPH
        if kind is BlockKind.META:
            self._outline.add(run, kind, headings=())
            return
        holder = self._innermost(LISTS) if kind is BlockKind.LIST_ITEM else None
        lead_in = holder.lead_in if holder else None
        cell, table = self._innermost(CELLS), self._innermost({"table"})
        if cell and table and table.table:
            for line in layout_lines(run):
                table.table.add(self._outline, line, kind, lead_in=lead_in)
        else:
            label = self._label if kind is BlockKind.LIST_ITEM else None
            self._outline.add_lines(run, kind, lead_in=lead_in, label=label)
            self._label = None

    def _break_line(self, tag: Tag) -> None:
        if self._after_break:  # two in a row are a paragraph's end
            self.flush()
        else:
            self._text.end_line(self._places[tag.start], self._places[tag.end])
            self._after_break = True

    def _add_meta(self, tag: Tag) -> None:
        names = {decoded(self._source, tag.get(name)).strip().lower() for name in ("name", "property")}
        if names & META:
            self.flush()
            self._outline.add(self._attribute(tag, "content"), BlockKind.META, headings=())

    def _attribute(self, tag: Tag, name: str) -> Run:
        folding = Folding()
        attribute = tag.get(name)
        if attribute and any(character.isalnum() for character in self._source[attribute.start : attribute.end]):
            self._write(folding, attribute.start, attribute.end)
        return folding.finish()

    def _write(self, folding: Folding, start: int, end: int) -> None:
        places = self._places
        for text, first, last in decode(self._source, start, end):
            printed = raised(text) if self._raised and folding is self._text else text
            if self._source.startswith("&", first) and text != self._source[first:last]:
                folding.replace(printed, places[first], places[last])
            else:
                folding.write(printed, places[first:last], places[first + 1 : last + 1])
            if folding is self._text and not text.isspace():
                self._after_break = False

    def _is_empty(self, tag: Tag) -> bool:
        return self._source[tag.end - 2 : tag.end] == "/>"


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default  # noqa: PLR2004
