"""Phrases of the lexicons are found in a text that has them: none is passed over before its expression is tried."""

from __future__ import annotations

import pytest

from claims.lexicon import lexicon
from sources.phrasing import find_phrases

LEXICONS = ("overstatement", "polarity", "contraries", "opposites")
GROUPS = [(name, group) for name in LEXICONS for group in lexicon(name)]


def phrases_of(name: str, group: str) -> list[str]:
    entry = lexicon(name)[group]
    return [*entry.get("words", ()), *entry.get("hours", ()), *entry.get("factor", ())]


def spelled(phrase: str) -> str:
    """Return the shortest text that has `phrase`: the last choice of each word that may not be missing."""
    words = [word for word in phrase.split() if word != "..." and not word.endswith("?")]
    return " ".join(word.split("|")[-1].removesuffix("~").replace("_", " ").replace("#", "7") for word in words)


@pytest.mark.parametrize(("name", "group"), GROUPS, ids=[f"{name}:{group}" for name, group in GROUPS])
def test_every_phrase_is_found_in_a_text_that_has_it(name: str, group: str) -> None:
    texts = [f"It {spelled(phrase).upper()} so." for phrase in phrases_of(name, group)]
    missed = [text for text in texts if not find_phrases(group, text, affirmed=False, lexicon_name=name)]
    assert texts
    assert not missed


def test_where_two_phrases_of_a_group_begin_the_longer_one_as_written_is_found() -> None:
    (found,) = find_phrases("time-implied", "It works the very same day.")[:1]
    assert found.text == "very same day"
    assert [p.text for p in find_phrases("time-implied", "It works at once, and the same day again.")] == [
        "at once",
        "same day",
    ]
