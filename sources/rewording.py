"""Rewording: a claim that repeats a sentence of the passage but for a word or two, and what the change does to it.

Writers copy sentences and change a word. A model that reads meaning takes "fell" and "rose" in the same sentence for
near the same; set side by side word for word, the change is plain, and so is that nothing else was changed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.model import Role
from claims.units import to_base
from sources.amounts import Amount, amounts_of, matches
from sources.polarity import worded
from sources.terms import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.model import Analysis
    from sources.model import Premise

FEWEST = 3  # words that must be kept
KEPT = 0.7  # share of the claim's words that must be, in their order, for it to be a rewording at all
_TOKEN = re.compile(r"#[a-z-]+|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|%")
_DENIALS = frozenset("not no never without nor neither cannot none nobody nothing n't".split())
_WITHHELD = _DENIALS | frozenset("fail fails failed failing unable unlikely unclear unproven hardly rarely".split())
_EMPTY = frozenset("a an the this that these those is are was were be been has have had did do does its their".split())
_LOOSE = _EMPTY | {"of", "by", ","}  # words that come and go when a sentence is turned round
_COMPARING = frozenset("than versus vs against compared whereas while unlike over from to and".split())
_SHARES = frozenset("all every most none half".split())  # words that stand where a number could


class Change(StrEnum):
    """What a rewording does to the sentence that it is made from."""

    NONE = "none"  # it says the same, or leaves something out
    AMOUNT = "amount"  # another number or unit, all else alike
    REVERSED = "reversed"  # the other way round: denied, or up for down
    OTHER = "other"  # other words stand in their place, or were added


@dataclass(frozen=True, slots=True)
class Rewording:
    """A claim made from a sentence of the passage: the change, and its words in the sentence and in the claim.

    `whole` means that the claim leaves no word of the sentence out that could limit it, `less` that the amounts in
    which it differs say less than the sentence.
    """

    change: Change
    sentence: str
    there: str = ""
    here: str = ""
    whole: bool = False
    less: bool = False


def rewording_of(claim: Analysis, premise: Premise) -> Rewording | None:
    """Return how `claim` was made from the sentence of the passage that it is nearest to, None where it was not."""
    here = [key for key, _ in _tokens(claim)]
    best: tuple[float, Analysis, SequenceMatcher[str]] | None = None
    for sentence in premise.analyses:
        there = [key for key, _ in _tokens(sentence)]
        if there != here and _reordered(there, here) and _accounted(claim, sentence):
            return Rewording(Change.NONE, sentence.text, whole=True)
        matcher = SequenceMatcher(None, there, here, autojunk=False)
        kept = sum(block.size for block in matcher.get_matching_blocks())
        share = kept / max(1, len(there))
        if kept >= max(FEWEST, KEPT * len(here)) and (best is None or share > best[0]):
            best = (share, sentence, matcher)
    return None if best is None else _judged(claim, best[1], best[2])


def _judged(claim: Analysis, sentence: Analysis, matcher: SequenceMatcher[str]) -> Rewording:
    there, here = _tokens(sentence), _tokens(claim)
    accounted, left_out = _accounted(claim, sentence), False
    worst = Rewording(Change.NONE if accounted else Change.AMOUNT, sentence.text)
    for before, after in _edits(matcher):
        old, new = [word for _, word in there[slice(*before)]], [word for _, word in here[slice(*after)]]
        change = _change(old, new)
        if change is Change.AMOUNT and accounted and all(word.startswith(_MASK) for word in new):
            change = Change.NONE  # the same amount in another notation
        left_out = left_out or (not new and bool(set(old) - _EMPTY))
        if _ORDER.index(change) > _ORDER.index(worst.change):
            worst = replace(worst, change=change, there=" ".join(old), here=" ".join(new))
    return replace(worst, whole=not left_out, less=_understated(claim, sentence))


_ORDER = (Change.NONE, Change.AMOUNT, Change.REVERSED, Change.OTHER)
_MASK = "#"


def _change(old: list[str], new: list[str]) -> Change:
    """Return what it does to put the words `new` for `old`."""
    before, after = set(old) - _EMPTY, set(new) - _EMPTY
    if bool(before & _DENIALS) != bool(after & _DENIALS) and len(before | after) <= _SHORT:
        return Change.REVERSED
    if not after:  # what left out "failed to show that" does not say the same, however little else it changed
        return Change.OTHER if before & _WITHHELD or worded(" ".join(old)).null else Change.NONE
    if before and all(_measures(word) for word in before | after):
        return Change.AMOUNT
    one, other = worded(" ".join(old)), worded(" ".join(new))
    if one.move * other.move < 0 or one.good * other.good < 0:
        return Change.REVERSED
    return Change.OTHER


_SHORT = 3  # words at the most that a plain denial changes


def _edits(matcher: SequenceMatcher[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    return (((i, j), (k, n)) for tag, i, j, k, n in matcher.get_opcodes() if tag != "equal")


def _reordered(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both have the same words in another order, and nothing is compared that could have changed places."""
    there, here = (Counter(word for word in words if word not in _LOOSE) for words in (one, other))
    return len(here) >= FEWEST and there == here and not _COMPARING & set(there)


def _accounted(claim: Analysis, sentence: Analysis) -> bool:
    """Whether each amount of the claim stands in the sentence too, in whatever unit."""
    there = amounts_of((sentence,))
    return all(any(matches(amount, other) for other in there) for amount in amounts_of((claim,)))


def _understated(claim: Analysis, sentence: Analysis) -> bool:
    """Whether each amount that differs says less: a smaller share, a later onset, a shorter effect."""
    here, there = amounts_of((claim,)), amounts_of((sentence,))
    changed = [amount for amount in here if not any(matches(amount, other) for other in there)]
    return bool(changed) and all(_says_less(amount, there) for amount in changed)


def _says_less(amount: Amount, there: Sequence[Amount]) -> bool:
    known = [abs(o.most or 0.0) for o in there if o.dimension == amount.dimension and o.role is amount.role]
    value = abs(amount.most or 0.0)
    if not known or not value:
        return False
    if amount.dimension == "time" and amount.role in _SOONER_IS_MORE:
        return value >= min(known)
    return (amount.dimension == "percent" or amount.role is Role.DURABILITY) and value <= max(known) * _ROUNDING


_SOONER_IS_MORE = frozenset({Role.ONSET, Role.RECOVERY})
_ROUNDING = 1.1  # "three months" of twelve weeks


def _measures(word: str) -> bool:
    return word.startswith(_MASK) or word[0].isdigit() or word in _SHARES


@lru_cache(maxsize=8192)
def _tokens(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """Return the words, each as what two forms of it share and as it stands in lower case; amounts by their kind."""
    text = analysis.text
    for quantity in sorted(analysis.quantities, key=lambda q: -len(q.text)):
        kind = re.sub(r"[^a-z]+", "-", to_base(1.0, quantity.unit)[0].lower()).strip("-") or "number"
        text = text.replace(quantity.text, f"{_MASK}{kind}", 1)
    words = [match.group() for match in _TOKEN.finditer(text.lower().replace("n't", " not"))]
    return tuple((word if word.startswith(_MASK) else stem(word), word) for word in words)
