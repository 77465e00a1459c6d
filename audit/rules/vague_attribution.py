"""`vague-attribution`: the claim leans on an authority that nobody could look up.

What it means
    "Studies show", "experts agree", "according to a leading journal": the words borrow the weight of research
    without saying which. A citation mark that leads to a registered source is enough to pass.

Why it matters
    It is an establishment claim: regulators ask for the very studies. A reviewer cannot check what has no name.

Fails
    Claim: Studies show that the spray helps.
    Evidence: Symptoms improved with the spray in one trial of 60 adults.

Passes
    Claim: A 2019 trial of 60 adults (Okafor et al.) found that the spray helps.
    Evidence: Symptoms improved with the spray in one trial of 60 adults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import ClaimClass, Finding, Severity
from claims.model import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment


def check(assessment: Assessment) -> Iterator[Finding]:
    """Note a claim that names an authority nobody could look up; minor in classes A and B, else info."""
    cited = any(source is not None for _, source in assessment.citations)
    if assessment.claim.analysis.attribution is not Attribution.VAGUE or cited:
        return
    grave = assessment.claim_class in (ClaimClass.A, ClaimClass.B)
    yield Finding(
        "vague-attribution",
        Severity.MINOR if grave else Severity.INFO,
        "The claim leans on an authority that nobody could look up. Name the source so that a reader can find it.",
        assessment.judgement.verdict,
        assessment.claim.span,
    )
