"""`misattributed`: the copy cites a source that does not bear on the claim.

What it means
    The citation mark leads to a registered source, and none of its passages is about what the claim says. Another
    source may well support it; the message names that one if so.

Why it matters
    A citation lends authority. A reader who follows it and finds something else has been misled, and a reviewer
    will distrust every other citation on the page.

Fails
    Claim: Light therapy eases winter depression [3], where [3] is a trial on jet lag.
    Evidence: Light therapy shifted the body clock of travellers by two hours.

Passes
    Claim: Light therapy eases winter depression [4], where [4] is a trial on winter depression.
    Evidence: Light therapy reduced symptoms of winter depression.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Verdict
from audit.rules.findings import advise, on_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Finding


def check(assessment: Assessment) -> Iterator[Finding]:
    """Report a claim whose cited source is about something else."""
    message = advise(assessment.judgement.reason, "Cite a source that bears on the claim, or remove the citation")
    yield from on_verdict(assessment, Verdict.MISATTRIBUTED, "misattributed", message)
