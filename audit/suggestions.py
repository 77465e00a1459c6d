"""Suggestions: what could be said instead, in words of the registry only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sources.model import Evidence, Registry

_READABLE = 320  # code points; a longer passage is for the evidence column, not for a suggestion


def suggestion_for(evidence: Sequence[Evidence], registry: Registry, as_of: date) -> str | None:
    """Return approved wording that rests on one of `evidence`, else the first passage short enough, else None."""
    names = [e.passage.name for e in evidence]
    for name in names:
        for claim in registry.claims:
            if name in claim.evidence and (claim.expires is None or claim.expires >= as_of):
                return claim.text
    return next((e.passage.text for e in evidence if len(e.passage.text) <= _READABLE), None)
