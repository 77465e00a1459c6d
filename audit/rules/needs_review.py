"""`needs-review`: the program cannot tell, and a person has to.

What it means
    Passages disagree, the claim leans on a word whose meaning lies outside the sentence ("this", "it"), or the
    evidence is close to the claim without settling it.

Why it matters
    A wrong "supported" is the worst answer the program could give. A minute of a reviewer costs less.

Fails
    Claim: It works within a week.
    Evidence: Symptoms improved within a week of starting the drops.

Passes
    Claim: The drops improve symptoms within a week.
    Evidence: Symptoms improved within a week of starting the drops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Verdict
from audit.rules.findings import advise, on_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Finding


def check(assessment: Assessment) -> Iterator[Finding]:
    """Report a claim that a person has to decide."""
    judgement = assessment.judgement
    message = advise(judgement.reason, "Compare the claim with the evidence and decide", judgement.suggestion)
    yield from on_verdict(assessment, Verdict.NEEDS_REVIEW, "needs-review", message)
