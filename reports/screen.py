"""A terminal screen to write on: styled text wrapped to the width, or plain text with marks underlined by carets.

Everything written is made inert first, and rich gets `Text`, never markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from reports.inert import disarm, one_line
from reports.options import RenderOptions
from reports.placement import Excerpt

if TYPE_CHECKING:
    from rich.text import Text

Piece = tuple[str, str]  # words and their rich style

_MARK = "underline"


class Screen:
    """Collects lines; `text` returns them."""

    def __init__(self, options: RenderOptions) -> None:
        from rich.console import Console

        self._out = StringIO()
        self._color = options.color
        self.width = options.columns
        self._console = Console(
            file=self._out, width=self.width, color_system="standard" if options.color else None,
            force_terminal=options.color, force_jupyter=False, legacy_windows=False, highlight=False, markup=False,
            emoji=False, _environ={},
        )  # fmt: skip

    @property
    def text(self) -> str:
        """What was written, without spaces at the ends of its lines."""
        return disarm("".join(f"{line.rstrip()}\n" for line in self._out.getvalue().splitlines()))

    def blank(self) -> None:
        """Write an empty line."""
        self._out.write("\n")

    def line(self, *pieces: Piece, indent: int = 0, label: Piece = ("", ""), margin: int = 0) -> None:
        """Write `pieces` as a paragraph wrapped at `indent`, with `label` at column `margin` of its first line.

        A label too wide for that gets a line of its own.
        """
        from rich.text import Text

        self._paragraph(_joined(pieces), indent, Text(" " * margin) + _joined([label]))

    def unwrapped(self, *pieces: Piece) -> None:
        """Write `pieces` on one line, however long: for readers that take a line for a record."""
        self._console.print(_joined(pieces), soft_wrap=True)

    def items(self, lead: Piece, items: Iterable[Piece]) -> None:
        """Write `lead: item, item`, breaking lines between items only."""
        text = _joined([lead])
        for number, item in enumerate(items):
            joint, piece = _joined([(": " if number == 0 else ", ", "")]), _joined([item])
            if text.cell_len + joint.cell_len + piece.cell_len > self.width:
                self._console.print(text + joint, soft_wrap=True)
                text, joint = _joined([("  ", "")]), _joined([])
            text = text + joint + piece
        self._console.print(text, soft_wrap=True)

    def excerpt(self, excerpt: Excerpt, style: str, *, indent: int = 0) -> None:
        """Write a sentence with its marks underlined: in `style`, or by carets where there is no colour.

        Carets below every word would say nothing, so a sentence that is marked as a whole has none.
        """
        text, marks = _fold(excerpt)
        if not self._color and marks == [(0, len(text))]:
            marks = []
        sentence = _joined([(text, "")])
        for start, end in marks:
            sentence.stylize(f"{_MARK} {style}", start, end)
        self._paragraph(sentence, indent, _joined([]))

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]], *, indent: int = 0) -> None:
        """Write rows under a dim head, columns as wide as needed; cells wrap."""
        from rich.padding import Padding
        from rich.table import Table

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for i, name in enumerate(head):
            table.add_column(_joined([(name, "")]), no_wrap=i == 0, overflow="fold")
        for row in rows:
            table.add_row(*(_joined([(cell, "")]) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, indent)))

    def _paragraph(self, text: Text, indent: int, label: Text) -> None:
        from rich.text import Text

        if label.plain.strip() and label.cell_len >= indent:
            self._console.print(label, soft_wrap=True)
            label = Text()
        margin = label + Text(" " * (indent - label.cell_len))
        for line in text.wrap(self._console, self.width - indent, overflow="fold"):
            self._console.print(margin + line, soft_wrap=True)
            margin = Text(" " * indent)
            if not self._color and (carets := _carets(line)).strip():
                self._console.print(margin + carets, soft_wrap=True)


def _joined(pieces: Iterable[Piece]) -> Text:
    from rich.text import Text

    text = Text(overflow="fold")
    for words, style in pieces:
        text.append(_keep_edges(words), style or None)
    return text


def _keep_edges(words: str) -> str:
    """Make `words` inert on one line, but keep a space at either end, which separates them from their neighbours."""
    if not words.strip(" "):
        return words
    folded = one_line(words)
    return f"{' ' * words[0].isspace()}{folded}{' ' * words[-1].isspace()}" if folded else " "


def _fold(excerpt: Excerpt) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of `excerpt` inert and on one line, with its marks moved along."""
    text, marks, position = "", [], 0
    for start, end in excerpt.marks:
        text = _glue(text, excerpt.text[position:start])
        begin = len(text)
        text = _glue(text, excerpt.text[start:end].strip())
        marks.append((begin, len(text)))
        position = end
    return _glue(text, excerpt.text[position:]).rstrip(), marks


def _glue(text: str, more: str) -> str:
    kept = _keep_edges(more)
    return text + (kept.lstrip() if not text or text.endswith(" ") else kept)


def _carets(line: Text) -> str:
    """Return carets below the marked words of `line`, as many as they are wide on a screen."""
    from rich.cells import cell_len

    plain = line.plain.rstrip()
    marked = {i for s in line.spans if _MARK in str(s.style) for i in range(s.start, min(s.end, len(plain)))}
    return "".join(("^" if i in marked else " ") * cell_len(c) for i, c in enumerate(plain))
