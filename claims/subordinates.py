"""Subordinate clauses that assert something of their own: contrast, reason, result, and what "which" adds to a noun.

Clauses that say when ("while you sleep") or under what circumstances assert nothing and stay with their verb. So does
", which" where it speaks of the whole clause before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.agreement import BELOW, agrees, finite_of, in_small_clause, says_of_clause
from claims.clauses import SUBJECTS, VERBAL
from claims.frames import Frame, finite, has_subject, stretch_of, subject_above, take

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTRAST = frozenset({"while", "whereas", "although", "though", "because", "so"})


def contrast(token: Token, frame: Frame) -> Frame | None:
    """Cut an adverbial clause that asserts something: contrast, reason, or a result in a participle."""
    markers = [
        c
        for c in token.children
        if c.dep_ == "mark" or (c.dep_ in {"advmod", "cc"} and c.i < token.i and c.lower_ in CONTRAST)
    ]
    if markers and has_subject(token) and markers[0].lower_ in CONTRAST:
        stretch = stretch_of(token, frame)
        if markers[0].lower_ == "while" and _is_temporal(token, stretch):
            return None
        own = take(frame, stretch)
        own -= {t.i for m in markers for t in m.subtree}
        own -= {i for i in (markers[0].i - 1,) if token.doc[i].lower_ in {"even", "just"}}  # "even though"
        _drop_comma_after(frame, own)
        return Frame(token, own, set())
    return None if markers else _result(token, frame)


def _is_temporal(token: Token, stretch: set[int]) -> bool:
    """Whether a clause with "while" says when: no comma sets it off, or it only takes up who was named before.

    Contrast brings a topic of its own, in a state, and stands behind a comma or in front (Quirk et al. 1985, 15.43).
    """
    doc, subject = token.doc, next(c for c in token.children if c.dep_ in SUBJECTS)
    first = min(stretch)
    before = doc[first - 1].text if first > token.sent.start else ""
    apart = before in {"", ",", "–", "—", ";", "("}
    going_on = token.tag_ == "VBG" and any(c.lemma_ == "be" for c in token.children)
    return not apart or subject.pos_ == "PRON" or going_on or any(c.lower_ == "still" for c in token.children)


def _result(token: Token, frame: Frame) -> Frame | None:
    """Cut a participle behind a comma that adds a result: "…, easing pain"."""
    first = min(t.i for t in token.subtree)
    set_off = first > frame.head.sent.start and token.doc[first - 1].text == ","
    if token.tag_ != "VBG" or token.i < token.head.i or not set_off or has_subject(token):
        return None
    governor = _governor(token.head)
    subject = subject_above(governor) or {i for i in frame.shared if finite_of(governor) is None}
    if not subject and governor.tag_ != "VBZ":
        return None  # only "works beneath the surface, …" says of something that it does it
    subject -= {i for i in sorted(subject)[:1] if token.doc[i].dep_ == "mark"}
    own = take(frame, stretch_of(token, frame))
    return Frame(token, own, subject, finite(token, subject))


def _governor(verb: Token) -> Token:
    """Return the verb whose subject a participle has that stands behind a clause without a tense of its own."""
    while verb.dep_ in BELOW and (finite_of(verb) is None or in_small_clause(verb)) and verb.head.i < verb.i:
        verb = verb.head
    return verb


def _drop_comma_after(frame: Frame, own: set[int]) -> None:
    following = max(own) + 1
    if following in frame.own and frame.head.doc[following].text == "," and frame.head.i < following:
        frame.own.discard(following)


def relative(token: Token, frame: Frame) -> Frame | None:
    """Cut a relative clause behind a comma: it says something of its own about the noun before it."""
    stretch = stretch_of(token, frame)
    first = min(stretch)
    pronoun = next((t for t in token.doc[first : token.i] if t.tag_ in {"WDT", "WP"}), None)
    if (
        pronoun is None
        or first - 1 not in frame.own
        or token.doc[first - 1].text != ","
        or pronoun.dep_ not in SUBJECTS
        or (pronoun.lower_ == "which" and says_of_clause(token))
    ):
        return None
    if token.head.i == frame.head.i or not any(
        t.pos_ in VERBAL and t.i not in stretch for t in (token.doc[i] for i in frame.own)
    ):
        return None  # nothing would be left to say
    antecedent = _antecedent(token, first - 1)
    if not antecedent:
        return None
    own = take(frame, stretch)
    own.discard(pronoun.i)
    _drop_comma_after(frame, own)
    return Frame(token, own, antecedent)


def _antecedent(clause: Token, end: int) -> set[int]:
    """Return the noun phrase before a relative clause that agrees with its verb, nothing where none does.

    The nearest noun may be the last of several ("itching and a sore throat, which are …") or a part of the phrase that
    is meant ("people with migraine, who have …").
    """
    noun = clause.head
    while noun.pos_ in {"NOUN", "PROPN", "PRON"} or noun.dep_ == "prep":
        phrase = {t.i for t in noun.subtree} - {t.i for t in clause.subtree}
        phrase = {i for i in phrase if i < end and clause.doc[i].dep_ not in {"relcl", "appos"}}
        if noun.dep_ != "prep" and agrees(clause, (clause.doc[i] for i in sorted(phrase))):
            return phrase
        if noun.dep_ not in {"conj", "pobj", "prep"}:
            break
        noun = noun.head
    return set()
