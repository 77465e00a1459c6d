"""What a copy, or what stands under a heading of it, is about: the one treatment or product that it names most."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import Concept, ConceptKind
from claims.vocabulary import key_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

MAIN_SHARE = 0.5
"""A document is about one treatment when at least this share of its mentions of treatments name it."""


def main_subject(docs: Iterable[Doc], title: Doc | None = None) -> Concept | None:
    """Return the treatment or product that a document is about, None where it is about several or none.

    The one that its `title` names is, if the text speaks of it; else the one that is named most.
    """
    mentions = [c for doc in docs for c in doc._.claims_concepts if c.kind is ConceptKind.INTERVENTION]
    mentions = [c for c in mentions if not is_general(c)]
    known = [c for c in mentions if is_known(c)]
    titled = None if title is None else _only_one(title)
    if titled is not None and sum(c.id == titled.id for c in known) > 1:
        return titled
    return _most_named(known) or (_most_named(mentions) if len(known) < 2 else None)  # noqa: PLR2004


def subject_under(headings: Iterable[Doc]) -> Concept | None:
    """Return the treatment that the innermost of some headings is about which names one and no other."""
    found = (_only_one(heading) for heading in reversed(list(headings)))
    return next((concept for concept in found if concept is not None), None)


def _only_one(heading: Doc) -> Concept | None:
    """Return the known treatment that a heading names, None where it names several or none."""
    concepts: Iterable[Concept] = heading._.claims_concepts
    named = [c for c in concepts if c.kind is ConceptKind.INTERVENTION and is_known(c) and not is_general(c)]
    if len({c.id for c in named}) != 1:
        return None
    first = min(named, key=lambda c: c.start)
    before = [t for t in heading if t.idx < first.start]
    if any(t.pos_ in {"ADP", "PART"} or t.dep_ in {"neg", "prep"} or t.lower_ == "no" for t in before):
        return None  # "Recover without surgery" is not about surgery
    return max(named, key=lambda c: len(c.text))


def _most_named(mentions: list[Concept]) -> Concept | None:
    if not mentions:
        return None
    [(name, count)] = Counter(c.id for c in mentions).most_common(1)
    if count < MAIN_SHARE * len(mentions) or count < 2:  # noqa: PLR2004  one mention proves nothing
        return None
    longest: Concept = max((c for c in mentions if c.id == name), key=lambda c: len(c.text))
    return longest


def is_known(concept: Concept) -> bool:
    """Whether a lexicon has the concept, which is not just a noun in the place of a treatment."""
    return not concept.id.startswith("~")


def is_general(concept: Concept) -> bool:
    """Whether a treatment is only called one: "the supplement" is no name that could stand for another word."""
    words = lexicon("reference")
    text = concept.text.lower()
    return any(text.removesuffix(ending) in words["treatments"] for ending in ("'s", "’s", "s", ""))


def named_subject(name: str) -> Concept:
    """Return the treatment or product that somebody says a document is about."""
    words = vocabulary().learn([name])
    entry = words.named(key_of(name))
    if entry is None:  # a name of nothing but signs
        return Concept(f"~{name}", ConceptKind.INTERVENTION, name, 0, len(name))
    return Concept(entry.id, entry.kind, name, 0, len(name))
