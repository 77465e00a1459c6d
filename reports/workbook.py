"""The worklist as an Excel workbook: claims to filter and fill in, and a sheet with the record of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.decisions import Choice
from audit.model import Report
from reports.inert import escape_cell, inert_xml
from reports.record import record_of
from reports.worklist import TO_FILL, worklist

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 32_000  # characters; Excel takes 32,767 in a cell, and counts some characters twice
WIDTHS = {
    "number": 5, "document": 24, "place": 10, "verdict": 13, "severity": 9, "look": 6, "claim": 44, "statement": 44,
    "reason": 40, "to do": 24, "exceeds in": 13, "the copy says": 26, "the evidence says": 30,
    "the evidence allows": 44, "decision": 11, "note": 30, "by": 14, "source": 30, "passage": 50,
}  # fmt: skip
WIDTH = 16
FROZEN = (1, 1)  # the head, and the number of the claim


def files(report: Report, path: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the workbook of `report`."""
    yield path, encode(report)


def encode(report: Report) -> bytes:
    """Return the workbook: the same bytes for the same report. Every cell of text is text, whatever it begins with."""
    import pandas as pd
    import xlsxwriter

    frame = worklist(report)
    record = pd.DataFrame(
        [[escape_cell(inert_xml(cell)) for cell in row] for row in record_of(report)], columns=["what", "value"]
    )
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = _sheet(book, "Claims", frame)
        column = list(frame.columns).index(TO_FILL[0])
        choices = {"validate": "list", "source": [c.value for c in Choice], "ignore_blank": True}
        sheet.data_validation(1, column, max(len(frame), 1), column, choices)
        _sheet(book, "Record", record, widths=(36, 80))
        midnight = datetime(report.as_of.year, report.as_of.month, report.as_of.day)  # noqa: DTZ001  Excel has no zones
        book.set_properties({"title": "Claims audit", "author": f"claims-audit {report.version}", "created": midnight})
    return out.getvalue()


def _sheet(book: Any, name: str, frame: pd.DataFrame, widths: Sequence[int] = ()) -> Any:
    """Write `frame` with a frozen head, a filter, columns as wide as their text needs, and lines that wrap.

    Numbers are written as numbers and everything else as text: no cell is a formula, a link or a date.
    """
    sheet = book.add_worksheet(name)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    to_fill = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF7D6"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EFEBE3"})
    for i, column in enumerate(frame.columns):
        style = to_fill if column in TO_FILL else wrapped
        sheet.set_column(i, i, widths[i] if widths else WIDTHS.get(column, WIDTH), style)
        sheet.write_string(0, i, column, head)
        for j, cell in enumerate(frame[column].tolist(), start=1):
            if isinstance(cell, int):
                sheet.write_number(j, i, cell, style)
            elif cell:
                sheet.write_string(j, i, _fitting(cell), style)
    sheet.freeze_panes(*FROZEN)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _fitting(cell: str) -> str:
    return f"{cell[: LONGEST - 1]}…" if len(cell) > LONGEST else cell
