"""Frames: token indexes on their way to become an atomic statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS
from claims.wording import is_plural, present

if TYPE_CHECKING:
    from spacy.tokens import Token

TIES = frozenset({",", ";", ":", "–", "—", "--", "-"})

HYPHENS = frozenset({"-", "\u2010", "\u2011", "–"})


@dataclass(slots=True)
class Frame:
    """A growing set of token indexes on its way to become a part.

    `words` stand in for tokens in its statement; the tokens at `first` are read before the others. What is
    `presupposed` was chosen for what it says, and is a statement whatever its form.
    """

    head: Token
    own: set[int]
    shared: set[int] = field(default_factory=set)
    words: dict[int, str] = field(default_factory=dict)
    first: tuple[int, ...] = ()
    presupposed: bool = False


def stretch_of(token: Token, frame: Frame) -> set[int]:
    """Return what hangs on `token` and still belongs to `frame`."""
    return {t.i for t in token.subtree} & frame.own


def take(frame: Frame, own: set[int]) -> set[int]:
    """Remove `own` from the frame, and the comma and conjunction in front of it."""
    doc, first = frame.head.doc, min(own)
    frame.own -= own
    index = first - 1
    while index in frame.own and (doc[index].dep_ in {"cc", "preconj"} or doc[index].text in TIES):
        frame.own.discard(index)
        index -= 1
    return own


def has_subject(token: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(c.dep_ in SUBJECTS for c in token.children)


def opening_of(head: Token, frame: Frame) -> set[int]:
    """Return an opening phrase with its comma ("In adults with hay fever, …"), which frames all that follows."""
    found: set[int] = set()
    for child in head.children:
        if child.dep_ in {"prep", "advcl"} and child.i < head.i:
            stretch = {t.i for t in child.subtree} & frame.own
            if not stretch or not _opens(min(stretch), head):
                continue
            if max(stretch) + 1 < len(head.doc) and head.doc[max(stretch) + 1].text == ",":
                found |= stretch | {max(stretch) + 1}
    return found


def _opens(index: int, head: Token) -> bool:
    """Whether a word is the first of its sentence or of a clause in it."""
    before = head.doc[max(index - 1, 0)]
    return index == head.sent.start or before.dep_ in {"cc", "mark"} or (before.is_punct and before.text != ",")


def reporting_of(head: Token, frame: Frame) -> set[int]:
    """Return the words that report a clause ("studies suggest that"), where `head` is what they report."""
    if head.dep_ != "ccomp" or head.head.i not in frame.own:
        return set()
    stretch = {t.i for c in head.head.children if c.dep_ in {"ccomp", "conj"} for t in c.subtree}
    return {
        t.i for t in head.head.subtree if t.i in frame.own and t.i not in stretch and t.i < head.i and not t.is_punct
    }


def subject_above(verb: Token) -> set[int]:
    """Return the subject of the verb that a joined verb goes on from."""
    while verb.dep_ == "conj" and not has_subject(verb):
        verb = verb.head
    return {t.i for c in verb.children if c.dep_ in SUBJECTS for t in c.subtree}


def is_hyphen(token: Token) -> bool:
    """Whether a dash stands inside a word: "well-being"."""
    return token.text in HYPHENS and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def finite(participle: Token, subject: set[int]) -> dict[int, str]:
    """Return the present tense of a participle that becomes the verb of its own statement: "…, easing pain".

    In "…, making it a safe option" the pronoun is the subject again: "X is a safe option"; not in "making it easier".
    """
    plural = is_plural(participle.doc[i] for i in subject)
    following = participle.doc[participle.i + 1 : participle.i + 3]
    makes = participle.lemma_ == "make" and bool(subject) and len(following) > 1
    names = len(following) > 1 and (
        following[1].lower_ == "one" or (following[1].dep_ == "det" and following[1].head.pos_ in {"NOUN", "PROPN"})
    )
    if makes and following[0].lower_ in {"it", "them"} and names:
        return {participle.i: present("be", plural=plural), following[0].i: ""}
    return {participle.i: present(participle.lemma_.lower(), plural=plural)}
