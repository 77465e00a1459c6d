"""Stance of one passage on one claim, and how a model's opinion joins in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from claims.analysis import analyse
from claims.model import Analysis
from claims.strictyaml import load_yaml
from sources.alignment import (
    READ,
    Pair,
    align_all,
    begin_aligning,
    blend,
    brought_up,
    may_speak,
    stance_of,
    worth_reading,
)
from sources.grounds import grounds_of
from sources.likeness import likeness_of
from sources.model import Alignment, Opinion, Premise, Reading, Scores, Stance

PATH = Path(__file__).parents[1] / "cases" / "stances.yaml"
ROWS: list[dict[str, str]] = load_yaml(PATH.read_text(encoding="utf-8"), PATH).data


@cache
def analyses() -> dict[str, tuple[Analysis, ...]]:
    texts = dict.fromkeys(row[key] for row in ROWS for key in ("claim", "evidence"))
    return dict(zip(texts, analyse(texts), strict=True))


def align(row: dict[str, str]) -> Alignment:
    (claim,) = analyses()[row["claim"]]
    return stance_of(claim, Premise(row["evidence"], analyses()[row["evidence"]]))


@pytest.mark.parametrize("row", ROWS, ids=[row["claim"] for row in ROWS])
def test_stance(row: dict[str, str]) -> None:
    assert align(row).stance is Stance(row["stance"])


@pytest.mark.parametrize("row", ROWS, ids=[row["claim"] for row in ROWS])
def test_scores_are_shares_of_two_decimals(row: dict[str, str]) -> None:
    scores = align(row).scores
    listed = (scores.supports, scores.refutes, scores.neutral)
    assert sum(listed) == pytest.approx(1, abs=0.02)
    assert listed == tuple(round(value, 2) for value in listed)


def test_a_reason_is_given_in_words() -> None:
    by_stance = {row["stance"]: align(row).reason for row in ROWS}
    assert by_stance["supports"] == "the passage is on the same subject and points the same way"
    assert by_stance["neutral"].startswith("the passage is about ")
    assert by_stance["refutes"].startswith("the passage ")


FACETS = ("safety", "population", "timeframe")
EVEN = Opinion(0.25, 0.25, 0.25, 0.25, FACETS)


def reading(opinion: Opinion, supports: float = 0.3, refutes: float = 0.3) -> Reading:
    return Reading(opinion, supports, refutes, 1 - supports - refutes)


def weighed(features: Opinion, read: Reading) -> Opinion:
    (claim,) = analyses()[ROWS[0]["claim"]]
    premise = Premise(ROWS[0]["evidence"], analyses()[ROWS[0]["evidence"]])
    return blend(grounds_of(claim, premise, likeness_of(claim, premise), features, read, None), features, read)


def test_the_reading_counts_and_so_do_the_features() -> None:
    features, against = Opinion(0.4, 0.2, 0.2, 0.2, FACETS), Opinion(0.02, 0.02, 0.94, 0.02, FACETS)
    plain = weighed(EVEN, reading(EVEN))
    assert weighed(features, reading(EVEN)).supported > plain.supported
    assert weighed(EVEN, reading(against, refutes=0.6)).contradicted > plain.contradicted


def test_shares_sum_to_one_and_an_opinion_of_nothing_is_no_error() -> None:
    both = weighed(Opinion(1, 0, 0, 0, FACETS), reading(Opinion(0, 0, 0, 1, FACETS), 0, 0))
    assert both.supported + both.overstated + both.contradicted + both.unsupported == pytest.approx(1)


def test_both_name_facets_the_reading_first() -> None:
    even = 0.25, 0.25, 0.25, 0.25
    both = weighed(Opinion(*even, ("safety", "population")), reading(Opinion(*even, ("timeframe", "safety"))))
    assert both.facets == ("timeframe", "safety")


def test_of_many_passages_only_the_nearest_are_read() -> None:
    (claim,) = analyses()[ROWS[0]["claim"]]
    premise = Premise(ROWS[0]["evidence"], analyses()[ROWS[0]["evidence"]])
    far = Pair(claim, premise, score=0.1)
    found = align_all([far, *[Pair(claim, premise, score=0.9)] * READ])
    assert (found[0].scores.supports, found[0].scores.refutes, found[0].scores.neutral) == (0.0, 0.0, 1.0)
    assert found[0].stance is Stance.NEUTRAL
    assert align_all([Pair(claim, premise, score=0.9)])[0] == found[1]


def test_a_passage_of_a_cited_source_is_read_however_far_it_is() -> None:
    (claim,) = analyses()[ROWS[0]["claim"]]
    premise = Premise(ROWS[0]["evidence"], analyses()[ROWS[0]["evidence"]])
    cited = Pair(claim, premise, cited=True, score=0.1)
    found = align_all([cited, *[Pair(claim, premise, score=0.9)] * READ])
    assert found[0] == stance_of(claim, premise)
    assert found[0].stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("cited", "score", "unsupported", "read"),
    [(False, 0.1, 0.95, False), (False, 0.1, 0.5, True), (False, 0.6, 0.95, True), (True, 0.1, 0.99, True)],
)
def test_what_neither_words_nor_search_hear_is_not_read(
    *, cited: bool, score: float, unsupported: float, read: bool
) -> None:
    pair = Pair(Analysis("Zinc shortens colds."), Premise("The bridge is closed.", ()), cited=cited, score=score)
    rest = (1 - unsupported) / 3
    assert may_speak(pair, Opinion(rest, rest, rest, unsupported, FACETS)) is read


def test_no_pair_changes_what_another_is_given() -> None:
    pairs = [Pair(analyses()[r["claim"]][0], Premise(r["evidence"], analyses()[r["evidence"]])) for r in ROWS[:6]]
    assert align_all(pairs)[2:3] == align_all(pairs[2:3])


def test_pairs_begun_a_few_at_a_time_come_out_as_all_at_once() -> None:
    pairs = [Pair(analyses()[r["claim"]][0], Premise(r["evidence"], analyses()[r["evidence"]])) for r in ROWS[:6]]
    begun = [begin_aligning(pairs[i : i + 2]) for i in range(0, 6, 2)]
    assert [alignment for few in begun for alignment in few] == align_all(pairs)


def test_a_passage_that_was_brought_up_is_weighed_as_one_of_many() -> None:
    (claim,) = analyses()[ROWS[0]["claim"]]
    premise = Premise(ROWS[0]["evidence"], analyses()[ROWS[0]["evidence"]])
    near, far = align_all([Pair(claim, premise, score=0.9)])[0], align_all([Pair(claim, premise, score=0.05)])[0]
    assert near.scores.neutral < far.scores.neutral
    assert near.core == far.core == stance_of(claim, premise).core


def test_the_best_passage_of_each_source_is_read_before_its_others() -> None:
    (claim,) = analyses()[ROWS[0]["claim"]]
    premise = Premise(ROWS[0]["evidence"], analyses()[ROWS[0]["evidence"]])
    likeness = likeness_of(claim, premise)
    scores = {"label": (0.9, 0.88, 0.86, 0.84, 0.82), "trial": (0.8,), "cohort": (0.3,)}
    pairs = [Pair(claim, premise, score=s, source=name) for name, listed in scores.items() for s in listed]
    read = [pairs[i] for i in worth_reading(pairs, [likeness] * len(pairs))]
    assert [(pair.source, pair.score) for pair in read] == [
        ("label", 0.9),
        ("trial", 0.8),
        ("label", 0.88),
        ("label", 0.86),
    ]


@pytest.mark.parametrize(
    ("shares", "stance"),
    [
        ((0.2, 0.1, 0.7), Stance.SUPPORTS),
        ((0.1, 0.2, 0.7), Stance.REFUTES),
        ((0.07, 0.07, 0.86), Stance.NEUTRAL),
        ((0.3, 0.3, 0.4), Stance.SUPPORTS),
    ],
)
def test_of_several_passages_one_speaks_though_it_is_more_likely_silent(
    shares: tuple[float, float, float], stance: Stance
) -> None:
    assert brought_up(Scores(*shares)) is stance
    assert Scores(*shares).stance is Stance.NEUTRAL
