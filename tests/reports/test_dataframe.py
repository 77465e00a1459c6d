from __future__ import annotations

import pytest

from tests.reports.factory import ARTICLE, make_report

pytest.importorskip("pandas")


def test_one_row_per_claim_with_its_verdict_and_worst_severity() -> None:
    frame = make_report().to_dataframe()
    (row,) = frame[frame["statement"] == "Cold water has no side effects."].to_dict("records")
    assert row["uri"] == "copy/cold-plunge.md"
    assert ARTICLE[row["start"] : row["end"]] == "cures low mood without any side effects"
    assert (row["verdict"], row["severity"], row["class"]) == ("contradicted", "critical", "A")
    assert row["facets"] == ("safety",)
    assert row["sources"] == ("council-2024#safety",)


def test_counts_by_verdict_come_in_one_line() -> None:
    counts = make_report().to_dataframe()["verdict"].value_counts()
    assert counts["supported"] == 5
    assert counts["overstated"] == 3
