"""HTML, against the table in tests/cases/readers/html.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.strictyaml import load_yaml

TABLE = Path(__file__).parents[2] / "cases" / "readers" / "html.yaml"
CASES: list[dict[str, Any]] = load_yaml(TABLE.read_text(encoding="utf-8"), TABLE.name).data


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_page_gives_its_blocks(case: dict[str, Any], check_page: Callable[[dict[str, Any], str], None]) -> None:
    check_page(case, ".html")
