"""`contradicted`: current evidence says the opposite of the claim.

What it means
    A registered source that still stands asserts the opposite of the core of the claim: no effect where the copy
    promises one, worse where it says better, refused where it says approved. A lower number or a narrower group is
    not the opposite; that is `overstated-…`.

Why it matters
    A reader who acts on the claim acts against the evidence. No hedge and no footnote mends that.

Fails
    Claim: Magnesium tablets shorten colds.
    Evidence: Cold duration did not differ between magnesium tablets and placebo.

Passes
    Claim: Magnesium tablets did not shorten colds in a trial.
    Evidence: Cold duration did not differ between magnesium tablets and placebo.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Verdict
from audit.rules.findings import advise, on_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Finding


def check(assessment: Assessment) -> Iterator[Finding]:
    """Report a claim that current evidence contradicts."""
    judgement = assessment.judgement
    message = advise(judgement.reason, "Remove or correct the claim", judgement.suggestion)
    yield from on_verdict(assessment, Verdict.CONTRADICTED, "contradicted", message)
