"""What a quantity's role is told by: its notation, its unit, the words around it and the words that govern it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense
from claims.quantities.counting import is_age_by_apposition, singular, treatment_nouns
from claims.units import count_groups, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claims.quantities.counting import Counted

_NEAR = 5  # tokens to each side whose cues are read apart from those of the sentence
_DAY, _WEEK = 1440.0, 10080.0  # minutes
_MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": _DAY, "night": _DAY, "week": _WEEK, "month": 43830.0, "year": 525960.0}


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    """Names of the cue groups of each lemma."""
    table: dict[str, list[str]] = {}
    for name, group in lexicon("quantity-roles").items():
        for word in dict.fromkeys(group["words"]):
            table.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in table.items()}


_KINDS = {
    "volume": "mass", "amount": "mass", "time-rate": "mass", "mass": "mass", "energy": "mass", "length": "mass", "count-rate": "dose", "study": "thing",
    "scales and scores": "thing", "temperature": "mass", "age": "bare", "light and sound": "mass", "pressure": "mass",
}


@cache
def _contexts() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """Roles and expressions of each kind of quantity."""
    kinds = {kind: roles for kind, roles in lexicon("quantity-contexts").items() if kind != "source"}
    return {kind: tuple((role, re.compile(one)) for role, many in roles.items() for one in many) for kind, roles in kinds.items()}


def _context(doc: Doc, entries: Sequence[Counted], place: int) -> str:
    """The sentence in lower case with "@" for the quantity and "#" for every other."""
    sentence = entries[place].token.sent
    pieces, at = [], sentence.start_char
    for number, entry in enumerate(entries):
        if entry.start >= at and entry.end <= sentence.end_char:
            pieces += [doc.text[at:entry.start], "@" if number == place else "#"]
            at = entry.end
    return re.sub(r"\s+", " ", "".join([*pieces, doc.text[at:sentence.end_char]])).strip().lower().replace("’", "'")


def votes(doc: Doc, entries: Sequence[Counted], place: int) -> Iterator[tuple[int, str]]:
    """Number and role of every context of the lexicon that the quantity stands in."""
    kind = kind_name(entries[place])
    text = _context(doc, entries, place)
    for number, (role, context) in enumerate(_contexts().get(_KINDS.get(kind, kind), ())):
        if context.search(text):
            yield number, role


def features(doc: Doc, entries: Sequence[Counted], place: int) -> frozenset[str]:
    """Names of the binary features of the quantity at `place`."""
    entry = entries[place]
    sentence = entry.token.sent
    first = next((token.i for token in sentence if token.idx + len(token) > entry.start), entry.token.i)
    last = next((token.i for token in doc[first:sentence.end] if token.idx >= entry.end), sentence.end)
    kind = kind_name(entry)
    found = {"always", f"kind={kind}"}
    found.update(f"{kind}|{name}" for name in _shape(entry.amount))
    found.update(_shape(entry.amount))
    found.update(_neighbours(doc, sentence.start, sentence.end, first, last, kind))
    found.update(_governors(entry, kind))
    found.update(_cued(doc, sentence.start, sentence.end, first, last, kind))
    for number, role in votes(doc, entries, place):
        found.update((f"vote={role}", f"{kind}|vote={role}", f"{_KINDS.get(kind, kind)}|context={number}"))
    for offset, name in ((-1, "before"), (1, "after")):
        at = place + offset
        other = kind_name(entries[at]) if 0 <= at < len(entries) and entries[at].token.sent.start == sentence.start else "none"
        found.update((f"{name}:kind={other}", f"{kind}|{name}:kind={other}"))
    if entry.noun is not None and entry.head is not None:
        noun = singular(entry.head)
        found.update((f"noun={noun}", f"{kind}|noun={noun}", f"{kind}|noun:{_noun_class(noun)}"))
    return frozenset(found)


def kind_name(entry: Counted) -> str:
    """The class of a quantity's unit, as far as roles depend on it."""
    amount = entry.amount
    if amount.sense in (Sense.AGE, Sense.DATE, Sense.STATISTIC, Sense.INTERVAL, Sense.FREQUENCY):
        return amount.sense.value
    if amount.unit is None:
        return "age" if is_age_by_apposition(entry) else "bare"
    kind = kind_of(amount.unit)
    if " per " in amount.unit and kind in ("time", "count", "multiples"):
        counted = _noun_class(amount.unit.partition(" per ")[0])
        return f"{counted}-rate" if kind == "count" and counted in ("session", "dose") else f"{kind}-rate"
    return _noun_class(amount.unit) if kind == "count" else kind


def _noun_class(noun: str) -> str:
    counts = lexicon("counts")
    if noun in counts["sessions"]["nouns"]:
        return "session"
    if noun in treatment_nouns():
        return "dose"
    return count_groups().get(noun, "thing")


def _shape(amount: Amount) -> Iterator[str]:
    yield f"unit={amount.unit}"
    yield f"sense={amount.sense.value}"
    yield f"form={amount.form.value}"
    one = amount.low == amount.high
    yield "exact" if one else "range" if amount.low is not None and amount.high is not None else "low" if amount.high is None else "high"
    value = amount.high if amount.high is not None else amount.low
    if value is None:
        yield "vague"
        return
    minutes = _MINUTES.get(amount.unit or "")
    if minutes is not None:
        length = value * minutes
        yield "length<=" + next((str(step) for step in (5, 15, 60, 240, _DAY, 3 * _DAY, _WEEK, 4 * _WEEK, 13 * _WEEK, 53 * _WEEK, 300 * _WEEK) if length <= step), "more")
    else:
        yield "size<=" + next((str(step) for step in (0, 1, 2, 6, 12, 17, 30, 60, 110, 1000, 100000) if value <= step), "more")
        yield "whole" if float(value).is_integer() else "decimal"


def _lemma(token: Token) -> str:
    if token.like_num or token.pos_ == "NUM":
        return "<number>"
    return "<sign>" if token.is_punct and token.text not in "()/%:|=-–—+" else token.lemma_.lower()


def _neighbours(doc: Doc, start: int, end: int, first: int, last: int, kind: str) -> Iterator[str]:
    left = [_lemma(token) for token in doc[max(start, first - 3):first]]
    right = [_lemma(token) for token in doc[last:min(end, last + 3)]]
    left, right = ["<start>", *left] if first - 3 < start else left, [*right, "<end>"] if last + 3 > end else right
    for name, words in (("left", left[::-1]), ("right", right)):
        for distance, word in enumerate(words[:3]):
            yield f"{name}{distance}={word}"
            if distance < 2:  # noqa: PLR2004
                yield f"{kind}|{name}{distance}={word}"
        if len(words) > 1:
            yield f"{name}={words[0]} {words[1]}"
    if left and right:
        yield f"{kind}|around={left[-1]} {right[0]}"


def _governors(entry: Counted, kind: str) -> Iterator[str]:
    """The words above the quantity in the parse: its noun, its preposition, its verb and that verb's subject."""
    token = entry.token
    for _ in range(6):
        if token.head.i == token.i:
            break
        if token.dep_ in ("pobj", "npadvmod", "dobj", "nsubj", "attr", "prep", "appos", "nmod", "compound", "nsubjpass", "acomp"):
            yield f"{kind}|dep={token.dep_}"
        token = token.head
        if token.pos_ == "ADP":
            yield f"prep={token.lower_}"
            yield f"{kind}|prep={token.lower_}"
        elif token.pos_ == "NOUN" and token.i != (entry.head.i if entry.head is not None else -1):
            yield f"{kind}|above={token.lemma_.lower()}"
        elif token.pos_ in ("VERB", "AUX"):
            yield from _verb(token, kind)
            break


def _verb(verb: Token, kind: str) -> Iterator[str]:
    lemma = verb.lemma_.lower()
    yield f"verb={lemma}"
    yield f"{kind}|verb={lemma}"
    for name in _cues().get(lemma, ()):
        yield f"{kind}|verb:{name}"
    if verb.tag_ in ("VBD", "VBN", "VB"):
        yield f"{kind}|tense={verb.tag_}"
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            yield f"{kind}|{child.dep_[:5]}={child.lemma_.lower()}"
            for name in _cues().get(child.lemma_.lower(), ()):
                yield f"{kind}|{child.dep_[:5]}:{name}"


def _cued(doc: Doc, start: int, end: int, first: int, last: int, kind: str) -> Iterator[str]:
    """Cue groups of the words near the quantity, to its left and right, and of the whole sentence."""
    for token in doc[start:end]:
        if first <= token.i < last:
            continue
        side = "l" if token.i < first else "r"
        near = first - token.i <= _NEAR if side == "l" else token.i - last < _NEAR
        lemma = token.lemma_.lower()
        for name in _cues().get(lemma, ()):
            yield f"{kind}|cue:{name}"
            if near:
                yield f"{kind}|near-{side}:{name}"
        if near and not token.is_punct and not token.is_stop:
            yield f"{kind}|near={lemma}"
