"""`missing-required-statement`: approved wording stands in the copy without a statement that must travel with it.

What it means
    The claim matches approved wording of the registry, and that wording `requires` a qualifier ("not approved for
    …", "results vary") of which the document says nothing.

Why it matters
    The wording was approved together with its qualifiers; without them it is not the approved claim any more.

Fails
    Claim: Approved wording that requires "The spray is not a cure", in a page that never says so.
    Evidence: statements: not-a-cure

Passes
    Claim: The same wording in a page that also says "The spray does not cure hay fever".
    Evidence: statements: not-a-cure
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment


def check(assessment: Assessment) -> Iterator[Finding]:
    """Report each required statement that the document of an approved claim lacks."""
    for statement, wording in assessment.judgement.missing:
        yield Finding(
            "missing-required-statement",
            Severity.MAJOR,
            f"The approved wording “{assessment.judgement.approved}” requires the statement “{statement}”, and the "
            f"document does not make it. Add: “{wording}”",
            assessment.judgement.verdict,
            assessment.claim.span,
            subject=statement,
        )
