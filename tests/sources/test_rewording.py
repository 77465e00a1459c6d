"""Claims made from a sentence of the passage by changing a word or two."""

from __future__ import annotations

import pytest

from claims.analysis import analyse
from sources.model import Premise
from sources.rewording import Change, Rewording, rewording_of

GEL = "In adults with eczema the gel reduced itching by 30% within 2 weeks."


def reworded(claim: str, evidence: str) -> Rewording | None:
    (statement, *_), sentences = analyse([claim, evidence])
    return rewording_of(statement, Premise(evidence, sentences))


@pytest.mark.parametrize(
    ("claim", "evidence", "change"),
    [
        (GEL, GEL, Change.NONE),
        ("In adults with eczema the gel reduces itching by 30 percent within 14 days.", GEL, Change.NONE),
        ("In adults with eczema the gel reduced itching by 60% within 2 weeks.", GEL, Change.AMOUNT),
        ("In adults with eczema the gel raised itching by 30% within 2 weeks.", GEL, Change.REVERSED),
        ("In adults with eczema the gel did not reduce itching.", "In adults with eczema the gel did reduce itching.",
         Change.REVERSED),
        ("In adults with eczema the cream reduced itching by 30% within 2 weeks.", GEL, Change.OTHER),
        ("The gel reduced itching in adults with eczema.",
         "The gel failed in all three trials to show that it reduced itching in adults with eczema.", Change.OTHER),
    ],
    ids=["the same", "other notation", "another amount", "up for down", "denied", "another word", "denial left out"],
)  # fmt: skip
def test_the_change_is_seen_word_for_word(claim: str, evidence: str, change: Change) -> None:
    found = reworded(claim, evidence)
    assert found is not None
    assert found.change is change


def test_a_smaller_share_is_less_and_a_larger_one_is_not() -> None:
    smaller, larger = (reworded(GEL.replace("30%", share), GEL) for share in ("20%", "60%"))
    assert smaller is not None
    assert larger is not None
    assert (smaller.less, larger.less) == (True, False)


def test_what_is_about_something_else_is_no_rewording() -> None:
    assert reworded("Hearing aids slow the loss of memory.", GEL) is None
