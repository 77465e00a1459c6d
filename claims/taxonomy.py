"""How concepts relate: what is broader, what is the same, what stands in for what, and which way is good.

Every function takes concept ids; `words` is the vocabulary to use (default: the one that ships).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from claims.model import ConceptKind
from claims.vocabulary import Vocabulary, normal, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.model import Analysis

Relation = Literal["same", "narrower", "broader", "related", "different", "unknown"]
HARM = "adverse-event"  # "side effects": the class of all adverse events, whatever shelf of the lexicon each stands on
MAX_NAMES = 8  # names of one concept that a search is widened by


def ancestors(id_: str, words: Vocabulary | None = None) -> frozenset[str]:
    """Return every concept that is broader than `id_`, itself not among them."""
    words = words or vocabulary()
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        entry = words.get(waiting.pop())
        for parent in entry.broader if entry else ():
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found - {id_})


def relation(a: str, b: str, words: Vocabulary | None = None) -> Relation:
    """Say what `a` is to `b`: "narrower" means that `a` is a kind of `b`, "related" that both are kinds of one thing.

    "unknown" is the answer for words that no lexicon knows, unless the words themselves tell: a longer name with the
    same head is narrower.
    """
    return _shipped_relation(a, b) if words is None else _relation(a, b, words)


@lru_cache(maxsize=65536)  # every claim is held against the same few passages
def _shipped_relation(a: str, b: str) -> Relation:
    return _relation(a, b, vocabulary())


def _relation(a: str, b: str, words: Vocabulary) -> Relation:
    if a == b:
        return "same"
    if a.startswith("~") or b.startswith("~"):
        return _relation_of_words(a, b)
    one, other = words.get(a), words.get(b)
    if one is None or other is None:
        return "unknown"
    above_a, above_b = ancestors(a, words), ancestors(b, words)
    if b in one.differs or a in other.differs:
        return "different"
    if b in above_a or (b == HARM and one.kind is ConceptKind.ADVERSE_EVENT):
        return "narrower"
    if a in above_b or (a == HARM and other.kind is ConceptKind.ADVERSE_EVENT):
        return "broader"
    if (
        b in _stands_for(a, above_a, words)
        or a in _stands_for(b, above_b, words)
        or any(not _gathers(c, words) for c in above_a & above_b)
    ):
        return "related"
    return "different"


def _stands_for(id_: str, above: frozenset[str], words: Vocabulary) -> frozenset[str]:
    """Return the clinical outcomes that a measurement stands in for, or what is above it."""
    entries = filter(None, map(words.get, (id_, *above)))
    return frozenset(outcome for entry in entries for outcome in entry.stands_for)


def _gathers(id_: str, words: Vocabulary) -> bool:
    """Whether a concept is only a shelf: two things on it need not have anything else in common."""
    entry = words.get(id_)
    return entry is None or entry.gathers


def _relation_of_words(a: str, b: str) -> Relation:
    """Compare two ids by their words; the last word is the head."""
    one, other = ([normal(w) for w in id_.removeprefix("~").replace("-", " ").split()] for id_ in (a, b))
    if one == other:
        return "same"
    if one[-1:] != other[-1:]:
        return "related" if set(one) & set(other) else "unknown"
    if set(one) > set(other):
        return "narrower"
    return "broader" if set(one) < set(other) else "related"


def is_surrogate(id_: str, words: Vocabulary | None = None) -> bool:
    """Whether `id_` is a measurement that stands in for what patients feel, or for how long they live."""
    words = words or vocabulary()
    return any(entry is not None and entry.surrogate for entry in map(words.get, (id_, *ancestors(id_, words))))


def stands_for(surrogate: str, outcome: str, words: Vocabulary | None = None) -> bool:
    """Whether `surrogate`, or what is above it, is measured in place of `outcome`, a wider or a narrower one."""
    words = words or vocabulary()
    stood = _stands_for(surrogate, ancestors(surrogate, words), words)
    wider = {outcome, *ancestors(outcome, words)}
    return any(s in wider or outcome in ancestors(s, words) for s in stood)


def good_direction(id_: str, words: Vocabulary | None = None) -> Literal["lower", "higher"] | None:
    """Return which way is good for the patient; None where neither is, or nobody can tell.

    A concept without a direction of its own has that of the nearest concept above it.
    """
    words = words or vocabulary()
    level: list[str] = [id_]
    seen: set[str] = set()
    while level:
        for entry in filter(None, map(words.get, level)):
            if entry.better == "lower":
                return "lower"
            if entry.better == "higher":
                return "higher"
        seen.update(level)
        level = [p for e in filter(None, map(words.get, level)) for p in e.broader if p not in seen]
    return None


def expansions(analysis: Analysis, words: Vocabulary | None = None) -> tuple[str, ...]:
    """Return words to widen a search for `analysis` by: other names of its concepts, and the concepts above them."""
    words = words or vocabulary()
    return tuple(dict.fromkeys(name for c in analysis.concepts for name in names_of(c.id, words)))


def names_of(id_: str, words: Vocabulary | None = None) -> tuple[str, ...]:
    """Return up to `MAX_NAMES` names of a concept and one for each concept right above it; a tilde id names itself."""
    words = words or vocabulary()
    entry = words.get(id_)
    if entry is None:
        return (id_.removeprefix("~"),)
    parents: Iterable[str] = (p.replace("-", " ") for p in entry.broader if not _gathers(p, words))
    return tuple(dict.fromkeys([*(name.removeprefix("=") for name in entry.names[:MAX_NAMES]), *parents]))
