"""Rules: what makes a finding of a judged claim or of a whole document. One file per rule, one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import Assessment, Document, Finding
from audit.rules import (
    contradicted,
    misattributed,
    missing_required_statement,
    needs_review,
    no_claims_found,
    outdated,
    overstated,
    unsupported,
    vague_attribution,
)

#: Looks at one judged claim.
Rule = Callable[[Assessment], Iterator[Finding]]
#: Looks at one audited document.
DocumentRule = Callable[[Document], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    contradicted.check,
    overstated.check,
    misattributed.check,
    outdated.check,
    unsupported.check,
    needs_review.check,
    missing_required_statement.check,
    vague_attribution.check,
)
DOCUMENT_RULES: tuple[DocumentRule, ...] = (no_claims_found.check,)


def check(assessment: Assessment) -> Iterator[Finding]:
    """Yield the findings of every rule on one judged claim, those of the verdict first."""
    for rule in RULES:
        yield from rule(assessment)


def check_document(document: Document) -> Iterator[Finding]:
    """Yield the findings that concern the document as a whole."""
    for rule in DOCUMENT_RULES:
        yield from rule(document)


__all__ = ["DOCUMENT_RULES", "RULES", "DocumentRule", "Rule", "check", "check_document"]
