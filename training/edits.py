"""Easy and edited pairs, made from a passage and the claims written on it by rules whose effect on the label is known.

The hand-written true claims avoid the words of their passage, so a model that sees nothing else rejects what stands
there to the letter. Where a rule cannot tell which of several labels it makes, it names them all.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

from sources.windows import sentences_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORTEST = 5  # words that a sentence must have to pass for a claim
WRONG = ("overstated", "contradicted", "unsupported")
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:\.\d+)?(?![\w,]|\.\d|-(?!\w+ ))")
_AUXILIARY = re.compile(r"\b(was|were|is|are|had|has|did|can|may|could|should|will)\b(?! not| no\b)")
_MODAL = re.compile(r"\b(may|might|could|can)\b(?= [a-z]+\b)")
_LINKED = re.compile(r"\b(?:was|were|is|are) (?:\w+ )?associated with\b|\bwas linked to\b|\bis linked to\b")
_ALWAYS = (
    ("in every single patient", "frequency"),
    ("for everyone", "frequency"),
    ("without any side effects", "safety"),
    ("with no risk whatsoever", "safety"),
    ("permanently", "durability"),
    ("for life", "durability"),
    ("guaranteed", "certainty"),
    ("at any age", "population"),
    ("from the very first day", "timeframe"),
    ("better than any other treatment", "comparator"),
)
_PROVEN = ("It is proven beyond doubt that", "Science has conclusively proven that", "It is a scientific fact that")
_FRAMES = ("In this study, ", "According to the source, ", "As reported, ", "The authors note that ", "Note that ")


class Edited(NamedTuple):
    """A claim made by rule, the verdicts that it may have, and the facet in which it exceeds, where that is known."""

    claim: str
    allowed: tuple[str, ...]
    facets: tuple[str, ...] = ()


def edits_of(passage: str, true: Sequence[str], foreign: Sequence[str], rng: random.Random) -> Iterator[Edited]:
    """Yield edited claims on one passage: its own sentences, its `true` claims, and claims on other passages."""
    sentences = [s for s in sentences_in(passage) if len(s.split()) >= SHORTEST]
    if sentences:
        own = rng.choice(sentences)
        yield Edited(own, ("supported",))
        yield Edited(rng.choice(_FRAMES) + lowered(own), ("supported",))
        yield from worsened(own, rng)
        if cut := clause_of(own):
            yield Edited(cut, ("supported",))
        for sentence in rng.sample(sentences, min(2, len(sentences))):
            if (plain := plainer(sentence)) != sentence:
                yield Edited(plain, ("supported",))
    if true:
        yield from worsened(rng.choice(true), rng)
        if len(true) > 1:
            first, second = rng.sample(list(true), 2)
            yield Edited(f"{first.rstrip('.!')}. {second}", ("supported",))
    yield from (Edited(claim, ("unsupported",)) for claim in foreign)


def worsened(claim: str, rng: random.Random) -> Iterator[Edited]:
    """Yield `claim` made wrong in the ways that its words allow."""
    if denied := negated(claim):
        yield Edited(denied, ("contradicted",))
    if other := renumbered(claim, rng):
        yield Edited(other, WRONG)
    if _MODAL.search(claim) and " not " not in claim:
        yield Edited(_MODAL.sub("will definitely", claim, count=1), ("overstated",), ("certainty",))
    if _LINKED.search(claim):
        yield Edited(_LINKED.sub("directly caused", claim, count=1), ("overstated",), ("causality",))
    words, facet = rng.choice(_ALWAYS)
    stripped = claim.rstrip(".! ")
    if rng.random() < 0.5:  # noqa: PLR2004
        yield Edited(f"{stripped}, {words}.", ("overstated", "unsupported"), (facet,))
    else:
        yield Edited(f"{rng.choice(_PROVEN)} {lowered(stripped)}.", ("overstated",), ("certainty",))


def negated(claim: str) -> str | None:
    """Return `claim` with a "not" behind its first auxiliary; None without one, or where it denies already."""
    denied, changes = _AUXILIARY.subn(r"\1 not", claim, count=1)
    low = f" {claim.lower()} "
    return denied if changes and not any(word in low for word in (" not ", " no ", " never ", " neither ")) else None


def renumbered(claim: str, rng: random.Random) -> str | None:
    """Return `claim` with one of its numbers replaced by quite another; None without a number."""
    found = list(_NUMBER.finditer(claim))
    if not found:
        return None
    number = rng.choice(found)
    value = float(number.group())
    other = value * rng.choice((0.25, 0.4, 0.5, 1.6, 2, 2.5, 4))
    text = f"{other:.1f}" if "." in number.group() else str(max(1, round(other)))
    if text == number.group():
        text = str(round(value) + 3)
    return f"{claim[: number.start()]}{text}{claim[number.end() :]}"


def clause_of(sentence: str) -> str | None:
    """Return the first clause of a sentence that a comma and "and" or "but", or a semicolon, divides."""
    parts = re.split(r", (?:and|but) |; ", sentence.rstrip("."))
    return f"{parts[0]}." if len(parts) > 1 and len(parts[0].split()) >= SHORTEST else None


def plainer(sentence: str) -> str:
    """Return `sentence` as a writer would repeat it: no brackets or p values, rounded, everyday words for its terms."""
    plain = _ASIDE.sub("", sentence)
    plain = _DECIMAL.sub(lambda m: f"{float(m[0]):.0f}", plain)
    for term, word in _EVERYDAY:
        plain = term.sub(word, plain)
    return plain


_ASIDE = re.compile(r"\s*\([^()]*\)|,? \(?[pP] ?[<=>] ?0?\.\d+\)?")
_DECIMAL = re.compile(r"(?<![\d.])[1-9]\d+\.\d(?=%| per ?cent| mm| kg| minutes| days| weeks)")
_EVERYDAY = tuple(
    (re.compile(rf"\b{term}\b"), word)
    for term, word in (
        ("(?:participants|subjects)", "people"),
        ("(?:versus|vs\\.?)", "compared with"),
        ("reduced", "lowered"),
        ("(?<!was )(?<!were )(?:experienced|reported)(?! by)", "had"),
        ("discontinued", "stopped"),
        ("administered", "given"),
        ("did not differ", "were about the same"),
        ("(?:demonstrated|exhibited)", "showed"),
        ("approximately", "about"),
        ("indicated for", "licensed for"),
        ("is associated with", "is linked to"),
        ("was associated with", "was linked to"),
        ("at 24 months", "at two years"),
        ("at 12 months", "at a year"),
        ("at 52 weeks", "at a year"),
        ("within 24 hours", "within a day"),
        ("within 60 minutes", "within an hour"),
        ("within 7 days", "within a week"),
        ("adverse (?:events|reactions)", "side effects"),
        ("hypertension", "high blood pressure"),
        ("myocardial infarction", "heart attack"),
        ("insomnia", "trouble sleeping"),
    )
)


def lowered(sentence: str) -> str:
    """Return `sentence` with a small first letter, unless its first word is a name or an abbreviation."""
    first = sentence.split(maxsplit=1)[0]
    plain = first[:1].isupper() and first[1:].islower() and first.lower() in _OPENERS
    return sentence[0].lower() + sentence[1:] if plain else sentence


_OPENERS = frozenset(
    "the a an in of at after before among across over under about most some many few half one two three there it they "
    "this that these those no nearly patients adults children people participants women men treatment symptoms".split()
)
