"""Fitting the confidence: same samples, same weights, each on the side of zero that its name promises."""

from __future__ import annotations

import numpy as np

from audit.confidence import quantities
from audit.model import Verdict
from training.confidence import NAMES, Sample, cross_validate, direction_of, fit, found_samples
from training.topics import Judged, Topic


def make_samples(verdict: Verdict) -> list[Sample]:
    """Return verdicts that are right where their share is large, the rarer the more of the subject is shared."""
    rng = np.random.default_rng(7)
    found = []
    for number in range(200):
        share, subject = rng.normal(), rng.random()
        right = share - subject + rng.normal() > 0
        values = {**dict.fromkeys(NAMES, 0.0), "share": share, "subject": subject}
        found.append(Sample(f"p{number % 40}", verdict, tuple(values[name] for name in NAMES), bool(right)))
    return found


def test_every_quantity_is_fitted() -> None:
    assert tuple(sorted(NAMES)) == tuple(sorted(quantities(Verdict.SUPPORTED, None)))


def test_a_weight_stays_on_the_side_that_its_name_promises() -> None:
    supported = dict(zip(NAMES, fit(make_samples(Verdict.SUPPORTED), Verdict.SUPPORTED)[1:], strict=True))
    unsupported = dict(zip(NAMES, fit(make_samples(Verdict.UNSUPPORTED), Verdict.UNSUPPORTED)[1:], strict=True))
    assert supported["share"] > 0
    assert supported["subject"] == 0
    assert unsupported["subject"] < 0
    assert direction_of("divided", Verdict.SUPPORTED) == -1
    assert direction_of("divided", Verdict.NEEDS_REVIEW) == 1


def test_the_same_samples_give_the_same_weights() -> None:
    found = make_samples(Verdict.SUPPORTED)
    assert fit(found, Verdict.SUPPORTED).tolist() == fit(found, Verdict.SUPPORTED).tolist()


def test_confidence_is_cross_validated_between_zero_and_one() -> None:
    found = make_samples(Verdict.SUPPORTED)
    confidence = cross_validate(found, Verdict.SUPPORTED)
    assert ((confidence > 0) & (confidence < 1)).all()
    right = np.array([s.right for s in found])
    assert confidence[right].mean() > confidence[~right].mean()


def test_a_claim_of_a_topic_is_judged_by_what_a_search_of_its_registry_finds() -> None:
    passage = {"passage": "t#S1", "title": None, "design": "rct", "population": None}
    evidence = {**passage, "evidence": "Knee pain fell by 40% with the brace and by 12% without it."}
    claims = (
        Judged("The brace cut knee pain by 40%.", "supported", (), ("S1",)),
        Judged("The brace cut knee pain by 90%.", "overstated", ("magnitude",), ("S1",)),
    )
    found = list(found_samples([Topic("t", "A knee brace", {"S1": evidence}, claims)]))
    assert [(s.group, s.verdict, s.right) for s in found if s.verdict is not Verdict.OUTDATED] == [
        ("t", Verdict.SUPPORTED, True),
        ("t", Verdict.OVERSTATED, True),
        *[("t", Verdict.UNSUPPORTED, True)] * 2,  # the same claims, with no passage left to speak to them
    ]
    of_passages = [s for s in found if s.verdict is not Verdict.UNSUPPORTED]
    assert all(0 < dict(zip(NAMES, s.values, strict=True))["found"] <= 1 for s in of_passages)
