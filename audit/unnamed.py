"""Copy that speaks of its product as "it" and never names it: a line for a box, an item of a list.

"It" is harmless there if the evidence leaves no choice of what it can be. "They" and "this" are not: they may be
people, effects, or what was said before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import ConceptKind
from claims.taxonomy import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.model import Analysis
    from sources.model import Premise


def is_unnamed(document: Sequence[Analysis]) -> bool:
    """Whether every statement of a copy has "it" for its subject, and none says what it is."""
    return bool(document) and all([w.lower() for w in each.unresolved] == ["it"] for each in document)


def is_one_product(premises: Iterable[Premise]) -> bool:
    """Whether all passages found for a claim name one known treatment, if also in several forms."""
    named = {
        concept.id
        for premise in premises
        for analysis in (*premise.analyses, *((premise.title_analysis,) if premise.title_analysis else ()))
        for concept in analysis.concepts
        if concept.kind is ConceptKind.INTERVENTION and not concept.id.startswith("~")
    }
    broader = {id_ for each in named for id_ in ancestors(each)}
    return len(named - broader) == 1
