"""Suppression: what was looked at and accepted, so that it does not count. One file per way, one line here.

The first way that takes a finding keeps it, so that a reader learns the nearest reason.
"""

from __future__ import annotations

from collections.abc import Callable

from audit.model import Report
from audit.suppression import baseline, inline, waivers
from audit.suppression.model import Policy

#: Suppresses findings, and adds what it has to say about its own entries.
Step = Callable[[Report, Policy], Report]

STEPS: tuple[Step, ...] = (inline.apply, waivers.waive, baseline.accept)


def suppress(report: Report, policy: Policy) -> Report:
    """Return `report` with the findings suppressed that the copy itself, a waiver or the baseline accepts."""
    for step in STEPS:
        report = step(report, policy)
    return report


__all__ = ["STEPS", "Policy", "Step", "suppress"]
