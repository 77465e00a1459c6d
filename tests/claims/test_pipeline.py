from __future__ import annotations

import spacy

from claims.pipeline import MODEL, load, using


def test_the_components_ask_for_nothing_that_is_not_set_before() -> None:
    analysis = load().analyze_pipes()
    assert analysis is not None
    assert {name: problems for name, problems in analysis["problems"].items() if problems} == {}


def test_the_claims_component_works_in_a_pipeline_of_somebody_else() -> None:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("claims")
    doc = nlp("Welcome to our clinic! The night splint reduced heel pain by 40% within six weeks.")
    [claim] = doc._.claims
    assert claim.text == doc.text[claim.span.start : claim.span.end]
    assert "reduced heel pain by 40%" in claim.text


def test_another_pipeline_is_used_where_it_is_named() -> None:
    usual = load()
    with using(MODEL):
        assert load() is usual
