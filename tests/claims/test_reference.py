from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.atoms import split
from claims.model import Concept, ConceptKind
from claims.pipeline import load
from claims.reference import main_subject, named_subject, resolve, subject_under
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


def test_a_document_is_about_what_its_title_names_if_it_speaks_of_it() -> None:
    nlp = load()
    docs = [nlp("Ibuprofen and aspirin are common."), nlp("Acupuncture eases migraine."), nlp("Acupuncture is old.")]
    main = main_subject([*docs, nlp("Aspirin and ibuprofen can hurt the stomach.")], nlp("Acupuncture for migraine"))
    assert main is not None
    assert main.text == "Acupuncture"


def test_a_general_noun_is_not_what_a_document_is_about() -> None:
    nlp = load()
    assert main_subject([nlp("The supplement works."), nlp("The supplement's taste is mild.")]) is None


@pytest.mark.parametrize(
    ("headings", "named"),
    [
        (["Our treatments", "Acupuncture"], "Acupuncture"),
        (["Acupuncture: all you need to know", "What does it do?"], "Acupuncture"),
        (["Recover without surgery"], None),
        (["Life after chemotherapy"], None),
        (["Aspirin or ibuprofen?"], None),
    ],
)
def test_a_heading_names_what_stands_under_it(headings: list[str], named: str | None) -> None:
    found = subject_under([load()(heading) for heading in headings])
    assert (found and found.text) == named


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        (
            "It switches off an enzyme, lowering cholesterol and protecting the heart.",
            ["Krill oil switches off an enzyme", "Krill oil lowers cholesterol", "Krill oil protects the heart"],
        ),
        (
            "It eases back pain, with results that last for months.",
            ["Krill oil eases back pain", "With Krill oil, results last for months"],
        ),
    ],
)
def test_every_part_of_a_sentence_gets_the_same_subject(sentence: str, statements: list[str]) -> None:
    main = Concept("main", ConceptKind.INTERVENTION, "Krill oil", 0, 0)
    parts = split(next(load()(sentence).sents))
    assert [resolve(part, None, main).part.statement for part in parts] == statements


def test_somebody_may_say_what_a_document_is_about() -> None:
    known, unknown = named_subject("IV ketamine infusions"), named_subject("Example Balm")
    assert (known.kind, known.text) == (ConceptKind.INTERVENTION, "IV ketamine infusions")
    assert (unknown.kind, unknown.text) == (ConceptKind.INTERVENTION, "Example Balm")
    assert known.id != unknown.id
    resolved = resolve(whole(next(iter(load()("This treatment eases itching.").sents))), None, unknown)
    assert resolved.part.statement == "Example Balm eases itching."
    assert named_subject("!").text == "!"
