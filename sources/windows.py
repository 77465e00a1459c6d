"""Windows: the sentences of a long passage that a claim is read beside, because a model reads only so many words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 75
"""Words of a window, about 110 of the model's pieces: what it was trained on, with the claim beside it."""

_WORD = re.compile(r"[a-z0-9]+(?:\.\d+)?")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(])")
_STEM = 6
_SHORTEST = 3
_FILLERS = frozenset(
    "the and for with that this from was were are has have had not but than then their its which who what into "
    "after before between during over under both all any each more most such can may our your they them".split()
)


def sentences_in(text: str) -> list[str]:
    """Split `text` where a sentence visibly ends; a rough cut that needs no parser."""
    return [s for s in _END.split(text.strip()) if s]


def window_of(claim: str, sentences: Sequence[str], words: int = WORDS) -> str:
    """Return the sentences of a passage nearest to `claim` by shared word stems, in their order, up to `words` words.

    A passage that fits is returned whole. At least one sentence is, however long it is.
    """
    lengths = [len(s.split()) for s in sentences]
    if sum(lengths) <= words:
        return " ".join(sentences)
    wanted = stems_of(claim)
    shares = [len(wanted & stems_of(sentence)) for sentence in sentences]
    chosen: set[int] = set()
    room = words
    for index in sorted(range(len(sentences)), key=lambda i: (-shares[i], i)):
        if not chosen or lengths[index] <= room:
            chosen.add(index)
            room -= lengths[index]
    return " ".join(sentences[i] for i in sorted(chosen))


def stems_of(text: str) -> frozenset[str]:
    """Return the first letters of the words of `text` that carry meaning: numbers, and words of some length."""
    words = (word for word in _WORD.findall(text.lower()) if word not in _FILLERS)
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORTEST or word[0].isdigit())
