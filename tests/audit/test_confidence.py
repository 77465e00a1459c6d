"""Confidence: what it is made of, how it moves, and what does not depend on it."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from audit.bearing import Bearing
from audit.confidence import FITTED, are_divided, confidence_in, quantities
from audit.model import Facet, Overstatement, Verdict
from sources.model import Alignment, Scores, Stance
from sources.softmax import weights

FACET = Overstatement(Facet.TIMEFRAME, "within an hour", "after 24 hours")
STEPS = [n / 20 for n in range(21)]
FOUND = [None, 0.6]  # given with its claim, or brought up by a search


def make_bearing(  # noqa: PLR0913  one keyword for each thing a test varies
    supports: float = 0.7,
    refutes: float = 0.2,
    neutral: float = 0.1,
    *,
    exceeds: float = 0.2,
    subject: float = 0.6,
    verdict: Verdict = Verdict.SUPPORTED,
    overstatements: tuple[Overstatement, ...] = (),
    named: bool = False,
    guessed: bool = False,
    repeated: bool = False,
) -> Bearing:
    scores = Scores(supports, refutes, neutral)
    alignment = Alignment(Stance.SUPPORTS, scores, "why", subject, exceeds, named=named, repeated=repeated, core=scores)
    return Bearing(verdict, alignment, overstatements, "why", guessed)


def leaning(verdict: Verdict, share: float) -> Bearing:
    """Return a bearing in which `verdict` has `share`, and a rival all the rest."""
    rest = 1 - share
    if verdict is Verdict.SUPPORTED:
        return make_bearing(1, 0, 0, exceeds=rest)
    if verdict is Verdict.OVERSTATED:
        return make_bearing(1, 0, 0, exceeds=share, overstatements=(FACET,))
    if verdict is Verdict.CONTRADICTED:
        return make_bearing(rest, share, 0)
    if verdict is Verdict.OUTDATED:
        return make_bearing(share, 0, rest)
    if verdict is Verdict.NEEDS_REVIEW:
        return make_bearing(1, 0, 0, exceeds=share)
    return make_bearing(rest, 0, share)


def test_the_quantities_of_a_verdict_are_named() -> None:
    found = quantities(Verdict.SUPPORTED, make_bearing(), divided=True)
    assert found == {
        "share": pytest.approx(math.log(0.56 / 0.44)),
        "margin": pytest.approx(0.56 - 0.2),
        "agrees": 1.0,
        "subject": 0.6,
        "named": 0.0,
        "repeated": 0.0,
        "divided": 1.0,
        "read": pytest.approx(math.log(0.7 / 0.3)),
        "found": 0.0,
    }
    assert quantities(Verdict.SUPPORTED, make_bearing(), found=0.4)["found"] == 0.4


@pytest.mark.parametrize(
    ("verdict", "share"),
    [
        (Verdict.SUPPORTED, 0.7),
        (Verdict.OVERSTATED, 0.7),
        (Verdict.CONTRADICTED, 0.2),
        (Verdict.UNSUPPORTED, 0.1),
        (Verdict.OUTDATED, 0.7),
        (Verdict.NEEDS_REVIEW, 0.3),
    ],
)
def test_what_was_read_is_the_share_of_the_stance_that_a_verdict_needs(verdict: Verdict, share: float) -> None:
    read = quantities(verdict, make_bearing())["read"]
    assert 1 / (1 + math.exp(-read)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("verdict", "share", "margin"),
    [
        (Verdict.SUPPORTED, 0.56, 0.36),
        (Verdict.OVERSTATED, 0.14, -0.42),
        (Verdict.CONTRADICTED, 0.2, -0.36),
        (Verdict.UNSUPPORTED, 0.1, -0.46),
        (Verdict.OUTDATED, 0.7, 0.5),
        (Verdict.NEEDS_REVIEW, 0.44, -0.12),
    ],
)
def test_each_verdict_has_its_share_and_its_rival(verdict: Verdict, share: float, margin: float) -> None:
    found = quantities(verdict, make_bearing())
    assert found["share"] == pytest.approx(math.log(share / (1 - share)))
    assert found["margin"] == pytest.approx(margin)
    assert found["agrees"] == (margin > 0)


def test_a_facet_that_is_only_guessed_is_not_named() -> None:
    found = make_bearing(verdict=Verdict.OVERSTATED, overstatements=(FACET,))
    assert quantities(Verdict.OVERSTATED, found)["named"] == 1.0
    assert quantities(Verdict.OVERSTATED, replace(found, guessed=True))["named"] == 0.0


def test_a_contradiction_is_named_where_the_words_that_reverse_it_were_found() -> None:
    assert quantities(Verdict.CONTRADICTED, make_bearing(named=True))["named"] == 1.0
    assert quantities(Verdict.CONTRADICTED, make_bearing(overstatements=(FACET,)))["named"] == 0.0


def test_no_passage_is_like_one_about_something_else() -> None:
    nothing = make_bearing(0, 0, 1, exceeds=0, subject=0, verdict=Verdict.UNSUPPORTED)
    assert quantities(Verdict.UNSUPPORTED, None) == quantities(Verdict.UNSUPPORTED, nothing)
    assert confidence_in(Verdict.UNSUPPORTED, None) == confidence_in(Verdict.UNSUPPORTED, nothing)


def test_a_stray_citation_is_as_sure_as_a_silent_passage() -> None:
    silent = leaning(Verdict.UNSUPPORTED, 0.8)
    assert confidence_in(Verdict.MISATTRIBUTED, silent) == confidence_in(Verdict.UNSUPPORTED, silent)


@pytest.mark.parametrize("brought", FOUND)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_larger_its_share_the_surer_the_verdict(verdict: Verdict, brought: float | None) -> None:
    found = [confidence_in(verdict, leaning(verdict, share), found=brought) for share in STEPS]
    assert all(low <= high for low, high in pairwise(found))
    if (verdict, brought) != (Verdict.CONTRADICTED, FOUND[1]):  # words decide nearly all of these, not shares
        assert found[0] < found[-1]


@pytest.mark.parametrize("brought", FOUND)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_confidence_is_between_a_hundredth_and_99_in_two_decimals_and_the_same_again(
    verdict: Verdict, brought: float | None
) -> None:
    for share in STEPS:
        found = confidence_in(verdict, leaning(verdict, share), found=brought)
        assert 0.01 <= found <= 0.99
        assert found == round(found, 2) == confidence_in(verdict, leaning(verdict, share), found=brought)


@pytest.mark.parametrize("brought", FOUND)
def test_words_that_were_found_are_surer_than_a_guess(brought: float | None) -> None:
    words = leaning(Verdict.OVERSTATED, 0.7)
    guess = confidence_in(Verdict.OVERSTATED, replace(words, guessed=True), found=brought)
    assert guess <= confidence_in(Verdict.OVERSTATED, words, found=brought)


@pytest.mark.parametrize("brought", FOUND)
@pytest.mark.parametrize("verdict", [v for v in FITTED if v is not Verdict.NEEDS_REVIEW])
def test_parts_that_disagree_make_no_verdict_surer(verdict: Verdict, brought: float | None) -> None:
    parted = leaning(verdict, 0.7)
    assert confidence_in(verdict, parted, divided=True, found=brought) <= confidence_in(verdict, parted, found=brought)


def test_parts_are_divided_where_their_verdicts_differ() -> None:
    fine, silent = make_bearing(), make_bearing(verdict=Verdict.UNSUPPORTED)
    assert not are_divided((fine, fine))
    assert are_divided((fine, silent))


@pytest.mark.parametrize("name", ["confidence", "found"])
def test_the_weights_know_every_verdict_and_no_quantity_that_is_not_there(name: str) -> None:
    model = weights(name)
    assert model.outputs == tuple(v.value for v in FITTED)
    assert set(model.weights) <= set(quantities(Verdict.SUPPORTED, None))
