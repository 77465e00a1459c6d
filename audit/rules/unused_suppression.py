"""`unused-suppression`: a comment in the copy excuses a finding that is not there.

What it means
    A `claims-audit` comment could be read, and nothing that the program found falls under it.

Why it matters
    The words it was written for have changed or gone, or it stands in the wrong place. Left where it is, it would
    silence the next finding that happens to fall under it.

Fails
    Claim: The spray helped some people. <!-- claims-audit: ignore[overstated-frequency] quoted from a letter -->
    Evidence: The spray helped 40% of the people in the trial.

Passes
    Claim: The spray helps everyone. <!-- claims-audit: ignore[overstated-frequency] quoted from a patient letter -->
    Evidence: The spray helped 40% of the people in the trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.model import Span

RULE = "unused-suppression"


def finding(span: Span, rules: Sequence[str]) -> Finding:
    """Return the finding on a comment at `span` that names `rules` (none: all) and meets no finding."""
    what = f"a finding of {' or '.join(rules)}" if rules else "a finding"
    return Finding(
        RULE, Severity.MINOR, f"This claims-audit comment excuses {what}, and there is none. Remove it.", span=span
    )
