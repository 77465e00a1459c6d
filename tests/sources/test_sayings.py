"""Where a text says something by the phrases of the lexicon, and where it first denies."""

from __future__ import annotations

import pytest

from sources.sayings import begins, ends, first_denial, says, without, words_of


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("It does not help.", "not"),
        ("Sleep didn't change, and nothing else did.", "n't"),
        ("It works without numbing the arm.", "without numbing"),
        ("There was no lasting gain in strength.", "no lasting gain"),
        ("It brought no greater benefit.", "no greater"),
        ("It works without a prescription.", None),
        ("No deaths occurred.", None),
    ],
)
def test_the_first_denial_of_a_text(text: str, denial: str | None) -> None:
    found = first_denial(text)
    assert (found and text[found.start : found.end]) == denial


def test_a_phrase_at_the_edge_of_a_text() -> None:
    assert begins("of-degree", " different results from")
    assert not begins("of-degree", " results that differ")
    assert ends("before-an-arm", "pain was the same with and ")
    assert not ends("before-an-arm", "compared with others")


def test_phrases_are_taken_out() -> None:
    assert without("among-arms", "It rose between the two groups and fell between arms.").split() == (
        ["It", "rose", "and", "fell", "."]
    )


def test_a_hyphen_before_a_phrase_denies_it() -> None:
    assert says("good-event", "There were more responders.")
    assert not says("good-event", "There were more non-responders.")


def test_plain_words() -> None:
    assert {"man", "people"} <= words_of("anybody")
