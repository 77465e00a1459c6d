"""Stance of one passage on one claim, and how a model's opinion joins in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from claims.analysis import analyse
from claims.model import Analysis
from claims.strictyaml import load_yaml
from sources.alignment import blend, stance_of
from sources.model import Alignment, Opinion, Premise, Stance

PATH = Path(__file__).parents[1] / "cases" / "stances.yaml"
ROWS: list[dict[str, str]] = load_yaml(PATH.read_text(encoding="utf-8"), PATH).data


@cache
def analyses() -> dict[str, tuple[Analysis, ...]]:
    texts = dict.fromkeys(row[key] for row in ROWS for key in ("claim", "evidence"))
    return dict(zip(texts, analyse(texts), strict=True))


def align(row: dict[str, str], entailment: Opinion | None = None) -> Alignment:
    (claim,) = analyses()[row["claim"]]
    return stance_of(claim, Premise(row["evidence"], analyses()[row["evidence"]]), entailment)


@pytest.mark.parametrize("row", ROWS, ids=[row["claim"] for row in ROWS])
def test_stance(row: dict[str, str]) -> None:
    assert align(row).stance is Stance(row["stance"])


@pytest.mark.parametrize("row", ROWS, ids=[row["claim"] for row in ROWS])
def test_scores_are_shares_of_two_decimals(row: dict[str, str]) -> None:
    scores = align(row).scores
    listed = (scores.supports, scores.refutes, scores.neutral)
    assert sum(listed) == pytest.approx(1, abs=0.02)
    assert listed == tuple(round(value, 2) for value in listed)


def test_a_reason_is_given_in_words() -> None:
    by_stance = {row["stance"]: align(row).reason for row in ROWS}
    assert by_stance["supports"] == "the passage is on the same subject and points the same way"
    assert by_stance["neutral"].startswith("the passage is about ")
    assert by_stance["refutes"].startswith("the passage ")


def test_a_model_can_turn_the_stance() -> None:
    sure = Opinion(0.01, 0.01, 0.97, 0.01)
    assert align(ROWS[0], sure).stance is Stance.REFUTES


def test_a_model_cannot_make_a_stranger_speak() -> None:
    sure = Opinion(0.97, 0.01, 0.01, 0.01)
    assert align(ROWS[9], sure).stance is Stance.NEUTRAL


def test_two_opinions_that_agree_stay_and_name_the_facets_of_the_model_first() -> None:
    features, model = (
        Opinion(0.1, 0.7, 0.1, 0.1, ("safety", "population")),
        Opinion(0.1, 0.7, 0.1, 0.1, ("timeframe", "safety")),
    )
    both = blend(features, model)
    assert both.overstated == pytest.approx(0.7)
    assert both.facets == ("timeframe", "safety")
