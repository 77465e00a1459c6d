"""The pipeline itself under edits: claims keep what identifies them while the text around them changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.fingerprints import fingerprint
from audit.model import Assessment, ClaimClass, Digests, Document, Judgement, Report, Verdict
from audit.suppression import Policy, suppress
from audit.suppression.baseline_file import renew
from audit.suppression.model import Baseline
from claims.extraction import extract
from claims.model import Copy
from claims.readers import read_bytes
from sources.model import Registry
from tests.audit.toy import TODAY, finding, make_report

ACCEPTED = (
    "The spray eases hay fever within a day. It does not cause drowsiness.",
    "Nine in ten patients breathe more freely after a week of treatment.",
    "The lotion is approved by the national regulator for dry skin.",
    "Most adults with insomnia sleep better, and the effect lasts for six months.",
)
ADDED = (
    "Magnesium tablets shorten colds by two days.",
    "The balm heals eczema in all children.",
    "Acupuncture doubles the rate of recovery after surgery.",
)
FILLING = ("# Why we care\n", "Shall we begin?", "Call us today to book a visit.", "## More\n", "\n\n")
EDITS = 20  # in each example, so that 25 examples make five hundred


def audited(text: str) -> Report:
    """Return an audit in which every claim that the pipeline finds is unsupported."""
    (copy,) = read_bytes(text.encode(), "a.md", ".md")
    assert isinstance(copy, Copy)
    judgement = Judgement(Verdict.UNSUPPORTED, 0.9, "…")
    assessments = tuple(Assessment(c, (), judgement, ClaimClass.B, (), (finding(),)) for c in extract(copy))
    return Report((Document("a.md", copy, assessments),), TODAY, "0", Digests("", "", "", "", ""), Registry(()))


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    report = audited("\n\n".join(ACCEPTED) + "\n")
    assert len(report.documents[0].assessments) >= len(ACCEPTED)
    return renew(report, Baseline(file="baseline.yml")).baseline


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[range]]:
    """Draw the accepted text after `EDITS` edits elsewhere, and where in it the paragraphs stand that were added."""
    blocks = [(text, False) for text in draw(st.permutations(ACCEPTED))]
    for _ in range(EDITS):
        place = draw(st.integers(0, len(blocks)))
        kind = draw(st.sampled_from(["add", "fill", "fill", "wrap", "stress"]))
        if kind == "add":
            blocks.insert(place, (draw(st.sampled_from(ADDED)), True))
        elif kind == "fill":
            blocks.insert(place, (draw(st.sampled_from(FILLING)), False))
        elif place < len(blocks) and not blocks[place][0].startswith("#"):
            text, new = blocks[place]
            words = text.split(" ")
            at = draw(st.integers(0, len(words) - 1))
            if kind == "wrap" and at:
                words[at - 1 : at + 1] = [f"{words[at - 1]}\n{words[at]}"]
            elif kind == "stress" and words[at].isalpha():
                words[at] = f"**{words[at]}**"
            blocks[place] = (" ".join(words), new)
    text, added = "", []
    for block, new in blocks:
        if new:
            added.append(range(len(text), len(text) + len(block)))
        text += block + "\n\n"
    return text, added


@given(edited())
@settings(max_examples=25)
def test_five_hundred_edits_around_accepted_claims_bring_none_back_and_hide_no_new_one(
    baseline: Baseline, edit: tuple[str, list[range]]
) -> None:
    text, added = edit
    (document,) = suppress(audited(text), Policy(baseline=baseline)).documents
    for assessment in document.assessments:
        claim = assessment.claim
        is_new = any(claim.span.start in stretch for stretch in added)
        assert (assessment.findings[0].suppressed is None) is is_new, claim.text


def test_a_fingerprint_knows_document_claim_rule_and_subject_and_no_line() -> None:
    (document,) = make_report({"a.md": "Zinc cures colds.\n"}).documents
    (moved,) = make_report({"a.md": "\n\n\nZinc cures\ncolds.\n"}).documents
    (first,), (second,) = document.assessments, moved.assessments
    mark = fingerprint("a.md", first, first.findings[0])
    assert mark == fingerprint("./a.md", second, finding(severity="minor"))
    others = (
        fingerprint("b.md", first, first.findings[0]),
        fingerprint("a.md", None, first.findings[0]),
        fingerprint("a.md", first, finding("contradicted")),
        fingerprint("a.md", first, finding(subject="x")),
    )
    assert len({mark, *others}) == 1 + len(others)


def test_a_path_is_not_needed_to_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = make_report({"stdin.txt": "Zinc cures colds.\n"})
    held = suppress(report, Policy(baseline=renew(report, Baseline(file="b.yml")).baseline))
    assert held.notices == ()
