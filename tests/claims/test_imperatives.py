"""Lines that begin with a bare verb."""

from __future__ import annotations

import pytest

from claims.pipeline import load


@pytest.mark.parametrize("text", ["Prevent sickness", "Prevent Sickness", "Relieve pain", "Prevent gum disease"])
def test_a_bare_verb_at_the_start_of_a_line_is_a_command(text: str) -> None:
    doc = load()(text)
    assert (doc[0].tag_, doc[0].dep_, doc[0].lemma_) == ("VB", "ROOT", doc[0].lower_)
    assert doc[-1].head.i == 0
    assert [sentence.root.i for sentence in doc.sents] == [0]


def test_a_bare_verb_behind_a_label_is_a_command_too() -> None:
    doc = load()("Immunity: Prevent sickness")
    assert (doc[2].tag_, doc[3].head.i) == ("VB", 2)


@pytest.mark.parametrize("text", ["Pain relief", "Improved sleep", "Our creams soothe dry skin."])
def test_other_lines_are_read_as_they_are(text: str) -> None:
    assert load()(text)[0].tag_ != "VB"
