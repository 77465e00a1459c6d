"""Clauses of a sentence, from its dependency parse: which words a modal, a "not" or a "some" acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

# Relations whose lower end begins a clause of its own (CLEAR labels, Choi & Palmer 2012; the English models of spaCy).
CLAUSAL = frozenset({"ROOT", "advcl", "relcl", "acl", "ccomp", "csubj", "csubjpass", "parataxis"})
COMPLEMENTS = frozenset({"ccomp", "xcomp"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
VERBAL = frozenset({"VERB", "AUX"})
PRESENTING = frozenset({"be", "offer", "provide", "have", "include"})


def heads_clause(token: Token) -> bool:
    """Whether `token` is the predicate of a clause: a conjunct counts where it is a verb."""
    return token.dep_ in CLAUSAL or (token.dep_ == "conj" and token.pos_ in VERBAL)


def clause_head(token: Token) -> Token:
    """Return the predicate of the innermost clause that `token` stands in; an infinitive belongs to its governor."""
    while not heads_clause(token) and token.head.i != token.i:
        token = token.head
    return token


def shares_predicate(conjunct: Token) -> bool:
    """Whether a verb that is joined on has no subject and no modal of its own, so that it shares those before it."""
    return not any(
        child.dep_ in SUBJECTS or (child.dep_ == "aux" and child.tag_ in ("MD", "TO")) for child in conjunct.children
    )


def clause_tokens(head: Token, *, complements: bool = True) -> Iterator[Token]:
    """Yield the tokens of the clause of `head`, with joined verbs that share its subject, without its side clauses.

    With `complements` its complement clauses ("suggests *that it helps*") belong to it.
    """
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in VERBAL:
            if shares_predicate(child):
                yield from clause_tokens(child, complements=complements)
        elif child.dep_ in COMPLEMENTS:
            if complements or child.dep_ == "xcomp":
                yield from clause_tokens(child, complements=complements)
        elif child.dep_ not in CLAUSAL:
            yield from clause_tokens(child, complements=complements)


def stretch(tokens: Iterable[Token], start: int) -> tuple[int, int]:
    """Return the character span from token index `start` to the last of `tokens` at or after it, half-open."""
    inside = [token for token in tokens if token.i >= start]
    if not inside:
        raise ValueError(f"no token at or after {start}")
    first, last = min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)
    return first.idx, last.idx + len(last.text)


def main_predicates(root: Token) -> Iterator[Token]:
    """Yield the predicates that make the statement of a sentence: its root, verbs joined to it, and what it reports.

    Side clauses (if, because, which) are not among them: a word that softens one does not soften the statement. But
    where the main verb only presents something ("it is a cream that may ease itching"), the clause on that is the
    statement.
    """
    yield root
    for child in root.children:
        if child.dep_ in COMPLEMENTS or child.dep_ == "parataxis" or (child.dep_ == "conj" and child.pos_ in VERBAL):
            yield from main_predicates(child)
        elif child.dep_ in ("attr", "dobj") and root.lemma_ in PRESENTING:
            yield from (below for below in child.children if below.dep_ == "relcl")
