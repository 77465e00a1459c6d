"""Markdown (.md, .markdown): CommonMark with tables, footnotes, front matter and HTML; fenced code is no copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.model import BlockKind, Copy
from claims.readers import frontmatter
from claims.readers.files import File
from claims.readers.folding import Run
from claims.readers.html import read_markup
from claims.readers.inline import Inline, parser
from claims.readers.outline import Outline
from claims.readers.references import gather
from claims.readers.tables import Table

if TYPE_CHECKING:
    from markdown_it.token import Token

_NEWLINE = re.compile(r"\r\n?")
_HASHES = re.compile(r"#{1,6}[ \t]*")
_ROW_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t]))*")
_CHECKBOX = re.compile(r"\[[ xX]\] ")
_BOLD_LEVEL = 6  # a line in bold stands under every heading of its page
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


@dataclass(slots=True)
class _Container:
    """An open container block; a list has the sentence that introduces it."""

    type: str
    lead_in: str | None = None
    label: str | None = None


def read(file: File) -> Iterator[Copy]:
    """Yield the one copy in a Markdown file."""
    outline = Outline()
    env: dict[str, Any] = {}
    _Document(file.text, outline).read(env)
    references, blocks = gather(outline)
    defined = env.get("references", {})
    numbered = tuple(
        (label, f"{link['title']} {link['href']}".strip()) for label, link in defined.items() if label.isdigit()
    )
    yield Copy(file.uri, file.text, "text/markdown", file.digest, blocks, (*references, *numbered))


class _Document:
    """A document while it is read: its lines, as markdown-it sees them, and their places in the file."""

    def __init__(self, text: str, outline: Outline) -> None:
        self._outline = outline
        self._source, self._places = _normalise(text)
        self._start = frontmatter.end_of(self._source)
        self._lines = self._source[self._start :].split("\n")
        self._line_starts = [self._start]
        for line in self._lines:
            self._line_starts.append(self._line_starts[-1] + len(line) + 1)
        self._containers: list[_Container] = []
        self._table: Table | None = None
        self._cell = 0  # where in its line the next cell is looked for

    def read(self, env: dict[str, Any]) -> None:
        """Add the blocks of the document to the outline; `env` receives the link definitions."""
        for run in frontmatter.printed(self._source):
            moved = Run(run.text, self._moved(run.starts), self._moved(run.ends))
            self._outline.add(moved, BlockKind.META, headings=())
        tokens = parser().parse("\n".join(self._lines), env)
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._add(tokens[index - 1], token)
            elif token.type == "html_block" and token.map:
                places = self._align(token.content, token.map[0])
                read_markup(token.content, self._outline, places)
            elif token.nesting > 0:
                self._open(token)
            elif token.nesting < 0:
                self._close(token)

    def _open(self, token: Token) -> None:
        if token.type in _LISTS:
            outer = next((each.lead_in for each in reversed(self._containers) if each.type in _LISTS), None)
            self._containers.append(_Container(token.type, self._outline.introduction() or outer))
        elif token.type in {"list_item_open", "blockquote_open"}:
            self._containers.append(_Container(token.type, label=token.info or None))
        elif token.type == "footnote_reference_open":
            self._containers.append(_Container(token.type, label=f"^{token.meta['label']}"))
        elif token.type == "table_open":
            self._table = Table()
        elif token.type == "tr_open" and self._table:
            self._table.open_row()
            line = self._lines[token.map[0]] if token.map else ""
            prefix = _ROW_PREFIX.match(line) if self._containers else None
            self._cell = prefix.end() if prefix else 0
        elif token.type in {"th_open", "td_open"} and self._table:
            self._table.open_cell(is_header=token.type == "th_open")

    def _close(self, token: Token) -> None:
        if token.type == "table_close":
            self._table = None
        elif self._containers and self._containers[-1].type == token.type.replace("_close", "_open"):
            self._containers.pop()

    def _add(self, parent: Token, token: Token) -> None:
        line = token.map[0] if token.map else 0
        if parent.type in {"th_open", "td_open"}:
            places = self._align_cell(token.content, line)
        elif parent.type == "heading_open" and parent.markup.startswith("#"):
            places = self._align_heading(token.content, line)
        else:
            places = self._align(token.content, line)
        inline = Inline(token.content, places)
        run = inline.run(token.children or ())
        self._add_run(parent, token.children or (), run)
        for alt in inline.alts:
            if any(character.isalnum() for character in alt.text):
                self._outline.add(alt, BlockKind.ALT_TEXT)

    def _add_run(self, parent: Token, children: Sequence[Token], run: Run) -> None:
        if self._table:
            self._table.add(self._outline, run)
            return
        if parent.type == "heading_open":
            self._outline.heading(run, int(parent.tag[1]))
            return
        inner = self._containers[-1] if self._containers else _Container("")
        if inner.type == "footnote_reference_open":
            self._outline.add(run, BlockKind.FOOTNOTE, label=inner.label)
            inner.label = None
        elif inner.type == "list_item_open":
            box = _CHECKBOX.match(run.text)
            lead_in = next((each.lead_in for each in reversed(self._containers) if each.type in _LISTS), None)
            self._outline.add_lines(
                run.cut(box.end() if box else 0), BlockKind.LIST_ITEM, lead_in=lead_in, label=inner.label
            )
            inner.label = None
        elif inner.type == "blockquote_open":
            self._outline.add_lines(run, BlockKind.QUOTE)
        elif _is_bold_line(children) and not run.text.endswith((".", ":", ";", ",")):
            self._outline.heading(run, _BOLD_LEVEL)
        else:
            self._outline.add_lines(run)

    def _moved(self, offsets: Sequence[int]) -> tuple[int, ...]:
        return tuple(self._places[offset] for offset in offsets)

    def _align(self, content: str, first: int) -> list[int]:
        """Return the place in the file of each code point of `content`, whose lines are ends of lines from `first`."""
        places: list[int] = []
        number = first
        for line in content.split("\n"):
            words = line.strip()
            while number < len(self._lines) - 1 and not self._lines[number].rstrip().endswith(words):
                number += 1
            source = self._lines[number].rstrip()
            begin = self._line_starts[number] + len(source) - len(words)
            lead = len(line) - len(line.lstrip())
            limit = self._line_starts[number + 1] - 1
            places += [
                max(begin - lead, self._line_starts[number]) + index
                if index < lead
                else min(begin + index - lead, limit)
                for index in range(len(line) + 1)
            ]
            number += 1
        return [self._places[place] for place in places]

    def _align_heading(self, content: str, number: int) -> list[int]:
        line = self._lines[number]
        hashes = _HASHES.search(line)
        begin = line.find(content, hashes.end() if hashes else 0)
        return self._range(self._line_starts[number] + begin, len(content))

    def _align_cell(self, content: str, number: int) -> list[int]:
        """Return the places of a table cell, in which a pipe is printed with a backslash before it."""
        printed = content.replace("|", "\\|")
        begin = max(self._lines[number].find(printed, self._cell), 0) if content else self._cell
        self._cell = begin + len(printed)
        places, place = [], self._line_starts[number] + begin
        for character in content:
            place += character == "|"
            places.append(place)
            place += 1
        return [self._places[each] for each in (*places, place)]

    def _range(self, start: int, length: int) -> list[int]:
        return [self._places[place] for place in range(start, start + length + 1)]


def _normalise(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` with every line ended by a line feed, and the place in the file of each of its code points."""
    if "\r" not in text:
        return text, range(len(text) + 1)
    places: list[int] = []
    last = 0
    for newline in _NEWLINE.finditer(text):
        places.extend(range(last, newline.start() + 1))
        last = newline.end()
    places.extend(range(last, len(text) + 1))
    return _NEWLINE.sub("\n", text), places


def _is_bold_line(children: Sequence[Token]) -> bool:
    """Whether a paragraph is in bold from end to end."""
    kinds = [child.type for child in children if child.content or child.type != "text"]
    return kinds[:1] == ["strong_open"] and kinds[-1:] == ["strong_close"] and kinds.count("strong_open") == 1
