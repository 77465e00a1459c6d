"""Which way an outcome moves for the patient: verb of change x what is good x negation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import Concept, ConceptKind, Direction
from claims.parts import PROBLEMS
from claims.taxonomy import ancestors, good_direction

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLASSES = ("same", "worse", "better", "down", "up")
_CLAUSE = re.compile(r"[;:]|,? \b(?:but|while|whereas|although|though|however|yet)\b|, and\b")
_CLAUSE_COST = 60  # characters that a clause boundary counts for when the nearest change is looked for
_AND_COST = 15  # two verbs joined by "and" may have two outcomes
_REACH = 60  # characters beyond which a change says nothing of a concept
_AFTER_COST = 4  # "pain fell" and "less pain" are both near; a tie goes to the change that stands before
_NEGATION_REACH = 32  # characters between a negation and the change that it denies
_NEGATION_WORDS = 3  # and words
_IMPROVED = re.compile(
    r"\b(?:resol(?:ution|ved)|relief|remission|respon(?:se|ded|ders)|improve[dsm]\w*|cured?|heal(?:ed|ing)|recover\w*|success\w*"
    r"|halved|reduc(?:tion|ed)|fall in|drop in|clear(?:ance|ed)?|free)\b"
)  # shares of people to whom something good happened
_NOUN_OF_CHANGE = re.compile(r"(?:improvement|reduction|benefit|relief|decrease|increase|gain|effective)")
_FIGURE = r"(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b|(?![\d.]))"
_AGAINST = r"(?:\bversus\b|\bvs?\b\.?|\bagainst\b|\bcompared (?:with|to)\b|\bthan\b)"
_IN_ARM = r"(?:with|on|in|for|of|after)\b"
_ARMS = re.compile(  # "64% compared with 28%"; "12% with the app and 24% with usual care"
    rf"{_FIGURE}[^.;%]{{0,60}}?{_AGAINST}[^.;%]{{0,50}}?{_FIGURE}"
    rf"|{_FIGURE} {_IN_ARM} [^.;%\d]{{1,50}}?(?:\band\b|,) ?[^.;%\d]{{0,30}}?{_FIGURE} {_IN_ARM}"
)
_EVENTS = frozenset(
    {"improvement-of-symptoms", "relapse", "recurrence", "flare", "treatment-failure", "disease-progression"}
)


@dataclass(frozen=True, slots=True)
class _Change:
    """A word of change at characters `start` to `end` of the text, and which way it points."""

    start: int
    end: int
    way: str


def direction_of(text: str, concepts: Sequence[Concept], offset: int = 0) -> tuple[Concept | None, Direction | None]:
    """Return the outcome that `text` says most of, and the way it moves; `offset` is where `text` starts in the doc.

    An adverse event or a condition stands in for the outcome where there is none.
    """
    lower = text.lower()
    targets = _worth_telling(concepts)
    changes = _changes(lower, [(c.start - offset, c.end - offset) for c in targets])
    if changes and targets:
        nearest = [(_nearest(lower, changes, target, offset), place) for place, target in enumerate(targets)]
        (_, change), place = min(nearest, key=lambda found: (found[0][0], found[1]))
        return targets[place], _read(lower, change, targets[place])
    for target in targets if not lower.rstrip().endswith("?") else ():
        found = _from_arms(lower, target) or _from_occurrence(target, _is_absent(lower, target, offset))
        if found is not None:
            return target, found
    return (targets[0] if targets else None), None


def directions_of(text: str, concepts: Sequence[Concept], offset: int = 0) -> tuple[tuple[Concept, Direction], ...]:
    """Return every outcome, adverse event and condition that `text` says something of, each with the way it moves.

    Works on an `Analysis` too: `directions_of(analysis.text, analysis.concepts)`.
    """
    lower = text.lower()
    targets = _worth_telling(concepts)
    changes = _changes(lower, [(c.start - offset, c.end - offset) for c in targets])
    found = []
    for target in targets:
        cost, change = _nearest(lower, changes, target, offset) if changes else (_REACH, None)
        if change is not None and cost < _REACH:
            way = _read(lower, change, target)
        else:
            way = _from_arms(lower, target) or _from_occurrence(target, _is_absent(lower, target, offset))
        if way is not None:
            found.append((target, way))
    return tuple(found)


def _worth_telling(concepts: Sequence[Concept]) -> list[Concept]:
    """Return outcomes and adverse events; where there are none, conditions; words of no lexicon as a last resort."""
    told = [concept for concept in concepts if concept.kind in PROBLEMS and not concept.id.startswith("~")]
    unknown = [concept for concept in concepts if concept.kind is ConceptKind.OUTCOME and concept.id.startswith("~")]
    return [concept for concept in told if concept.kind is not ConceptKind.CONDITION] or told or unknown


def is_change(word: str) -> bool:
    """Whether a word, in lower case, is a word of change ("smooths")."""
    return any(_pattern(way).fullmatch(word) for way in _CLASSES)


def _nearest(text: str, changes: Sequence[_Change], target: Concept, offset: int) -> tuple[int, _Change]:
    """Return the change that is nearest to a concept, with its distance."""
    return min(((_distance(text, change, target, offset), change) for change in changes), key=lambda pair: pair[0])


def _changes(text: str, taken: Sequence[tuple[int, int]]) -> list[_Change]:
    """Return the words of change in `text`, first class first, none inside another nor inside a concept of its own."""
    found: list[_Change] = []
    for way in _CLASSES:
        for match in _pattern(way).finditer(text):
            start, end = match.span()
            inside = any(start < change.end and end > change.start for change in found)
            if not inside and (way == "same" or not any(a <= start and end <= b for a, b in taken)):
                found.append(_Change(start, end, way))
    return found


def _distance(text: str, change: _Change, target: Concept, offset: int) -> int:
    """Return how far a change is from a concept, in characters; a clause boundary between them counts extra."""
    start, end = target.start - offset, target.end - offset
    if change.end <= start:
        between = text[change.end : start]
        cost = len(between)
    elif change.start >= end:
        between = text[end : change.start]
        cost = len(between) + _AFTER_COST
    else:
        return 0
    return cost + _CLAUSE_COST * len(_CLAUSE.findall(between)) + _AND_COST * between.count(" and ")


def _read(text: str, change: _Change, target: Concept) -> Direction | None:
    """Return the way that `target` moves by `change`."""
    if change.way == "same" or _is_denied(text, change):
        return Direction.NO_DIFFERENCE
    better = change.way == "better"
    if change.way in {"up", "down"}:
        good = good_direction(target.id) or ("lower" if target.kind is not ConceptKind.OUTCOME else None)
        noun = _NOUN_OF_CHANGE.match(text[change.end :].lstrip())
        if noun is not None:  # "less improvement", "greater reduction"
            better = change.way == "up"
        elif good is None:
            return None
        else:
            better = (change.way == "up") == (good == "higher")
    return Direction.BETTER if better else Direction.WORSE


def _is_denied(text: str, change: _Change) -> bool:
    """Whether a negation stands shortly before a change, in the same clause."""
    before = text[max(0, change.start - _NEGATION_REACH) : change.start]
    cut = max((match.end() for match in re.finditer(r"[,;:.()]|\b(?:but|and|than)\b", before)), default=0)
    denials = [match.end() for match in _pattern("negations").finditer(before, cut)]
    return bool(denials) and len(before[denials[-1] :].split()) <= _NEGATION_WORDS


def _from_arms(text: str, target: Concept) -> Direction | None:
    """Compare the first two figures that stand against each other: the treatment's, then the comparator's."""
    match = _ARMS.search(text)
    good = good_direction(target.id) or ("lower" if target.kind is not ConceptKind.OUTCOME else None)
    if match is None or good is None or not ("%" in match[0] or "per" in match[0]):
        return None
    if _IMPROVED.search(text, 0, match.end()):
        good = "higher"
    first, second = (float(figure) for figure in match.groups() if figure is not None)
    if first == second:
        return Direction.NO_DIFFERENCE
    return Direction.BETTER if (first > second) == (good == "higher") else Direction.WORSE


def _from_occurrence(target: Concept, absent: bool) -> Direction | None:  # noqa: FBT001  the only caller says which
    """Judge what happens to people, or does not: a response, a relapse, an adverse event."""
    if target.kind is not ConceptKind.ADVERSE_EVENT and not (
        target.kind is ConceptKind.OUTCOME and _EVENTS & (ancestors(target.id) | {target.id})
    ):
        return None
    if absent or target.negated:
        return Direction.NO_DIFFERENCE
    return Direction.BETTER if good_direction(target.id) == "higher" else Direction.WORSE


def _is_absent(text: str, target: Concept, offset: int) -> bool:
    """Whether the words around a concept say that it did not occur."""
    before = text[max(0, target.start - offset - _NEGATION_REACH) : target.start - offset].rstrip()
    after = text[target.end - offset :].lstrip(" -")
    last = max((match.end() for match in _pattern("absent-before").finditer(before)), default=-1)
    return last == len(before) > 0 or _pattern("absent-after").match(after) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return the patterns `name` of the lexicon as one."""
    words = "|".join(sorted(lexicon("directions")[name]["patterns"], key=len, reverse=True))
    start = r"(?:(?<!\w)|(?=n['’]t))"
    return re.compile(rf"{start}(?:{words})(?!\w)")
