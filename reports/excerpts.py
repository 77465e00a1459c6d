"""The sentence of a claim as a reader sees it, with the words in question marked."""

from __future__ import annotations

import re

from audit.model import Assessment
from claims.model import Claim
from reports.placement import Excerpt, Placer, merge
from reports.reasons import named_in
from sources.model import Evidence, Stance

_LONG = 280  # code points; a longer sentence is shown around its claim
_AROUND = 70  # code points kept on each side of the claim then
_ELLIPSIS = "…"


def claim_excerpt(placer: Placer, claim: Claim) -> Excerpt:
    """Return the sentence of `claim` with the claim marked in it."""
    start, end = claim.span.start, claim.span.end
    sentence = min(claim.sentence[0], start), max(claim.sentence[1], end)
    return _shorten(placer.excerpt(sentence, [(start, end)]))


def question_excerpt(placer: Placer, assessment: Assessment) -> Excerpt:
    """Return the sentence with the words in question marked.

    They are the words in which the claim exceeds its evidence, where the copy prints them so; else the whole claim.
    """
    excerpt = claim_excerpt(placer, assessment.claim)
    marks = [m for o in named_in(assessment.judgement) for m in find_phrase(excerpt, o.claim)]
    return Excerpt(excerpt.text, merge(marks)) if marks else excerpt


def telling_evidence(assessment: Assessment) -> tuple[Evidence, ...]:
    """Return the evidence to show first: what the facets rest on, what takes a side, what the copy cites."""
    telling = {o.source for o in assessment.judgement.overstatements}
    first = next((e for e in assessment.evidence if e.stance is not Stance.NEUTRAL), None)
    chosen = [e for e in assessment.evidence if e is first or e.cited or e.passage.name in telling]
    return tuple(sorted(chosen, key=lambda e: e.passage.name not in telling))


def own_reading(placer: Placer, claim: Claim) -> str | None:
    """Return the statement that `claim` makes on its own where the copy prints it in other words, else None."""
    place = placer.place(claim.span.start, claim.span.end)
    printed = placer.words(place) if place else claim.text
    return None if _bare(claim.analysis.text) in _bare(printed) else claim.analysis.text


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".!").casefold()


def find_phrase(excerpt: Excerpt, phrase: str) -> tuple[tuple[int, int], ...]:
    """Return the first place of `phrase` inside each mark of `excerpt`, whatever its case and white space."""
    words = phrase.split()
    if not words:
        return ()
    spaced = r"\s+".join(map(re.escape, words))
    pattern = re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
    found = (pattern.search(excerpt.text, start, end) for start, end in excerpt.marks)
    return tuple(m.span() for m in found if m)


def _shorten(excerpt: Excerpt) -> Excerpt:
    text, marks = excerpt.text, excerpt.marks
    if len(text) <= _LONG or not marks:
        return excerpt
    start, end = max(marks[0][0] - _AROUND, 0), min(marks[-1][1] + _AROUND, len(text))
    if start:
        start = min(text.find(" ", start) + 1 or start, marks[0][0])
    if end < len(text):
        end = max(text.rfind(" ", 0, end), marks[-1][1])
    before, after = (_ELLIPSIS if start else ""), (_ELLIPSIS if end < len(text) else "")
    shift = len(before) - start
    return Excerpt(before + text[start:end] + after, tuple((a + shift, b + shift) for a, b in marks))
