from __future__ import annotations

import pytest

from audit.approval import Library
from sources.model import ApprovedClaim, Premise

EVERYBODY = ApprovedClaim("everybody", "It helps.")
DOCTORS = ApprovedClaim("doctors", "It helps.", audience=("professional",))
AMERICA = ApprovedClaim("america", "It helps.", audience=("Public", "professional"), market=("US",))
LIBRARY = Library(tuple((claim, Premise(claim.text, ())) for claim in (EVERYBODY, DOCTORS, AMERICA)))


@pytest.mark.parametrize(
    ("audience", "market", "left"),
    [
        (None, None, ["everybody", "doctors", "america"]),
        ("public", None, ["everybody", "america"]),
        ("professional", "EU", ["everybody", "doctors"]),
        ("public", "us", ["everybody", "america"]),
        ("investors", None, ["everybody"]),
    ],
)
def test_wording_approved_for_others_does_not_count(audience: str | None, market: str | None, left: list[str]) -> None:
    assert [claim.id for claim, _ in LIBRARY.for_use(audience, market).claims] == left
