from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from reports.claims_table import COLUMNS, render_csv, render_text
from reports.options import RenderOptions
from tests.reports.factory import make_inventory, make_inventory_of
from tests.reports.hostile import Fields, make_small


def test_the_text_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/claims.txt", render_text(make_inventory(), RenderOptions(all_sentences=True, verbose=True)))


def test_the_rows_are_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/claims.csv", render_csv(make_inventory(), RenderOptions(all_sentences=True)))


def test_a_claim_is_marked_in_its_sentence_and_read_on_its_own() -> None:
    shown = render_text(make_inventory(), RenderOptions()).splitlines()
    above = next(i for i, line in enumerate(shown) if "kept in the cold, so you will burn" in line)
    marks = shown[above + 1]
    assert shown[above][marks.index("^") : marks.rindex("^") + 1] == "Brown fat grows back in mice kept in the cold"
    assert "      read as: Cold water has no side effects." in shown


def test_what_is_no_claim_is_listed_with_its_reason_when_asked() -> None:
    assert "Book your first plunge" not in render_text(make_inventory(), RenderOptions())
    shown = render_text(make_inventory(), RenderOptions(all_sentences=True))
    assert "17:1  no claim: call to action\n      Book your first plunge today!" in shown


def test_quantities_are_shown_with_role_and_bounds() -> None:
    shown = render_text(make_inventory(), RenderOptions(width=200))
    assert "session length “Ten minutes” (10 minutes); onset “within an hour” (at most 1 hour)" in shown


def test_each_row_has_every_column() -> None:
    rows = list(csv.reader(StringIO(render_csv(make_inventory(), RenderOptions()))))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [row[COLUMNS.index("types")] for row in rows[1:3]] == ["onset; efficacy", "efficacy"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\n=", " =", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    inventory = make_inventory_of(make_small(Fields(statement=f'{start}HYPERLINK("http://example.org")')))
    (row,) = csv.DictReader(StringIO(render_csv(inventory, RenderOptions())))
    assert row["statement"].startswith("'")


def test_the_same_claims_give_the_same_bytes() -> None:
    assert render_csv(make_inventory(), RenderOptions()) == render_csv(make_inventory(), RenderOptions())
