"""Causal strength of a statement, 0 to 3: that two things go together, that one may, or that it does change the other.

The four steps fold the seven of Sumner et al. 2014 (doi:10.1136/bmj.g7015, box 2): no relation; correlational
(including what patients report, without a stated cause); conditional causal ("may cause", "helps"); causal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.cues import cues_of, hedge_among, predicates_of
from claims.model import Cue, CueKind, Hedge, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from claims.segmentation import Part

_RELATIONS = frozenset({CueKind.CAUSAL, CueKind.CORRELATIONAL})
_NAMING = frozenset({"relcl", "acl", "amod", "compound"})  # words that only say which thing is meant
_OBJECTS = frozenset({"dobj", "nsubjpass", "prt", "agent", "ccomp", "xcomp", "acomp", "oprd", "dative"})
_ONTO = frozenset({"against", "on", "for", "from", "at"})  # prepositions that name what a verb without object acts on


def strength_of(part: Part) -> Strength:
    """Return the causal strength of `part`: of its strongest relation, one step down where that is softened.

    A question states nothing. A change without somebody who is said to make it ("pain eased") is a correlation; a
    possibility without a named relation ("your jaw may feel tender") is a conditional one.
    """
    if part.statement.rstrip().endswith("?"):
        return Strength.NONE
    cues, predicates = cues_of(part), predicates_of(part)
    steps = [step for cue in cues if cue.kind in _RELATIONS and (step := _step(cue, cues, part, predicates))]
    softened = hedge_among(cues, predicates) is Hedge.HEDGED
    if not steps:
        return Strength.CONDITIONAL if softened and _happens(predicates) else Strength.NONE
    if softened and max(steps) >= Strength.CORRELATIONAL and not _only_association(cues):
        return Strength.CONDITIONAL
    return Strength(max(steps))


def _step(cue: Cue, cues: Iterable[Cue], part: Part, predicates: Sequence[Token]) -> int:
    """Return the step of the ladder on which one relation stands in its sentence; 0 where it is only mentioned."""
    span = part.doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if span is None or (span.root.dep_ in _NAMING and span.root not in predicates):
        return 0
    if cue.kind is CueKind.CORRELATIONAL:
        return 0 if _denied(cue, cues) else 1
    word = span.root
    intransitive = (
        word.pos_ == "VERB"
        and len(span) == 1
        and not any(
            child.dep_ in _OBJECTS or (child.dep_ == "prep" and child.lower_ in _ONTO) for child in word.children
        )
    )
    return 1 if intransitive and any(child.dep_ == "nsubj" for child in word.children) else int(cue.value or 0)


def _denied(cue: Cue, cues: Iterable[Cue]) -> bool:
    """Whether a negation acts on an association. To deny a cause ("does not cause seizures") is a causal statement."""
    return any(other.kind is CueKind.NEGATION and other.scope_start <= cue.start < other.scope_end for other in cues)


def _only_association(cues: Iterable[Cue]) -> bool:
    return not any(cue.kind is CueKind.CAUSAL for cue in cues) and any(cue.name.startswith("associat") for cue in cues)


def _happens(predicates: Iterable[Token]) -> bool:
    """Whether the statement is of something that happens, not of what somebody may do or choose."""
    for token in predicates:
        subjects = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")]
        if any(
            subject.pos_ in ("NOUN", "PROPN") or subject.lower_ in ("it", "this", "that", "these")
            for subject in subjects
        ):
            return True
    return False
