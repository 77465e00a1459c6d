"""From a sentence to its atomic statements: what each prints, and what it shares with its sentence.

A sentence is cut at coordinated verbs, at semicolons, at contrasting and reason clauses, at non-restrictive relative
clauses, at participles that add a result, and at lists of conditions or outcomes. Each part keeps the subject, the
hedge, the attribution and the population that it leaves behind in its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Part:
    """One atomic statement of a sentence, before it is taken apart.

    Tokens `start` to `end` (half-open, indexes into the doc) are what it prints; `gaps` are tokens in between that
    belong to another part. `shared` are tokens elsewhere in the doc that it depends on: subject, hedge, attribution,
    population. `statement` is the part read on its own. A whole sentence is a part that shares nothing.
    """

    sentence: Span
    start: int
    end: int
    shared: tuple[int, ...] = ()
    statement: str = ""
    unresolved: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()

    @property
    def doc(self) -> Doc:
        """The doc that the token indexes point into."""
        return self.sentence.doc

    @property
    def indexes(self) -> frozenset[int]:
        """Indexes of its own and its shared tokens."""
        return frozenset(range(self.start, self.end)).difference(self.gaps).union(self.shared)

    @property
    def tokens(self) -> list[Token]:
        """Its own and its shared tokens, in the order of the sentence."""
        return [self.doc[i] for i in sorted(self.indexes)]

    def covers(self, start_char: int, end_char: int) -> bool:
        """Whether all words between two character offsets of the doc belong to this part."""
        span = self.doc.char_span(start_char, end_char, alignment_mode="expand")
        return span is not None and len(span) > 0 and self.indexes.issuperset(range(span.start, span.end))


def whole(sentence: Span) -> Part:
    """Return `sentence` as a single part."""
    return Part(sentence, sentence.start, sentence.end, (), sentence.text.strip())
