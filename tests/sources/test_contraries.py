"""Words of a passage reverse a claim only where both speak of the same thing, and the reason quotes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.analysis import analyse
from claims.strictyaml import load_yaml
from sources.contraries import contrary_of
from sources.model import Premise

CASES = Path(__file__).parents[1] / "cases" / "contraries.yaml"
ROWS = load_yaml(CASES.read_text(encoding="utf-8"), CASES.name).data


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['claim']} | {row['evidence']}" for row in ROWS])
def test_contrary(row: dict[str, str]) -> None:
    claim, evidence, title = analyse([row["claim"], row["evidence"], row["title"]])
    reason = contrary_of(claim[0], Premise(row["evidence"], evidence, title=row["title"], title_analysis=title[0]))
    assert (reason is not None) == ("says" in row), reason
    assert row.get("says", "") in (reason or "")
