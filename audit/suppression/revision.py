"""A report with some of its findings revised: the walk that every suppression shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.model import Assessment, Document, Finding, Report, Suppression

#: Says why a finding does not count, None where it does; the assessment is None for a finding on a whole document.
Decision = Callable[["Document", "Assessment | None", "Finding"], "Suppression | None"]


def suppress_where(report: Report, decide: Decision) -> Report:
    """Return `report` with the findings suppressed for which `decide` gives a reason.

    It is asked in the order of documents and claims, and not about what is suppressed already.
    """
    return replace(report, documents=tuple(_revised(document, decide) for document in report.documents))


def _revised(document: Document, decide: Decision) -> Document:
    def decided(finding: Finding, assessment: Assessment | None) -> Finding:
        if finding.suppressed is not None:
            return finding
        reason = decide(document, assessment, finding)
        return finding if reason is None else replace(finding, suppressed=reason)

    return replace(
        document,
        findings=tuple(decided(f, None) for f in document.findings),
        assessments=tuple(replace(a, findings=tuple(decided(f, a) for f in a.findings)) for a in document.assessments),
    )
