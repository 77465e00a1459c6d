"""Where sentences begin: set before the parser runs, which then parses each one whole.

The small model's parser cuts marketing copy at colons, brackets and bullets; full stops, question and exclamation
marks are a safer guide, with a list of abbreviations that do not end a sentence. A "Label:" in front of a statement
is parsed on its own (claims.extraction joins the two again), because it has a grammar of its own. So is the dateline of
a press release, which is never joined again: it is no part of what is stated.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.datelines import dateline_end
from claims.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

ENDS = frozenset(".!?…。！？")
CLOSERS = frozenset("\"'”’»)]}*")
DASHES = frozenset({"-", "–", "—", "―"})
OPENERS = frozenset("\"'“‘«([{*#¡¿")
LEAST_BEHIND_LABEL = 3  # tokens; what is shorter is no statement
LONGEST_LABEL = 8  # words before the colon; longer stretches are clauses that introduce a list or a quotation


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = lexicon("abbreviations")
    return frozenset(words["always"]), frozenset(words["before-number"]), frozenset(words["before-lower-case"])


def mark_boundaries(doc: Doc) -> Doc:
    """Set `is_sent_start` on every token of `doc`, so that the parser adds no boundary of its own."""
    for token in doc[1:]:
        token.is_sent_start = False
    starts = [0] if len(doc) else []
    for start in starts:  # grows while it is walked
        behind = _behind_dateline(doc, start)
        if behind is not None:
            doc[behind].is_sent_start = True
            start = behind  # noqa: PLW2901  nothing in a dateline ends a sentence
        label = _label_end(doc, start)
        if label is not None:
            doc[label].is_sent_start = True
        end = next((e for i in range(start, len(doc)) if (e := _end_after(doc, i)) is not None), len(doc))
        if end < len(doc):
            doc[end].is_sent_start = True
            starts.append(end)
    return doc


def is_dateline(sentence: Span) -> bool:
    """Whether a sentence is the dateline of a press release, which states nothing."""
    end = dateline_end(sentence.doc.text, sentence.start_char)
    return end is not None and sentence.end < len(sentence.doc) and end == sentence.doc[sentence.end].idx


def _behind_dateline(doc: Doc, start: int) -> int | None:
    """Return the index of the first token behind a dateline at `start`, None where there is none."""
    end = dateline_end(doc.text, doc[start].idx)
    if end is None:
        return None
    first = next((token for token in doc[start:] if token.idx + len(token) > end), None)
    if first is None or first.idx >= end:
        return None if first is None else first.i
    index, cut = first.i, end - first.idx  # "WIRE)--Zinc" is one token for the tokenizer
    with doc.retokenize() as retokenizer:
        retokenizer.split(first, [first.text[:cut], first.text[cut:]], heads=[(first, 0), (first, 0)])
    doc[index + 1].is_sent_start = True
    return index + 1


def _end_after(doc: Doc, index: int) -> int | None:
    """Return the index at which the next sentence begins when token `index` ends one, else None."""
    token = doc[index]
    if token.text[-1] not in ENDS:
        return None
    following = index + 1
    while following < len(doc) and (
        set(doc[following].text) <= ENDS or (doc[following].text in CLOSERS and not doc[following - 1].whitespace_)
    ):
        following += 1
    if following >= len(doc):
        return following
    if not doc[following - 1].whitespace_ and not doc[following].text[0].isupper():
        return None
    if doc[following].text in DASHES:
        return None  # the name behind a quotation: "…" - Ada
    if token.text.endswith(("..", "…")):
        return None if doc[following].text[0].islower() else following
    if token.text[-1] == ".":
        return None if _goes_on(doc, index, following) else following
    after = doc[following]
    return None if after.text[0].islower() and not _is_brand(after) else following


def _goes_on(doc: Doc, index: int, following: int) -> bool:
    """Whether the full stop at token `index` belongs to an abbreviation, a number or an initial, not to an end."""
    token, after = doc[index], doc[following]
    word = (
        token.text[:-1]
        if len(token.text) > 1
        else doc[index - 1].text
        if index and not doc[index - 1].whitespace_
        else ""
    )
    word = word.lower()
    always, before_number, before_lower = _abbreviations()
    first = after.text.lstrip("".join(OPENERS))[:1] or after.text[:1]
    if word in always or (word in before_number and first.isdigit()):
        return True
    if len(word) == 1 and word.isalpha() and word != "i" and not _is_unit(doc, index):
        return True  # an initial: "J. Smith"
    return first.islower() and (word in before_lower or first.isalpha()) and not _is_brand(after)


def _is_unit(doc: Doc, index: int) -> bool:
    """Whether the letter before the full stop is a unit behind a number ("5 g.")."""
    return index > 1 and doc[index - 2].like_num


def _is_brand(token: Token) -> bool:
    """Whether a word that begins in lower case is a name like "eHealth", which may open a sentence."""
    return any(letter.isupper() for letter in token.text[1:])


def _label_end(doc: Doc, start: int) -> int | None:
    """Return the index behind "Label:" at `start`, or None where there is no label."""
    for index in range(start, min(start + LONGEST_LABEL + 1, len(doc) - 1)):
        token = doc[index]
        if (
            token.text in {":", "–", "—"}
            and index > start
            and token.whitespace_
            and (token.text == ":" or doc[index - 1].whitespace_)
        ):
            return index + 1 if token.text == ":" and len(doc) - index > LEAST_BEHIND_LABEL else None
        if token.text[-1] in ENDS or token.text in {",", ";"}:
            return None
    return None
