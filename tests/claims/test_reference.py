from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.model import Concept, ConceptKind
from claims.pipeline import load
from claims.reference import main_subject, named_subject, resolve
from claims.segmentation import whole

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "references.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_a_subject_that_points_backwards_is_filled_in_where_it_is_safe(case: dict[str, Any]) -> None:
    sentences = list(load()(case["text"]).sents)
    previous = sentences[-2] if len(sentences) > 1 else None
    main = Concept("main", ConceptKind.INTERVENTION, case["main"], 0, 0) if "main" in case else None
    resolved = resolve(whole(sentences[-1]), previous, main)
    assert list(resolved.part.unresolved) == case.get("unresolved", [])
    if "reads" in case:
        assert resolved.part.statement == case["reads"]


def test_a_document_is_about_what_most_of_its_treatments_are() -> None:
    nlp = load()
    docs = [
        nlp("Acupuncture eases migraine."),
        nlp("Acupuncture takes an hour."),
        nlp("Some people also take ibuprofen."),
    ]
    main = main_subject(docs)
    assert main is not None
    assert main.text.lower() == "acupuncture"


def test_a_document_about_several_treatments_has_no_main_one() -> None:
    nlp = load()
    assert (
        main_subject([nlp("We offer acupuncture."), nlp("We offer physiotherapy."), nlp("We offer hypnosis.")]) is None
    )


def test_somebody_may_say_what_a_document_is_about() -> None:
    known, unknown = named_subject("IV ketamine infusions"), named_subject("Example Balm")
    assert (known.kind, known.text) == (ConceptKind.INTERVENTION, "IV ketamine infusions")
    assert (unknown.kind, unknown.text) == (ConceptKind.INTERVENTION, "Example Balm")
    assert known.id != unknown.id
    resolved = resolve(whole(next(iter(load()("This treatment eases itching.").sents))), None, unknown)
    assert resolved.part.statement == "Example Balm eases itching."
    assert named_subject("!").text == "!"
