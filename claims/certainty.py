"""How certain a finding is stated, 1 (not at all) to 6 (fully): the scale of Pei & Jurgens 2021.

Ridge regression over `claims.features`, trained by `training/certainty.py` on the sentences of Pei & Jurgens
("Measuring sentence-level and aspect-level (un)certainty in science communications", EMNLP 2021; MIT licence).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.features import features_of
from claims.linear import linear

if TYPE_CHECKING:
    from spacy.tokens import Span

LOWEST, HIGHEST = 1.0, 6.0
MODEL = "certainty"


def certainty_of(sentence: Span) -> float:
    """Return the certainty of a sentence, 1 to 6, with two decimals."""
    value = linear(MODEL).score(features_of(sentence, None))[0]
    return round(min(HIGHEST, max(LOWEST, value)), 2)
