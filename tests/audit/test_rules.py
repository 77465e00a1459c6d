"""Rules: which finding each verdict raises, with which severity and in which words."""

from __future__ import annotations

import pytest

from audit.model import Assessment, ClaimClass, Document, Facet, Judgement, Overstatement, Severity, Verdict
from audit.rules import check, check_document
from claims.model import Analysis, Attribution, Block, BlockKind, Claim, Copy, Span

SPAN = Span(0, 9, 1, 1, 1, 10)


def assess(
    judgement: Judgement,
    claim_class: ClaimClass = ClaimClass.B,
    attribution: Attribution = Attribution.NONE,
    citations: tuple[tuple[str, str | None], ...] = (),
) -> Assessment:
    claim = Claim("1", "It works.", SPAN, (0, 9), Analysis("It works.", attribution=attribution))
    return Assessment(claim, (), judgement, claim_class, citations)


def document(*texts: str, assessments: tuple[Assessment, ...] = (), kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    blocks = tuple(Block(kind, t, tuple(range(len(t) + 1))) for t in texts)
    return Document("a.md", Copy("a.md", "\n".join(texts), "text/markdown", "sha256:0", blocks), assessments)


@pytest.mark.parametrize(
    ("verdict", "severity"),
    [
        (Verdict.CONTRADICTED, Severity.CRITICAL),
        (Verdict.UNSUPPORTED, Severity.MAJOR),
        (Verdict.MISATTRIBUTED, Severity.MAJOR),
        (Verdict.NEEDS_REVIEW, Severity.MINOR),
    ],
)
def test_a_verdict_raises_the_finding_of_its_name(verdict: Verdict, severity: Severity) -> None:
    found = list(check(assess(Judgement(verdict, 0.8, "The passage is about something else"))))
    assert [(f.rule, f.severity, f.span, f.verdict) for f in found] == [(verdict.value, severity, SPAN, verdict)]
    assert found[0].message.startswith("The passage is about something else. ")


def test_supported_raises_nothing() -> None:
    assert list(check(assess(Judgement(Verdict.SUPPORTED, 0.9, "It says the same.")))) == []


def test_each_exceeded_facet_is_a_finding_with_both_values() -> None:
    overstatements = (
        Overstatement(Facet.TIMEFRAME, "within 2 hours", "24 hours", "a-2020#x"),
        Overstatement(Facet.EVIDENCE_LEVEL, "proven", "open-label"),
    )
    found = list(check(assess(Judgement(Verdict.OVERSTATED, 0.7, "…", overstatements))))
    assert [f.rule for f in found] == ["overstated-timeframe", "overstated-evidence-level"]
    assert found[0].message == (
        "The copy says “within 2 hours”; the evidence (a-2020#x) says “24 hours”. "
        "Give the time that the evidence gives."
    )


def test_what_is_only_guessed_is_one_finding_that_quotes_the_passage_once() -> None:
    facets = Facet.POPULATION, Facet.EVIDENCE_LEVEL
    guesses = tuple(Overstatement(f, "It works.", "It worked in some.", "a-2020#x", guessed=True) for f in facets)
    found = list(check(assess(Judgement(Verdict.OVERSTATED, 0.7, "…", guesses))))
    assert [(f.rule, f.severity) for f in found] == [("overstated", Severity.MAJOR)]
    assert found[0].message == (
        "The claim seems to go further than the passage a-2020#x, most likely in population or evidence level, but no "
        "comparison could name the words: read the two side by side. The passage says “It worked in some.”"
    )


def test_a_guess_is_a_finding_apart_from_those_with_words() -> None:
    named = Overstatement(Facet.TIMEFRAME, "within 2 hours", "24 hours", "a-2020#x")
    guess = Overstatement(Facet.SAFETY, "It works.", "It worked.", "a-2020#x", guessed=True)
    found = check(assess(Judgement(Verdict.OVERSTATED, 0.7, "…", (named, guess))))
    assert [f.rule for f in found] == ["overstated-timeframe", "overstated"]


def test_the_suggestion_is_quoted() -> None:
    judgement = Judgement(Verdict.CONTRADICTED, 0.8, "No.", suggestion="It did not help.")
    assert [f.message for f in check(assess(judgement))] == [
        "No. Remove or correct the claim. The evidence allows: “It did not help.”"
    ]


@pytest.mark.parametrize(("retracted", "severity"), [(True, Severity.CRITICAL), (False, Severity.MAJOR)])
def test_outdated_is_worse_when_retracted(retracted: bool, severity: Severity) -> None:  # noqa: FBT001
    found = list(check(assess(Judgement(Verdict.OUTDATED, 0.9, "Old.", retracted=retracted))))
    assert [(f.rule, f.severity) for f in found] == [("outdated", severity)]


@pytest.mark.parametrize(("claim_class", "severity"), [(ClaimClass.A, Severity.MINOR), (ClaimClass.C, Severity.INFO)])
def test_a_vague_attribution_is_noted_beside_any_verdict(claim_class: ClaimClass, severity: Severity) -> None:
    found = list(check(assess(Judgement(Verdict.SUPPORTED, 0.9, "Yes."), claim_class, Attribution.VAGUE)))
    assert [(f.rule, f.severity) for f in found] == [("vague-attribution", severity)]


def test_a_resolved_citation_mends_a_vague_attribution() -> None:
    found = check(
        assess(Judgement(Verdict.SUPPORTED, 0.9, "Yes."), attribution=Attribution.VAGUE, citations=(("[1]", "a-2020"),))
    )
    assert list(found) == []


def test_a_missing_required_statement_is_quoted() -> None:
    judgement = Judgement(
        Verdict.SUPPORTED, 0.95, "Approved.", approved="relief", missing=(("not-a-cure", "It is no cure."),)
    )
    found = list(check(assess(judgement)))
    assert [(f.rule, f.severity) for f in found] == [("missing-required-statement", Severity.MAJOR)]
    assert "“not-a-cure”" in found[0].message
    assert found[0].message.endswith("Add: “It is no cure.”")


def test_prose_without_a_claim_is_reported() -> None:
    found = list(check_document(document("Have you ever wondered what a good night feels like? " * 4)))
    assert [(f.rule, f.severity, f.span) for f in found] == [("no-claims-found", Severity.INFO, None)]


@pytest.mark.parametrize(
    "silent",
    [
        document("Welcome."),
        document(
            "Our range of services and products for you and for all of your family at home " * 3, kind=BlockKind.HEADING
        ),
        document("Have you ever wondered? " * 20, assessments=(assess(Judgement(Verdict.SUPPORTED, 0.9, "Yes.")),)),
        Document("b.md", None),
    ],
)
def test_other_documents_are_not_wondered_at(silent: Document) -> None:
    assert list(check_document(silent)) == []
