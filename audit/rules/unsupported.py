"""`unsupported`: nothing in the registry speaks to the claim.

What it means
    No passage is about the same subject: the same product, condition and outcome. A passage that shares words or
    numbers with the claim but measures something else does not count.

Why it matters
    Health claims need evidence in hand before they are published, not after. A claim without a source cannot be
    defended, however true it may be.

Fails
    Claim: Our clinic has treated thousands of patients.
    Evidence: One infusion reduced depressive symptoms within 24 hours.

Passes
    Claim: One infusion can reduce depressive symptoms within a day.
    Evidence: One infusion reduced depressive symptoms within 24 hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Verdict
from audit.rules.findings import advise, on_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Finding


def check(assessment: Assessment) -> Iterator[Finding]:
    """Report a claim to which no registered passage speaks."""
    message = advise(assessment.judgement.reason, "Register a source for it or cut the claim")
    yield from on_verdict(assessment, Verdict.UNSUPPORTED, "unsupported", message)
