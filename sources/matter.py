"""Matter: what a statement speaks of, unit by unit, and which units of it a stretch of a passage has too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import ConceptKind
from sources.sayings import phrases, words_of
from sources.subjects import CLINICAL, TREATMENT, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.model import Analysis, Concept
    from sources.model import Premise

_STEM = 5  # letters that two words must share to count as one family
_SHORT = 3  # letters of a word that must stand whole
KIN = frozenset({"same", "narrower", "broader"})
SAME = frozenset({"same"})
WHOLE = frozenset({"same", "broader"})  # of what a claim names to what a passage does: it holds of the whole
_JOINT = re.compile(
    r"\s*(?:;|:\s|\.\s|,?\s+(?:but|whereas|while|although|though|however|yet|except|since|because)\b"
    r"|,\s+(?:and|which|as)\b)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A thing that a statement speaks of: a concept that a lexicon knows, or a content word."""

    text: str
    concept: Concept | None = None

    @property
    def is_treatment(self) -> bool:
        """Whether it is what is given, or what that is compared with."""
        return self.concept is not None and self.concept.kind in TREATMENT

    @property
    def is_people(self) -> bool:
        """Whether it is who is treated."""
        return self.concept is not None and self.concept.kind is ConceptKind.POPULATION

    @property
    def is_clinical(self) -> bool:
        """Whether it is a condition or an outcome that a lexicon knows."""
        return self.concept is not None and self.concept.kind in CLINICAL


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence between two joints, with the concepts in it."""

    text: str
    sentence: Analysis

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts that it names."""
        return tuple(c for c in self.sentence.concepts if c.text in self.text)

    @property
    def sentence_part(self) -> Part:
        """The whole sentence as one part."""
        return Part(self.sentence.text, self.sentence)


def parts_in(premise: Premise) -> Iterator[Part]:
    """Yield the parts of all sentences of a passage."""
    return (part for analysis in premise.analyses for part in parts_of(analysis))


def inside(part: Part, stretch: str) -> tuple[Concept, ...]:
    """Return the concepts of a part that stand in a stretch of it."""
    return tuple(c for c in part.concepts if c.text in stretch)


@lru_cache(maxsize=8192)
def parts_of(analysis: Analysis) -> tuple[Part, ...]:
    """Return the parts of a statement, cut where punctuation, a contrast or a reason joins them."""
    pieces = (piece for piece in _JOINT.split(analysis.text) if piece)
    return tuple(Part(piece, analysis) for piece in pieces)


@lru_cache(maxsize=8192)
def matter_of(analysis: Analysis) -> tuple[Unit, ...]:
    """Return what a statement speaks of, without the words that only say how it goes, or frame it."""
    moves = [p.text.lower() for p in phrases("gains", analysis.text)]
    concepts = (c for c in analysis.concepts if not (c.id.startswith("~") or c.negated or _is_empty(c, moves)))
    known = {c.id: c for c in concepts}
    covered = " ".join([*(c.text.lower() for c in known.values()), *moves])
    words = dict.fromkeys(t for t in analysis.terms if t[:_STEM] not in covered and t not in frame() and t.isalpha())
    return (*(Unit(c.text, c) for c in known.values()), *(Unit(w) for w in words))


def _is_empty(concept: Concept, moves: list[str]) -> bool:
    """Whether a concept is anybody at all, or one of the words that say how it goes."""
    word = concept.text.lower()
    anybody = concept.kind is ConceptKind.POPULATION and word.removesuffix("s") in frame() | words_of("anybody")
    return word in moves or word in words_of("vague") or (anybody and word not in words_of("women"))


@cache
def frame() -> frozenset[str]:
    """Return the words that name no subject: of studies, people, time and talk."""
    return words_of("empty") | {word for group in lexicon("generic-nouns").values() for word in group["words"].split()}


def has(unit: Unit, text: str, concepts: Iterable[Concept], kinds: frozenset[str] = KIN) -> bool:
    """Whether a stretch of `text` that names `concepts` speaks of `unit`, or of something that `kinds` relate to it."""
    if unit.concept is not None and closest(unit.concept, concepts)[0] in kinds:
        return True
    word = unit.text.lower()
    pattern = rf"\b{re.escape(word[:_STEM])}" if len(word) > _SHORT else rf"\b{re.escape(word)}s?\b"
    return re.search(pattern, text.lower()) is not None


def shared(units: Iterable[Unit], part: Part, kinds: frozenset[str] = KIN) -> tuple[Unit, ...]:
    """Return those of `units` that a part speaks of."""
    concepts = part.concepts
    return tuple(unit for unit in units if has(unit, part.text, concepts, kinds))
