"""Frames: token indexes on their way to become an atomic statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
TIES = frozenset({",", ";", ":", "–", "—", "--", "-"})


@dataclass(slots=True)
class Frame:
    """A growing set of token indexes on its way to become a part.

    `words` stand in for tokens in its statement; the tokens at `first` are read before the others.
    """

    head: Token
    own: set[int]
    shared: set[int] = field(default_factory=set)
    words: dict[int, str] = field(default_factory=dict)
    first: frozenset[int] = frozenset()
