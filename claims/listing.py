"""Lists inside a statement: "relieves eczema, hives and asthma" is three statements.

Only conditions and outcomes are told apart, because evidence differs between them; a list of side effects is one
statement. Lists are read off the words, not off the parse: small parsers go wrong just where names of diseases pile up.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS
from claims.directions import is_change
from claims.frames import TIES, Frame
from claims.model import ConceptKind, CueKind
from claims.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

CONJUNCTIONS = frozenset({"and", "or", "and/or", "plus", "but", "&"})
LISTED = frozenset({ConceptKind.CONDITION, ConceptKind.OUTCOME})
ARTICLES = frozenset({"a", "an"})
PEOPLE = frozenset(
    {"patient", "patients", "people", "person", "adults", "children", "individuals", "those", "men", "women"}
)


def cut_lists(frame: Frame) -> list[Frame]:
    """One frame for each item of the first list of conditions or outcomes in `frame`, or the frame itself."""
    doc = frame.head.doc
    run: list[range] = []
    named = False
    for concept in sorted(doc._.claims_concepts, key=lambda c: c.start):
        span = doc.char_span(concept.start, concept.end, alignment_mode="expand") if concept.kind in LISTED else None
        if span is None or not frame.own.issuperset(range(span.start, span.end)):
            continue
        if run and span.start < run[-1].stop:
            continue  # "calm" in "a sense of calm"
        words = range(span.start, _end_of(span))
        if run and _tied(doc[run[-1].stop : words.start]):
            run.append(words)
            named = named or not concept.id.startswith("~")
        elif len(run) > 1 and named:
            break
        else:
            run, named = [words], not concept.id.startswith("~")
    is_list = len(run) > 1 and named and _joined(doc[run[-2].stop : run[-1].start])
    if is_list and frame.head.pos_ in {"VERB", "AUX"} and run[0].start < frame.head.i:
        return [frame]  # a list in front of the verb is its subject: "nausea and headache are common"
    if not is_list or not _governed(doc[run[0].stop - 1], frame) or not _told_apart(run, frame):
        return [frame]
    return _one_each(frame, run)


def _end_of(span: Span) -> int:
    """Return the index behind an item and the "of" phrase that completes it: "a sense *of calm*"."""
    following = next((c for c in span.root.children if c.i == span.end and c.lower_ == "of"), None)
    if following is None or any(t.dep_ == "conj" for t in following.subtree):
        return span.end
    return following.right_edge.i + 1


def _told_apart(run: list[range], frame: Frame) -> bool:
    """Whether the items differ in evidence: conditions do, and outcomes that something is said to change."""
    doc = frame.head.doc
    starts = {doc[words.start].idx for words in run}
    known = vocabulary()
    entries = [known.get(c.id) for c in doc._.claims_concepts if c.start in starts]
    if any(entry is not None and entry.kind is ConceptKind.CONDITION for entry in entries):
        return True
    words = frame.own | frame.shared
    spans = [
        doc.char_span(c.start, c.end, alignment_mode="expand") for c in doc._.claims_cues if c.kind is CueKind.CAUSAL
    ]
    return any(span is not None and span.start in words for span in spans)


def _tied(gap: Span) -> bool:
    """Whether the words between two concepts only tie them into one list."""
    ties = sum(_ties(t) for t in gap)
    return ties > 0 and all(
        _ties(t) or t.pos_ in {"ADP", "DET", "ADJ"} or t.dep_ == "amod" or t.lower_ == "well" for t in gap
    )


def _joined(gap: Span) -> bool:
    """Whether a conjunction joins the last item of a list to the others; a comma alone may set off an apposition."""
    return any(t.lower_ in CONJUNCTIONS for t in gap)


def _governed(noun: Token, frame: Frame) -> bool:
    """Whether a noun is what the frame's verb acts on: not its subject, not part of a description of people."""
    for token in (noun, *noun.ancestors):
        if token.i == frame.head.i:
            return True
        if token.dep_ in SUBJECTS or token.dep_ in {"relcl", "acl"} or token.lower_ in PEOPLE:
            return False
        if token.dep_ == "prep" and token.i and token.nbor(-1).lower_ in PEOPLE:
            return False
    return False


def _one_each(frame: Frame, run: list[range]) -> list[Frame]:
    doc = frame.head.doc
    stretches = [set(run[0])]
    for left, right in pairwise(run):
        stretches.append({i for i in range(left.stop, right.stop) if not _ties(doc[i])})
    span = range(run[0].start, run[-1].stop)
    rest = {i for i in frame.own if i not in span and not (_ties(doc[i]) and span.start - 3 <= i < span.start)}
    before = {i for i in rest if i < span.start}
    frames = [
        Frame(
            frame.head,
            before | stretches[0],
            frame.shared | (rest - before),
            words=frame.words,
            first=frame.first,
            presupposed=frame.presupposed,
        )
    ]
    preposition = {i for i in (span.start - 1,) if i in rest and doc[i].pos_ == "ADP"}
    if any(doc[min(stretch)].lower_ in ARTICLES for stretch in stretches[1:]):  # then each item has its own or none
        rest -= {i for i in (span.start - 1,) if doc[i].lower_ in ARTICLES}
    host, anew = _host(doc[run[0].stop - 1]), False
    for stretch in stretches[1:]:
        anew = anew or (host is not None and _opens_anew(doc[min(stretch)], doc[run[0].start]))
        shared = rest - preposition if doc[min(stretch)].pos_ == "ADP" else rest
        if anew and host is not None:
            shared = shared - set(range(host.left_edge.i, span.start))
        frames.append(
            Frame(
                frame.head,
                stretch,
                frame.shared | shared,
                words=frame.words,
                first=frame.first,
                presupposed=frame.presupposed,
            )
        )
    return frames


def _host(noun: Token) -> Token | None:
    """Return the noun that an item hangs on with a preposition: "improvement" for "mood" in "improvement in mood"."""
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep" or noun.head.head.pos_ not in {"NOUN", "PROPN"}:
        return None
    return noun.head.head


def _opens_anew(word: Token, first: Token) -> bool:
    """Whether `word` opens an item that stands beside the phrase of the `first` one, not inside it.

    An article or a change of its own says so: "improvement in mood, *increased* energy and *a* feeling of calm".
    """
    if word.lower_ in ARTICLES:
        return not any(t.lower_ in ARTICLES for t in first.head.lefts) and first.nbor(-1).lower_ not in ARTICLES
    return is_change(word.lower_) and not is_change(first.lower_)


def _ties(token: Token) -> bool:
    """Whether a word only ties the items of a list together: "and", "not only … but also", a comma."""
    if token.text in TIES or token.lower_ in CONJUNCTIONS | {"both", "also"}:
        return True
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    before = token.nbor(-1).lower_ if token.i else ""
    return (token.lower_ == "not" and after in {"only", "just"}) or (
        token.lower_ in {"only", "just"} and before == "not"
    )
