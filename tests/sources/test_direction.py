"""Claim and passage point the same way where both find the same outcome to get better, or to get worse."""

from __future__ import annotations

import pytest

from claims.analysis import analyse
from sources.direction import points_the_same_way
from sources.model import Premise


@pytest.mark.parametrize(
    ("claim", "evidence", "same"),
    [
        ("The splint reduced knee pain compared to placebo.", "Knee pain was lowered more by the splint.", True),
        ("The splint reduced knee pain.", "Knee pain rose with the splint.", False),
        ("The splint reduced knee pain.", "Knee pain did not differ between the splint and no splint.", False),
        ("The splint reduced knee pain.", "The clinic opens at nine.", False),
    ],
)
def test_pointing_the_same_way(claim: str, evidence: str, *, same: bool) -> None:
    (statement, *_), sentences = analyse([claim, evidence])
    assert points_the_same_way(statement, Premise(evidence, sentences)) is same
