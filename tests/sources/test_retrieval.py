from __future__ import annotations

from collections.abc import Mapping

import pytest

from claims.model import Analysis, Concept, ConceptKind
from sources.model import Passage, Registry, Source
from sources.retrieval import Index
from sources.terms import mentions, terms

TEXTS = {
    "sleep": {
        "latency": "People with insomnia fell asleep 9 minutes sooner with melatonin than with placebo.",
        "harm": "Headache and daytime drowsiness were the most frequent side effects.",
    },
    "hearing": {"aids": "Hearing aids slowed the loss of memory in older adults at risk of dementia."},
    "dental": {"sealant": "Sealants prevented tooth decay in the molars of schoolchildren for 24 months."},
    "bare": {"first": "Blood pressure fell by 5 mmHg.", "second": "Blood pressure fell by 5 mmHg."},
}
TITLES = {
    "sleep": "Melatonin for insomnia",
    "hearing": "Hearing intervention for cognitive decline",
    "dental": "Pit and fissure sealants",
    "bare": "An untitled report",
}


def build(subjects: Mapping[str, tuple[str, ...]] | None = None) -> Index:
    sources = tuple(
        Source(
            id_, TITLES[id_], "report", {}, subjects=(subjects or {}).get(id_, ()),
            passages=tuple(Passage(name, id_, text) for name, text in entries.items()),
        )
        for id_, entries in TEXTS.items()
    )  # fmt: skip
    return Index(Registry(sources))


def names(index: Index, text: str, k: int = 8, cited: tuple[str, ...] = ()) -> list[str]:
    return [passage.name for passage, _ in index.search(Analysis(text), k, cited)]


@pytest.mark.parametrize(
    ("claim", "best"),
    [
        ("Melatonin helps you fall asleep faster.", "sleep#latency"),
        ("It may give you headaches.", "sleep#harm"),
        ("A hearing aid protects your memory.", "hearing#aids"),
        ("Sealing the teeth of a child prevents cavities and decay.", "dental#sealant"),
        ("Lower blood pressures were seen.", "bare#first"),
    ],
)
def test_the_passage_on_the_subject_comes_first(claim: str, best: str) -> None:
    assert names(build(), claim)[0] == best


def test_words_that_no_passage_has_find_only_what_is_far_away() -> None:
    assert all(score < 0.2 for _, score in build().search(Analysis("Qigong xylophones!")))


def test_an_empty_registry_finds_nothing() -> None:
    assert Index(Registry(())).search(Analysis("Anything.")) == ()


def test_equal_scores_keep_the_order_of_the_registry() -> None:
    assert names(build(), "Blood pressure fell by 5 mmHg.")[:2] == ["bare#first", "bare#second"]


def test_no_more_than_k_passages_are_returned_and_best_first() -> None:
    found = build().search(Analysis("Melatonin, hearing aids and sealants for older adults."), k=2)
    assert len(found) == 2
    assert found[0][1] >= found[1][1]


def test_scores_are_shares() -> None:
    index = build()
    (_, same), *_ = index.search(Analysis(TEXTS["dental"]["sealant"]))
    (_, other), *_ = index.search(Analysis("Hearing aids cure every headache, fatigue, gout and eczema of bakers."))
    assert 0 < other < 0.5 < same <= 1


def test_passages_of_a_cited_source_are_always_candidates() -> None:
    found = names(build(), "Melatonin helps you fall asleep faster.", 1, ("dental", "bare"))
    assert found[0] == "sleep#latency"
    assert set(found) == {"sleep#latency", "dental#sealant", "bare#first"}


def test_a_cited_source_adds_at_most_its_k_best() -> None:
    assert names(build(), "Tooth decay", 1, ("bare",)) == ["dental#sealant", "bare#first"]


def test_a_cited_source_that_is_not_registered_adds_nothing() -> None:
    assert names(build(), "Tooth decay", 1, ("nobody-1999",)) == ["dental#sealant"]


def test_what_a_file_is_about_need_not_be_said_in_each_entry() -> None:
    claim = "Lisinopril lowers the pressure in your arteries."
    silent = dict(build().search(Analysis(claim)))
    told = dict(build({"bare": ("lisinopril", "ACE inhibitor")}).search(Analysis(claim)))
    first = next(passage for passage in told if passage.name == "bare#first")
    assert told[first] > silent[first]


def test_a_passage_that_names_its_subject_is_not_told_it_again() -> None:
    claim = Analysis("A hormone for falling asleep")
    silent, told = dict(build().search(claim)), dict(build({"sleep": ("melatonin", "sleep hormone")}).search(claim))
    latency = next(passage for passage in told if passage.name == "sleep#latency")
    assert told[latency] == silent[latency]


def test_meaning_counts_where_no_word_is_shared() -> None:
    assert names(build(), "Children get fewer cavities.", k=1) == ["dental#sealant"]


def test_other_names_of_a_concept_widen_the_search_and_weigh_less() -> None:
    index = Index(
        Registry(
            (
                Source("a", "A", "report", {}, passages=(Passage("p", "a", "Hypertension became less common."),)),
                Source("b", "B", "report", {}, passages=(Passage("p", "b", "Eczema became less common."),)),
            )
        )
    )
    claim = "High blood pressure is rarer."
    concept = Concept("hypertension", ConceptKind.CONDITION, "High blood pressure", 0, 19)
    with_names, without = (
        {p.source: score for p, score in index.search(Analysis(claim, concepts=concepts))}
        for concepts in ((concept,), ())
    )
    assert with_names["a"] > without["a"]
    assert with_names["b"] == without["b"]


def test_terms_join_inflections_and_compounds_and_spellings() -> None:
    assert set(terms("hypertensive")) & set(terms("hypertension"))
    assert set(terms("anaesthetics")) & set(terms("anesthetic"))
    assert "=vitamin" in terms("VITAMINS")
    assert terms("40mg") == terms("40 mg")
    assert terms("0.5") != terms("5")
    assert terms("the of and") == []


def test_mentions_looks_for_whole_words_with_any_ending() -> None:
    assert mentions("Two ketamine infusions a week", ("ketamine infusion",))
    assert not mentions("Esketamine as a spray", ("ketamine",))
    assert not mentions("Anything", ())
