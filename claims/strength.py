"""Causal strength of a statement, 0 to 3: that two things go together, that one may, or that it does change the other.

The four steps fold the seven of Sumner et al. 2014 (doi:10.1136/bmj.g7015, box 2): no relation; correlational
(including what patients report, without a stated cause); conditional causal ("may cause", "helps"); causal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.attribution import REPORTING
from claims.cues import PERSONAL, cues_of, hedge_among, predicates_of
from claims.model import ConceptKind, Cue, CueKind, Hedge, Role, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from claims.segmentation import Part

_HEALTH = frozenset({ConceptKind.CONDITION, ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT})
_STATES = frozenset(
    {"have", "need", "require", "include", "contain", "cover", "cost", "offer", "want", "carry", "involve", "face"}
)
_PEOPLE = frozenset(
    {
        "people",
        "patient",
        "adult",
        "woman",
        "man",
        "child",
        "user",
        "participant",
        "customer",
        "doctor",
        "nurse",
        "team",
    }
)
_RELATIONS = frozenset({CueKind.CAUSAL, CueKind.CORRELATIONAL})
_NAMING = frozenset({"amod", "compound"})  # words that only say which thing is meant
_CHOOSING = frozenset({"relcl", "acl"})  # and, of people, which people
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
    if not any(step == Strength.CAUSAL for step in steps) and _acts(part, predicates):
        steps.append(Strength.CAUSAL)
    if not steps and _observes(part):
        steps.append(Strength.CORRELATIONAL)
    if not steps:
        return Strength.CONDITIONAL if softened and _happens(predicates) else Strength.NONE
    if softened and max(steps) >= Strength.CORRELATIONAL and not _only_association(cues):
        return Strength.CONDITIONAL
    return Strength(max(steps))


def _step(cue: Cue, cues: Iterable[Cue], part: Part, predicates: Sequence[Token]) -> int:
    """Return the step of the ladder on which one relation stands in its sentence; 0 where it is only mentioned."""
    span = part.doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if span is None or (_only_names(span.root) and span.root not in predicates):
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


def _only_names(word: Token) -> bool:
    """Whether a word only says which thing or whom the statement is of: "a cleansing foam", "adults who responded"."""
    return word.dep_ in _NAMING or (word.dep_ in _CHOOSING and word.head.lemma_ in _PEOPLE)


def _denied(cue: Cue, cues: Iterable[Cue]) -> bool:
    """Whether a negation acts on an association. To deny a cause ("does not cause seizures") is a causal statement."""
    return any(other.kind is CueKind.NEGATION and other.scope_start <= cue.start < other.scope_end for other in cues)


def _only_association(cues: Iterable[Cue]) -> bool:
    return not any(cue.kind is CueKind.CAUSAL for cue in cues) and any(cue.name.startswith("associat") for cue in cues)


def _acts(part: Part, predicates: Iterable[Token]) -> bool:
    """Whether a thing does something to the body or to a complaint, by whatever verb ("zinc frees up the airways")."""
    acted_on = {concept.start for concept in part.doc._.claims_concepts if concept.kind in _HEALTH}
    for verb in predicates:
        if verb.pos_ != "VERB" or verb.lemma_ in _STATES or verb.lemma_ in REPORTING:
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is None or subject.lower_ in PERSONAL or subject.lower_ == "they" or subject.lemma_ in _PEOPLE:
            continue
        objects = (child for child in verb.children if child.dep_ == "dobj")
        if any(token.idx in acted_on for thing in objects for token in (thing, *thing.children)):
            return True
    return False


def _observes(part: Part) -> bool:
    """Whether it counts people with an outcome, which reports that the two go together and not why."""
    roles = {q.role for q in part.doc._.claims_quantities if part.covers(q.start, q.end)}
    kinds = {c.kind for c in part.doc._.claims_concepts if part.covers(c.start, c.end)}
    return bool(roles & {Role.SHARE, Role.EFFECT_SIZE} and kinds & {ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT})


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
