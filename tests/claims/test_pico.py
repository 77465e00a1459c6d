"""PICO: who, what, against what, which outcome, and the way it moves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claims.directions import directions_of
from claims.model import Direction
from claims.pico import pico_of
from claims.segmentation import Part, whole
from claims.strictyaml import load_yaml

if TYPE_CHECKING:
    from spacy.language import Language

TABLE = Path(__file__).parents[1] / "cases" / "pico.yaml"
CASES = load_yaml(TABLE.read_text(encoding="utf-8"), TABLE).data


@pytest.fixture(scope="module")
def nlp() -> Language:
    from claims.pipeline import load

    return load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_table(nlp: Language, case: dict[str, str | None]) -> None:
    sentence = next(iter(nlp(str(case["text"])).sents))
    pico = pico_of(whole(sentence))
    found = {key: getattr(pico, key) for key in case if key != "text"}
    assert {k: v.value if isinstance(v, Direction) else v for k, v in found.items()} == {k: case[k] for k in found}


def test_a_part_sees_its_own_words_and_what_it_shares(nlp: Language) -> None:
    sentence = next(iter(nlp("Yoga eases back pain, and tai chi prevents falls in older adults.").sents))
    words = [token.text for token in sentence]
    part = Part(sentence, sentence.start + words.index("tai"), sentence.end)
    pico = pico_of(part)
    assert (pico.intervention, pico.outcome, pico.population) == ("tai chi", "falls", "older adults")


def test_every_outcome_has_its_own_way(nlp: Language) -> None:
    doc = nlp("The gel reduced pain, but stiffness was unchanged and rash was more common.")
    ways = {concept.text: way for concept, way in directions_of(doc.text, doc._.claims_concepts)}
    assert ways["pain"] is Direction.BETTER
    assert ways["stiffness"] is Direction.NO_DIFFERENCE
