"""From a sentence to its atomic statements: what each prints, and what it shares with its sentence.

A sentence is cut at coordinated verbs, at semicolons, at contrasting and reason clauses, at non-restrictive relative
clauses, at participles that add a result, at phrases that state something in passing ("with few side effects"), and at
lists of conditions or outcomes. Each part keeps the subject, the hedge, the attribution and the population that it
leaves behind in its sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Part:
    """One atomic statement of a sentence, before it is taken apart.

    Tokens `start` to `end` (half-open, indexes into the doc) are what it prints; `gaps` are tokens in between that
    belong to another part. `shared` are tokens elsewhere in the doc that it depends on: subject, hedge, attribution,
    population. `statement` is the part read on its own: its tokens in the `order` in which they read (none: that of
    the text), with `words` in the place of some. What is `presupposed` is a statement whatever its form ("with few side
    effects"). A whole sentence is a part that shares nothing.
    """

    sentence: Span
    start: int
    end: int
    shared: tuple[int, ...] = ()
    statement: str = ""
    unresolved: tuple[str, ...] = ()
    gaps: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    words: tuple[tuple[int, str], ...] = ()
    presupposed: bool = False
    indexes: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the indexes of its own and its shared tokens, which everything asks for."""
        own = frozenset(range(self.start, self.end)).difference(self.gaps).union(self.shared)
        object.__setattr__(self, "indexes", own)

    @property
    def doc(self) -> Doc:
        """The doc that the token indexes point into."""
        return self.sentence.doc

    @property
    def tokens(self) -> list[Token]:
        """Its own and its shared tokens, in the order of the sentence."""
        return [self.doc[i] for i in sorted(self.indexes)]

    def covers(self, start_char: int, end_char: int) -> bool:
        """Whether all words between two character offsets of the doc belong to this part."""
        starts = token_starts(self.doc)
        first, last = bisect_right(starts, start_char) - 1, bisect_left(starts, end_char)
        return first < last and self.indexes.issuperset(range(max(first, 0), last))


def token_starts(doc: Doc) -> list[int]:
    """Return the character offset of each token of `doc`, worked out once."""
    starts: list[int] | None = doc.user_data.get(_STARTS)
    if starts is None:
        starts = doc.user_data[_STARTS] = [token.idx for token in doc]
    return starts


_STARTS = "claims_token_starts"


def whole(sentence: Span) -> Part:
    """Return `sentence` as a single part."""
    return Part(sentence, sentence.start, sentence.end, (), sentence.text.strip())
