"""Tables: the header of a column stands above its cells, the first cell of a row introduces the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.model import BlockKind

if TYPE_CHECKING:
    from claims.readers.folding import Run
    from claims.readers.outline import Outline

LABEL_WORDS = 8
"""Words that a first cell may have and still be the label of its row."""


@dataclass(slots=True)
class Table:
    """A table while it is read; call `open_row`, then `open_cell` and `add` for each cell."""

    _header: list[str] | None = None
    _row: list[tuple[bool, str]] = field(default_factory=list)
    _column: int = -1
    _width: int = 1

    def open_row(self) -> None:
        """Begin a row; a first row of header cells names the columns."""
        if self._header is None and self._row:
            self._header = [text for _, text in self._row] if all(is_header for is_header, _ in self._row) else []
        self._row, self._column, self._width = [], -1, 1

    def open_cell(self, *, is_header: bool, width: int = 1) -> None:
        """Begin a cell that spans `width` columns."""
        self._column += self._width
        self._width = width
        self._row += [(is_header, "")] * width

    def add(self, outline: Outline, run: Run, kind: BlockKind = BlockKind.CELL, *, lead_in: str | None = None) -> None:
        """Add a block of the open cell to `outline`."""
        if not run.text:
            return
        is_header, before = self._row[self._column] if self._row else (False, "")
        column = self._header[self._column] if self._header and 0 <= self._column < len(self._header) else ""
        label = self._row[0][1] if self._column > 0 and not (is_header and self._header is None) else ""
        if label and len(label.split()) <= LABEL_WORDS and lead_in is None:
            lead_in = label if label.endswith((":", "?")) else f"{label}:"
        path = [text for _, text in outline.path]
        outline.add(run, kind, lead_in=lead_in, headings=[*path, column] if column else path)
        for index in range(self._column, min(self._column + self._width, len(self._row))):
            self._row[index] = (is_header, f"{before} {run.text}".strip())
