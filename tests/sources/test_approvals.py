"""Approvals: since when and for what, in the words of claim and passage."""

from __future__ import annotations

import pytest

from claims.analysis import analyse
from sources.approvals import approval_reversed, other_year
from sources.model import Premise

TWO = "The coil was cleared by the FDA for depression in 2009 and for migraine in 2014."


def years(claim: str, passage: str) -> tuple[str, str] | None:
    (statement,), there = analyse([claim, passage])
    return other_year(statement, Premise(passage, there))


@pytest.mark.parametrize(
    ("claim", "passage", "found"),
    [
        ("The coil has been cleared for depression since 1998.", TWO, ("1998", "2009")),
        ("Back in 2009 the coil was cleared for migraine.", TWO, ("2009", "2014")),
        ("The coil has been cleared for migraine since 2014.", TWO, None),
        ("The coil was cleared in 2014.", TWO, None),
        ("The coil was cleared as early as 2001.", TWO, ("2001", "2009 and 2014")),
        ("The coil was cleared for tinnitus in 2003.", TWO, None),
        ("The coil was approved by the EMA in 2003 for migraine.", TWO, None),
        ("The coil has been cleared for migraine for 15 years.", TWO, None),
        ("By 2020 the coil was cleared for migraine.", TWO, None),
        (
            "The gel was licensed for eczema in 2012.",
            "The gel is licensed for eczema. A trial of 2010 tested it.",
            None,
        ),
        ("The gel has helped eczema since 2012.", "The gel was licensed for eczema in 2015.", None),
        ("The gel was not approved in 2012.", "The gel was approved for eczema in 2015.", None),
    ],
)
def test_only_years_of_the_same_approval_are_compared(claim: str, passage: str, found: tuple[str, str] | None) -> None:
    assert years(claim, passage) == found


def test_the_reason_names_both_years() -> None:
    passage = "Cleared in October 2009 for adults with depression."
    (claim,), there = analyse(["FDA-cleared since 1998 for depression.", passage])
    reason = approval_reversed(claim, Premise(passage, there))
    assert reason == "the claim dates the approval to 1998, the passage to 2009"
