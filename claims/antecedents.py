"""Which phrase said before a pronoun, "its" or "these injections" can stand for.

A subject goes on being meant (centering: Grosz, Joshi & Weinstein 1995). Another phrase is meant only where it is the
one in the clauses before that agrees: in number, and in being a person or a thing where the verb tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.agreement import in_small_clause
from claims.clauses import VERBAL
from claims.lexicon import lexicon
from claims.model import ConceptKind
from claims.subjects import is_general, is_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT"})
_MANY = frozenset({"they", "these", "those", "their"})
_INSIDE_NAMES = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})
_EMPTY = frozenset({"no", "neither", "any", "few"})
"""Determiners of what is then not there to be spoken of: "no patch …, and it"."""
_ALIKE = frozenset({"it", "they", "them"})
_CLAUSES = frozenset({"advcl", "ccomp", "conj", "parataxis"})
_DEPENDENT = frozenset({"ccomp", "relcl", "acl"})


def names(token: Token, group: str) -> bool:
    """Whether a noun is in a group of the lexicon of reference."""
    return token.lemma_.lower() in lexicon("reference")[group]


def antecedent_of(subject: Token, before: Sequence[Token]) -> list[Token] | None:
    """Return the phrase among the subjects in `before` that `subject` can mean: of the main clause, else the last."""
    if subject.lower_ in {"this", "that"} or (subject.pos_ != "PRON" and not names(subject, "treatments")):
        return None
    fitting = [t for t in reversed(before) if t.dep_ in SUBJECTS and _can_go_on(t, subject)]
    main = next((t for t in fitting if t.head.dep_ == "ROOT" and t.sent.start != subject.sent.start), None)
    chosen = main or next(iter(fitting), None)
    if chosen is not None and subject.lower_ in {"these", "those"} and _overtaken(chosen, subject):
        return None
    return None if chosen is None else phrase_of(chosen)


def only_one(pronoun: Token, before: Sequence[Token]) -> list[Token] | None:
    """Return the only phrase in the clauses before that a pronoun agrees with, None where none or several do.

    "The patch may cause rashes, though they fade". Of a clause that depends on a noun or on a verb of saying, the parse
    tells too little.
    """
    if pronoun.lower_ not in {"it", "its", *_MANY} or _clause_of(pronoun).dep_ in _DEPENDENT:
        return None
    clause = _clause_of(pronoun)
    own = {t.i for c in clause.lefts if c.dep_ not in _CLAUSES for t in c.subtree}  # "in one study, it …"
    earlier = [t for t in before if t.i not in own]
    if not any(t.pos_ in VERBAL for t in earlier) or any(t.lower_ in _ALIKE for t in earlier):
        return None  # what an earlier pronoun means goes on to be meant
    fitting = [t for t in _heads(earlier) if _agrees(t, pronoun)]
    return phrase_of(fitting[0]) if len(fitting) == 1 and not _is_empty(fitting[0]) else None


def owner_of(pronoun: Token, before: Sequence[Token], previous: Sequence[Token]) -> list[Token] | None:
    """Return whose something is, said by "its" or "their" in a subject: in this sentence, else in the one before."""
    here = antecedent_of(pronoun, before) or only_one(pronoun, before)
    return here or antecedent_of(pronoun, [t for t in previous if t.head.dep_ == "ROOT"])


def namesake(noun: Token, before: Sequence[Token]) -> list[Token] | None:
    """Return the fuller phrase in `before` whose noun is that of "these injections", None where there are several."""
    found = [t for t in _heads(before) if _is_same(t, noun) and _is_many(t) == _is_many(noun) and _is_narrow(t)]
    return _ungraded(phrase_of(found[0])) if len(found) == 1 and not _is_empty(found[0]) else None


def _ungraded(phrase: list[Token]) -> list[Token]:
    """Return a phrase without a superlative and what stands before it: how it ranks is not said again."""
    last = max(
        (i for i, t in enumerate(phrase) if t.tag_ in {"RBS", "JJS"} and t.dep_ in {"advmod", "amod"}), default=-1
    )
    behind = phrase[last + 1 :]
    return behind[1:] if last >= 0 and phrase[last].tag_ == "RBS" and behind[0].pos_ == "ADJ" else behind


def kind_named(noun: Token, before: Sequence[Token]) -> list[Token] | None:
    """Return the one treatment that `before` names and that "the drug" can be, None where it names several."""
    if not before or not names(noun, "medicines"):
        return None
    doc, start, end = before[0].doc, before[0].idx, before[-1].idx + len(before[-1])
    named = [
        c
        for c in doc._.claims_concepts
        if start <= c.start < end and c.kind is ConceptKind.INTERVENTION and is_known(c) and not is_general(c)
    ]
    if len({c.id for c in named}) != 1 or named[0].negated:
        return None
    tokens = [t for t in before if named[0].start <= t.idx < named[0].end]
    return tokens if tokens and _is_many(tokens[-1]) == _is_many(noun) else None


def is_inside(pronoun: Token, tokens: Iterable[Token]) -> bool:
    """Whether a pronoun of a side clause agrees with a noun before it in the same statement, which then reads alone.

    "Nine in ten still have the relief they felt at first", "repairs damage before it spreads".
    """
    clause = _clause_of(pronoun)
    if pronoun.lower_ not in {"it", "they"} or clause.dep_ not in {"relcl", "acl", "advcl"}:
        return False
    inside = {t.i for t in clause.subtree}
    earlier = [t for t in tokens if t.i < pronoun.i and t.i not in inside]
    if pronoun.lower_ == "they":
        return any(_agrees(t, pronoun) for t in _heads(earlier)) or any(_is_share(t) for t in earlier)
    acting = {*SUBJECTS, "dobj"}  # a place or a time is more often not what "it" means
    whole = any(t.dep_ in SUBJECTS for t in earlier)  # in "helps with sleep, since it calms" the subject is left out
    return whole and any(_agrees(t, pronoun) and t.dep_ in acting for t in _heads(earlier))


def _is_share(token: Token) -> bool:
    """Whether a subject counts people without naming them: "nine out of ten", "many", "everybody"."""
    return token.lower_ in {"everybody", "everyone", "anybody", "anyone", "many", "most"} or (
        token.pos_ == "NUM" and token.dep_ in SUBJECTS
    )


def _can_go_on(noun: Token, subject: Token) -> bool:
    """Whether the subject of an earlier clause can be what `subject` means."""
    treatment = names(subject, "treatments")
    verb = noun.head.head if noun.head.dep_ in {"aux", "auxpass"} else noun.head
    return (
        noun.pos_ in {"NOUN", "PROPN"}
        and (not names(noun, "people") or _of_people(subject))
        and not (treatment and (names(noun, "other-nouns") or names(noun, "occasions")))
        and not names(noun.head, "saying")
        and not in_small_clause(verb)
        and not _is_empty(noun)
        and _agrees(noun, subject)
    )


def _agrees(noun: Token, subject: Token) -> bool:
    """Whether a noun agrees with a later subject in number, and in being a person or a thing."""
    many = subject.lower_ in _MANY or (subject.pos_ != "PRON" and _is_many(subject))
    if _is_many(noun) != many or (not many and any(c.dep_ == "conj" for c in noun.children)):
        return False
    person = names(noun, "people")
    if not many:
        return not person
    points = subject.lower_ in {"these", "those"} or names(subject.head, "of-things")
    return person if _of_people(subject) else not (person and points)


def _of_people(subject: Token) -> bool:
    """Whether "they" do what only people do: "they sleep better"."""
    return subject.lower_ == "they" and (names(subject.head, "of-people") or names(subject.head, "saying"))


def _is_many(noun: Token) -> bool:
    """Whether a phrase stands in the plural, or joins several with "and"."""
    joined = any(c.dep_ == "conj" for c in noun.children) and any(c.lower_ in {"and", "&"} for c in noun.children)
    return joined or noun.morph.get("Number", []) == ["Plur"]


def _is_empty(noun: Token) -> bool:
    return any(c.dep_ in {"det", "amod"} and c.lower_ in _EMPTY for c in noun.children)


def _is_same(noun: Token, other: Token) -> bool:
    alike = names(noun, "drugs") and names(other, "drugs")
    return noun.lemma_.lower() == other.lemma_.lower() or alike


def _is_narrow(noun: Token) -> bool:
    """Whether words before a noun say which thing is meant: "nerve-block injections", not "the first session"."""
    if any(
        c.dep_ == "det" and c.lower_ in {"this", "these", "that", "those", "such", "another"} for c in noun.children
    ):
        return False
    return any(
        c.dep_ in {"compound", "nmod", "amod"} and not names(c, "not-narrowing") for c in noun.children if c.i < noun.i
    )


def _heads(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the nouns at the head of the phrases among `tokens`, without times and counts; joined ones are one."""
    for token in tokens:
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in _INSIDE_NAMES:
            continue
        joined = token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}
        if not joined and (token.dep_ in SUBJECTS or not _is_time(token)):
            yield token


def _is_time(token: Token) -> bool:
    return token.lemma_.lower() in lexicon("generic-nouns")["time"]["words"].split()


def _clause_of(token: Token) -> Token:
    """Return the verb or the predicate of the clause that a subject or an owner stands in."""
    while token.dep_ in {*SUBJECTS, "poss", "aux", "auxpass"} and token.head.i != token.i:
        token = token.head
    return token


def _overtaken(chosen: Token, pronoun: Token) -> bool:
    """Whether another plural noun stands nearer to "these", which points to what was named last."""
    between = pronoun.doc[chosen.i + 1 : pronoun.i]
    return any(t.tag_ in {"NNS", "NNPS"} and not names(t, "people") for t in between)


def phrase_of(head: Token) -> list[Token]:
    """Return a noun with the words before it that narrow it, what it is joined with, and who or what it is of."""
    start = head.i
    while start > head.sent.start and _belongs(head.doc[start - 1], head):
        start -= 1
    last = head
    joined = next((c for c in head.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"}), None)
    while joined is not None:
        last = joined
        joined = next((c for c in joined.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"}), None)
    end = last.i + 1
    while following := next((c for t in (last, head) for c in t.subtree if c.i == end and c.pos_ == "ADP"), None):
        behind = following.lower_ == "of" or (following.lower_ in _OF_GROUPS and _is_group(head))
        if not behind or not all(t.pos_ in _NOMINAL | {"ADP"} for t in following.subtree):
            break
        end = following.right_edge.i + 1
    return list(head.doc[start:end])


_OF_GROUPS = frozenset({"over", "under", "with", "aged"})


def _is_group(head: Token) -> bool:
    return names(head, "people") or any(c.lower_ == "of" for c in head.children)


def _belongs(token: Token, head: Token) -> bool:
    """Whether a word before a noun is part of its phrase; "nearly" or "most" is part of what it grades."""
    own = token.pos_ in _NOMINAL or token.tag_ == "PRP$" or (token.dep_ == "amod" and token.head.i == head.i)
    graded = token.pos_ == "ADV" and token.nbor().pos_ in {"NUM", "ADJ"}
    return graded or (own and head.is_ancestor(token))
