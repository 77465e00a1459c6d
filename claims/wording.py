"""Put a statement into words from scattered tokens of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Token

SIBILANTS = ("s", "x", "z", "ch", "sh", "o")
CLOSING = frozenset(".,;:!?)]}”’%")
IRREGULAR = {"be": ("is", "are"), "have": ("has", "have")}
SHARES = frozenset(
    {"%", "percent", "cent", "half", "third", "quarter", "most", "majority", "number", "all", "some", "more"}
)
PLURAL_PRONOUNS = frozenset({"they", "we", "you", "i", "these", "those", "them"})


def rendered(doc: Doc, order: Sequence[int], words: Mapping[int, str]) -> str:
    """Return the tokens at `order`, as they read, single-spaced, with a capital at the front.

    `words` stand in for the tokens at their indexes: a participle that became the verb of its own statement, the noun
    that a pronoun means.
    """
    pieces: list[str] = []
    for position, index in enumerate(order):
        token = doc[index]
        adjacent = position + 1 < len(order) and order[position + 1] == index + 1
        if token.text == "," and _is_stray(order, position, doc):
            continue  # what it set off is gone
        word = words.get(index, token.text)
        space = token.whitespace_ if adjacent else " "
        if pieces and word[:1] in CLOSING:
            pieces[-1] = pieces[-1].rstrip()
        pieces.append(word + space)
    text = _balanced(" ".join("".join(pieces).split()).strip(" ,;:–—"))
    return text[:1].upper() + text[1:] if text[:2].islower() or text[:2].strip().islower() else text


def _is_stray(order: Sequence[int], position: int, doc: Doc) -> bool:
    """Whether a comma sets nothing off any more; one in front of "studies find" at the end still does."""
    if not position or position + 1 == len(order):
        return True
    if order[position - 1] == order[position] - 1:
        return False
    behind = doc[order[position] + 1] if order[position + 1] == order[position] + 1 else None
    opens = behind is not None and any(t.dep_ in SUBJECTS and t.head.i == t.sent.root.i for t in (behind, behind.head))
    return not opens or doc[order[position]].sent.root.i not in order[position + 1 :]


def _balanced(text: str) -> str:
    """Return `text` without quotation marks that nothing opens or closes."""
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    first, second = text.find('"'), text.rfind('"')
    if first < second:  # what is quoted ends at its last word
        text = f"{text[:second].rstrip()}{text[second:]}" if text.count('"') == 2 else text  # noqa: PLR2004
    return text.strip(" ,;:–—")


def present(verb: str, *, plural: bool) -> str:
    """Return the present tense, third person, of the verb with the base form `verb`."""
    if verb in IRREGULAR:
        return IRREGULAR[verb][plural]
    if plural:
        return verb
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(SIBILANTS) else f"{verb}s"


def is_plural(subject: Iterable[Token]) -> bool:
    """Whether the verb of the subject made of these tokens stands in the plural."""
    inside = {t.i: t for t in subject}
    heads = [t for t in inside.values() if t.dep_ in SUBJECTS] or [
        t for t in inside.values() if t.head.i not in inside or t.head.i == t.i
    ]
    if not heads:
        return False
    head = heads[0]
    if head.lower_ in SHARES:  # a share of many is many: "61% of users report"
        of = next((t for t in inside.values() if t.dep_ == "pobj" and t.head.lower_ == "of" and t.i > head.i), head)
        head = of
    joined = any(c.dep_ == "conj" and c.i in inside for c in head.children)
    added = any(t.dep_ == "cc" and t.lower_ in {"and", "&"} and t.head.dep_ != "amod" for t in inside.values())
    return (joined and added) or head.lower_ in PLURAL_PRONOUNS or head.tag_ in {"NNS", "NNPS"}
