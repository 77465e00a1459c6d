"""Whom a statement names as its authority: nobody, somebody nobody could look up, or a source a reader could find."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.cues import cues_of
from claims.model import Attribution, CueKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from claims.model import CitationMark, Cue
    from claims.segmentation import Part

REPORTING = frozenset(
    """accept admit advise agree announce analyse analyze assess back claim compare conclude confirm consider
    demonstrate describe determine discover endorse estimate establish evaluate examine expect find hint highlight
    identify indicate know link mention note observe present prove publish put recommend reinforce report reveal say
    show state suggest support swear tell test think warn""".split()
)
"""Verbs by which somebody reports (Hyland 2002, Activity and evaluation: reporting practices in academic writing)."""

EVIDENCE = frozenset(
    """study trial research evidence survey audit pilot review paper literature data datum guideline guidance
    analysis finding experiment meta-analysis""".split()
)

PUBLISHED = frozenset({"publication", "publish", "article", "paper", "study", "report", "finding", "result", "review"})
"""What appears in a journal or is issued by a body: "the publication of the trial in the Journal of …"."""

BODY, WORD = 3, 1
_READERS = frozenset({"your", "my", "his", "her"})

_AUTHOR = r"[A-Z][\w'’-]+(?: et al\.?| (?:and|&) (?:colleagues|co-?workers|[A-Z][\w'’-]+))?"
_AUTHOR_YEAR = re.compile(rf"\({_AUTHOR},? (?:19|20)\d\d[a-z]?\)|{_AUTHOR} \((?:19|20)\d\d[a-z]?\)")
_COLLEAGUES = re.compile(r"\b[A-Z][\w'’-]+ (?:et al\b|and (?:colleagues|co-?workers))")
_TRIAL_NAME = re.compile(r"\b[A-Z]{3,}(?:-\d+)? (?:trial|study)\b|\b[A-Z]{4,}-\d+\b|\b(?:in|by|the) [A-Z]{4,}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SAMPLE = re.compile(
    r"\b(?:survey|audit|test|poll|questionnaire|panel|study|pilot) (?:of|on|in|with) [\d,]+ (?!\w+ (?:and|or) )",
    re.IGNORECASE,
)


def attribution_of(part: Part, marks: Sequence[CitationMark]) -> Attribution:
    """Return how `part` names its authority; `marks` are the citation marks of its sentence.

    A mark, an author with a year, a named journal, body or trial makes it specific; "studies show" and "doctors agree"
    are vague.
    """
    text = part.sentence.text
    if any(_points(mark) for mark in marks) or _AUTHOR_YEAR.search(text) or _COLLEAGUES.search(text):
        return Attribution.SPECIFIC
    leaning = [cue for cue in cues_of(part) if cue.kind is CueKind.ATTRIBUTION and _leans(cue, part)]
    if not leaning:
        return Attribution.NONE
    return Attribution.SPECIFIC if any(_is_findable(cue, part) for cue in leaning) else Attribution.VAGUE


def _points(mark: CitationMark) -> bool:
    """Whether a mark points at something to read: the address of a whole site ("visit www.example.org") does not."""
    return not mark.keys or any(not key.startswith("url:") or "/" in key.partition("://")[2] for key in mark.keys)


def _leans(cue: Cue, part: Part) -> bool:
    """Whether the statement leans on what the cue names: a phrase that does so by itself, or a word that reports."""
    if cue.value not in (WORD, BODY):
        return True
    span = part.doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if span is None or any(child.dep_ == "poss" and child.lower_ in _READERS for child in span.root.children):
        return False
    if cue.name in EVIDENCE and _is_definite(span.root):
        return True
    word = span.root
    while word.dep_ in ("compound", "amod", "nmod", "poss", "conj") and word.head.i != word.i:
        word = word.head
    if word.dep_ in ("nsubj", "nsubjpass", "csubj"):
        return word.head.lemma_ in REPORTING
    if cue.name in EVIDENCE and any(child.dep_ == "relcl" and _reports(child) for child in word.children):
        return True
    if word.dep_ == "pobj" and word.head.lower_ in ("in", "by") and word.head.head.lemma_.lower() in PUBLISHED:
        return cue.value == BODY
    if word.dep_ != "pobj" or _is_condition(word.head.head):
        return False
    preposition = word.head.lower_
    if preposition == "per" or (preposition in ("in", "across") and cue.name in EVIDENCE):
        return True
    return preposition in ("by", "from", "to", "in") and word.head.head.lemma_ in REPORTING


def _is_definite(word: Token) -> bool:
    """Whether a study is one that the reader was told of before: "this trial", "the study's findings"."""
    if word.tag_ not in ("NN", "NNP"):
        return False
    first = word
    while first.i > word.sent.start and first.nbor(-1).pos_ in ("ADJ", "VERB", "NOUN", "PROPN"):
        first = first.nbor(-1)  # a small parser gives "this" in front of two words to the wrong one of them
    before = first.nbor(-1).lower_ if first.i > word.sent.start else ""
    return before == "this" or any(child.dep_ == "det" and child.lower_ in ("this", "the") for child in word.children)


def _reports(clause: Token) -> bool:
    """Whether the verb of a relative clause says what the noun before it found: "a study that shows", not "we show"."""
    return clause.lemma_ in REPORTING and any(
        child.dep_ == "nsubj" and child.tag_ in ("WDT", "WP") for child in clause.children
    )


def _is_condition(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in verb.children)


def _is_findable(cue: Cue, part: Part) -> bool:
    """Whether a reader could look up what the statement leans on: a body, a journal, a trial by name or year."""
    text = part.sentence.text
    if any(other.kind is CueKind.ATTRIBUTION and other.value == BODY for other in cues_of(part)):
        return True
    if _TRIAL_NAME.search(text) or _SAMPLE.search(text):
        return True
    if cue.name not in EVIDENCE and cue.value in (WORD, BODY):
        return False
    span = part.doc.char_span(cue.start, cue.end, alignment_mode="expand")
    return bool(_YEAR.search(text)) or (cue.name in EVIDENCE and span is not None and _is_definite(span.root))
