from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reports.workbook import LONGEST, encode, files
from reports.worklist import COLUMNS
from tests.reports.factory import make_report
from tests.reports.hostile import Fields, make_small


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(encode(make_report())))


def test_another_library_reads_the_claims(book: openpyxl.Workbook) -> None:
    head, *body = list(book["Claims"].values)
    assert head == COLUMNS
    assert sorted(int(str(row[0])) for row in body) == list(range(1, 17))


def test_the_record_of_the_run_has_a_sheet(book: openpyxl.Workbook) -> None:
    rows = list(book["Record"].values)
    assert ("As of", "2026-11-22") in rows
    assert ("Registry", "sha256:" + "ab" * 32) in rows
    assert ("copy/scan.pdf", "not audited: not a format that can be read") in rows


def test_the_sheet_can_be_filtered_and_the_decision_is_chosen_from_a_list(book: openpyxl.Workbook) -> None:
    sheet = book["Claims"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:AD17"
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ('"accept,change,reject"', "O2:O17")


def test_no_cell_is_a_formula_a_link_or_an_error() -> None:
    hostile = make_small(Fields(suggestion="=1+1", reason="https://evil.example/x", message="+1", statement="#REF!"))
    sheet = openpyxl.load_workbook(BytesIO(encode(hostile)))["Claims"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    assert "'=1+1" in {cell.value for cell in cells}


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    sheet = openpyxl.load_workbook(BytesIO(encode(make_small(Fields(reason="long " * 9000)))))["Claims"]
    text = str(sheet.cell(2, COLUMNS.index("reason") + 1).value)
    assert len(text) == LONGEST
    assert text.endswith("…")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert encode(make_report()) == encode(make_report())


def test_one_file_is_written(tmp_path: Path) -> None:
    assert [path for path, _ in files(make_report(), tmp_path / "x.xlsx")] == [tmp_path / "x.xlsx"]


def test_the_workbook_is_as_approved(book: openpyxl.Workbook, golden: Callable[[str, str], None]) -> None:
    lines = [
        "\t".join([sheet.title, *("" if value is None else str(value).replace("\n", "⏎") for value in row)])
        for sheet in book.worksheets
        for row in sheet.values
    ]
    golden("reports/workbook.txt", "\n".join(lines) + "\n")
