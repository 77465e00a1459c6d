"""Guesses: an overstatement of which no comparison can name the words is told once, and never as a finding of words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.bearing import Bearing, describe, weigh, worst
from audit.cli import run
from audit.guesses import guess_beside, guesses_among, is_guess, seems_further, words_named
from audit.model import Facet, Overstatement, Verdict
from audit.pairing import PairResult
from claims.analysis import analyse
from claims.model import Strength
from sources.model import Alignment, Premise, Scores, Stance

CLAIM, PASSAGE = "The wrap soothes tired wrists.", "Typists with a wrap rated their wrists as less tired."
SCORES = Scores(0.8, 0.1, 0.1)
ALIGNMENT = Alignment(Stance.SUPPORTS, SCORES, "…", core=SCORES)
NAMED = Overstatement(Facet.TIMEFRAME, "within an hour", "after 24 hours", "lee-2020#wrists")


def guess(facet: Facet, source: str | None = None) -> Overstatement:
    return Overstatement(facet, CLAIM, PASSAGE, source, guessed=True)


def bearing(*overstatements: Overstatement) -> Bearing:
    reason = describe(overstatements)
    return Bearing(Verdict.OVERSTATED, ALIGNMENT, overstatements, reason, guessed=is_guess(overstatements))


def result_of(found: Bearing) -> PairResult:
    return PairResult(
        "1",
        Stance.SUPPORTS,
        found.verdict,
        0.7,
        SCORES,
        Strength.NONE,
        Strength.NONE,
        found.overstatements,
        found.reason,
    )


@pytest.mark.parametrize(
    ("facets", "likely"),
    [
        ((Facet.POPULATION,), "population"),
        ((Facet.POPULATION, Facet.EVIDENCE_LEVEL), "population or evidence level"),
        ((Facet.POPULATION, Facet.MAGNITUDE, Facet.POPULATION, Facet.SAFETY), "population, magnitude or safety"),
    ],
)
def test_a_guess_is_one_sentence_without_the_texts(facets: tuple[Facet, ...], likely: str) -> None:
    assert describe([guess(facet) for facet in facets]) == (
        f"The claim seems to go further than the passage, most likely in {likely}, but no comparison could name the "
        "words: read the two side by side."
    )


def test_a_guess_names_its_passage_where_there_are_several_to_choose_from() -> None:
    assert "further than the passage lee-2020#wrists, most likely" in seems_further(
        [guess(Facet.SAFETY, "lee-2020#wrists")]
    )


def test_words_that_were_found_are_told_apart_from_guesses() -> None:
    both = guess(Facet.SAFETY), NAMED
    assert (words_named(both), guesses_among(both)) == ((NAMED,), (both[0],))
    assert [is_guess(each) for each in (both, both[:1], ())] == [False, True, False]


def test_a_reason_quotes_the_words_that_were_found_and_lists_no_guess_beside_them() -> None:
    assert describe([guess(Facet.SAFETY), NAMED]) == (
        "The claim exceeds its evidence in timeframe: “within an hour” against “after 24 hours”."
    )


def test_a_guess_is_said_once() -> None:
    only = (guess(Facet.SAFETY),)
    assert guess_beside("The evidence is mixed.", only) == seems_further(only)
    assert guess_beside(seems_further(only), only) == ""
    assert guess_beside("It says the same.", (NAMED,)) == ""


def test_of_several_statements_the_words_that_were_found_give_the_reason() -> None:
    found = worst([bearing(guess(Facet.SAFETY)), bearing(NAMED)])
    assert found.reason == describe([NAMED])
    assert found.overstatements == (guess(Facet.SAFETY), NAMED)


def test_guesses_at_several_statements_are_one_sentence() -> None:
    found = worst([bearing(guess(Facet.SAFETY)), bearing(guess(Facet.POPULATION))])
    assert "most likely in safety or population," in found.reason


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[Bearing], str]:
    """Return what `compare` tells a person of a bearing."""

    def tell(found: Bearing) -> str:
        monkeypatch.setattr("audit.pairing.compare_rows", lambda _: iter([result_of(found)]))
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        assert run(["compare", "--claim", CLAIM, "--evidence", PASSAGE]) == 0
        return capsys.readouterr().out

    return tell


def test_compare_tells_a_guess_in_one_line(told: Callable[[Bearing], str]) -> None:
    guesses = guess(Facet.POPULATION), guess(Facet.MAGNITUDE)
    assert told(bearing(*guesses)).splitlines() == [
        "overstated (stance: supports, confidence: 0.70)",
        seems_further(guesses),
    ]


def test_compare_tells_a_guess_after_the_words_that_were_found(told: Callable[[Bearing], str]) -> None:
    assert told(worst([bearing(NAMED), bearing(guess(Facet.SAFETY))])).splitlines()[1:] == [
        describe([NAMED]),
        "  timeframe: the claim says “within an hour”, the passage “after 24 hours”",
        seems_further([guess(Facet.SAFETY)]),
    ]


def test_a_row_of_the_contract_keeps_the_facets_of_a_guess() -> None:
    row = result_of(bearing(guess(Facet.POPULATION))).to_json()
    assert row["overstatements"] == [{"facet": "population", "claim": CLAIM, "evidence": PASSAGE}]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Sore throat and a dry mouth are the commonest side effects of the spray.", Verdict.SUPPORTED),
        ("Sore throat and a dry mouth are the commonest and mildest side effects of the spray.", Verdict.OVERSTATED),
    ],
)
def test_a_claim_that_is_its_passage_in_another_order_is_not_guessed_to_go_further(
    claim: str, verdict: Verdict
) -> None:
    passage = "The commonest side effects of the spray are a dry mouth and sore throat."
    said, found = analyse([claim, passage])
    doubtful = replace(ALIGNMENT, subject=0.9, exceeds=0.8, facets=("magnitude",))
    assert weigh(said[0], Premise(passage, found), doubtful).verdict is verdict
