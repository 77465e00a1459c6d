"""Which findings fail which gate: a table over severity, verdict, class, suppression, skipped input and emptiness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.config import Gate
from audit.gates import exit_code, failures
from audit.model import (
    Assessment,
    ClaimClass,
    Digests,
    Document,
    Finding,
    Judgement,
    Report,
    Severity,
    Suppression,
    Suppressor,
    Verdict,
)
from claims.model import Analysis, Claim, Copy, Skipped, Span
from sources.model import Registry

COPY = Copy("draft.md", "Zinc cures colds.", "text/markdown", "sha256:0", ())
CLAIM = Claim("0", "Zinc cures colds.", Span(0, 17, 1, 1, 1, 18), (0, 17), Analysis("Zinc cures colds."))


def report(*documents: Document) -> Report:
    return Report(documents, date(2026, 11, 22), "0", Digests("", "", "", "", ""), Registry(()))


def judged(
    verdict: Verdict, severity: Severity, claim_class: ClaimClass = ClaimClass.B, suppressed: Suppression | None = None
) -> Document:
    finding = Finding(verdict.value, severity, "…", verdict, CLAIM.span, suppressed)
    assessment = Assessment(CLAIM, (), Judgement(verdict, 0.9, "…"), claim_class, (), (finding,))
    return Document("draft.md", COPY, (assessment,))


WAIVED = Suppression(Suppressor.WAIVER, "agreed with the reviewer until the leaflet is reprinted")
SKIPPED = Document("scan.bin", None, skipped=Skipped("scan.bin", "it is binary."))
ABOUT_ALL = Document("draft.md", COPY, findings=(Finding("no-claims-found", Severity.INFO, "…"),))


@pytest.mark.parametrize(
    ("document", "draft", "ci", "strict"),
    [
        (judged(Verdict.CONTRADICTED, Severity.CRITICAL), 0, 1, 1),
        (judged(Verdict.OVERSTATED, Severity.MAJOR), 0, 1, 1),
        (judged(Verdict.OVERSTATED, Severity.MINOR), 0, 0, 0),
        (judged(Verdict.UNSUPPORTED, Severity.INFO), 0, 0, 0),
        (judged(Verdict.NEEDS_REVIEW, Severity.MAJOR, ClaimClass.A), 0, 0, 1),
        (judged(Verdict.NEEDS_REVIEW, Severity.MINOR, ClaimClass.B), 0, 0, 1),
        (judged(Verdict.NEEDS_REVIEW, Severity.INFO, ClaimClass.C), 0, 0, 0),
        (judged(Verdict.CONTRADICTED, Severity.CRITICAL, suppressed=WAIVED), 0, 0, 0),
        (SKIPPED, 0, 3, 1),
        (ABOUT_ALL, 0, 0, 1),
        (Document("empty.md", COPY), 0, 0, 0),
    ],
    ids=lambda value: "" if isinstance(value, int) else value.uri,
)
def test_exit_codes(document: Document, draft: int, ci: int, strict: int) -> None:
    codes = [exit_code(report(document), gate) for gate in (Gate.DRAFT, Gate.CI, Gate.STRICT)]
    assert codes == [draft, ci, strict]


def test_a_failed_gate_comes_before_a_skipped_input() -> None:
    both = report(judged(Verdict.UNSUPPORTED, Severity.MAJOR), SKIPPED)
    assert exit_code(both, Gate.CI) == 1


def test_a_failure_names_its_document_and_finding() -> None:
    document = judged(Verdict.OVERSTATED, Severity.MAJOR)
    fine = replace(document, uri="fine.md", assessments=())
    assert [(d.uri, f.rule) for d, f in failures(report(fine, document), Gate.CI)] == [("draft.md", "overstated")]
