"""Which way a clause points: whether something rose, fell, got better or worse, or did not change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.model import ConceptKind
from claims.taxonomy import good_direction
from sources.phrasing import find_phrases, first_phrase
from sources.sayings import without

if TYPE_CHECKING:
    from claims.model import Analysis, Concept

_JOINT = re.compile(
    r"\s*(?:;|:|\.\s|,?\s+(?:but|whereas|while|although|though|however|yet|except)\b|,\s+(?:and|with|which|as)\b)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a statement that says one thing."""

    text: str


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a clause says happened: `move` 1 up, -1 down; `good` 1 better, -1 worse; 0 where it does not say.

    `null` is true where it says that nothing happened or nothing differed.
    """

    move: int = 0
    good: int = 0
    null: bool = False

    @property
    def stated(self) -> bool:
        """Whether the clause says anything of the kind."""
        return self.null or self.move != 0 or self.good != 0


def clauses_of(analysis: Analysis) -> tuple[Clause, ...]:
    """Return the clauses of a statement, cut where punctuation or a contrast joins them."""
    return _clauses(analysis.text)


@lru_cache(maxsize=8192)  # a passage is held against every claim
def _clauses(text: str) -> tuple[Clause, ...]:
    found, start = [], 0
    for joint in _JOINT.finditer(text):
        if joint.start() > start:
            found.append(Clause(text[start : joint.start()]))
        start = joint.end()
    if start < len(text):
        found.append(Clause(text[start:]))
    return tuple(found)


def polarity_of(clause: Clause, analysis: Analysis) -> Polarity:
    """Return which way `clause` of `analysis` points; the valence of its outcomes makes "lower" better or worse."""
    found = worded(clause.text)
    if found.good == 0 and found.move:
        return replace(found, good=found.move * _valence(clause, analysis))
    return found


@lru_cache(maxsize=8192)
def worded(text: str) -> Polarity:
    """Return which way the words of a clause point, whatever they are said of.

    That nothing changed in those who got nothing is no null result of who got something.
    """
    null = first_phrase("null-result", without("of-some", text), affirmed=False, lexicon_name="polarity") is not None
    moves = [(p.start, 1) for p in find_phrases("up", text, affirmed=False, lexicon_name="polarity")]
    moves += [(p.start, -1) for p in find_phrases("down", text, affirmed=False, lexicon_name="polarity")]
    move = min(moves)[1] if moves and len({m for _, m in moves}) == 1 else (min(moves)[1] if moves else 0)
    good = bool(find_phrases("better", text, affirmed=False, lexicon_name="polarity")) - bool(
        find_phrases("worse", text, affirmed=False, lexicon_name="polarity")
    )
    return Polarity(move, good, null)


def _valence(clause: Clause, analysis: Analysis) -> int:
    """1 where more of the clause's outcome is good, -1 where less of it is, 0 where nobody can tell."""
    inside = [c for c in analysis.concepts if c.text in clause.text]
    for concept in sorted(inside, key=_is_outcome, reverse=True):
        direction = good_direction(concept.id)
        if direction is not None:
            return 1 if direction == "higher" else -1
    return 0


def _is_outcome(concept: Concept) -> bool:
    return concept.kind in (ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT)
