"""Clearances: whether "clear" and "clearance" are said of an authority's leave, or of skin, lungs, blood or the mind.

An authority is named beside the word, the leave is asked for or given, or it is followed by its year or by what it is
for: "received clearance", "cleared in 2008", "cleared as an aid". What clears up is what a body has: "skin clearance",
"the rash cleared in a week".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import ConceptKind
from claims.vocabulary import key_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

_BESIDE = 4  # words before a clearance in which its authority or its tissue may stand: "FDA's first clearance"
_FORMS = frozenset({"cleared", "clears"})
_BY = re.compile(r"\s*by\s(.*)", re.DOTALL)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLINICAL = frozenset({ConceptKind.CONDITION, ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT})
_NOUNISH = frozenset(
    {"NOUN", "PROPN", "ADJ", "NUM", "PUNCT", "SYM", "PART", "X"}
)  # what may stand within a noun phrase
_DATED = re.compile(
    r"\W*(?:(?:came|followed|back|first|as early as|originally|again)\s+)*(?:in|since|on|during)\s"
    r"(?:[\w,]+\s){0,3}?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\s*for\s(?:[a-z]+\s){0,3}?(?:good\b|ever\b|life\b|long\b|weeks\b|months\b|years\b"
    r"|(?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve)[\s-](?:or more |full )?"
    r"(?:days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)
_BY_WAY = re.compile(
    r"\s*(?:through|via|under|with)\s(?:[\w-]+\s){0,3}?(?:510\(?k|pre-?market|notification|de novo)", re.IGNORECASE
)
_FOR = re.compile(
    r"\s*(?:first\s)?(?:for|as|to (?:be |help )?(?:market|sell|sold|treat|use|used|reliev|manag|prepar)\w*)\b",
    re.IGNORECASE,
)


def is_official(span: Span) -> bool:
    """Whether a phrase with "cleared" or "clearance" in it speaks of an authority's leave."""
    word = next((token for token in span if token.lower_.startswith("clear")), span[0])
    after = span.doc.text[word.idx + len(word) : word.sent.end_char]
    return _noun_is_official(word, after) if word.lower_.startswith("clearance") else _verb_is_official(word, after)


def _noun_is_official(word: Token, after: str) -> bool:
    before = _before(word)
    if _is_of_body(word):
        return False
    if before & _words("official") or _is_of_product(word):
        return True
    if before & (_words("bodily") | _words("bodily", "degree")):
        return False
    if word.i + 1 < len(word.doc) and word.nbor().lower_ in _words("bodily", "measure"):
        return False
    if word.head.lemma_.lower() in _words("granting") and not _LENGTH.match(after):
        return True
    return bool(_DATED.match(after) or (_FOR.match(after) and not _LENGTH.match(after))) or _names_body(word)


def _verb_is_official(word: Token, after: str) -> bool:
    subject = next((child for child in word.children if child.dep_ in _SUBJECTS), None)
    if word.lower_ not in _FORMS or (subject is not None and _is_clinical(subject)):
        return False
    by = _BY.match(after)
    if by is not None:
        return _names_body(word) or any(_is_authority(near) for near in _runs(by[1].split()[:_BESIDE]))
    if _DATED.match(after) or _BY_WAY.match(after):
        return True
    return _FOR.match(after) is not None and not _LENGTH.match(after)


def _runs(words: list[str]) -> Iterator[str]:
    """Yield each run of words, which may be a name."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end]).strip(".,;:()")


def _is_authority(name: str) -> bool:
    entry = vocabulary().named(key_of(name)) or vocabulary().named(name)
    return entry is not None and entry.kind is ConceptKind.AUTHORITY


def _before(word: Token) -> set[str]:
    """Return the words of the noun phrase before a clearance, as printed and by their lemmas."""
    found: set[str] = set()
    for token in reversed(list(word.doc[max(word.sent.start, word.i - _BESIDE) : word.i])):
        if token.pos_ not in _NOUNISH:
            break
        found |= {token.lower_, token.lemma_.lower(), *token.lower_.split("(")}
    return found


def _is_of_body(word: Token) -> bool:
    """Whether something clinical is cleared: "clearance of plaques", "clearance of the virus"."""
    below = (child for link in word.children if link.lower_ in ("of", "from") for child in link.children)
    return any(_is_clinical(child) for child in below)


def _is_of_product(word: Token) -> bool:
    """Whether a product is cleared: "clearance of the device"."""
    below = (child for link in word.children if link.lower_ == "of" for child in link.children)
    return any(child.lower_ in _words("official") for child in below)


def _is_clinical(token: Token) -> bool:
    """Whether a noun, or a word that belongs to its name, is part of a body or something that ails it."""
    names = {token.lower_, token.lemma_.lower(), *(c.lower_ for c in token.children if c.dep_ in ("compound", "amod"))}
    if names & _words("bodily"):
        return True
    entry = vocabulary().named(key_of(token.text)) or vocabulary().named(token.lemma_.lower())
    return entry is not None and entry.kind in _CLINICAL


def _names_body(word: Token) -> bool:
    """Whether an authority or its way of clearing is named elsewhere in the sentence."""
    named = _words("official", "named")
    return any(token.lower_ in named or token.lemma_.lower() in named for token in word.sent)


@cache
def _words(group: str, key: str = "words") -> frozenset[str]:
    return frozenset(lexicon("clearance")[group][key].split())
