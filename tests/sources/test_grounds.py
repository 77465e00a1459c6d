"""What is weighed when a passage is lined up with a claim."""

from __future__ import annotations

import math

import pytest

from claims.analysis import analyse
from sources.grounds import counts_something_else, gives_amounts_for, grounds_of
from sources.likeness import likeness_of
from sources.model import Opinion, Premise, Reading
from sources.rewording import rewording_of

EVEN = Opinion(0.25, 0.25, 0.25, 0.25)
PASSAGE = "Pain fell by 40% in 90 adults with tennis elbow."


def weighed(claim: str, passage: str = PASSAGE, features: Opinion = EVEN) -> dict[str, float]:
    (statement,), sentences = analyse([claim, passage])
    premise = Premise(passage, sentences)
    likeness = likeness_of(statement, premise)
    reading = Reading(EVEN, 0.4, 0.3, 0.3)
    return grounds_of(statement, premise, likeness, features, reading, rewording_of(statement, premise))


def test_opinions_count_as_logarithms_and_no_share_is_nothing() -> None:
    found = weighed("It eases tennis elbow.", features=Opinion(1.0, 0.0, 0.0, 0.0))
    assert found["features:supported"] == 0
    assert found["features:contradicted"] == pytest.approx(math.log(0.001))
    assert found["reading:supports"] == pytest.approx(math.log(0.4))


def test_a_number_of_something_else_is_told_from_the_same_number() -> None:
    same, other = weighed("Pain fell by 40%."), weighed("Pain fell by 90%.")
    assert (same["amounts:there"], same["amounts:of-something-else"]) == (1, 0)
    assert (other["amounts:there"], other["amounts:of-something-else"]) == (0, 1)
    assert same["amounts:of-a-kind"] == other["amounts:of-a-kind"] == 1


def test_a_claim_without_numbers_has_no_amounts() -> None:
    found = weighed("It eases tennis elbow.")
    assert (found["amounts"], found["amounts:there"], found["amounts:of-something-else"]) == (0, 0, 0)


def test_a_sentence_over_again_is_known_as_one() -> None:
    assert weighed(PASSAGE)["reworded:none"] == 1
    assert "reworded:none" not in weighed("Elbows feel better.")


def test_a_passage_on_another_subject_is_less_alike() -> None:
    near, far = weighed("It eases pain of tennis elbow."), weighed("It whitens teeth.")
    assert near["alike"] > far["alike"]
    assert (near["same-sort"], far["same-sort"]) == (1, 0)


@pytest.mark.parametrize(
    ("claim", "of_a_kind", "something_else"),
    [
        ("Pain fell by 90%.", True, True),
        ("Pain fell by a quarter.", True, False),
        ("Pain fell in adults.", False, False),
    ],
)
def test_amounts_of_a_claim_beside_those_of_a_passage(claim: str, *, of_a_kind: bool, something_else: bool) -> None:
    (statement,), sentences = analyse([claim, PASSAGE])
    premise = Premise(PASSAGE, sentences)
    assert gives_amounts_for(statement, premise) is of_a_kind
    assert counts_something_else(statement, premise) is something_else
