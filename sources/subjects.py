"""Who and what a claim and a passage are about, and how the two relate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import ConceptKind
from claims.taxonomy import relation
from claims.vocabulary import UNIT, key_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.model import Analysis, Concept
    from sources.model import Premise

CLINICAL = frozenset({ConceptKind.CONDITION, ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT})
TREATMENT = frozenset({ConceptKind.INTERVENTION, ConceptKind.COMPARATOR})

_LONGEST_ROUTE = 4  # words of "applied to the skin"

# How much two concepts have in common, most first.
_ORDER = ("same", "narrower", "broader", "related", "unknown", "different")


def analyses_of(premise: Premise) -> tuple[Analysis, ...]:
    """Return the sentences of the passage, its population and the title of its source, where they are known."""
    return (*premise.analyses, *filter(None, (premise.population_analysis, premise.title_analysis)))


def concepts_of(analyses: Iterable[Analysis], kinds: Iterable[ConceptKind]) -> tuple[Concept, ...]:
    """Return the concepts of `kinds` in `analyses`, those that a lexicon knows and those that none does."""
    wanted = frozenset(kinds)
    return tuple(c for a in analyses for c in a.concepts if c.kind in wanted)


def known(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Return the concepts that a lexicon knows."""
    return tuple(c for c in concepts if not c.id.startswith("~"))


def conditions_of(analyses: Iterable[Analysis]) -> tuple[Concept, ...]:
    """Return the known concepts that are conditions, also where a sentence measures them ("migraine fell by half")."""
    return tuple(c for c in concepts_of(analyses, CLINICAL) if is_condition(c.id))


def is_condition(id_: str) -> bool:
    """Whether the lexicon has `id_` as a condition, whatever part it plays in a sentence."""
    entry = vocabulary().get(id_)
    return entry is not None and entry.kind is ConceptKind.CONDITION


def routes_of(analyses: Iterable[Analysis]) -> dict[str, str]:
    """Return the routes by which something is given, id to words; the name of a product may tell ("iron tablets")."""
    found: dict[str, str] = {}
    for concept in concepts_of(analyses, {ConceptKind.ROUTE, ConceptKind.INTERVENTION}):
        if concept.kind is ConceptKind.ROUTE:
            found.setdefault(concept.id, concept.text)
        else:
            found.update((id_, concept.text) for id_ in routes_in(concept.text) if id_ not in found)
    return found


def routes_in(text: str) -> dict[str, str]:
    """Return the routes that the words of `text` name, id to words; of two names at one place the longer counts."""
    words, units, at = vocabulary(), UNIT.findall(text), 0
    found: dict[str, str] = {}
    while at < len(units):
        for last in range(min(len(units), at + _LONGEST_ROUTE), at, -1):
            name = " ".join(units[at:last])
            entry = words.named(key_of(name)) or words.named(name)
            if entry is not None and entry.kind is ConceptKind.ROUTE:
                found.setdefault(entry.id, name)
                at = last - 1
                break
        at += 1
    return found


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
