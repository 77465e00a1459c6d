"""Who and what a claim and a passage are about, and how the two relate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import ConceptKind
from claims.taxonomy import relation
from claims.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.model import Analysis, Concept
    from sources.model import Premise

CLINICAL = frozenset({ConceptKind.CONDITION, ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT})
TREATMENT = frozenset({ConceptKind.INTERVENTION, ConceptKind.COMPARATOR})

# How much two concepts have in common, most first.
_ORDER = ("same", "narrower", "broader", "related", "unknown", "different")


def analyses_of(premise: Premise) -> tuple[Analysis, ...]:
    """Return the sentences of the passage and, where it is stated, its population."""
    return (*premise.analyses, *((premise.population_analysis,) if premise.population_analysis else ()))


def concepts_of(analyses: Iterable[Analysis], kinds: Iterable[ConceptKind]) -> tuple[Concept, ...]:
    """Return the concepts of `kinds` in `analyses`, those that a lexicon knows and those that none does."""
    wanted = frozenset(kinds)
    return tuple(c for a in analyses for c in a.concepts if c.kind in wanted)


def known(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Return the concepts that a lexicon knows."""
    return tuple(c for c in concepts if not c.id.startswith("~"))


def conditions_of(analyses: Iterable[Analysis]) -> tuple[Concept, ...]:
    """Return the known concepts that are conditions, also where a sentence measures them ("migraine fell by half")."""
    words = vocabulary()
    return tuple(
        c
        for c in concepts_of(analyses, CLINICAL)
        if (entry := words.get(c.id)) is not None and entry.kind is ConceptKind.CONDITION
    )


def closest(concept: Concept, others: Iterable[Concept]) -> tuple[str, Concept | None]:
    """Return how `concept` relates to the nearest of `others`, and that one; ("unknown", None) without any."""
    best: tuple[str, Concept | None] = ("unknown", None)
    rank = len(_ORDER)
    for other in others:
        found = relation(concept.id, other.id)
        if _ORDER.index(found) < rank:
            best, rank = (found, other), _ORDER.index(found)
    return best


def names(concepts: Iterable[Concept]) -> str:
    """Return the concepts as printed, each once, joined by commas."""
    return ", ".join(dict.fromkeys(c.text for c in concepts))


def text_of(premise: Premise) -> str:
    """Return the passage with what is stated of who was studied and how, as one text to search in."""
    fields = (
        premise.text,
        premise.population,
        premise.intervention,
        premise.comparator,
        premise.control,
        premise.blinding,
    )
    return ". ".join(f for f in fields if f)
