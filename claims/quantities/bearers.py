"""Whose age a bare number may be: that of somebody named before it, never that of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.quantities.counting import singular
from claims.quantities.numerals import Form
from claims.units import count_groups

if TYPE_CHECKING:
    from claims.quantities.counting import Counted

_OLDEST = 110  # years
_ANIMALS = frozenset({"animal", "cat", "dog", "horse", "kitten", "pet", "puppy"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "every"})  # a possessive may stand before one of a family


def is_age_by_apposition(entry: Counted) -> bool:
    """Whether a bare number is somebody's age: "Leila, 29, …"."""
    amount, token = entry.amount, entry.token
    whole = (
        amount.low is not None and amount.low == amount.high and amount.low.is_integer() and 4 <= amount.low <= _OLDEST  # noqa: PLR2004
    )
    if not whole or amount.unit is not None or amount.form is not Form.DIGITS or token.i < 2:  # noqa: PLR2004
        return False
    ends = token.i + 1 == len(token.doc) or token.doc[token.i + 1].is_punct
    return (
        ends
        and token.doc[token.i - 1].text == ","
        and (token.doc[token.i - 2].pos_ == "PROPN" or token.doc[token.i - 2].text == ".")
    )


def _lives(noun: str) -> bool:
    return noun in _ANIMALS or count_groups().get(noun) == "person"


def is_of_a_thing(entry: Counted) -> bool:
    """Whether a form of "be" states the number of a thing: "the score was 42", but not "the patient was 42"."""
    token = entry.token
    if token.head.lemma_ != "be" or token.head.i == token.i:
        return False
    subject = next((child for child in token.head.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ != "NOUN" or _lives(singular(subject)):
        return False
    ages = any(word.lemma_.lower() in ("age", "old", "young") for word in subject.subtree)
    return not ages and any(child.lower_ in _DETERMINERS for child in subject.children)
