"""Concepts: what a text is about, and how two things relate."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.concepts import ancestors, expansions, find_concepts, good_direction, is_surrogate, learn, relation
from claims.errors import ClaimsAuditError
from claims.model import Analysis, Concept, ConceptKind
from claims.strictyaml import load_yaml
from claims.vocabulary import LEXICONS, handmade, key_of, normal, vocabulary

if TYPE_CHECKING:
    from spacy.language import Language

TABLE = Path(__file__).parents[1] / "cases" / "concepts.yaml"
CASES = load_yaml(TABLE.read_text(encoding="utf-8"), TABLE).data


@pytest.fixture(scope="module")
def nlp() -> Language:
    from claims.pipeline import load

    return load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_table(nlp: Language, case: dict[str, Any]) -> None:
    found = {f"{c.kind.value} {c.id}" for c in find_concepts(nlp(case["text"]))}
    assert set(case["has"]) <= found
    assert not {name.split(" ", 1)[1] for name in found} & set(case.get("hasnt", ()))


def test_places_are_slices_in_order_without_overlap(nlp: Language) -> None:
    doc = nlp(
        "In adults with type\u00a02 diabetes, “semaglutide” lowered HbA1c – and weight – more than a placebo jab."
    )
    concepts = find_concepts(doc)
    assert [doc.text[c.start : c.end] for c in concepts] == [c.text for c in concepts]
    assert all(a.end <= b.start for a, b in pairwise(concepts))
    assert "type-2-diabetes" in {c.id for c in concepts}


def test_negation_is_read_from_the_cues(nlp: Language) -> None:
    found = {c.id: c.negated for c in find_concepts(nlp("The gel relieves pain without drowsiness."))}
    assert found["drowsiness"]
    assert not found["pain"]


def test_an_abbreviation_means_what_the_text_defines(nlp: Language) -> None:
    doc = nlp("Low back pain (LOBP) is costly. The belt eased LOBP.")
    assert [c.id for c in find_concepts(doc) if c.text == "LOBP"] == ["low-back-pain"] * 2


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("major-depression", "major-depression", "same"),
        ("treatment-resistant-depression", "depression", "narrower"),
        ("depression", "treatment-resistant-depression", "broader"),
        ("madrs", "depression", "narrower"),
        ("knee-osteoarthritis", "knee-pain", "narrower"),
        ("suicidal-ideation", "suicide-death", "related"),
        ("esketamine", "ketamine", "different"),
        ("iv-ketamine", "ketamine", "narrower"),
        ("iv-ketamine", "oral-ketamine", "related"),
        ("fluoxetine", "sertraline", "related"),
        ("depression", "anxiety-disorder", "different"),
        ("ldl-cholesterol", "cardiovascular-disease", "related"),
        ("mouse", "adult", "different"),
        ("mouse", "animal", "narrower"),
        ("adolescent", "everyone", "narrower"),
        ("veteran", "human", "narrower"),
        ("caries", "psoriasis", "different"),
        ("~collagen peptide", "~peptide", "narrower"),
        ("~collagen peptide", "~marine peptide", "related"),
        ("~moss", "~fern", "unknown"),
        ("olaparib", "targeted-therapy", "narrower"),
        ("dissociation", "adverse-event", "narrower"),
        ("adverse-event", "amnesia", "broader"),
        ("adverse-event", "depression", "different"),
    ],
)
def test_relation(a: str, b: str, expected: str) -> None:
    assert relation(a, b) == expected


def test_ancestors_do_not_hold_the_concept_itself() -> None:
    above = ancestors("treatment-resistant-depression")
    assert {"major-depression", "depression", "mental-disorder"} <= above
    assert "treatment-resistant-depression" not in above


@pytest.mark.parametrize(
    "id_", ["hba1c", "ldl-cholesterol", "bone-density", "amyloid", "antibody-level", "sperm-quality"]
)
def test_surrogates(id_: str) -> None:
    assert is_surrogate(id_)


@pytest.mark.parametrize(
    "id_", ["myocardial-infarction", "fracture", "pain", "survival", "quality-of-life", "fertility"]
)
def test_what_patients_feel_is_no_surrogate(id_: str) -> None:
    assert not is_surrogate(id_)


@pytest.mark.parametrize(
    ("id_", "way"),
    [
        ("pain-intensity", "lower"),
        ("madrs", "lower"),
        ("wellbeing", "higher"),
        ("memory", "higher"),
        ("sleep-latency", "lower"),
        ("bone-density", "higher"),
        ("influenza", "lower"),
        ("nausea", "lower"),
        ("weight-loss", "higher"),
        ("body-weight", "lower"),
        ("tooth-whiteness", "higher"),
        ("hair-growth", "higher"),
        ("hormone-level", None),
        ("zzz", None),
    ],
)
def test_which_way_is_good(id_: str, way: str | None) -> None:
    assert good_direction(id_) == way


def test_learned_products_stand_under_what_they_contain(nlp: Language) -> None:
    words = learn(["Kneezol", "marine collagen sachets", "ketamine"])
    assert [c.id for c in find_concepts(nlp("Kneezol eased knee pain."), words)] == ["kneezol", "knee-pain"]
    assert relation("marine-collagen-sachets", "collagen", words) == "narrower"
    assert words.named("ketamine") == vocabulary().named("ketamine")
    assert vocabulary().named("kneezol") is None


def test_expansions_hold_other_names_and_the_next_broader_thing() -> None:
    concept = Concept("treatment-resistant-depression", ConceptKind.CONDITION, "TRD", 0, 3)
    names = expansions(Analysis("TRD", concepts=(concept,)))
    assert {"treatment resistant depression", "refractory depression", "major depression"} <= set(names)


def test_normal_forms_agree_across_the_atlantic() -> None:
    pairs = [
        ("oestrogen", "estrogen"),
        ("tumours", "tumor"),
        ("randomised", "randomized"),
        ("counselling", "counseling"),
        ("Alzheimer\u2019s", "alzheimer"),
        ("naïve", "naive"),
        ("therapies", "therapy"),
        ("rashes", "rash"),
    ]
    assert [normal(a) for a, _ in pairs] == [normal(b) for _, b in pairs]


def test_no_id_and_no_name_stands_twice_in_the_handmade_lexicons() -> None:
    entries = [entry for lexicon in LEXICONS for entry in handmade(lexicon)]
    ids = Counter(entry.id for entry in entries)
    names = Counter(key for entry in entries for key in {key_of(name) for name in entry.names})
    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert [key for key, count in names.items() if count > 1] == []


def test_every_reference_between_entries_resolves() -> None:
    words = vocabulary()
    all_ids = [*words.entries, *words.generated]
    dangling = [
        (id_, other)
        for id_ in all_ids
        if (entry := words.get(id_))
        for other in (*entry.broader, *entry.stands_for, *entry.differs)
        if words.get(other) is None
    ]
    assert dangling == []


def test_nothing_is_its_own_ancestor() -> None:
    words = vocabulary()
    assert [
        id_ for id_ in words.entries if any(id_ in ancestors(parent, words) for parent in ancestors(id_, words))
    ] == []


def test_a_broken_line_names_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"kind": "condition", "groups": {"skin": {"source": "none", "concepts": "Not An Id"}}}
    monkeypatch.setattr("claims.vocabulary.lexicon", lambda _: data)
    with pytest.raises(ClaimsAuditError, match=r"conditions\.yaml"):
        list(handmade("conditions"))
