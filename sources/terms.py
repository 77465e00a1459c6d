"""Text as the search sees it: stems, and the letters that stems share.

Each word gives its stem and the overlapping sequences of four characters in it, so that "hypertensive" finds
"hypertension", "neuroplasticity" finds "plasticity", and one spelling finds the other. Four characters are what
McNamee & Mayfield 2004 (Character n-gram tokenization for European language text retrieval) found best for English.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from Stemmer import Stemmer

GRAM = 4
# A number with its decimals, else letters with digits behind them: "40mg" is two words, "B12" and "IL6" are one.
_WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+\d*")
# The stop words of Lucene's English analyser, which BM25 baselines use.
_STOP = frozenset([
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of",
    "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with",
])  # fmt: skip


def terms(text: str) -> list[str]:
    """Return the search terms of `text`, in order and with repetitions."""
    return [term for word in _words(text) for term in _terms_of(word)]


def mentions(text: str, names: Iterable[str]) -> bool:
    """Whether `text` contains one of `names` as whole words, whatever their endings."""
    stems = f" {' '.join(map(stem, _words(text)))} "
    return any(f" {' '.join(map(stem, _words(name)))} " in stems for name in names)


def _words(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return (word for word in _WORD.findall(plain) if word not in _STOP)


@lru_cache(maxsize=65536)
def _terms_of(word: str) -> tuple[str, ...]:
    """Return the stem, marked as a whole word, and its grams, in which ^ and $ stand for its edges."""
    shared = stem(word)
    edged = f"^{shared}$"
    return (f"={shared}", *(edged[i : i + GRAM] for i in range(max(1, len(edged) - GRAM + 1))))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what the forms of a word in lower case share."""
    shared: str = _stemmer().stemWord(word)
    return shared


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer

    return Stemmer("english")
