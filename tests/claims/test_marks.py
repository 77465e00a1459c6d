"""Citation marks, against the table in tests/cases/marks.yaml."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.marks import anchor_of, find_marks, without_marks
from claims.model import Block, BlockKind, Link
from claims.strictyaml import load_yaml

TABLE: dict[str, Any] = load_yaml(
    (Path(__file__).parents[1] / "cases" / "marks.yaml").read_text(encoding="utf-8"), "marks.yaml"
).data
REFERENCES = tuple(TABLE["references"].items())


def _block(text: str, *links: Link) -> Block:
    return Block(BlockKind.PARAGRAPH, text, tuple(range(100, 101 + len(text))), links=links)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["text"][:40])
def test_marks_and_their_keys(case: dict[str, Any]) -> None:
    block = _block(case["text"])
    marks = find_marks(block, REFERENCES)
    assert [mark.mark for mark in marks] == list(case["marks"])
    for mark in marks:
        assert block.text[mark.start : mark.end] == mark.mark
        expected = case["marks"][mark.mark]
        assert [key for key in expected if key not in mark.keys] == []
        assert bool(mark.keys) == bool(expected)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["text"][:40])
def test_text_without_marks(case: dict[str, Any]) -> None:
    block = _block(case["text"])
    clean = without_marks(block, find_marks(block, REFERENCES))
    assert clean.text == case["clean"]
    assert [case["text"][offset - 100] for offset in clean.offsets[:-1]] == list(clean.text)


def test_a_mark_belongs_to_the_sentence_before_it() -> None:
    block = _block("It works.[1] It lasts (Diaz, 2020).")
    marks = find_marks(block, REFERENCES)
    clean = without_marks(block, marks)
    assert [clean.text[: anchor_of(mark, block, clean) + 1] for mark in marks] == ["It works.", "It works. It lasts"]


def test_linked_words_cite_where_the_link_leads_to_research() -> None:
    text = "A trial found less pain. Book a visit or read the study."
    links = (
        Link(2, 7, "https://doi.org/10.1000/X"),
        Link(25, 37, "https://example.org/book/now"),
        Link(46, 55, "https://example.org/blog/7"),
    )
    marks = find_marks(_block(text, *links))
    assert [(mark.mark, mark.keys) for mark in marks] == [
        ("trial", ("doi:10.1000/x", "url:https://doi.org/10.1000/X")),
        ("the study", ("url:https://example.org/blog/7",)),
    ]
    assert without_marks(_block(text, *links), marks).text == text


def test_a_link_on_a_number_adds_its_keys() -> None:
    block = _block(
        "Less pain.² More sleep [3].", Link(10, 11, "#r2"), Link(24, 25, "https://pubmed.ncbi.nlm.nih.gov/99887766")
    )
    first, second = find_marks(block, (*REFERENCES, ("#r2", "Fourth entry")))
    assert first.keys[0] == "pmid:12345678"
    assert second.keys[0] == "pmid:99887766"
    assert "ref:Third entry" in second.keys


def test_links_move_with_the_text() -> None:
    block = _block("It works [1] says the [board](x).".replace("](x)", "]"), Link(23, 28, "https://example.org"))
    clean = without_marks(block, find_marks(block, REFERENCES))
    assert [clean.text[link.start : link.end] for link in clean.links] == ["board"]


@given(
    st.lists(
        st.sampled_from(["It works", ".", " ", "[1]", "[1,2]", "¹", "(Diaz, 2020)", "*", "[^a]", "é😀", "(2)"]),
        max_size=15,
    )
)
@settings(max_examples=80)
def test_marks_do_not_overlap_and_offsets_stay(pieces: list[str]) -> None:
    block = _block("".join(pieces))
    marks = find_marks(block, REFERENCES)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    clean = without_marks(block, marks)
    assert len(clean.offsets) == len(clean.text) + 1
    assert [block.text[offset - 100] for offset in clean.offsets[:-1]] == list(clean.text)
    for mark in marks:
        assert 0 <= anchor_of(mark, block, clean) <= len(clean.text)
