"""Put a statement into words from scattered tokens of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Token

SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
CLOSING = frozenset(".,;:!?)]}”’%")


def rendered(
    doc: Doc,
    own: Iterable[int],
    shared: Iterable[int],
    participle: Token | None = None,
    words: Mapping[int, str] | None = None,
) -> str:
    """Return the words at `own` and `shared` in the order of the text, single-spaced, with a capital at the front.

    A `participle` that became the verb of its own statement ("…, easing pain") is put into the present tense; `words`
    stand in for the tokens at their indexes.
    """
    indexes = sorted({*own, *shared})
    instead = words or {}
    pieces: list[str] = []
    for position, index in enumerate(indexes):
        token = doc[index]
        adjacent = position + 1 < len(indexes) and indexes[position + 1] == index + 1
        if token.text == "," and (not position or indexes[position - 1] != index - 1 or position + 1 == len(indexes)):
            continue  # what it set off is gone
        word = _finite(token) if participle is not None and token.i == participle.i else instead.get(index, token.text)
        space = token.whitespace_ if adjacent else " "
        if pieces and token.text[0] in CLOSING:
            pieces[-1] = pieces[-1].rstrip()
        pieces.append(word + space)
    text = " ".join("".join(pieces).split()).strip(" ,;:–—")
    return text[:1].upper() + text[1:] if text[:2].islower() or text[:2].strip().islower() else text


def _finite(verb: Token) -> str:
    """Return the present tense, third person singular, of a participle."""
    lemma = verb.lemma_.lower()
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}es" if lemma.endswith(SIBILANTS) else f"{lemma}s"
