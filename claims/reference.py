"""What "it", "this treatment" and "they" stand for, where it is safe to say.

The subject of the sentence before, in the same paragraph, is the best single guess for a pronoun in subject position
(centering: Grosz, Joshi & Weinstein 1995). Failing that, what the whole document is about stands in for words that name
a treatment. Everything else stays as printed and is marked, so that the verdict can abstain.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import Concept, ConceptKind
from claims.wording import rendered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

    from claims.segmentation import Part

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MAIN_SHARE = 0.5
"""A document is about one treatment when at least this share of its mentions of treatments name it."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A part with its reference filled in; `subject` is a concept from elsewhere in the document, if that was it."""

    part: Part
    subject: Concept | None = None


def main_subject(docs: Iterable[Doc]) -> Concept | None:
    """Return the treatment or product that a document is about, None where it is about several or none."""
    mentions = [c for doc in docs for c in doc._.claims_concepts if c.kind is ConceptKind.INTERVENTION]
    known = [c for c in mentions if not c.id.startswith("~")] or mentions
    if not known:
        return None
    [(name, count)] = Counter(c.id for c in known).most_common(1)
    if count < MAIN_SHARE * len(known) or count < 2:  # noqa: PLR2004  one mention proves nothing
        return None
    return max((c for c in known if c.id == name), key=lambda c: len(c.text))


def resolve(part: Part, previous: Span | None, main: Concept | None) -> Resolved:
    """Fill in the subject of `part` if it is a pronoun or a "this treatment", from `previous` or from `main`."""
    subject = next((t for t in part.tokens if t.dep_ in SUBJECTS and _refers(t)), None)
    if subject is None:
        return Resolved(part)
    phrase = [t for t in subject.subtree if t.i in part.indexes and (t.i == subject.i or t.dep_ in {"det", "amod", "compound"})]
    antecedent = _antecedent(subject, previous)
    own = [i for i in range(part.start, part.end) if i not in part.gaps]
    hidden = {t.i for t in phrase if t.i != phrase[0].i}

    def reworded(words: str) -> str:
        kept, shared = [i for i in own if i not in hidden], [i for i in part.shared if i not in hidden]
        return rendered(part.doc, kept, shared, words={phrase[0].i: words})

    if antecedent is not None:
        words = part.doc[antecedent[0].i : antecedent[-1].i + 1].text
        shared = tuple(sorted({*part.shared, *(t.i for t in antecedent)} - set(own)))
        return Resolved(replace(part, shared=shared, statement=reworded(words)))
    if main is not None and (_names_treatment(subject) or subject.lower_ == "it"):
        at = replace(main, start=phrase[0].idx, end=phrase[-1].idx + len(phrase[-1]))
        return Resolved(replace(part, statement=reworded(main.text)), at)
    return Resolved(replace(part, unresolved=(" ".join(t.text for t in phrase),)))


def _refers(token: Token) -> bool:
    """Whether a subject points elsewhere: a pronoun for things, or a general noun with "this", "these" or "the"."""
    words = lexicon("reference")
    if token.lower_ in words["pronouns"]:
        return token.dep_ != "expl" and not _is_dummy(token)
    determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
    return determiner in words["determiners"] and (determiner != "the" or _names_treatment(token)) and _general(token)


def _general(token: Token) -> bool:
    nouns = lexicon("reference")
    bare = not any(c.dep_ in {"prep", "compound", "amod", "relcl", "acl", "poss"} for c in token.children)
    return bare and token.lemma_.lower() in {*nouns["treatments"], *nouns["other-nouns"]}


def _names_treatment(token: Token) -> bool:
    return token.lemma_.lower() in lexicon("reference")["treatments"]


def _is_dummy(token: Token) -> bool:
    """Whether "it" only fills the place of the subject: "it is important to …", "it depends"."""
    if token.lower_ != "it":
        return False
    head = token.head
    return any(c.dep_ in {"csubj", "ccomp", "xcomp"} for c in head.children) and head.lemma_ in {"be", "seem", "appear"}


def _antecedent(subject: Token, previous: Span | None) -> list[Token] | None:
    """The subject noun phrase of the sentence before, if it can be what `subject` means."""
    if previous is None or previous.doc is not subject.doc or subject.lower_ in {"this", "that"}:
        return None
    if subject.pos_ != "PRON" and not _names_treatment(subject):
        return None
    plural = subject.lower_ in {"they", "these", "those"} or subject.morph.get("Number") == ["Plur"]
    for token in previous:
        if token.dep_ in SUBJECTS and token.pos_ in {"NOUN", "PROPN"} and token.head.dep_ in {"ROOT", "conj", "ccomp"}:
            fits = (token.morph.get("Number") == ["Plur"]) == plural
            if fits and token.lemma_.lower() not in lexicon("reference")["people"]:
                return [t for t in token.subtree if t.dep_ not in {"relcl", "appos"} and not _inside_clause(t, token)]
    return None


def _inside_clause(token: Token, top: Token) -> bool:
    while token.i != top.i:
        if token.dep_ in {"relcl", "appos", "acl"} or token.dep_ == "punct":
            return True
        token = token.head
    return False
