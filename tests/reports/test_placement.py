from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.placement import Placer, cut, merge
from tests.reports.factory import ARTICLE, make_copy, span_of

COPY = make_copy("a.md", ARTICLE)


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("no fad &amp; no miracle", "no fad & no miracle"),
        ("&amp;", "&"),
        ("**eases muscle soreness within an hour** after", "eases muscle soreness within an hour after"),
        ("- A plunge", "A plunge"),
        ("Cold plunge therapy at Brinewater", "Cold plunge therapy at Brinewater"),
        ("today!\n", "today!"),
    ],
)
def test_a_stretch_of_the_file_is_found_where_it_is_printed(raw: str, printed: str) -> None:
    span = span_of(ARTICLE, raw)
    placer = Placer(COPY)
    place = placer.place(span.start, span.end)
    assert place is not None
    assert placer.words(place) == printed


def test_what_no_block_prints_has_no_place() -> None:
    assert Placer(COPY).place(0, 2) is None
    assert Placer(replace(COPY, blocks=())).place(0, 40) is None


def test_a_stretch_over_several_blocks_is_found_in_each() -> None:
    placer = Placer(COPY)
    start, end = span_of(ARTICLE, "plunge\n- A plunge takes").start, span_of(ARTICLE, "- A plunge takes").end
    assert [placer.words(p) for p in placer.places(start, end)] == ["plunge", "A plunge takes"]


def test_an_excerpt_marks_words_in_the_sentence_as_printed() -> None:
    sentence, words = (
        span_of(ARTICLE, "**eases muscle soreness within an hour** after"),
        span_of(ARTICLE, "within an hour"),
    )
    excerpt = Placer(COPY).excerpt((sentence.start, sentence.end), [(words.start, words.end)])
    assert excerpt.text == "eases muscle soreness within an hour after"
    assert [excerpt.text[a:b] for a, b in excerpt.marks] == ["within an hour"]


def test_an_excerpt_of_what_no_block_prints_is_the_file_itself() -> None:
    excerpt = Placer(replace(COPY, blocks=())).excerpt((2, 13), [(7, 13)])
    assert (excerpt.text, excerpt.marks) == (ARTICLE[2:13], ((5, 11),))


stretches = st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32)), max_size=6)


@given(stretches)
def test_pieces_join_to_the_whole_and_cross_no_border(found: list[tuple[int, int]]) -> None:
    pieces = cut(30, found)
    assert [p for a, b in pieces for p in range(a, b)] == list(range(30))
    assert all(not a < border < b for a, b in pieces for s in found for border in s)


@given(stretches)
def test_merged_stretches_cover_the_same_and_stand_apart(found: list[tuple[int, int]]) -> None:
    merged = merge(found)
    assert {p for a, b in merged for p in range(a, b)} == {p for a, b in found for p in range(a, b)}
    assert all(end < start for (_, end), (start, _) in pairwise(merged))
