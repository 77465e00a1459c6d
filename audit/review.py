"""A report with what a reviewer decided: each decision beside its claim, those without one kept apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audit.decisions import land

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audit.decisions import Decision
    from audit.model import Report


def decide(report: Report, decisions: Sequence[Decision]) -> Report:
    """Return `report` with `decisions` laid on its claims by fingerprint; a verdict or a finding changes by none."""
    landed, adrift = land(decisions, [(d.uri, [a.claim for a in d.assessments]) for d in report.documents])
    by_claim = {(each.uri, each.claim.id): each.decision for each in landed}
    documents = tuple(
        replace(
            document,
            assessments=tuple(
                replace(a, decision=by_claim.get((document.uri, a.claim.id))) for a in document.assessments
            ),
        )
        for document in report.documents
    )
    return replace(report, documents=documents, adrift=adrift)
