"""Cut a sentence into atomic statements (see `claims.segmentation` for what a part is).

The relations are CLEAR labels as the English models of spaCy give them (Choi & Palmer 2012). Each cut takes a stretch
out of the frame that holds it; what the stretch needs from the frame (subject, auxiliaries, attribution, population)
is shared with it, so a hedge that governs both verbs stays with both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.agreement import agrees, continued, is_command, is_condition, is_noun, is_passive_too, is_tied
from claims.asides import apposition, fronted, with_phrase
from claims.clauses import SUBJECTS, VERBAL
from claims.frames import TIES, Frame, finite, has_subject, opening_of, reporting_of, stretch_of, subject_above, take
from claims.listing import cut_lists
from claims.segmentation import Part
from claims.subordinates import contrast, relative
from claims.wording import rendered

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

JOINING = frozenset({"so", "and", "but", "yet", "or"})
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


def _left_shared(head: Token, frame: Frame, *, auxiliaries: bool, adverbs: bool = True) -> set[int]:
    """Return what stands left of `head` and governs its conjunct too: subject, attribution, adverbs, modals."""
    shared = set(frame.shared)
    outer = head
    while True:
        for child in outer.children:
            told = outer.i < child.i < head.i and child.dep_ in {"dative", "dobj"}  # "tell *us* they sleep better"
            if (child.i > outer.i and not told) or child.dep_ in {"cc", "preconj", "punct", "conj"}:
                continue
            if child.dep_ in {"aux", "auxpass", "neg"} and not auxiliaries and outer.i == head.i:
                shared |= subject_above(child)  # where the parser hung it on the auxiliary
                continue
            if child.dep_ in {"advmod", "neg"} and not adverbs and outer.i == head.i:
                continue
            shared |= {t.i for t in child.subtree}
        shared |= opening_of(outer, frame)
        if outer.dep_ == "conj" and not has_subject(outer) and outer.head.i in frame.own:
            shared |= subject_above(outer)
        if outer.i == frame.head.i or not (outer.dep_ in {"ccomp", "xcomp"} or _is_purpose(outer)):
            break
        if outer.head.i > outer.i or outer.head.i not in frame.own:
            break
        outer = outer.head
        shared |= {outer.i}
    return shared


def _is_purpose(verb: Token) -> bool:
    """Whether a verb is an infinitive that says what something is done for: "given *to help* improve mood"."""
    return verb.dep_ == "advcl" and not has_subject(verb) and any(c.tag_ == "TO" for c in verb.children)


def _conjunct(token: Token, frame: Frame) -> Frame | None:
    if token.pos_ not in VERBAL or not is_tied(token) or is_condition(token) or is_noun(token):
        return None
    if has_subject(token):
        own_subject = (t for c in token.children if c.dep_ in SUBJECTS for t in c.subtree)
        if token.head.pos_ not in VERBAL and not agrees(token, own_subject):
            return None  # "headache, nausea and anxiety are common" is one list
        own = take(frame, stretch_of(token, frame))
        return Frame(token, own, opening_of(token.head, frame) | reporting_of(token.head, frame))
    if token.head.pos_ not in VERBAL or _shares_object(token.head, token):
        return None  # "warms and unblocks the glands" is one act
    if is_command(token) and has_subject(token.head):
        return Frame(token, take(frame, stretch_of(token, frame)))
    head = continued(token)
    if head is None or head.i not in frame.own or _leaves_rest(token, frame):
        return None
    bare = is_passive_too(head, token) or (
        not any(c.dep_ in {"aux", "auxpass"} for c in token.children) and token.tag_ == head.tag_
    )
    own = take(frame, stretch_of(token, frame))
    adverbs = not any(c.dep_ in {"advmod", "neg"} and c.i < token.i for c in token.children)
    shared = _left_shared(head, frame, auxiliaries=bare, adverbs=adverbs)
    shared &= frame.own | frame.shared | _ancestors(head)
    made_finite = bare and head.i in frame.words
    words = {i: word for i, word in frame.words.items() if i in shared}
    return Frame(token, own, shared, finite(token, shared) if made_finite else words)


def _leaves_rest(token: Token, frame: Frame) -> bool:
    """Whether words right behind a joined verb and its phrase would stay with the verb before: a wrong parse."""
    behind = max(t.i for t in token.subtree) + 1
    following = token.doc[behind] if behind in frame.own else None
    return following is not None and (
        (following.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and following.dep_ != "conj")
        or following.dep_ == "prt"
        or (following.pos_ == "ADP" and not any(following.children))
    )


def _ancestors(head: Token) -> set[int]:
    return {a.i for a in head.ancestors}


def _shares_object(head: Token, token: Token) -> bool:
    """Whether two verbs stand side by side in front of one object."""
    between = [t for t in head.doc[head.i + 1 : token.i] if t.dep_ not in {"cc", "advmod", "punct"}]
    return not between and any(c.i > token.i for c in token.children)


def _juxtaposed(token: Token, frame: Frame) -> Frame | None:
    """Cut clauses that stand side by side with a semicolon or a dash between them."""
    stretch = stretch_of(token, frame)
    low, high = min(stretch), max(stretch)
    doc = token.doc
    edges = {doc[i].text for i in (low - 1, high + 1, high) if frame.head.sent.start <= i < frame.head.sent.end}
    edges |= {doc[high].text}
    if not (edges & STOPS or _is_joined(token, high)) or is_condition(token):
        return None
    if not has_subject(token) or not has_subject(token.head):
        return None
    own = take(frame, stretch)
    following = max(own) + 1
    while following in frame.own and doc[following].is_punct:
        frame.own.discard(following)
        following += 1
    return Frame(token, own, set())


def _is_joined(token: Token, last: int) -> bool:
    """Whether a clause is read as reported by the one behind it, but is joined to it: "it is safe, so there is …"."""
    behind = token.doc[last + 1 : last + 3]
    return token.head.i > last + 1 and behind[0].text == "," and behind[1].lower_ in JOINING


def _adverbial(token: Token, frame: Frame) -> Frame | None:
    return contrast(token, frame) or fronted(token, frame)


_MAKERS = {
    "conj": _conjunct,
    "advcl": _adverbial,
    "relcl": relative,
    "ccomp": _juxtaposed,
    "parataxis": _juxtaposed,
    "prep": with_phrase,
    "appos": apposition,
}


def _part(sentence: Span, frame: Frame) -> Part:
    """Trim punctuation and conjunctions off the ends of a frame and put its statement into words."""
    doc = sentence.doc
    own = sorted(frame.own)
    while len(own) > 1 and _only_ties(doc[own[0]], sentence):
        own.pop(0)
    while len(own) > 1 and (
        doc[own[-1]].text in TIES or (doc[own[-1]].i != sentence.end - 1 and _leads_on(doc[own[-1]]))
    ):
        own.pop()
    if len(own) > 1 and doc[own[-1]].is_punct and own[-2] != own[-1] - 1:
        own.pop()  # the full stop belongs to whatever stands before it
    start, end = own[0], own[-1] + 1
    gaps = tuple(i for i in range(start, end) if i not in set(own))
    shared = tuple(sorted(frame.shared - set(own)))
    order = (*frame.first, *sorted({*own, *shared}.difference(frame.first)))
    words = frame.words | {i: "" for i in order[:1] if _opens_fragment(doc[i], sentence)}
    statement = rendered(doc, order, words)
    return Part(sentence, start, end, shared, statement, (), gaps, order, tuple(words.items()), frame.presupposed)


def _opens_fragment(token: Token, sentence: Span) -> bool:
    """Whether a line begins with the "while" of its own main clause, cut off from what it stood beside."""
    return token.i == sentence.start and token.lower_ in {"while", "whereas"} and token.head.i == sentence.root.i


def _only_ties(token: Token, sentence: Span) -> bool:
    """Whether a word at the front of a part only ties it to what stands before: "and", ", so", "so that"."""
    if token.dep_ in {"cc", "preconj"} or token.text in TIES:
        return True
    inside = token.i > sentence.start
    if inside and token.lower_ == "even" and token.nbor().lower_ not in {"if", "when"}:
        return True
    return inside and (
        (token.lower_ in {"so", "yet"} and token.nbor().lower_ not in {"far", "many", "much", "few", "little"})
        or (token.lower_ == "that" and token.nbor(-1).lower_ == "so")
    )


def _leads_on(token: Token) -> bool:
    """Whether a word at the end of a part belongs to what was cut off behind it: "and", "so", "as well (as)"."""
    if token.dep_ == "cc" or token.lower_ == "so":
        return True
    return token.lower_ in {"as", "well"} and "as" in {t.lower_ for t in token.doc[token.i : token.i + 3]}
