"""What the cross-encoder makes of claims beside passages."""

from __future__ import annotations

import pytest

from sources.entailment import read_pairs
from sources.model import Design, Premise


def test_readings_are_shares_in_the_order_asked_for() -> None:
    premise = Premise("Zinc lozenges shortened colds by two days.", (), Design.RCT, "adults")
    claims = ["Zinc shortened colds.", "Zinc lengthened colds.", "Zinc shortened colds."]
    readings = read_pairs([(claim, premise) for claim in claims])
    assert readings[0] == readings[2] != readings[1]
    for reading in readings:
        opinion = reading.opinion
        assert opinion.supported + opinion.overstated + opinion.contradicted + opinion.unsupported == pytest.approx(1)
        assert reading.supports + reading.refutes + reading.neutral == pytest.approx(1)
        assert len(set(opinion.facets)) == 14
    assert read_pairs([]) == []
