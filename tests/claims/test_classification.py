"""Types of claims, on the sentences of `tests/cases/types.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.classification import MOST_TYPES, given, types_of
from claims.features import features_of_part
from claims.model import ClaimType
from claims.pipeline import load
from claims.segmentation import whole
from claims.strictyaml import load_yaml

CASES = Path(__file__).parents[1] / "cases" / "types.yaml"
SENTENCES = load_yaml(CASES.read_text(encoding="utf-8"), CASES).data["sentences"]
RIGHT = 0.9


def test_the_table_is_typed() -> None:
    judged = [(case["text"], case["type"], types_of(whole(load()(case["text"])[:]))) for case in SENTENCES]
    missed = [(text, wanted, found) for text, wanted, found in judged if wanted not in found[:2]]
    assert len(missed) <= (1 - RIGHT) * len(SENTENCES), missed


@pytest.mark.parametrize("text", ["", "Yes.", "It helps, it heals, it lasts an hour, costs little, and never harms."])
def test_every_statement_has_one_to_three_types(text: str) -> None:
    doc = load()(text or "–")
    found = types_of(whole(doc[:]))
    assert 1 <= len(found) <= MOST_TYPES
    assert all(isinstance(each, ClaimType) for each in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ((2.0, -3.0, -3.0), (0,)),
        ((-3.0, 2.0, 1.5), (1, 2)),
        ((6.0, 0.5, -3.0), (0,)),  # beside a plain type a faint one is none
        ((-0.5, 0.5, -3.0), (1,)),
        ((-3.0, -1.0, -2.0), (1,)),  # nothing fits: the likeliest
        ((1.0, 1.0, 1.0, 1.0), (0, 1, 2)),  # equals in the order of the types
    ],
)
def test_types_compete(scores: tuple[float, ...], wanted: tuple[int, ...]) -> None:
    assert given(scores) == wanted


def test_the_model_sees_what_a_statement_stresses() -> None:
    sentence = load()("The cream relieves itching within two hours.")[:]
    features = features_of_part(whole(sentence))
    assert {"opens:efficacy", "main:efficacy", "amount:onset_relieve", "stem:relie"} <= {*features}


def test_words_of_one_stem_are_akin() -> None:
    texts = ("It regenerates tissue.", "Regeneration of tissue", "A regenerative treatment")
    assert all("stem:regener" in features_of_part(whole(load()(text)[:])) for text in texts)
