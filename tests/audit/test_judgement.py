"""Judgement: several passages, their standing and their weight, against one claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.approval import Library, library_of
from audit.judgement import judge
from audit.model import Judgement, Verdict
from claims.model import Analysis, Claim, ClaimType, Concept, ConceptKind, Span
from sources.model import (
    Alignment,
    ApprovedClaim,
    Design,
    Evidence,
    Passage,
    Premise,
    Registry,
    RequiredStatement,
    Scores,
    Source,
    Stance,
    Status,
)

TODAY = date(2026, 11, 22)
SCORES = {
    Stance.SUPPORTS: Scores(0.9, 0.05, 0.05),
    Stance.REFUTES: Scores(0.05, 0.9, 0.05),
    Stance.NEUTRAL: Scores(0.05, 0.05, 0.9),
}
TEXT = "The brace eases knee pain."


def make_claim(text: str = TEXT, *types: ClaimType, unresolved: tuple[str, ...] = ()) -> Claim:
    analysis = Analysis(text, types=types, unresolved=unresolved, terms=("brace", "ease", "knee", "pain"))
    return Claim("1", text, Span(0, len(text), 1, 1, 1, len(text) + 1), (0, len(text)), analysis)


def evidence(  # noqa: PLR0913  one keyword for each thing a test varies
    source: str,
    stance: Stance,
    *,
    design: Design = Design.RCT,
    size: int | None = None,
    status: Status = Status.CURRENT,
    review_by: date | None = None,
    text: str = "Knee pain was lower with the brace.",
    cited: bool = False,
    score: float = 0.8,
    subject: float = 0.8,
    named: bool = True,
    against: float = 0.9,
) -> Evidence:
    passage = Passage("p", source, text, design=design, sample_size=size)
    premise = Premise(text, (Analysis(text, terms=("knee", "pain", "low", "brace")),), design, sample_size=size)
    scores = SCORES[stance] if against == 0.9 else Scores(0.0, against, 1 - against)
    alignment = Alignment(stance, scores, "the passage found no difference", subject, named=named, core=scores)
    owner = Source(
        source, source, "article-journal", {}, design, status=status, review_by=review_by, passages=(passage,)
    )
    return Evidence(owner, passage, premise, score, stance, cited, alignment)


def with_shares(found: Evidence, scores: Scores) -> Evidence:
    return replace(found, alignment=replace(found.alignment, scores=scores))


def decide(
    *found: Evidence,
    claim: Claim | None = None,
    library: Library | None = None,
    citations: tuple[tuple[str, str | None], ...] = (),
) -> Judgement:
    return judge(claim or make_claim(), found, as_of=TODAY, library=library or Library(), citations=citations)


def test_current_evidence_that_says_the_same_supports() -> None:
    judgement = decide(evidence("a", Stance.SUPPORTS))
    assert judgement.verdict is Verdict.SUPPORTED
    assert judgement.reason == "a#p says the same."


def test_nothing_on_the_subject_is_unsupported() -> None:
    assert decide(evidence("a", Stance.NEUTRAL)).verdict is Verdict.UNSUPPORTED
    assert decide().reason == "No registered passage speaks to it."


def test_only_evidence_against_it_contradicts() -> None:
    assert decide(evidence("a", Stance.REFUTES)).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("status", "review_by", "retracted", "words"),
    [
        (Status.RETRACTED, None, True, "Its only support, a, is retracted."),
        (Status.SUPERSEDED, None, False, "Its only support, a, is superseded."),
        (Status.CURRENT, date(2026, 11, 21), False, "Its only support, a, is past its review date."),
    ],
)
def test_support_that_no_longer_stands_is_outdated(
    status: Status,
    review_by: date | None,
    retracted: bool,  # noqa: FBT001  a value of the table
    words: str,
) -> None:
    judgement = decide(evidence("a", Stance.SUPPORTS, status=status, review_by=review_by))
    assert (judgement.verdict, judgement.retracted, judgement.reason) == (Verdict.OUTDATED, retracted, words)


def test_a_source_stands_on_its_review_date_and_when_corrected() -> None:
    assert decide(evidence("a", Stance.SUPPORTS, review_by=TODAY)).verdict is Verdict.SUPPORTED
    assert decide(evidence("a", Stance.SUPPORTS, status=Status.CORRECTED)).verdict is Verdict.SUPPORTED


def test_a_retracted_refutation_refutes_nothing() -> None:
    assert decide(evidence("a", Stance.REFUTES, status=Status.RETRACTED)).verdict is Verdict.UNSUPPORTED


def test_one_current_source_is_enough_beside_a_retracted_one() -> None:
    judgement = decide(evidence("a", Stance.SUPPORTS, status=Status.RETRACTED), evidence("b", Stance.SUPPORTS))
    assert (judgement.verdict, judgement.reason) == (Verdict.SUPPORTED, "b#p says the same.")


def test_a_large_negative_trial_beside_a_small_positive_one_is_not_supported() -> None:
    judgement = decide(evidence("small", Stance.SUPPORTS, size=30), evidence("large", Stance.REFUTES, size=400))
    assert judgement.verdict is Verdict.OVERSTATED
    assert [(o.facet.value, o.source) for o in judgement.overstatements] == [("certainty", "large#p")]


def test_a_far_stronger_design_against_it_contradicts() -> None:
    found = (
        evidence("series", Stance.SUPPORTS, design=Design.CASE_SERIES),
        evidence("review", Stance.REFUTES, design=Design.META_ANALYSIS),
    )
    assert decide(*found).verdict is Verdict.CONTRADICTED


def test_weak_evidence_against_it_asks_for_review() -> None:
    found = evidence("trial", Stance.SUPPORTS, size=900), evidence("survey", Stance.REFUTES, design=Design.SURVEY)
    judgement = decide(*found)
    assert (judgement.verdict, judgement.reason) == (
        Verdict.NEEDS_REVIEW,
        "The evidence is mixed: trial#p is for it, survey#p is against it.",
    )


def test_a_label_outranks_papers() -> None:
    claim = make_claim("The brace is approved for knee pain.", ClaimType.REGULATORY_STATUS)
    found = evidence("trial", Stance.SUPPORTS, size=900), evidence("label", Stance.REFUTES, design=Design.LABEL)
    assert decide(*found, claim=claim).reason.startswith("label#p says the opposite")


def test_a_pronoun_that_nobody_resolved_keeps_it_from_support() -> None:
    judgement = decide(evidence("a", Stance.SUPPORTS), claim=make_claim("It eases knee pain.", unresolved=("It",)))
    assert (judgement.verdict, judgement.reason) == (Verdict.NEEDS_REVIEW, "It is not clear what “It” refers to.")


@pytest.mark.parametrize(
    ("pronoun", "others", "products", "verdict"),
    [
        ("It", (), ("acupuncture",), Verdict.SUPPORTED),
        ("It", (), ("iv-ketamine", "ketamine"), Verdict.SUPPORTED),  # one in two forms
        ("It", (), ("acupuncture", "ibuprofen"), Verdict.NEEDS_REVIEW),
        ("It", (), ("~brace",), Verdict.NEEDS_REVIEW),
        ("They", (), ("acupuncture",), Verdict.NEEDS_REVIEW),
        ("This", (), ("acupuncture",), Verdict.NEEDS_REVIEW),
        ("It", (Analysis("We sell creams."),), ("acupuncture",), Verdict.NEEDS_REVIEW),
    ],
)
def test_it_is_harmless_in_copy_that_names_nothing_beside_evidence_on_one_product(
    pronoun: str, others: tuple[Analysis, ...], products: tuple[str, ...], verdict: Verdict
) -> None:
    claim = make_claim(f"{pronoun} eases knee pain.", unresolved=(pronoun,))
    found = evidence("a", Stance.SUPPORTS)
    concepts = tuple(Concept(id_, ConceptKind.INTERVENTION, id_, 0, 1) for id_ in products)
    analyses = tuple(replace(each, concepts=concepts) for each in found.premise.analyses)
    found = replace(found, premise=replace(found.premise, analyses=analyses))
    judgement = judge(claim, [found], as_of=TODAY, document=(claim.analysis, *others))
    assert judgement.verdict is verdict


def test_a_cited_source_on_another_subject_is_misattributed() -> None:
    stray = evidence("a", Stance.NEUTRAL, cited=True, score=0.1, subject=0.3)
    judgement = decide(stray, evidence("b", Stance.SUPPORTS), citations=(("[1]", "a"),))
    assert (judgement.verdict, judgement.reason) == (
        Verdict.MISATTRIBUTED,
        "The cited source a does not bear on it; b does.",
    )


def test_a_cited_source_on_the_subject_that_does_not_plainly_say_so_is_for_a_person() -> None:
    near = evidence("a", Stance.NEUTRAL, cited=True, score=0.7, subject=0.4)
    judgement = decide(near, evidence("b", Stance.SUPPORTS), citations=(("[1]", "a"),))
    assert (judgement.verdict, judgement.reason) == (
        Verdict.NEEDS_REVIEW,
        "The cited source a is on the subject, but whether it says this is not clear.",
    )


def test_what_only_seems_to_say_otherwise_does_not_outweigh_support() -> None:
    found = evidence("a", Stance.SUPPORTS), evidence("b", Stance.REFUTES, named=False, against=0.6)
    assert decide(*found).verdict is Verdict.SUPPORTED


def test_a_reading_that_is_all_but_sure_of_the_contrary_weighs_against_support() -> None:
    found = evidence("a", Stance.SUPPORTS), evidence("b", Stance.REFUTES, named=False)
    assert decide(*found).verdict is not Verdict.SUPPORTED


def test_plain_words_against_another_subject_do_not_outweigh_support() -> None:
    found = evidence("a", Stance.SUPPORTS), evidence("b", Stance.REFUTES, subject=0.4)
    assert decide(*found).verdict is Verdict.SUPPORTED


def test_a_distant_passage_does_not_carry_a_claim_that_a_near_one_leaves_open() -> None:
    claim = make_claim("The brace is guaranteed to ease knee pain.")
    far = evidence("far", Stance.SUPPORTS, score=0.1, subject=0.3, text="The brace is guaranteed to ease knee pain.")
    near = lift(evidence("near", Stance.SUPPORTS, score=0.9, subject=0.9))
    assert decide(lift(far), near, claim=claim).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(("share", "verdict"), [(0.3, Verdict.OVERSTATED), (0.7, Verdict.SUPPORTED)])
def test_a_passage_carries_a_claim_if_it_is_about_as_sure_as_one_that_is_exceeded(
    share: float, verdict: Verdict
) -> None:
    exceeded, carrying = evidence("a", Stance.SUPPORTS), evidence("b", Stance.SUPPORTS)
    facets = ("magnitude", "certainty")
    exceeded = replace(exceeded, alignment=replace(exceeded.alignment, exceeds=0.8, facets=facets))
    carrying = with_shares(carrying, Scores(share, 0.0, 1 - share))
    assert decide(exceeded, carrying).verdict is verdict


@pytest.mark.parametrize(("share", "verdict"), [(0.1, Verdict.NEEDS_REVIEW), (0.3, Verdict.SUPPORTED)])
def test_a_passage_that_hardly_speaks_bears_nothing_out_by_itself(share: float, verdict: Verdict) -> None:
    found = evidence("a", Stance.SUPPORTS)
    assert decide(with_shares(found, Scores(share, 0.0, 1 - share))).verdict is verdict


def test_a_passage_that_does_not_read_as_if_it_said_so_is_for_a_person() -> None:
    found = evidence("a", Stance.SUPPORTS)
    silent = replace(found, alignment=replace(found.alignment, core=Scores(0.1, 0.1, 0.8)))
    assert decide(silent).verdict is Verdict.NEEDS_REVIEW


def test_a_passage_that_reads_as_if_against_a_claim_is_for_a_person_whatever_can_be_compared() -> None:
    found = evidence("a", Stance.SUPPORTS)
    against = replace(found, alignment=replace(found.alignment, core=Scores(0.2, 0.7, 0.1)))
    assert decide(against).verdict is Verdict.NEEDS_REVIEW
    assert "side by side" in decide(against).reason


def test_what_a_pronoun_leaves_open_is_at_least_as_likely_as_not_for_a_person() -> None:
    sure, open_ = evidence("a", Stance.SUPPORTS), make_claim("It eases knee pain.", unresolved=("It",))
    assert decide(sure, claim=open_).confidence == max(0.5, round(1 - decide(sure).confidence, 2))


def test_it_is_only_as_sure_that_nothing_speaks_as_of_the_passage_that_most_nearly_does() -> None:
    silent, nearer = evidence("a", Stance.NEUTRAL), evidence("b", Stance.NEUTRAL)
    nearer = replace(nearer, alignment=replace(nearer.alignment, scores=Scores(0.3, 0.1, 0.6)))
    assert decide(silent, nearer).confidence == decide(nearer).confidence < decide(silent).confidence
    assert decide(nearer, silent).confidence <= decide().confidence


def test_a_citation_strays_as_surely_as_its_own_passages_are_silent() -> None:
    stray = evidence("a", Stance.NEUTRAL, cited=True, score=0.1, subject=0.3)
    cited = decide(stray, evidence("b", Stance.SUPPORTS), citations=(("[1]", "a"),))
    assert cited.confidence == decide(stray).confidence


def test_evidence_on_both_sides_makes_no_verdict_surer() -> None:
    against = evidence("label", Stance.REFUTES, design=Design.LABEL)
    assert decide(evidence("trial", Stance.SUPPORTS), against).confidence <= decide(against).confidence


@pytest.mark.parametrize("confidence", [0.01, 0.99])
def test_no_verdict_depends_on_confidence(monkeypatch: pytest.MonkeyPatch, confidence: float) -> None:
    situations = [
        (evidence("a", Stance.SUPPORTS),),
        (evidence("a", Stance.NEUTRAL),),
        (evidence("a", Stance.REFUTES),),
        (evidence("a", Stance.SUPPORTS, status=Status.RETRACTED),),
        (evidence("small", Stance.SUPPORTS, size=30), evidence("large", Stance.REFUTES, size=400)),
        (lift(evidence("a", Stance.SUPPORTS)),),
    ]
    before = [decide(*found) for found in situations]
    monkeypatch.setattr("audit.judgement.confidence_in", lambda *_, **__: confidence)
    after = [decide(*found) for found in situations]
    assert [replace(judgement, confidence=0) for judgement in after] == [replace(j, confidence=0) for j in before]
    assert {judgement.confidence for judgement in after} == {confidence}


def test_a_cited_source_that_bears_is_fine() -> None:
    assert decide(evidence("a", Stance.SUPPORTS, cited=True), citations=(("[1]", "a"),)).verdict is Verdict.SUPPORTED


def test_a_mark_that_leads_nowhere_is_no_misattribution() -> None:
    assert decide(evidence("a", Stance.NEUTRAL), citations=(("[9]", None),)).verdict is Verdict.UNSUPPORTED


def test_a_facet_found_by_comparison_overstates_with_its_source() -> None:
    claim = make_claim("The brace is guaranteed to ease knee pain.")
    judgement = decide(lift(evidence("a", Stance.SUPPORTS)), claim=claim)
    assert judgement.verdict is Verdict.OVERSTATED
    assert [(o.facet.value, o.claim, o.source) for o in judgement.overstatements] == [
        ("certainty", "guaranteed", "a#p")
    ]


def test_a_facet_that_the_whole_speaks_against_asks_for_review() -> None:
    claim = make_claim("The brace is guaranteed to ease knee pain.")
    assert decide(evidence("a", Stance.SUPPORTS), claim=claim).verdict is Verdict.NEEDS_REVIEW


def lift(found: Evidence) -> Evidence:
    """Return `found` with features that see the claim go further."""
    alignment = Alignment(found.stance, SCORES[found.stance], "…", 0.8, exceeds=0.7, facets=("certainty",))
    return Evidence(found.source, found.passage, found.premise, found.score, found.stance, found.cited, alignment)


def test_what_no_comparison_names_is_told_as_a_guess_and_replaced_by_no_passage() -> None:
    judgement = decide(lift(evidence("a", Stance.SUPPORTS)))
    assert judgement.verdict is Verdict.OVERSTATED
    assert [(o.facet.value, o.guessed, o.source) for o in judgement.overstatements] == [("certainty", True, "a#p")]
    assert judgement.reason == (
        "The claim seems to go further than the passage a#p, most likely in certainty, but no comparison could name "
        "the words: read the two side by side."
    )
    assert judgement.suggestion is None


def test_approved_wording_is_suggested_for_a_guess_too() -> None:
    wording = ApprovedClaim("relief", "The brace can ease knee pain a little.", ("a#p",))
    judgement = decide(lift(evidence("a", Stance.SUPPORTS)), library=library_of(Registry((), (wording,))))
    assert judgement.suggestion == wording.text


def test_a_suggestion_comes_from_the_registry_alone() -> None:
    claim = make_claim("The brace is guaranteed to ease knee pain.")
    found = lift(evidence("a", Stance.SUPPORTS))
    approved = ApprovedClaim("relief", "The brace can ease knee pain.", ("a#p",))
    expired = ApprovedClaim("old", "Knee pain goes.", ("a#p",), expires=date(2026, 1, 1))
    strange = ApprovedClaim("strange", "Sessions last an hour.", ("a#p",))
    with_wording = library_of(Registry((), (expired, strange, approved)))
    assert decide(found, claim=claim, library=with_wording).suggestion == "The brace can ease knee pain."
    assert decide(found, claim=claim).suggestion == "Knee pain was lower with the brace."


def test_approved_wording_is_supported_and_names_what_is_missing() -> None:
    from claims.analysis import analyse

    wording, statement = "The brace can ease knee pain in adults.", "The brace does not cure arthritis."
    ((said,), wanted, required) = analyse([wording, wording, statement])
    library = Library(
        ((ApprovedClaim("relief", wording, requires=("no-cure",)), Premise(wording, wanted)),),
        ((RequiredStatement("no-cure", statement), Premise(statement, required)),),
    )
    claim = Claim("1", wording, Span(0, 1, 1, 1, 1, 2), (0, 1), said)
    bare = judge(claim, (), as_of=TODAY, library=library, document=(said,))
    assert (bare.verdict, bare.approved, bare.missing) == (Verdict.SUPPORTED, "relief", (("no-cure", statement),))
    full = judge(claim, (), as_of=TODAY, library=library, document=(said, *required))
    assert full.missing == ()
