"""The tables of pairs that `evaluation/` scores: large enough, well formed, and right where a program can tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audit.model import Facet, Verdict
from claims.strictyaml import load_yaml
from sources.model import Design

CASES = Path(__file__).parent / "cases"
VERDICTS = {Verdict.SUPPORTED, Verdict.OVERSTATED, Verdict.CONTRADICTED, Verdict.UNSUPPORTED}
KINDS = {"verbatim", "edited", "changed", "off-topic"}


@dataclass(frozen=True, slots=True)
class Pair:
    claim: str
    evidence: str
    design: str
    verdict: str
    facets: tuple[str, ...]
    kind: str | None


def read_table(name: str) -> list[Any]:
    path = CASES / f"{name}.yaml"
    data = load_yaml(path.read_text(encoding="utf-8"), path).data
    return data if isinstance(data, list) else [passage for field in data.values() for passage in field]


def read_pairs(name: str) -> list[Pair]:
    return [
        Pair(
            row["claim"],
            passage["evidence"],
            passage["design"],
            row["verdict"],
            tuple(row.get("facets", ())),
            row.get("kind"),
        )
        for passage in read_table(name)
        for row in passage["claims"]
    ]


HARD, EASY = read_pairs("pairs"), read_pairs("easy-pairs")


def test_the_hard_pairs_are_enough_over_enough_fields() -> None:
    path = CASES / "pairs.yaml"
    assert len(load_yaml(path.read_text(encoding="utf-8"), path).data) >= 12
    assert len(HARD) >= 200
    least = min(Counter(pair.verdict for pair in HARD).values())
    assert least >= 40
    named = Counter(facet for pair in HARD for facet in pair.facets)
    assert {facet.value for facet in Facet if named[facet.value] < 4} == set()


def test_the_easy_pairs_are_enough_of_every_kind() -> None:
    kinds = Counter(pair.kind for pair in EASY)
    assert set(kinds) == KINDS
    assert len(EASY) >= 100
    assert min(kinds.values()) >= 25


@pytest.mark.parametrize("table", [HARD, EASY], ids=["pairs", "easy-pairs"])
def test_every_pair_is_labelled_in_the_words_of_the_model(table: list[Pair]) -> None:
    assert {pair.verdict for pair in table} == {verdict.value for verdict in VERDICTS}
    assert {facet for pair in table for facet in pair.facets} <= {facet.value for facet in Facet}
    assert {pair.design for pair in table} <= {design.value for design in Design}
    wrong = [pair for pair in table if bool(pair.facets) != (pair.verdict == Verdict.OVERSTATED)]
    assert wrong == []


@pytest.mark.parametrize("table", [HARD, EASY], ids=["pairs", "easy-pairs"])
def test_no_pair_stands_twice(table: list[Pair]) -> None:
    assert [pair for pair, times in Counter((p.claim, p.evidence) for p in table).items() if times > 1] == []


def test_what_is_called_verbatim_is_and_nothing_else() -> None:
    assert [pair for pair in EASY if (pair.kind == "verbatim") != (pair.claim == pair.evidence)] == []
