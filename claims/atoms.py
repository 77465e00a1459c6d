"""Cut a sentence into atomic statements (see `claims.segmentation` for what a part is).

The relations are CLEAR labels as the English models of spaCy give them (Choi & Palmer 2012). Each cut takes a stretch
out of the frame that holds it; what the stretch needs from the frame (subject, auxiliaries, attribution, population)
is shared with it, so a hedge that governs both verbs stays with both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.asides import apposition, fronted, with_phrase
from claims.clauses import SUBJECTS
from claims.frames import TIES, Frame, finite, has_subject, opening_of, reporting_of, stretch_of, subject_of, take
from claims.listing import cut_lists
from claims.segmentation import Part
from claims.wording import rendered

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

VERBAL = frozenset({"VERB", "AUX"})
CONTRAST = frozenset({"while", "whereas", "although", "though", "because", "so"})
STOPS = frozenset({";", "–", "—", "--"})
MOST = 8
"""A sentence gives at most so many parts; a longer list is left whole rather than shredded."""


def split(sentence: Span) -> tuple[Part, ...]:
    """Return the atomic statements of `sentence`, in the order in which they are printed.

    A sentence that cannot be cut, or that would fall into more than `MOST` parts, comes back as one part.
    """
    frames = [Frame(sentence.root, {t.i for t in sentence if not t.is_space})]
    for frame in frames:  # grows while it is walked: a part that was cut off may hold another
        while (cut := _clause_cut(frame)) is not None:
            frames.append(cut)
    listed = [item for frame in frames for item in cut_lists(frame)]
    parts = sorted((_part(sentence, f) for f in listed), key=lambda p: (p.start, p.end))
    parts = [p for p in parts if _says_something(p)]
    if not 1 < len(parts) <= MOST:
        everything = Frame(sentence.root, {t.i for t in sentence if not t.is_space})
        return (_part(sentence, everything),)
    return tuple(parts)


def _says_something(part: Part) -> bool:
    """Whether a part holds at least one content word of its own."""
    return any(t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"} for t in part.doc[part.start : part.end])


# ---------------------------------------------------------------------------------------------------- clauses


def _clause_cut(frame: Frame) -> Frame | None:
    """Take the first clause that can stand alone out of `frame`, and return it."""
    doc = frame.head.doc
    for index in sorted(frame.own):
        token = doc[index]
        if token.i == frame.head.i or token.head.i not in frame.own or token.head.i == token.i:
            continue
        make = _MAKERS.get(token.dep_)
        if make is not None and _asserted(token.head, frame.head) and (cut := make(token, frame)) is not None:
            return cut
    return None


def _asserted(head: Token, root: Token) -> bool:
    """Whether what hangs on `head` is stated by the frame itself, not inside a condition or a restriction."""
    while head.i != root.i:
        if head.dep_ not in {
            "conj",
            "ccomp",
            "xcomp",
            "attr",
            "dobj",
            "pobj",
            "prep",
            "nsubj",
            "nsubjpass",
            "acomp",
            "advcl",
            "appos",
        }:
            return False  # the root of the sentence, met without meeting that of the frame, ends here as well
        if head.dep_ == "advcl" and any(c.dep_ == "mark" or c.tag_ == "WRB" for c in head.children):
            return False
        head = head.head
    return True


def _left_shared(head: Token, frame: Frame, *, auxiliaries: bool) -> set[int]:
    """Return what stands left of `head` and governs its conjunct too: subject, attribution, adverbs, modals."""
    shared = set(frame.shared)
    outer = head
    while True:
        for child in outer.children:
            if child.i > outer.i or child.dep_ in {"cc", "preconj", "punct", "conj"}:
                continue
            if child.dep_ in {"aux", "auxpass", "neg"} and not auxiliaries and outer.i == head.i:
                continue
            shared |= {t.i for t in child.subtree}
        if outer.i == frame.head.i or not (outer.dep_ in {"ccomp", "xcomp"} or _is_purpose(outer)):
            break
        outer = outer.head
        if outer.i not in frame.own:
            break
        shared |= {outer.i}
    return shared


def _is_purpose(verb: Token) -> bool:
    """Whether a verb is an infinitive that says what something is done for: "given *to help* improve mood"."""
    return verb.dep_ == "advcl" and not has_subject(verb) and any(c.tag_ == "TO" for c in verb.children)


def _conjunct(token: Token, frame: Frame) -> Frame | None:
    head = _reported(token)
    if token.pos_ not in VERBAL or (head.pos_ not in VERBAL and not has_subject(token)):
        return None
    if not has_subject(token) and _shares_object(head, token):
        return None  # "warms and unblocks the glands" is one act
    own = take(frame, stretch_of(token, frame))
    if has_subject(token):
        opening = opening_of(head, frame)
        return Frame(token, own, opening | reporting_of(head, frame))
    bare = not any(c.dep_ in {"aux", "auxpass"} for c in token.children) and token.tag_ == head.tag_
    shared = _left_shared(head, frame, auxiliaries=bare) & (frame.own | frame.shared | _ancestors(head))
    made_finite = bare and head.i in frame.words
    return Frame(token, own, shared, finite(token, shared) if made_finite else {})


def _reported(token: Token) -> Token:
    """Return the verb that a conjunct continues: "studies show that zinc works and may …" goes on from "works"."""
    inner = [c for c in token.head.children if c.dep_ == "ccomp" and token.head.i < c.i < token.i]
    return inner[-1] if inner and not has_subject(token) else token.head


def _ancestors(head: Token) -> set[int]:
    return {a.i for a in head.ancestors}


def _shares_object(head: Token, token: Token) -> bool:
    """Whether two verbs stand side by side in front of one object."""
    between = [t for t in head.doc[head.i + 1 : token.i] if t.dep_ not in {"cc", "advmod", "punct"}]
    return not between and any(c.i > token.i for c in token.children)


def _contrast(token: Token, frame: Frame) -> Frame | None:
    """Cut an adverbial clause that asserts something: contrast, reason, or a result in a participle."""
    markers = [
        c
        for c in token.children
        if c.dep_ == "mark" or (c.dep_ in {"advmod", "cc"} and c.i < token.i and c.lower_ in CONTRAST)
    ]
    if markers and has_subject(token) and markers[0].lower_ in CONTRAST:
        own = take(frame, stretch_of(token, frame))
        own -= {m.i for m in markers}
        _drop_comma_after(frame, own)
        return Frame(token, own, set())
    before = (
        token.doc[min(t.i for t in token.subtree) - 1]
        if min(t.i for t in token.subtree) > frame.head.sent.start
        else None
    )
    result = token.tag_ == "VBG" and token.i > token.head.i and before is not None and before.text == ","
    if result and not markers and not has_subject(token):
        own = take(frame, stretch_of(token, frame))
        subject = subject_of(token.head, frame)
        return Frame(token, own, subject, finite(token, subject))
    return None


def _drop_comma_after(frame: Frame, own: set[int]) -> None:
    following = max(own) + 1
    if following in frame.own and frame.head.doc[following].text == ",":
        frame.own.discard(following)


def _relative(token: Token, frame: Frame) -> Frame | None:
    """Cut a relative clause behind a comma: it says something of its own about the noun before it."""
    stretch = stretch_of(token, frame)
    first = min(stretch)
    pronoun = next((t for t in token.doc[first : token.i] if t.tag_ in {"WDT", "WP"}), None)
    if (
        pronoun is None
        or first - 1 not in frame.own
        or token.doc[first - 1].text != ","
        or pronoun.dep_ not in SUBJECTS
    ):
        return None
    if token.head.i == frame.head.i or not any(
        t.pos_ in VERBAL and t.i not in stretch for t in (token.doc[i] for i in frame.own)
    ):
        return None  # nothing would be left to say
    antecedent = {t.i for t in token.head.subtree} - {t.i for t in token.subtree}
    antecedent = {i for i in antecedent if i < first - 1 and token.doc[i].dep_ not in {"relcl", "appos"}}
    own = take(frame, stretch)
    own.discard(pronoun.i)
    _drop_comma_after(frame, own)
    return Frame(token, own, antecedent)


def _juxtaposed(token: Token, frame: Frame) -> Frame | None:
    """Cut clauses that stand side by side with a semicolon or a dash between them."""
    stretch = stretch_of(token, frame)
    low, high = min(stretch), max(stretch)
    doc = token.doc
    edges = {doc[i].text for i in (low - 1, high + 1, high) if frame.head.sent.start <= i < frame.head.sent.end}
    edges |= {doc[high].text}
    if not edges & STOPS or not has_subject(token) or not has_subject(token.head):
        return None
    own = take(frame, stretch)
    following = max(own) + 1
    while following in frame.own and doc[following].is_punct:
        frame.own.discard(following)
        following += 1
    return Frame(token, own, set())


def _adverbial(token: Token, frame: Frame) -> Frame | None:
    return _contrast(token, frame) or fronted(token, frame)


_MAKERS = {
    "conj": _conjunct,
    "advcl": _adverbial,
    "relcl": _relative,
    "ccomp": _juxtaposed,
    "parataxis": _juxtaposed,
    "prep": with_phrase,
    "appos": apposition,
}


def _part(sentence: Span, frame: Frame) -> Part:
    """Trim punctuation and conjunctions off the ends of a frame and put its statement into words."""
    doc = sentence.doc
    own = sorted(frame.own)
    while len(own) > 1 and (doc[own[0]].dep_ in {"cc", "preconj"} or doc[own[0]].text in TIES):
        own.pop(0)
    while len(own) > 1 and (
        doc[own[-1]].text in TIES or (doc[own[-1]].dep_ == "cc" and doc[own[-1]].i != sentence.end - 1)
    ):
        own.pop()
    if len(own) > 1 and doc[own[-1]].is_punct and own[-2] != own[-1] - 1:
        own.pop()  # the full stop belongs to whatever stands before it
    start, end = own[0], own[-1] + 1
    gaps = tuple(i for i in range(start, end) if i not in set(own))
    shared = tuple(sorted(frame.shared - set(own)))
    order = (*frame.first, *sorted({*own, *shared}.difference(frame.first)))
    statement = rendered(doc, order, frame.words)
    words = tuple(frame.words.items())
    return Part(sentence, start, end, shared, statement, (), gaps, order, words, frame.presupposed)
