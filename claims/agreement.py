"""Which verb a joined verb goes on from, and whether a subject can be its subject: person, number and form agree.

Small parsers hang a joined verb on the nearest one. English says more: a verb form is joined to one like it ("helps to
lower … and protects" goes on from "helps"), and verbs that share a subject agree with it in number (Quirk et al. 1985,
10.34 and 13.50). Where nothing agrees, the parse is wrong and the sentence is better left whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS, VERBAL
from claims.lexicon import lexicon
from claims.model import ConceptKind
from claims.vocabulary import key_of, vocabulary
from claims.wording import is_plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
CONDITIONAL = frozenset({"if", "whether", "unless", "when", "until", "once", "while", "before", "after", "lest"})
BELOW = frozenset({"xcomp", "ccomp", "advcl", "conj", "pcomp", "acl"})
COMPLETED_BY = frozenset({"dobj", "dative", "xcomp", "ccomp", "acomp", "attr", "prt", "oprd"})
PROBLEMS = frozenset({ConceptKind.CONDITION, ConceptKind.ADVERSE_EVENT, ConceptKind.OUTCOME})
INTRODUCING = frozenset({"so", "please"})


def finite_of(verb: Token) -> Token | None:
    """Return the word that carries the tense of a verb: its first auxiliary, or the verb; None for bare forms."""
    first = next((c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i), verb)
    return first if first.tag_ in FINITE else None


def is_many(verb: Token) -> bool | None:
    """Return whether a verb stands in the plural, None where its form does not tell."""
    word = finite_of(verb)
    if word is None or word.tag_ == "MD" or (word.tag_ == "VBD" and word.lower_ not in {"was", "were"}):
        return None
    return word.tag_ == "VBP" or word.lower_ == "were"


def agrees(verb: Token, subject: Iterable[Token]) -> bool:
    """Whether `subject` can be the subject of `verb`, by number."""
    many, listed = is_many(verb), list(subject)
    return many is None or not listed or is_plural(listed) == many


def continued(token: Token) -> Token | None:
    """Return the verb that a joined verb without a subject goes on from, None where none fits its form."""
    fitting = [verb for verb in _above(token) if _fit(verb, token)]
    if not fitting:
        return None
    tag = tense_of(token)
    if tense_of(fitting[0]) == "MD" and tag not in {"MD", fitting[0].tag_}:
        return next((verb for verb in fitting if tense_of(verb) == tag), fitting[0])
    return fitting[0]


def tense_of(verb: Token) -> str:
    """Return the tag of the word that carries the tense of a verb, or that of the bare form."""
    return (finite_of(verb) or verb).tag_


def _above(token: Token) -> Iterator[Token]:
    """Yield the verbs that a joined verb may go on from, the nearest first: those reported before it, then upwards."""
    inner = [c for c in token.head.children if c.dep_ == "ccomp" and token.head.i < c.i < token.i]
    yield from inner[-1:]
    verb = token.head
    while True:
        yield verb
        if verb.dep_ not in BELOW or verb.head.i == verb.i or verb.head.i > verb.i:
            return
        verb = verb.head


def _fit(head: Token, token: Token) -> bool:
    """Whether a verb can be joined to `head` and share its subject."""
    if head.pos_ not in VERBAL:
        return False
    if finite_of(token) is None:
        present = (
            token.tag_ == "VB" and is_many(head) is True
        )  # "they wake up and melt", which a tagger may take for bare
        return token.tag_ == head.tag_ or present or is_passive_too(head, token)
    if is_passive_too(head, token):
        return True
    if finite_of(head) is None or (token.tag_ == "VBD" == tense_of(token) and head.tag_ in {"VBZ", "VBP"}):
        return False  # "worn discs and pinched nerves" has no second verb
    one, other = is_many(head), is_many(token)
    return one is None or other is None or one == other


def is_passive_too(head: Token, token: Token) -> bool:
    """Whether a form in -ed goes on from a passive in the present: "is spun and then injected", read as past tense.

    Also from a participle alone, as headlines have it: "made of acrylic and milled from a scan".
    """
    first = finite_of(head)
    return (
        head.tag_ == "VBN"
        and token.tag_ == "VBD"
        and (first is None or first.tag_ in {"VBZ", "VBP", "MD"})
        and not any(c.dep_ in COMPLETED_BY or c.dep_ in {"aux", "auxpass"} for c in token.children)
    )


def is_command(token: Token) -> bool:
    """Whether a joined bare verb tells somebody to do something: "…, so take it off", "…, and please do not drive"."""
    bare = token.tag_ == "VB" and all(c.lower_ == "do" for c in token.children if c.dep_ in {"aux", "auxpass"})
    if not bare or any(c.dep_ in SUBJECTS for c in token.children):
        return False
    first = min(t.i for t in token.subtree)
    before = {t.lower_ for t in token.doc[max(first - 2, token.sent.start) : token.i]}
    return bool(before & INTRODUCING)


def is_tied(token: Token) -> bool:
    """Whether a conjunction or a comma stands in front of a joined verb; "the hair *they have*" has none."""
    index = min(t.i for t in token.subtree)
    if token.doc[index].is_punct:
        return True
    index -= 1
    while index > token.sent.start and token.doc[index].pos_ == "ADV" and token.doc[index].dep_ != "cc":
        index -= 1
    before = token.doc[index]
    if before.lower_ in {"as", "than"}:
        return False  # "as well as exercise does" compares
    return before.is_punct or before.pos_ == "CCONJ" or before.dep_ in {"cc", "preconj"} or before.lower_ == "so"


def is_condition(token: Token) -> bool:
    """Whether a joined clause begins with "if", "when" or "whatever": it says under what circumstances."""
    if any(c.dep_ in SUBJECTS and c.tag_ in {"WP", "WDT"} for c in token.children):
        return True
    return any(c.lower_ in CONDITIONAL and c.dep_ in {"mark", "advmod"} and c.i < token.i for c in token.children)


def is_noun(token: Token) -> bool:
    """Whether a joined verb that nothing completes is the name of a problem: "the risk of heart attack and stroke"."""
    if any(c.dep_ in COMPLETED_BY or c.dep_ in SUBJECTS or c.dep_ in {"aux", "auxpass"} for c in token.children):
        return False
    entry = vocabulary().named(key_of(token.text))
    return entry is not None and entry.kind in PROBLEMS and token.lower_ in entry.id.split("-")


def says_of_clause(verb: Token) -> bool:
    """Whether the verb behind ", which" speaks of the whole clause before it: "which is why", "which makes it easy"."""
    if verb.lemma_.lower() == "be":
        return any(c.lower_ in {"why", "how", "because", "when"} for t in verb.children for c in (t, *t.children))
    return verb.lemma_.lower() in lexicon("reference")["of-clauses"] and is_many(verb) is not True


def in_small_clause(verb: Token) -> bool:
    """Whether a verb is what somebody helps, makes or lets another do: "helps the brain *get* used to it"."""
    bare = verb.dep_ == "ccomp" and not any(c.dep_ in {"mark", "aux"} for c in verb.children)
    return bare and verb.head.i < verb.i and verb.head.lemma_.lower() in {"help", "make", "let", "have", "see", "watch"}
