"""What a statement stresses: features by which the model of claim types tells its main point from what it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from claims.segmentation import Part

_ARGUMENTS = frozenset({"dobj", "attr", "nsubj", "nsubjpass", "acomp"})
_CONTENT = frozenset({"VERB", "NOUN", "ADJ"})
_STEMS = (5, 7)  # letters


def stress_of(part: Part, root: Token, wordings: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield which kinds of wording stand first, last and at the verb, and which amounts stand beside them.

    `root` is the verb of the part; `wordings` are the places (index of the first token) and kinds of those in its doc.
    """
    found = sorted((start, kind) for start, kind in wordings if start in part.indexes)
    if found:
        yield f"opens:{found[0][1]}"
        yield f"closes:{found[-1][1]}"
    near = {root.i} | {child.i for child in root.children}
    near |= {inner.i for child in root.children if child.dep_ in _ARGUMENTS for inner in child.children}
    yield from (f"{'main' if start in near else 'side'}:{kind}" for start, kind in found)
    starts = {token.idx for token in part.tokens}
    for quantity in part.doc._.claims_quantities:
        if quantity.start in starts:
            yield f"amount:{quantity.role}_{root.lemma_.lower()}"
            yield from (f"amount:{quantity.role}&{kind}" for _, kind in found)
    for token in part.tokens:
        if token.pos_ in _CONTENT and token.head.i != token.i and token.head.i in part.indexes:
            yield f"head:{token.head.pos_}>{token.dep_}>{token.lemma_.lower()}"


def derivation_of(words: Iterable[Token]) -> Iterator[str]:
    """Yield how content words begin, so that "regenerate", "regenerative" and "regeneration" are akin."""
    for token in words:
        if token.is_alpha and (token.pos_ in _CONTENT or token.pos_ == "ADV"):
            yield from (f"stem:{token.lemma_.lower()[:size]}" for size in _STEMS if len(token) >= size)
