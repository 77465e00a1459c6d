"""Causal strength of statements, on the sentences of `tests/cases/cues.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.pipeline import load
from claims.segmentation import whole
from claims.strength import strength_of
from claims.strictyaml import load_yaml

CASES = Path(__file__).parents[1] / "cases" / "cues.yaml"
SENTENCES = [
    case for case in load_yaml(CASES.read_text(encoding="utf-8"), CASES).data["sentences"] if "strength" in case
]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"])
def test_strength_is_the_step_of_the_ladder(case: dict[str, Any]) -> None:
    assert strength_of(whole(next(load()(case["text"]).sents))) == case["strength"]


def test_a_hedge_takes_one_step_off_a_cause() -> None:
    plain = strength_of(whole(next(load()("This spray relieves itching.").sents)))
    hedged = strength_of(whole(next(load()("This spray might relieve itching.").sents)))
    assert plain - hedged == 1
