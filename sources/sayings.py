"""Sayings: what a text says by the phrases of `contraries.yaml`, whether it affirms or denies them, and where in it."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import lexicon
from sources.phrasing import Phrase, find_phrases

_LEXICON = "contraries"
# What denies by its form: a verb with "not" in it, "without" and a verb, "no" and a comparative.
_BOUND_DENIAL = re.compile(r"\b(?:without \w+ing|no (?:\w+er|more|less))\b|n['’]t\b", re.IGNORECASE)


def phrases(group: str, text: str) -> tuple[Phrase, ...]:
    """Return the phrases of a group in `text`, in order."""
    return find_phrases(group, text, affirmed=False, lexicon_name=_LEXICON)


def says(group: str, text: str) -> bool:
    """Whether `text` has a phrase of a group."""
    return bool(phrases(group, text))


def begins(group: str, text: str) -> bool:
    """Whether `text` begins with a phrase of a group."""
    return any(phrase.start == 0 for phrase in phrases(group, text.lstrip()))


def ends(group: str, text: str) -> bool:
    """Whether `text` ends with a phrase of a group."""
    plain = text.rstrip()
    return any(phrase.end == len(plain) for phrase in phrases(group, plain))


def without(group: str, text: str) -> str:
    """Return `text` with a space in place of each phrase of a group."""
    for phrase in reversed(phrases(group, text)):
        text = f"{text[: phrase.start]} {text[phrase.end :]}"
    return text


def first_denial(text: str) -> Phrase | None:
    """Return the first words of `text` that deny something: "not", "hardly", "no gain", "doesn't"."""
    found = list(phrases("denies", text))
    if bound := _BOUND_DENIAL.search(text):
        found.append(Phrase(bound.group(), bound.start(), bound.end()))
    return min(found, key=lambda phrase: (phrase.start, phrase.end), default=None)


@cache
def words_of(group: str) -> frozenset[str]:
    """Return the words of a group whose phrases are plain words."""
    return frozenset(lexicon(_LEXICON)[group]["words"])
