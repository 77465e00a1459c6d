from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.atoms import split
from claims.pipeline import load

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "atoms.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"][:50])
def test_a_sentence_falls_into_its_atomic_statements(case: dict[str, Any]) -> None:
    doc = load()(case["sentence"])
    [sentence] = doc.sents
    found = [[doc[p.start : p.end].text, p.statement] for p in split(sentence)]
    assert found == case["parts"]


def test_a_part_keeps_the_hedge_that_governs_both_verbs() -> None:
    doc = load()("The device may improve sleep and reduce snoring.")
    last = split(next(doc.sents))[-1]
    assert last.statement == "The device may reduce snoring"
    assert "may" in {t.lower_ for t in last.tokens}


def test_a_hedge_of_one_clause_does_not_reach_the_next() -> None:
    doc = load()("The drops may sting, and they cure dry eyes.")
    last = split(next(doc.sents))[-1]
    assert "may" not in {t.lower_ for t in last.tokens}


def test_the_gap_left_by_another_part_is_not_covered() -> None:
    text = "The patch, which contains menthol, eases back pain."
    doc = load()(text)
    parts = split(next(doc.sents))
    eases = next(p for p in parts if "eases" in p.statement)
    at = text.index("menthol")
    assert not eases.covers(at, at + len("menthol"))
