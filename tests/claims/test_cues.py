"""Cues, their scope, and the hedge of a statement, on the sentences of `tests/cases/cues.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.cues import LEXICONS, find_cues, hedge_of
from claims.lexicon import lexicon
from claims.model import CueKind
from claims.phrases import name_of, read_phrase
from claims.pipeline import load
from claims.segmentation import whole
from claims.strictyaml import load_yaml

CASES = Path(__file__).parents[1] / "cases" / "cues.yaml"
SENTENCES = load_yaml(CASES.read_text(encoding="utf-8"), CASES).data["sentences"]


def _ids(case: dict[str, Any]) -> str:
    return str(case["text"])


@pytest.mark.parametrize("case", [case for case in SENTENCES if "cues" in case], ids=_ids)
def test_cues_are_found_with_their_words_and_scope(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_cues(load()(text))
    for wanted in case["cues"]:
        same = [cue for cue in found if cue.kind == wanted["kind"] and cue.text == wanted["words"]]
        assert same, (wanted, [(cue.kind, cue.text) for cue in found])
        if "scope" in wanted:
            assert text[same[0].scope_start : same[0].scope_end] == wanted["scope"]


@pytest.mark.parametrize("case", [case for case in SENTENCES if "absent" in case], ids=_ids)
def test_words_that_only_look_like_cues_are_none(case: dict[str, Any]) -> None:
    kinds = {cue.kind: cue.text for cue in find_cues(load()(case["text"]))}
    for kind in case["absent"]:
        assert CueKind(kind) not in kinds, kinds


@pytest.mark.parametrize("case", [case for case in SENTENCES if "hedge" in case], ids=_ids)
def test_a_hedge_counts_only_where_it_acts(case: dict[str, Any]) -> None:
    assert hedge_of(whole(next(load()(case["text"]).sents))) == case["hedge"]


def test_cues_are_slices_of_the_text_in_order() -> None:
    text = "Studies show it may not always work, but most people never notice. No doubt it helps."
    cues = find_cues(load()(text))
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
    for cue in cues:
        assert cue.text == text[cue.start : cue.end]
        assert 0 <= cue.scope_start < cue.scope_end <= len(text)


def test_an_empty_doc_has_no_cues() -> None:
    assert find_cues(load()("")) == ()


def test_frequency_ladder_orders_the_words() -> None:
    words = ("No patient", "Few patients", "Some patients", "Many patients", "Most patients", "Every patient")
    values = [
        next(cue.value for cue in find_cues(load()(f"{word} felt better.")) if cue.kind is CueKind.FREQUENCY)
        for word in words
    ]
    assert values == [0, 1, 2, 3, 4, 5]


def test_hedges_and_establishment_share_one_ladder_of_certainty() -> None:
    texts = (
        "The gel may help.",
        "Data suggest that the gel helps.",
        "Trials show that the gel helps.",
        "The gel is clinically proven.",
    )
    kinds = {CueKind.HEDGE, CueKind.ESTABLISHMENT}
    values = [max(cue.value or 0 for cue in find_cues(load()(text)) if cue.kind in kinds) for text in texts]
    assert values == [1, 2, 3, 4]


@pytest.mark.parametrize("name", LEXICONS)
def test_every_group_of_words_says_where_it_comes_from(name: str) -> None:
    for group in lexicon(name)["groups"].values():
        assert group["source"]
        assert len(set(group["phrases"])) == len(group["phrases"])
        for phrase in group["phrases"]:
            assert read_phrase(phrase)
            assert name_of(phrase)
