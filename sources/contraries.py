"""Contraries: words of a passage that say the reverse of a claim, where both speak of the same thing.

Weaker is not contrary: a lower number, a wider group or a shorter time is for the comparison of facets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.advice import advised_against
from sources.denials import attribute_reversed, denied_fact, harm_reported, lost_on_stopping, need_reversed
from sources.nulls import figures_reversed, found_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.model import Analysis
    from sources.model import Premise

    Rule = Callable[[Analysis, Premise], str | None]

RULES: tuple[Rule, ...] = (
    found_nothing,
    figures_reversed,
    advised_against,
    lost_on_stopping,
    need_reversed,
    attribute_reversed,
    harm_reported,
    denied_fact,
)


def contrary_of(claim: Analysis, premise: Premise) -> str | None:
    """Return in words how the passage says the reverse of the claim, None where no words of it plainly do."""
    return next((reason for rule in RULES if (reason := rule(claim, premise))), None)
