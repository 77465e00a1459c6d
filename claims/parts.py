"""Which part a concept plays in its sentence, read off the words around it.

"Reduced nausea" names an outcome, "nausea was common" an adverse event, "tablets for nausea" a condition; a treatment
after "compared with" is the comparator. What the words do not tell is what the lexicon says.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import Concept, ConceptKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.vocabulary import Entry

PROBLEMS = frozenset({ConceptKind.CONDITION, ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT})
_BEFORE = 60  # characters read to the left of a concept
_AFTER = 40  # and to its right
_FILLER = (
    r"(?:(?:a|an|the|any|all|other|its|their|your|his|her|my|some|most|these|those|such|of|in|on|with|from|after|for|taking|"
    r"using|receiving|given|one|patients|people|participants|daily|single|severe|mild|chronic|acute|moderate|standard|active|own|"
    r"[a-z]+[- ](?:dose|line)|\d+(?:\.\d+)? ?(?:mg|%|percent|per cent)) ){0,4}"
)  # words that may stand between the marker and the concept
_COORDINATION = re.compile(
    r"(?:\s*(?:,|;|/|\band/or\b|\band\b|\bor\b|\bplus\b|\bas well as\b))+(?:\s+(?:the|a|an|your|\w+ly))?\s*"
)


def part_played(text: str, start: int, end: int, entry: Entry, earlier: Sequence[Concept]) -> ConceptKind:
    """Return the part of the concept `entry` at `text[start:end]`; `earlier` are the concepts found before it."""
    kind = entry.kind
    if kind not in {ConceptKind.CONDITION, ConceptKind.ADVERSE_EVENT, ConceptKind.INTERVENTION}:
        return kind
    if earlier and _COORDINATION.fullmatch(text[earlier[-1].end : start]):
        previous = earlier[-1].kind
        if kind is ConceptKind.INTERVENTION:
            between = text[: earlier[-1].start].lower().endswith(("between ", "either "))
            return ConceptKind.COMPARATOR if between else previous if previous is ConceptKind.COMPARATOR else kind
        if kind in PROBLEMS and previous in PROBLEMS:
            return previous
    before = text[max(0, start - _BEFORE) : start].lower()
    after = text[end : end + _AFTER].lower()
    if kind is ConceptKind.INTERVENTION:
        return ConceptKind.COMPARATOR if _pattern("comparator-before").search(before) else kind
    return _problem(kind, before, after)


def _problem(kind: ConceptKind, before: str, after: str) -> ConceptKind:
    """Tell condition, outcome and adverse event apart."""
    if _pattern("outcome-before").search(before) or _pattern("outcome-after").match(after):
        return ConceptKind.OUTCOME
    if kind is not ConceptKind.CONDITION or _pattern("adverse-event-before").search(before):
        is_event = _pattern("adverse-event-before").search(before) or _pattern("adverse-event-after").match(after)
        if is_event and kind is not ConceptKind.OUTCOME:
            return ConceptKind.ADVERSE_EVENT
    if _pattern("condition-before").search(before):
        return ConceptKind.CONDITION
    return kind


def describes_patients(text: str, start: int) -> bool:
    """Whether the condition at `start` says who the patients are ("adults with asthma"), not what happens to them."""
    return _pattern("patients-before").search(text[max(0, start - _BEFORE) : start].lower()) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return the patterns `name` of the lexicon as one, anchored to the concept."""
    words = "|".join(lexicon("parts")[name]["patterns"])
    if name.endswith("-before"):
        return re.compile(rf"(?<!\w)(?:{words})\s{_FILLER}$")
    return re.compile(rf"\s?(?:{words})(?!\w)")
