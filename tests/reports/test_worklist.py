from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO

from reports.options import RenderOptions
from reports.worklist import COLUMNS, RUN, TO_FILL, render
from tests.reports.factory import make_report
from tests.reports.hostile import Fields, make_small

OPTIONS = RenderOptions()


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(render(make_report(), OPTIONS))))


def test_the_worklist_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/worklist.csv", render(make_report(), OPTIONS))


def test_each_row_has_every_column_and_the_record_of_the_run() -> None:
    head, *body = csv.reader(StringIO(render(make_report(), OPTIONS)))
    assert tuple(head) == COLUMNS + RUN
    assert {len(row) for row in body} == {len(head)}
    assert {row["registry"] for row in rows()} == {"sha256:" + "ab" * 32}


def test_what_needs_a_look_comes_first_and_the_gravest_of_it() -> None:
    listed = [(row["look"], row["severity"]) for row in rows()]
    assert listed[0] == ("yes", "critical")
    assert [look for look, _ in listed] == sorted((look for look, _ in listed), reverse=True)


def test_every_claim_is_listed_once() -> None:
    numbers = [int(row["number"]) for row in rows()]
    assert sorted(numbers) == list(range(1, 17))


def test_facets_stand_side_by_side() -> None:
    (row,) = [row for row in rows() if row["number"] == "1"]
    assert row["exceeds in"] == "timeframe\nmagnitude"
    assert row["the copy says"] == "within an hour\neases"
    assert row["the evidence says"] == "24 hours after exercise\n0.6 points on a ten-point scale"
    assert row["the evidence allows"].startswith("In trained adults, ten minutes in cold water can ease")
    assert row["source"] == "Okafor et al. 2019, table 2 (okafor-2019#soreness-24h)"


def test_what_the_reviewer_fills_in_is_empty() -> None:
    assert {row[column] for row in rows() for column in TO_FILL} == {""}


def test_no_cell_is_a_formula() -> None:
    hostile = make_small(Fields(suggestion="=1+1", reason="@SUM(A1)", source_title="-2+3"))
    (row,) = csv.DictReader(StringIO(render(hostile, OPTIONS)))
    assert row["the evidence allows"] == "'=1+1"
    assert row["reason"] == "'@SUM(A1)"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(make_report(), OPTIONS) == render(make_report(), OPTIONS)
