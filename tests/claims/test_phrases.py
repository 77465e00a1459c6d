"""Phrases of the lexicons against tokens."""

from __future__ import annotations

import pytest

from claims.phrases import Phrases, longest, name_of, read_phrase
from claims.pipeline import load


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("may/AUX", "It may help in May.", ["may"]),
        ("be * show to", "It has been clearly shown to work.", ["been clearly shown to"]),
        ("free of? from", "Free from dust, free of from.", ["Free from", "free of from"]),
        ("lower|raise/VERB", "It lowers pressure and raises mood; the lower arm.", ["lowers", "raises"]),
        ("as + as", "It is as good as new.", ["as good as"]),
        ("not/PART", "It isn't cheap.", ["n't"]),
    ],
)
def test_phrases_match_lemmas_tags_choices_and_gaps(phrase: str, text: str, found: list[str]) -> None:
    doc = load()(text)
    assert [doc[match.start : match.end].text for match in Phrases([(phrase, None)]).find(doc)] == found


def test_the_longest_of_overlapping_matches_is_kept() -> None:
    doc = load()("It has no known side effects.")
    matches = longest(Phrases([("side effect", 1), ("no know side effect", 2)]).find(doc))
    assert [match.entry for match in matches] == [2]


def test_a_phrase_is_named_by_its_words() -> None:
    assert name_of("have|be be * show/VERB|prove? to") == "have be to"
    assert len(read_phrase("as + as")) == 3
