"""Gates: which findings make a run fail, and the exit code that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.config import Gate
from audit.model import ClaimClass, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Document, Finding, Report

PASSED, FAILED, SKIPPED = 0, 1, 3
_BLOCKING = frozenset({Severity.CRITICAL, Severity.MAJOR})
_WEIGHTY = frozenset({ClaimClass.A, ClaimClass.B})


def failures(report: Report, gate: Gate) -> Iterator[tuple[Document, Finding]]:
    """Yield the findings that fail `report` at `gate`, with their documents; those suppressed never do.

    `draft` fails on nothing; `ci` on critical and major findings other than needs-review; `strict` also on
    needs-review in classes A and B, and on findings about a whole document.
    """
    if gate is Gate.DRAFT:
        return
    for document in report.documents:
        for assessment in document.assessments:
            for finding in assessment.findings:
                if finding.suppressed is None and _fails(finding, assessment.claim_class, gate):
                    yield document, finding
        for finding in document.findings:
            if finding.suppressed is None and (gate is Gate.STRICT or finding.severity in _BLOCKING):
                yield document, finding


def _fails(finding: Finding, claim_class: ClaimClass, gate: Gate) -> bool:
    if finding.verdict is Verdict.NEEDS_REVIEW:
        return gate is Gate.STRICT and claim_class in _WEIGHTY
    return finding.severity in _BLOCKING


def exit_code(report: Report, gate: Gate) -> int:
    """Return 1 where the gate failed, 3 where it passed but an input was skipped, else 0 (see the README)."""
    skipped = any(d.skipped is not None for d in report.documents)
    if any(True for _ in failures(report, gate)) or (skipped and gate is Gate.STRICT):
        return FAILED
    return SKIPPED if skipped and gate is not Gate.DRAFT else PASSED
