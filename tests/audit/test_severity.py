"""Severity: the whole table of docs/glossary.md."""

from __future__ import annotations

import pytest

from audit.model import ClaimClass, Severity, Verdict
from audit.severity import class_of, mentions_grave_topic, severity_of
from claims.model import Analysis, Claim, ClaimType, Hedge, Span

TABLE = {
    (Verdict.CONTRADICTED, False): "critical critical major major",
    (Verdict.OUTDATED, True): "critical critical major minor",
    (Verdict.OUTDATED, False): "major major minor info",
    (Verdict.MISATTRIBUTED, False): "critical major minor minor",
    (Verdict.UNSUPPORTED, False): "critical major minor minor",
    (Verdict.OVERSTATED, False): "critical major minor info",
    (Verdict.NEEDS_REVIEW, False): "major minor info info",
}
CELLS = [
    (verdict, retracted, claim_class, Severity(word))
    for (verdict, retracted), row in TABLE.items()
    for claim_class, word in zip(ClaimClass, row.split(), strict=True)
]
CLASSES = {
    ClaimType.SAFETY: "A",
    ClaimType.REGULATORY_STATUS: "A",
    ClaimType.GUARANTEE: "A",
    ClaimType.EFFICACY: "B",
    ClaimType.ONSET: "B",
    ClaimType.DURABILITY: "B",
    ClaimType.COMPARATIVE: "B",
    ClaimType.STATISTIC: "B",
    ClaimType.MECHANISM: "B",
    ClaimType.INDICATION: "B",
    ClaimType.SIDE_EFFECT: "B",
    ClaimType.DOSAGE: "B",
    ClaimType.TESTIMONIAL: "B",
    ClaimType.SESSION_LENGTH: "C",
    ClaimType.PROCESS: "C",
    ClaimType.OTHER: "D",
}


def make_claim(text: str, *types: ClaimType, hedge: Hedge = Hedge.NONE) -> Claim:
    return Claim(
        "1", text, Span(0, len(text), 1, 1, 1, len(text) + 1), (0, len(text)), Analysis(text, types=types, hedge=hedge)
    )


@pytest.mark.parametrize(("verdict", "retracted", "claim_class", "severity"), CELLS)
def test_severity(verdict: Verdict, retracted: bool, claim_class: ClaimClass, severity: Severity) -> None:  # noqa: FBT001
    assert severity_of(verdict, claim_class, retracted=retracted) is severity


@pytest.mark.parametrize("claim_class", list(ClaimClass))
def test_supported_raises_nothing(claim_class: ClaimClass) -> None:
    assert severity_of(Verdict.SUPPORTED, claim_class) is None


@pytest.mark.parametrize("claim_type", list(ClaimType))
def test_class_of_each_type(claim_type: ClaimType) -> None:
    assert class_of(make_claim("It works.", claim_type)).value == CLASSES[claim_type]


def test_the_worst_type_decides() -> None:
    assert class_of(make_claim("It works.", ClaimType.PROCESS, ClaimType.EFFICACY)) is ClaimClass.B
    assert class_of(make_claim("It works.", ClaimType.EFFICACY, ClaimType.SAFETY)) is ClaimClass.A


def test_a_claim_without_a_type_is_class_d() -> None:
    assert class_of(make_claim("It is blue.")) is ClaimClass.D


def test_a_hedge_changes_nothing() -> None:
    assert class_of(make_claim("It may work.", ClaimType.EFFICACY, hedge=Hedge.HEDGED)) is ClaimClass.B


@pytest.mark.parametrize(
    "text",
    [
        "Reduces thoughts of suicide",
        "A cure for hay fever",
        "An overdose is unlikely",
        "Suitable for children",
        "Safe during pregnancy",
        "For kids' coughs",
        "Can be used while breastfeeding",
        "Teenagers feel calmer",
    ],
)
def test_grave_topics(text: str) -> None:
    assert mentions_grave_topic(text)
    assert class_of(make_claim(text, ClaimType.PROCESS)) is ClaimClass.A


@pytest.mark.parametrize(
    "text", ["Book securely online", "Procured in Norway", "A mature skin", "The kidney filters blood"]
)
def test_words_that_only_look_grave(text: str) -> None:
    assert not mentions_grave_topic(text)
