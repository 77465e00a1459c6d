"""`no-claims-found`: a document with prose in which no claim was found.

What it means
    The copy has running text, and not one sentence of it was taken for a factual claim.

Why it matters
    Marketing copy without a claim is rare. It is more likely that the file holds something else, or that its text
    could not be read as intended, and a clean report would be false comfort.

Fails
    Claim: (a page of several paragraphs with questions and slogans only)
    Evidence: none

Passes
    Claim: (a page with at least one checkable statement, or a page with nothing but a title)
    Evidence: none
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Finding, Severity
from claims.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Document

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CELL})
_ENOUGH_WORDS = 20  # about one long sentence; below it, a page without a claim is nothing to wonder at


def check(document: Document) -> Iterator[Finding]:
    """Report a document that has prose and no claim."""
    if document.copy is None or document.assessments:
        return
    words = sum(len(block.text.split()) for block in document.copy.blocks if block.kind in _PROSE)
    if words >= _ENOUGH_WORDS:
        yield Finding(
            "no-claims-found",
            Severity.INFO,
            "No factual claim was found in this document. Check that the file holds the copy you meant.",
        )
