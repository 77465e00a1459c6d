"""Every facet against its table of cases, through the real analysis of both texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from audit.comparison import COMPARISONS
from audit.explanations import pages
from audit.model import Facet
from claims.analysis import analyse
from claims.model import Analysis
from claims.strictyaml import load_yaml
from sources.model import Design, Premise

CASES = Path(__file__).parents[1] / "cases" / "facets"
BY_FACET = dict(zip((f.value for f in Facet), COMPARISONS, strict=True))


def read_cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (path.stem, row)
        for path in sorted(CASES.glob("*.yaml"))
        for row in load_yaml(path.read_text(encoding="utf-8"), path).data
    ]


ROWS = read_cases()


@cache
def analyses() -> dict[str, tuple[Analysis, ...]]:
    texts = dict.fromkeys(row[key] for _, row in ROWS for key in ("claim", "evidence", "population") if key in row)
    examples = [e for p in pages().values() if p.kind == "facet" for e in (p.fails, p.passes) if e is not None]
    texts.update(dict.fromkeys(text for example in examples for text in (example.claim, example.evidence)))
    return dict(zip(texts, analyse(texts), strict=True))


def facets_found(facet: str, row: dict[str, Any]) -> list[str]:
    taken = analyses()
    population = row.get("population")
    premise = Premise(
        row["evidence"],
        taken[row["evidence"]],
        Design(row["design"]) if "design" in row else None,
        population,
        taken[population][0] if population else None,
    )
    found = (BY_FACET[facet](claim, premise) for claim in taken[row["claim"]])
    return [o.facet.value for o in found if o is not None]


@pytest.mark.parametrize(("facet", "row"), ROWS, ids=[f"{facet}: {row['claim']}" for facet, row in ROWS])
def test_case(facet: str, row: dict[str, Any]) -> None:
    expected = [facet] if row["expect"] == "exceeds" else []
    assert facets_found(facet, row)[:1] == expected


@pytest.mark.parametrize("facet", [f.value for f in Facet])
def test_table_is_large_enough(facet: str) -> None:
    expected = [row["expect"] for name, row in ROWS if name == facet]
    assert expected.count("exceeds") >= 15
    assert expected.count("fine") >= 15
    assert expected.count("unknown") >= 5


@pytest.mark.parametrize("facet", [f.value for f in Facet])
def test_examples_of_the_docstring_hold(facet: str) -> None:
    page = pages()[facet]
    assert page.fails is not None
    assert page.passes is not None
    assert facets_found(facet, {"claim": page.fails.claim, "evidence": page.fails.evidence}) == [facet]
    assert facets_found(facet, {"claim": page.passes.claim, "evidence": page.passes.evidence}) == []
