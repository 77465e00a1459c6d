"""`invalid-suppression`: a comment in the copy asks for silence in a way that cannot be granted.

What it means
    A `claims-audit` comment has no reason, names a rule that does not exist, or opens a region that nothing ends. It
    has no effect until it is mended.

Why it matters
    A finding that was waved through without a reason cannot be defended later, and a comment with a slip in it looks
    as if it worked.

Fails
    Claim: The spray helps everyone. <!-- claims-audit: ignore[overstated-frequency] -->
    Evidence: any

Passes
    Claim: The spray helps everyone. <!-- claims-audit: ignore[overstated-frequency] quoted from a patient letter -->
    Evidence: any
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Finding, Severity

if TYPE_CHECKING:
    from claims.model import Span

RULE = "invalid-suppression"


def finding(span: Span, problem: str) -> Finding:
    """Return the finding on a comment at `span` of which `problem` says what is wrong and what to do."""
    return Finding(RULE, Severity.MAJOR, f"This claims-audit comment has no effect: {problem}", span=span)
