"""`outdated`: the only support is retracted, superseded or past its review date.

What it means
    Passages that support the claim exist, but every one of them belongs to a source that no longer stands on the
    date of the audit.

Why it matters
    A retracted study is no evidence at all; an expired one may have been overtaken. Either way the claim has lost
    its ground since it was written.

Fails
    Claim: The capsules lower blood pressure.
    Evidence: The capsules lowered blood pressure. (status: retracted)

Passes
    Claim: The capsules lower blood pressure.
    Evidence: The capsules lowered blood pressure. (status: current)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Verdict
from audit.rules.findings import advise, on_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Finding


def check(assessment: Assessment) -> Iterator[Finding]:
    """Report a claim that rests only on sources that no longer stand."""
    judgement = assessment.judgement
    remedy = "Replace the source or cut the claim" if judgement.retracted else "Review or replace the source"
    yield from on_verdict(assessment, Verdict.OUTDATED, "outdated", advise(judgement.reason, remedy))
