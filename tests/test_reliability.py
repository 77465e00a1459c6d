"""The reliability of confidence: tenths, calibration error, the curve of abstention, and how the page shows them."""

from __future__ import annotations

import pytest

from audit.model import Verdict
from evaluation.accuracy import figures, tables
from evaluation.reliability import Case, bins, calibration_error, curve, is_right
from evaluation.reliability import figures as printed

CASES = (
    Case(Verdict.SUPPORTED, 0.95, right=True, false=False),
    Case(Verdict.OVERSTATED, 0.9, right=True, false=True),
    Case(Verdict.SUPPORTED, 0.62, right=False, false=True),
    Case(Verdict.UNSUPPORTED, 0.68, right=True, false=True),
    Case(Verdict.NEEDS_REVIEW, 0.3, right=False, false=False),
)


def test_a_confidence_is_counted_in_its_tenth() -> None:
    assert [(name, [c.confidence for c in found]) for name, found in bins(CASES)] == [
        ("0.3-0.4", [0.3]),
        ("0.6-0.7", [0.62, 0.68]),
        ("0.9-1.0", [0.95, 0.9]),
    ]


def test_the_error_is_the_distance_between_confidence_and_share_right() -> None:
    assert calibration_error(CASES) == pytest.approx((0.3 + abs(1.3 - 1) + abs(1.85 - 2)) / 5)
    assert calibration_error([Case(Verdict.SUPPORTED, 0.5, right, false=False) for right in (True, False)]) == 0


def test_the_least_confident_are_left_to_a_person_first_and_reviews_are_there_already() -> None:
    ranked = [Case(Verdict.SUPPORTED, n / 10, right=True, false=False) for n in range(10)]
    left = {percent: [c.confidence for c in found] for percent, found in curve([*ranked, CASES[-1]])}
    assert left[0] == [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0]
    assert left[20] == [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]
    assert left[50] == [0.9, 0.8, 0.7, 0.6, 0.5]


@pytest.mark.parametrize(
    ("verdict", "accepted", "right"),
    [
        (Verdict.SUPPORTED, {"supported"}, True),
        (Verdict.SUPPORTED, {"overstated"}, False),
        (Verdict.OVERSTATED, {"unsupported", "overstated"}, True),
        (Verdict.MISATTRIBUTED, {"unsupported"}, True),
        (Verdict.NEEDS_REVIEW, {"contradicted"}, True),
        (Verdict.NEEDS_REVIEW, {"supported"}, False),
        (Verdict.NEEDS_REVIEW, {"supported", "needs-review"}, True),
    ],
)
def test_a_verdict_is_right_where_a_reader_would_give_it(verdict: Verdict, accepted: set[str], *, right: bool) -> None:
    assert is_right(verdict, accepted) is right


def test_the_page_shows_cells_as_tables() -> None:
    lines = "\n".join(printed("toy", CASES))
    assert "toy-calibration-error 0.150 (n=5)" in lines
    cells = [figure for figure in figures(lines) if ":" in figure.name]
    assert list(tables(cells)) == [
        "",
        "| toy-reliability | confidence | right |",
        "| --- | --- | --- |",
        "| 0.3-0.4 | 0.300 (1) | 0.000 (1) |",
        "| 0.6-0.7 | 0.650 (2) | 0.500 (2) |",
        "| 0.9-1.0 | 0.925 (2) | 1.000 (2) |",
        "",
        "| toy-abstention | right | false-pass |",
        "| --- | --- | --- |",
        "| 0% | 0.750 (4) | 0.333 (3) |",
        "| 10% | 0.750 (4) | 0.333 (3) |",
        "| 20% | 0.750 (4) | 0.333 (3) |",
        "| 30% | 1.000 (3) | 0.000 (2) |",
        "| 50% | 1.000 (2) | 0.000 (1) |",
    ]
