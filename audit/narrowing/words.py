"""Words that change places: where a value stands in a claim, and whether another fits there as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

PREPOSITIONS = frozenset(
    "for in to among of with by from on against at after before during within than as into through over under".split()
)
NUMBER_WORDS = tuple(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty half".split()
)
_SAFE_TO_LOWER = frozenset(
    (
        *NUMBER_WORDS,
        *"a an the some many several few about around roughly nearly almost up at more less fewer within".split(),
        *"in by after for over under each once twice people adults patients children men women".split(),
    )
)
_SMALL_WORDS = PREPOSITIONS | frozenset({"a", "an", "the", "and", "or", "no"})
_VOWEL_SOUND = re.compile(r"(?:8|1[18](?!\d)|(?!eu|uni|use|one\b|once\b|ubi)[aeiou]|hour|honest)", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:people|men|women|children|mice|teeth|feet|\w+[^\Wsui]s)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words of a claim, `text[start:end]` of its statement, and the words of the registry that stand in for them."""

    start: int
    end: int
    words: str

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it changes any of the words from `start` to `end`."""
        return self.start < end and start < self.end


def place_of(value: str, text: str) -> tuple[int, int] | None:
    """Return where `value` stands in `text` as whole words, None where it does not or stands there twice.

    Part of a compound ("5-minute") is no whole word: what is in it has another form.
    """
    if not value:
        return None
    found = [m.span() for m in re.finditer(rf"(?<![\w-]){re.escape(value)}(?![\w%-])", text)]
    return found[0] if len(found) == 1 else None


def word_before(text: str, at: int) -> str:
    """Return the word that ends before `at`, in lower case; an empty string at the start of a clause."""
    found = re.search(r"([\w'’-]+)\s+$", text[:at])
    return found[1].lower() if found else ""


def word_after(text: str, at: int) -> str:
    """Return the word that begins after `at`, in lower case; an empty string at the end of a clause."""
    found = re.match(r"\s+([\w'’-]+)", text[at:])
    return found[1].lower() if found else ""


def is_plural(noun: str) -> bool:
    """Whether the last word of a noun phrase without modifiers behind it has a plural form."""
    return _PLURAL.search(noun) is not None


def exchanged(text: str, start: int, end: int, words: str) -> Exchange | None:
    """Return the exchange of `text[start:end]` for `words`, its first letter as its place asks for.

    None where an article before it would have to change, where a word would stand twice in a row, and where a capital
    may belong to the word and not to its place in a sentence (a brand keeps its capital, "Six" does not).
    """
    before, after = word_before(text, start), word_after(text, end)
    if before in ("a", "an") and (before == "an") is not (_VOWEL_SOUND.match(words) is not None):
        return None
    if ({before, after} - _SMALL_WORDS) & {*words.lower().split()}:
        return None
    if text[start].isupper() and text[:start].strip() == "":
        return Exchange(start, end, words[0].upper() + words[1:])
    if words[0].isupper() and not words[:2].isupper() and text[:start].strip():
        if words.split(maxsplit=1)[0].lower() not in _SAFE_TO_LOWER:
            return None
        return Exchange(start, end, words[0].lower() + words[1:])
    return Exchange(start, end, words)
