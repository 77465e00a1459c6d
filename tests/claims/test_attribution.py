"""Whom a statement leans on, on the sentences of `tests/cases/cues.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.attribution import attribution_of
from claims.model import Attribution, CitationMark
from claims.pipeline import load
from claims.segmentation import whole
from claims.strictyaml import load_yaml

CASES = Path(__file__).parents[1] / "cases" / "cues.yaml"
SENTENCES = [
    case for case in load_yaml(CASES.read_text(encoding="utf-8"), CASES).data["sentences"] if "attribution" in case
]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"])
def test_attribution_is_vague_unless_a_reader_could_look_it_up(case: dict[str, Any]) -> None:
    assert attribution_of(whole(next(load()(case["text"]).sents)), ()) == case["attribution"]


def test_a_citation_mark_makes_any_statement_specific() -> None:
    part = whole(next(load()("The gel soothes.").sents))
    assert attribution_of(part, ()) is Attribution.NONE
    assert attribution_of(part, (CitationMark("[1]", 16, 19),)) is Attribution.SPECIFIC


def test_the_address_of_a_whole_site_is_no_source() -> None:
    part = whole(next(load()("The gel soothes.").sents))
    site = CitationMark("https://gel.example", 16, 35, ("url:https://gel.example",))
    page = CitationMark("https://gel.example/trial", 16, 41, ("url:https://gel.example/trial",))
    assert attribution_of(part, (site,)) is Attribution.NONE
    assert attribution_of(part, (page,)) is Attribution.SPECIFIC
