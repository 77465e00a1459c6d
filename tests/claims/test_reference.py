from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.atoms import split
from claims.model import Concept, ConceptKind
from claims.pipeline import load
from claims.reference import resolve
from claims.segmentation import whole
from claims.subjects import main_subject, named_subject, subject_under

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


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        (
            "The patch may cause rashes, though they fade within days.",
            ["The patch may cause rashes", "Rashes fade within days"],
        ),
        (
            "The patch lifts the mood, and it fits in a purse.",
            ["The patch lifts the mood", "The patch fits in a purse."],
        ),
        (
            "Redness and swelling are common, but they fade.",
            ["Redness and swelling are common", "Redness and swelling fade."],
        ),
        ("Most men notice results, though they fade.", ["Most men notice results", "Results fade"]),
        ("The gel eases pain, and its scent is mild.", ["The gel eases pain", "The gel's scent is mild."]),
        ("The pads ease cramps, and their glue is mild.", ["The pads ease cramps", "The pads' glue is mild."]),
    ],
)
def test_the_one_noun_of_the_clause_before_that_agrees_is_meant(sentence: str, statements: list[str]) -> None:
    resolved = [resolve(part, None, None).part for part in split(next(load()(sentence).sents))]
    assert [part.statement.rstrip(".") for part in resolved] == [each.rstrip(".") for each in statements]
    assert not any(part.unresolved for part in resolved)


@pytest.mark.parametrize(
    "sentence",
    [
        "The tray can leave stains on crowns, though they are small.",  # stains or crowns
        "Clinicians turn to it in severe asthma because it clears the lungs.",
        "No gels cause burns, but they are feared.",
    ],
)
def test_a_pronoun_that_may_mean_several_things_is_left_open(sentence: str) -> None:
    resolved = [resolve(part, None, None).part for part in split(next(load()(sentence).sents))]
    assert resolved[-1].unresolved


def test_a_noun_is_looked_for_two_sentences_back() -> None:
    first, second, third = load()("We use nerve-block shots. Pain falls. These shots help.").sents
    assert resolve(whole(third), second, None, (first,)).part.statement == "These shots help."
    first, second, third = load()("We use nerve-block injections. Pain falls. These injections help.").sents
    assert resolve(whole(third), second, None, (first,)).part.statement == "Nerve-block injections help."


def test_somebody_may_say_what_a_document_is_about() -> None:
    known, unknown = named_subject("IV ketamine infusions"), named_subject("Example Balm")
    assert (known.kind, known.text) == (ConceptKind.INTERVENTION, "IV ketamine infusions")
    assert (unknown.kind, unknown.text) == (ConceptKind.INTERVENTION, "Example Balm")
    assert known.id != unknown.id
    resolved = resolve(whole(next(iter(load()("This treatment eases itching.").sents))), None, unknown)
    assert resolved.part.statement == "Example Balm eases itching."
    assert named_subject("!").text == "!"
