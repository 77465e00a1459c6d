"""What a quantity's role is told by: its notation, its unit, the words around it and the words that govern it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense
from claims.quantities.bearers import is_age_by_apposition
from claims.quantities.counting import singular, treatment_nouns
from claims.units import count_groups, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from claims.quantities.counting import Counted

_NEAR = 5  # tokens to each side whose cues are read apart from those of the sentence
_REACH = 90  # characters to each side that the contexts of the lexicon can see
_DAY, _WEEK = 1440.0, 10080.0  # minutes
_MINUTES = {
    "second": 1 / 60,
    "minute": 1.0,
    "hour": 60.0,
    "day": _DAY,
    "night": _DAY,
    "week": _WEEK,
    "month": 43830.0,
    "year": 525960.0,
}
_LENGTHS = (5, 15, 60, 240, _DAY, 3 * _DAY, _WEEK, 4 * _WEEK, 13 * _WEEK, 53 * _WEEK, 300 * _WEEK)
_SIZES = (0, 1, 2, 6, 12, 17, 30, 60, 110, 1000, 100000)
_OBJECTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_LINKS = frozenset(
    {"pobj", "npadvmod", "dobj", "nsubj", "attr", "prep", "appos", "nmod", "compound", "nsubjpass", "acomp"}
)
_CONTEXTS_OF = {  # kinds that share the contexts of another
    "volume": "mass",
    "amount": "mass",
    "trace": "mass",
    "time-rate": "mass",
    "energy": "mass",
    "length": "mass",
    "temperature": "mass",
    "light and sound": "mass",
    "pressure": "mass",
    "count-rate": "dose",
    "dose-rate": "dose",
    "session-rate": "dose",
    "study": "thing",
    "scales and scores": "thing",
    "age": "bare",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as the features see it: indexes into the doc, lemmas, and which words carry content."""

    start: int
    end: int
    lemmas: tuple[str, ...]
    content: tuple[bool, ...]


def features(doc: Doc, entries: Sequence[Counted]) -> list[frozenset[str]]:
    """Names of the binary features of every quantity of `doc`."""
    found, words, text = [], Words(0, 0, (), ()), doc.text
    for place, entry in enumerate(entries):
        if not words.start <= entry.token.i < words.end:
            words = _words_of(doc, entry)
        found.append(frozenset(_features(doc, text, words, entries, place)))
    return found


def _words_of(doc: Doc, entry: Counted) -> Words:
    start, end = entry.sentence
    tokens = list(doc[start:end])
    content = tuple(not (token.is_punct or token.is_stop) for token in tokens)
    return Words(start, end, tuple(_lemma(token) for token in tokens), content)


def _lemma(token: Token) -> str:
    if token.pos_ == "NUM" or token.like_num:
        return "<number>"
    return "<sign>" if token.is_punct and token.text not in "()/%:|=-–—+" else token.lemma_.lower()


def _features(doc: Doc, text: str, words: Words, entries: Sequence[Counted], place: int) -> Iterator[str]:
    entry = entries[place]
    first = next(
        (t.i for t in doc[max(words.start, entry.token.i - 8) : words.end] if t.idx + len(t) > entry.start),
        entry.token.i,
    )
    last = next((t.i for t in doc[first : words.end] if t.idx >= entry.end), words.end)
    kind = kind_name(entry)
    yield "always"
    yield f"kind={kind}"
    for name in _shape(entry.amount):
        yield name
        yield f"{kind}|{name}"
    yield from _neighbours(words, first, last, kind)
    yield from _governors(entry, kind)
    yield from _cued(words, first, last, kind)
    for number, role in votes(doc, text, entries, place):
        yield f"vote={role}"
        yield f"{kind}|vote={role}"
        yield f"{_CONTEXTS_OF.get(kind, kind)}|context={number}"
    for offset, side in ((-1, "before"), (1, "after")):
        at = place + offset
        other = (
            kind_name(entries[at])
            if 0 <= at < len(entries) and words.start <= entries[at].token.i < words.end
            else "none"
        )
        yield f"{side}:kind={other}"
        yield f"{kind}|{side}:kind={other}"
    if entry.noun is not None and entry.head is not None:
        noun = singular(entry.head)
        yield f"noun={noun}"
        yield f"{kind}|noun={noun}"
        yield f"{kind}|noun:{_noun_class(noun)}"


def kind_name(entry: Counted) -> str:
    """Return the class of a quantity's unit, as far as roles depend on it."""
    amount = entry.amount
    if amount.sense in (Sense.AGE, Sense.DATE, Sense.STATISTIC, Sense.INTERVAL, Sense.FREQUENCY):
        return amount.sense.value
    if amount.unit is None:
        return "age" if is_age_by_apposition(entry) else "bare"
    kind = kind_of(amount.unit)
    if " per " in amount.unit and kind in ("time", "count", "multiples"):
        noun = _noun_class(amount.unit.partition(" per ")[0])
        return f"{noun}-rate" if kind == "count" and noun in ("session", "dose") else f"{kind}-rate"
    return _noun_class(amount.unit) if kind == "count" else kind


@cache
def _noun_class(noun: str) -> str:
    if noun in lexicon("counts")["sessions"]["nouns"]:
        return "session"
    if noun in treatment_nouns():
        return "dose"
    return count_groups().get(noun, "thing")


def _shape(amount: Amount) -> Iterator[str]:
    """Name unit, notation, bounds and size."""
    yield f"unit={amount.unit}"
    yield f"sense={amount.sense.value}"
    yield f"form={amount.form.value}"
    if amount.low == amount.high:
        yield "exact"
    else:
        yield "low" if amount.high is None else "high" if amount.low is None else "range"
    value = amount.low if amount.high is None else amount.high
    if value is None:
        yield "vague"
        return
    minutes = _MINUTES.get(amount.unit or "")
    if minutes is None:
        yield "size<=" + next((str(step) for step in _SIZES if value <= step), "more")
        yield "whole" if float(value).is_integer() else "decimal"
    else:
        yield "length<=" + next((f"{step:g}" for step in _LENGTHS if value * minutes <= step), "more")


def _neighbours(words: Words, first: int, last: int, kind: str) -> Iterator[str]:
    """Return the three words to each side, and the nearest two together."""
    at, behind = first - words.start, last - words.start
    left, right = words.lemmas[max(0, at - 3) : at][::-1], words.lemmas[behind : behind + 3]
    left, right = (*left, "<start>")[:3], (*right, "<end>")[:3]
    for side, near in (("left", left), ("right", right)):
        for distance, word in enumerate(near):
            yield f"{side}{distance}={word}"
            if distance < 2:  # noqa: PLR2004
                yield f"{kind}|{side}{distance}={word}"
        if len(near) > 1:
            yield f"{side}={near[0]} {near[1]}"
    yield f"{kind}|around={left[0]} {right[0]}"


def _governors(entry: Counted, kind: str) -> Iterator[str]:
    """Return the words above the quantity in the parse: its noun, its preposition, its verb and that verb's subject."""
    token = entry.token
    for _ in range(6):
        if token.head.i == token.i:
            break
        if token.dep_ in _LINKS:
            yield f"{kind}|dep={token.dep_}"
        token = token.head
        if token.pos_ == "ADP":
            yield f"prep={token.lower_}"
            yield f"{kind}|prep={token.lower_}"
        elif token.pos_ == "NOUN" and (entry.head is None or token.i != entry.head.i):
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
        if child.dep_ in _OBJECTS:
            noun, relation = child.lemma_.lower(), child.dep_[:5]
            yield f"{kind}|{relation}={noun}"
            for name in _cues().get(noun, ()):
                yield f"{kind}|{relation}:{name}"


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    """Names of the cue groups of each lemma."""
    table: dict[str, list[str]] = {}
    for name, group in lexicon("quantity-roles").items():
        for word in dict.fromkeys(group["words"]):
            table.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in table.items()}


def _cued(words: Words, first: int, last: int, kind: str) -> Iterator[str]:
    """Cue groups of the words near the quantity, to its left and right, and of the whole sentence."""
    cues = _cues()
    for at, lemma in enumerate(words.lemmas, words.start):
        if first <= at < last:
            continue
        side = "l" if at < first else "r"
        near = first - at <= _NEAR if at < first else at - last < _NEAR
        for name in cues.get(lemma, ()):
            yield f"{kind}|cue:{name}"
            if near:
                yield f"{kind}|near-{side}:{name}"
        if near and words.content[at - words.start]:
            yield f"{kind}|near={lemma}"


@cache
def _contexts(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the roles of one kind of quantity and their expressions, compiled when a text first has one."""
    roles = {} if kind == "source" else lexicon("quantity-contexts").get(kind, {})
    return tuple((role, re.compile(one)) for role, many in roles.items() for one in many)


def _context(doc: Doc, text: str, entries: Sequence[Counted], place: int) -> str:
    """Return the words around the quantity in lower case, with "@" for itself and "#" for every other quantity."""
    entry = entries[place]
    opening, closing = doc[entry.sentence[0]].idx, doc[entry.sentence[1] - 1].idx + len(doc[entry.sentence[1] - 1])
    start, end = max(opening, entry.start - _REACH), min(closing, entry.end + _REACH)
    pieces, at = ["…" if start > opening else ""], start
    for number, other in enumerate(entries):
        if at <= other.start and other.end <= end:
            pieces += [text[at : other.core], "@"] if number == place else [text[at : other.start], "#"]
            at = other.end
    return re.sub(r"\s+", " ", "".join([*pieces, text[at:end]])).strip().lower().replace("’", "'")


def votes(doc: Doc, text: str, entries: Sequence[Counted], place: int) -> Iterator[tuple[int, str]]:
    """Return number and role of every context of the lexicon that the quantity stands in."""
    kind = kind_name(entries[place])
    contexts = _contexts(_CONTEXTS_OF.get(kind, kind))
    if not contexts:
        return
    around = _context(doc, text, entries, place)
    for number, (role, context) in enumerate(contexts):
        if context.search(around):
            yield number, role
