"""Statements made in passing: "With its proven safety, …", "…, with few side effects", "X, a drug-free option, …".

What such a phrase says is presupposed, not asserted by a verb (Huddleston & Pullum 2002, ch. 15 on supplements), yet a
reader takes it as said. Each becomes a part of its own about the subject of its sentence, its preposition or article
read as "has" or "is". Phrases that narrow a noun ("people with few symptoms") state nothing and stay where they are.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS, clause_head
from claims.frames import Frame, finite, opening_of, reporting_of, stretch_of, take
from claims.lexicon import lexicon
from claims.model import ConceptKind
from claims.wording import is_plural, present

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

VERBAL = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
ENDING = frozenset({",", ";", "–", "—", ".", "!", ":", ")"})


def with_phrase(token: Token, frame: Frame) -> Frame | None:
    """Cut a "with" or "without" phrase at the edge of its clause that says how safe or effective its subject is.

    Also "with 61% of users reporting less pain", whose participle becomes a verb.
    """
    verb = clause_head(token.head)
    stretch = stretch_of(token, frame)
    if token.lower_ not in {"with", "without"} or verb.pos_ not in VERBAL or _is_denied(verb):
        return None
    subject = _subject_of(verb, frame)
    front = bool(subject) and max(stretch) < min(subject)
    if not subject or not (_opens(stretch, frame) if front else _closes(token, verb, stretch, frame)):
        return None
    inner = _absolute(token, stretch)
    if inner is not None and not front:
        return _with_verb(token, inner, verb, subject, frame)
    if _is_selected(token, verb):
        return None
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    if noun is None or not _asserts(noun, bare=token.lower_ == "without"):
        return None
    return _possessed(token, noun, verb, subject, frame, front=front)


def _is_selected(token: Token, verb: Token) -> bool:
    """Whether the verb asks for its "with": "helps with pain", "go along with a risk", "compared with relief"."""
    behind_comma = token.doc[token.i - 1].text == ","
    return not behind_comma and token.head.pos_ in VERBAL | {"ADV"} and verb.lemma_.lower() in _known("selecting")


def _possessed(token: Token, noun: Token, verb: Token, subject: set[int], frame: Frame, *, front: bool) -> Frame | None:
    """Make "X has few side effects" of a phrase; "patients who take X have …" where X is what somebody takes."""
    doc = token.doc
    people = _is_people(doc, subject)
    if people and (front or verb.lemma_.lower() not in _known("receiving") or verb.tag_ in {"VBG", "VBN"}):
        return None
    modal = [c for c in verb.children if c.tag_ == "MD" and c.i < token.i]
    has = "have" if modal and not people else present("have", plural=is_plural(doc[i] for i in subject))
    words = {token.i: has if token.lower_ == "with" else f"{has} no"}
    words |= {t.i: "" for t in noun.children if (t.dep_ == "poss" and t.tag_ == "PRP$") or t.lower_ == "any"}
    shared = subject | opening_of(verb, frame) | reporting_of(verb, frame)
    own = take(frame, stretch_of(token, frame))
    if front:
        return Frame(noun, own, subject, words, tuple(sorted(subject)), presupposed=True)
    if people:
        opening = min([verb, *modal], key=lambda t: t.i)
        words[opening.i] = f"who {opening.text}"
        shared |= {i for i in frame.own if max(subject) < i < token.i}
    else:
        shared |= {t.i for t in modal}
    return Frame(noun, own, shared, words, presupposed=True)


def _absolute(token: Token, stretch: set[int]) -> Token | None:
    """Return the verb of a clause behind "with": a participle with a subject of its own, or "results that last"."""
    if token.lower_ != "with" or token.doc[min(stretch) - 1].text != ",":
        return None
    for child in token.children:
        if child.dep_ == "pcomp" and child.tag_ == "VBG" and any(c.dep_ in SUBJECTS for c in child.children):
            return child
        if child.dep_ == "pobj":
            return next((c for c in child.children if c.tag_ == "VBG" and c.dep_ == "acl"), _restriction(child))
    return None


def _restriction(noun: Token) -> Token | None:
    """Return the verb of a relative clause whose subject is a noun for harm, benefit or duration: "that last"."""
    if noun.lemma_.lower() not in _known("nouns") or any(c.dep_ in {"det", "poss"} for c in noun.children):
        return None
    behind = noun.doc[noun.i + 1] if noun.i + 1 < noun.sent.end else noun
    clauses = (c for c in noun.children if c.dep_ == "relcl" and not _is_denied(c))
    return next((c for c in clauses if behind.lower_ in {"that", "which"} and behind.head.i == c.i), None)


def _with_verb(token: Token, verb: Token, outer: Token, subject: set[int], frame: Frame) -> Frame:
    """Make "with X, 61% of users report less pain" of a phrase that holds a verb and its subject."""
    doc = token.doc
    opening = opening_of(outer, frame) | reporting_of(outer, frame)
    own = take(frame, stretch_of(token, frame))
    own = {i for i in own if not (doc[i].head.i == verb.i and doc[i].lower_ in {"that", "which"})}
    words = finite(verb, {i for i in own if token.i < i < verb.i}) if verb.tag_ == "VBG" else {}
    if not _is_treatment(doc, subject):
        own.discard(token.i)
        return Frame(verb, own, opening, words, presupposed=True)
    first, last = doc[min(subject)], max(subject)
    if first.is_sent_start and first.pos_ != "PROPN" and first.text[1:].islower():
        words[first.i] = first.lower_
    words[last] = f"{words.get(last, doc[last].text)},"
    return Frame(verb, own, subject | opening, words, (*sorted(opening), token.i, *sorted(subject)), presupposed=True)


def apposition(token: Token, frame: Frame) -> Frame | None:
    """Cut an apposition that says what kind of treatment its noun is: "X, a drug-free option for pain, …"."""
    stretch = stretch_of(token, frame)
    first, doc = min(stretch), token.doc
    article = doc[first]
    described = any(c.dep_ in {"amod", "relcl", "acl", "compound"} for c in token.children)
    kind = token.lemma_.lower() in _known("kinds") or token.lemma_.lower() in lexicon("reference")["treatments"]
    if article.lower_ not in {"a", "an"} or not described or not kind:
        return None
    noun = token.head
    name = {t.i for t in noun.subtree} & frame.own - stretch
    name = {i for i in name if i < first - 1}
    if noun.pos_ not in NOUNS or first - 1 not in frame.own or doc[first - 1].text != "," or not name:
        return None
    own = take(frame, stretch)
    if max(own) + 1 in frame.own and doc[max(own) + 1].text == ",":
        frame.own.discard(max(own) + 1)
    verb = present("be", plural=is_plural(doc[i] for i in name))
    return Frame(token, own, name, {first: f"{verb} {article.lower_}"}, presupposed=True)


def fronted(token: Token, frame: Frame) -> Frame | None:
    """Cut a participle with its object in front of a clause about a treatment: "Using magnets, it eases pain"."""
    stretch = stretch_of(token, frame)
    subject = _subject_of(token.head, frame)
    if token.tag_ != "VBG" or not subject or max(stretch) > min(subject) or min(stretch) != token.i:
        return None
    if token.lower_ in _known("prepositional") or not any(c.dep_ == "dobj" for c in token.children):
        return None
    if not _opens(stretch, frame) or not _is_treatment(token.doc, subject):
        return None
    own = take(frame, stretch)
    return Frame(token, own, subject, finite(token, subject), tuple(sorted(subject)), presupposed=True)


# ------------------------------------------------------------------------------------------------- what is asked


def _subject_of(verb: Token, frame: Frame) -> set[int]:
    """Return the subject of a verb, or of the one that it is joined to; nothing where it is a relative pronoun."""
    while not (subjects := [c for c in verb.children if c.dep_ in SUBJECTS]):
        if verb.dep_ not in {"conj", "xcomp", "advcl"} or verb.head.i == verb.i:
            return set()
        verb = verb.head
    if subjects[0].dep_ == "expl" or subjects[0].tag_ in {"WDT", "WP"} or subjects[0].dep_.startswith("c"):
        return set()
    return {t.i for t in subjects[0].subtree} & (frame.own | frame.shared)


def _opens(stretch: set[int], frame: Frame) -> bool:
    """Whether a phrase is the first of its frame, with a comma behind it."""
    behind = max(stretch) + 1
    return min(stretch) == min(frame.own) and behind in frame.own and frame.head.doc[behind].text == ","


def _closes(token: Token, verb: Token, stretch: set[int], frame: Frame) -> bool:
    """Whether a phrase ends its clause and is said of the clause: behind a comma, or on its verb or its object."""
    doc, behind = token.doc, max(stretch) + 1
    ends = behind not in frame.own or doc[behind].text in ENDING or doc[behind].dep_ == "cc"
    if not ends or token.i < verb.i or doc[max(stretch)].text in ENDING:
        return False
    if doc[min(stretch) - 1].text == ",":
        return True
    head = token.head
    return head.i == verb.i or (
        head.dep_ in {"dobj", "acomp", "advmod"} and head.head.i == verb.i and not _names_people(head)
    )


def _asserts(noun: Token, *, bare: bool) -> bool:
    """Whether a noun for harm, benefit or duration has a word with it that asserts it, or needs none (`bare`)."""
    if noun.lemma_.lower() not in _known("nouns") and not _is_harm(noun):
        return False
    if any(t.pos_ in VERBAL and t.dep_ == "conj" for t in noun.subtree):
        return False
    named = [c for c in noun.doc._.claims_concepts if c.start < noun.idx < c.end and c.kind is ConceptKind.CONDITION]
    words = [t for t in noun.subtree if t.i < noun.i and not any(c.start <= t.idx < c.end for c in named)]
    if bare:
        return not any(t.dep_ == "det" and t.lower_ != "any" for t in words)
    return any(t.lower_ in _known("asserting") for t in words)


def _is_harm(noun: Token) -> bool:
    """Whether a noun names an adverse event: "with no bloating"."""
    end = noun.idx + len(noun)
    found = (c for c in noun.doc._.claims_concepts if c.start < end and noun.idx < c.end)
    return any(c.kind is ConceptKind.ADVERSE_EVENT for c in found)


def _is_denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _names_people(token: Token) -> bool:
    return token.lemma_.lower() in lexicon("reference")["people"]


def _is_people(doc: Doc, subject: set[int]) -> bool:
    return any(
        _names_people(doc[i]) or doc[i].lower_ in {"you", "we", "they"} for i in subject if doc[i].dep_ in SUBJECTS
    )


def _is_treatment(doc: Doc, subject: set[int]) -> bool:
    """Whether a subject names a treatment, or points to one: "it", "the device"."""
    words = lexicon("reference")
    heads = [doc[i] for i in subject if doc[i].dep_ in SUBJECTS]
    if any(t.lower_ == "it" or t.lemma_.lower() in words["treatments"] for t in heads):
        return True
    places = [range(t.idx, t.idx + len(t)) for t in heads]
    kinds = [c for c in doc._.claims_concepts if c.kind is ConceptKind.INTERVENTION and not c.id.startswith("~")]
    return any(c.start < place.stop and place.start < c.end for c in kinds for place in places)


@cache
def _known(group: str) -> frozenset[str]:
    return frozenset(word for line in lexicon("asides")[group]["words"] for word in line.split())
