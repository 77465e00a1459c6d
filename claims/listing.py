"""Lists inside a statement: "relieves eczema, hives and asthma" is three statements.

Only conditions and outcomes are told apart, because evidence differs between them; a list of side effects is one
statement. Lists are read off the words, not off the parse: small parsers go wrong just where names of diseases pile up.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS
from claims.directions import is_change
from claims.frames import TIES, Frame, is_hyphen
from claims.model import ConceptKind, CueKind
from claims.vocabulary import vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from claims.model import Concept

CONJUNCTIONS = frozenset({"and", "or", "and/or", "plus", "but", "&"})
LISTED = frozenset({ConceptKind.CONDITION, ConceptKind.OUTCOME})
NOUNS = frozenset({"NOUN", "PROPN"})
MODIFYING = frozenset({"amod", "compound", "nmod"})
HEADLINE = frozenset({"NNS", "NNP", "NNPS"})
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
        if _acts(span.root, span.end):
            continue
        words = range(span.start, _end_of(span))
        if run and _tied(doc[run[-1].stop : words.start]):
            run.append(words)
            named = named or not concept.id.startswith("~")
        elif len(run) > 1 and named:
            break
        else:
            run, named = [words], not concept.id.startswith("~")
    is_list = len(run) > 1 and named and _joined(doc[run[-2].stop : run[-1].start])
    if not is_list or _is_roll(frame):
        return [frame]
    run = [*run[:-1], _completed(run[-1], frame)]
    if not _well_read(run, frame):
        return [frame]
    if frame.head.pos_ in {"VERB", "AUX"} and run[0].start < frame.head.i:
        return [frame]  # a list in front of the verb is its subject: "nausea and headache are common"
    if not _governed(doc[run[0].stop - 1], frame) or not _told_apart(run, frame):
        return [frame]
    return _one_each(frame, run)


def _acts(word: Token, end: int) -> bool:
    """Whether a word is a verb with something that goes with verbs, not the name of a disease that is tagged as one."""
    if word.tag_ == "VBG":
        return any(c.dep_ == "dobj" and c.i >= end for c in word.children)
    return word.tag_ in {"VB", "VBP", "VBZ"} and any(c.dep_ in {"aux", "advmod", "dobj", "prt"} for c in word.children)


def _is_roll(frame: Frame) -> bool:
    """Whether a list says what some things are, all together: "the most common complaints are pain and nausea"."""
    subjects = [c for c in frame.head.children if c.dep_ in SUBJECTS]
    return frame.head.lemma_ in {"be", "include"} and any(c.tag_ in {"NNS", "NNPS"} for c in subjects)


def _completed(words: range, frame: Frame) -> range:
    """Return the last item of a list with the noun that it only modifies: "sore" of "sore gums"."""
    doc, stop = frame.head.doc, words.stop
    while stop in frame.own and doc[stop - 1].dep_ in MODIFYING and doc[stop - 1].head.i >= stop:
        head = doc[stop - 1].head
        if not frame.own.issuperset(range(stop, head.i + 1)) or head.pos_ not in NOUNS:
            break
        stop = head.i + 1
    return range(words.start, stop)


def _well_read(run: list[range], frame: Frame) -> bool:
    """Whether the items of a list can stand alone: it begins with the first and ends with the last of them.

    In "knee and shoulder pain" the last noun belongs to all, in "cancers of the neck and breast" the first.
    """
    doc, first, last = frame.head.doc, run[0], run[-1]
    start = min([first.start, *_premodifiers(first, frame)])
    before = doc[start - 1] if start - 1 in frame.own else None
    if before is not None and (before.text == "," or before.lower_ in CONJUNCTIONS or before.lower_ == "as"):
        return False
    behind = doc[last.stop] if last.stop in frame.own else None
    if behind is not None and behind.pos_ in NOUNS | {"ADJ"} and behind.lower_ != "alike":
        return False
    if behind is not None and (behind.tag_ == "RP" or behind.dep_ == "prt"):
        return False  # "evens out" is a verb
    roots = [doc[words.start : words.stop].root for words in run]
    if any(_is_inside(root, first, roots[0]) for root in roots[1:]):
        return False
    known = {t.i for c in _known(doc) for t in doc if c.start <= t.idx < c.end}
    if roots[0].dep_ in MODIFYING and roots[0].head.i in last:
        return roots[0].pos_ != "ADJ" and all(words.start in known for words in run[:-1])
    compound = any(t.dep_ in {"compound", "nmod"} or t.head.i in first for t in doc[last.start : roots[-1].i])
    bare = (root for root, words in zip(roots[:-1], run[:-1], strict=True) if words.start not in known)
    return not (compound and any(root.tag_ == "NN" for root in bare))


def _is_inside(root: Token, words: range, first: Token) -> bool:
    """Whether an item hangs on a preposition inside the first one: "cancers of the neck and *breast*"."""
    if root.dep_ == "conj":
        return root.head.i in words and root.head.dep_ == "pobj" and root.head.i != first.i
    return root.dep_ == "pobj" and root.head.i in words


def _known(doc: Doc) -> list[Concept]:
    """Return the conditions and outcomes of a doc that a lexicon knows."""
    return [c for c in doc._.claims_concepts if c.kind in LISTED and not c.id.startswith("~")]


def _premodifiers(words: range, frame: Frame) -> set[int]:
    """Return what stands before the words of an item in its noun phrase: "a higher" of "a higher birth weight"."""
    doc = frame.head.doc
    inside = {t.i for t in doc[words.start : words.stop].root.subtree}
    found: set[int] = set()
    index = words.start - 1
    while index in frame.own and index in inside and doc[index].pos_ not in {"PUNCT", "CCONJ", "ADP"}:
        if _ties(doc[index]) or _is_headline_verb(doc[index]):
            break
        found.add(index)
        index -= 1
    return found


def _is_headline_verb(word: Token) -> bool:
    """Whether the first word of a line is a verb in -s, even where it is read as a plural: "Calms redness"."""
    return word.i == word.sent.start and word.tag_ in HEADLINE and word.lower_.endswith("s")


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
    if not _joined(gap) and any(t.pos_ == "ADP" for t in gap):
        return False  # "allergies, from pets to food" is no list of two
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
    modifiers = _premodifiers(run[0], frame)
    opening = _opening_ties(min([span.start, *modifiers]), frame)
    rest = {i for i in frame.own if i not in span and i not in opening and doc[i].lower_ != "alike"}
    before = {i for i in rest if i < span.start}
    frames = [_item(frame, before | stretches[0], rest - before)]
    place = min([span.start, *modifiers]) - 1
    preposition = {i for i in (place,) if i in rest and doc[i].pos_ == "ADP"}
    own = any(_has_own(stretch, doc) for stretch in stretches[1:])
    rest -= {i for i in modifiers if doc[i].lower_ in ARTICLES or doc[i].dep_ in {"compound", "nmod"}}
    degrees = {i for i in modifiers if _is_degree(doc[i])}
    graded = all(any(_is_degree(doc[i]) or doc[i].lower_ in ARTICLES for i in stretch) for stretch in stretches[1:])
    kept = set() if graded else degrees  # "fewer falls and broken hips" is fewer of both
    rest -= {i for i in modifiers - kept if own and doc[i].dep_ not in {"det", "poss"}}
    host, anew = _host(doc[run[0].stop - 1]), False
    for stretch in stretches[1:]:
        anew = anew or (host is not None and _opens_anew(doc[min(stretch)], doc[run[0].start]))
        shared = rest - preposition if doc[min(stretch)].pos_ == "ADP" else rest
        if anew and host is not None:
            shared = shared - set(range(host.left_edge.i, span.start))
        frames.append(_item(frame, stretch, shared))
    return frames


def _is_degree(token: Token) -> bool:
    """Whether a modifier says that something is more or less: "fewer", "reduced"."""
    return token.tag_ in {"JJR", "RBR"} or is_change(token.lower_)


def _item(frame: Frame, own: set[int], shared: set[int]) -> Frame:
    return Frame(
        frame.head, own, frame.shared | shared, words=frame.words, first=frame.first, presupposed=frame.presupposed
    )


def _opening_ties(start: int, frame: Frame) -> set[int]:
    """Return the words right before a list that tie it together: "not only for …", "both …"."""
    doc, found = frame.head.doc, set()
    for index in range(start - 1, max(start - 4, -1), -1):
        if index in frame.own and _ties(doc[index]):
            found.add(index)
        elif doc[index].pos_ != "ADP":
            break
    return found


def _has_own(stretch: set[int], doc: Doc) -> bool:
    """Whether an item has a preposition, an article or modifiers of its own, so that it shares none."""
    words = [doc[i] for i in sorted(stretch)]
    noun = doc[words[0].i : words[-1].i + 1].root
    return words[0].pos_ == "ADP" or any(t.i < noun.i and t.dep_ in {"det", "poss", "amod", "compound"} for t in words)


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
    if (token.text in TIES and not is_hyphen(token)) or token.lower_ in CONJUNCTIONS | {"both", "also"}:
        return True
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    before = token.nbor(-1).lower_ if token.i else ""
    return (token.lower_ == "not" and after in {"only", "just"}) or (
        token.lower_ in {"only", "just"} and before == "not"
    )
