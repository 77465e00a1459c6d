"""What "it", "this treatment" and "they" stand for, where it is safe to say.

The subject of the sentence before, in the same paragraph, is the best single guess for a pronoun in subject position
(centering: Grosz, Joshi & Weinstein 1995). Failing that, what the whole document is about stands in for words that name
a treatment. Everything else stays as printed and is marked, so that the verdict can abstain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.antecedents import antecedent_of, is_inside, kind_named, names, namesake, only_one, owner_of
from claims.lexicon import lexicon
from claims.wording import SHARES, rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span, Token

    from claims.model import Concept
    from claims.segmentation import Part

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """A part with its reference filled in; `subject` is a concept from elsewhere in the document, if that was it."""

    part: Part
    subject: Concept | None = None


def resolve(part: Part, previous: Span | None, main: Concept | None, earlier: Sequence[Span] = ()) -> Resolved:
    """Fill in a subject of `part` that is a pronoun or "this treatment", from what was said before or from `main`.

    `previous` is the sentence before in the same paragraph; `earlier` are those before it, the nearest first, in which
    only a noun is looked for that the subject takes up ("nerve-block injections … these injections").
    """
    subject = next((t for t in part.tokens if t.dep_ in SUBJECTS and _refers(t)), None)
    if subject is None:
        return _with_owner(part, previous, main)
    speaker = _speaker(subject)
    if speaker is not None and speaker.i in part.indexes:
        return Resolved(part)  # "patients tell us that they …" reads on its own
    group = _member(subject)
    phrase = [group or subject]
    if group is None:
        phrase = [t for t in subject.subtree if t.i in part.indexes and (t.i == subject.i or t.dep_ == "det")]
    first = _first_mention(subject, part.sentence)
    before = [t for t in part.sentence if t.i < first.i]
    antecedent = (
        _taken_up(group or subject, before, previous, earlier, named=main is not None)
        or antecedent_of(first, before)
        or only_one(first, before)
        or antecedent_of(first, list(previous or ()))
    )
    if antecedent is not None:
        if antecedent[0].doc is not part.doc:
            return Resolved(_reworded(part, phrase, _inside(antecedent, phrase[0], part)))
        return Resolved(_filled(part, phrase, antecedent))
    if is_inside(subject, part.tokens):
        return Resolved(part)
    if main is not None and (names(phrase[-1], "treatments") or _may_mean(subject, main, previous)):
        name = _singular(main.text) if subject.lower_ == "it" else main.text
        return Resolved(_reworded(part, phrase, name), _at(main, phrase))
    if names(subject, "occasions"):
        return Resolved(part, None if main is None else _at(main, phrase))
    return Resolved(replace(part, unresolved=(" ".join(t.text for t in phrase),)))


def _filled(part: Part, phrase: list[Token], antecedent: list[Token], ending: str = "") -> Part:
    """Return `part` with an antecedent of the same doc in the place of `phrase`, and `ending` behind it."""
    if part.indexes.issuperset(t.i for t in antecedent):
        return part  # it reads on its own already
    shared = tuple(sorted({*part.shared, *(t.i for t in antecedent)} - set(range(part.start, part.end))))
    return replace(_reworded(part, phrase, _inside(antecedent, phrase[0], part) + ending), shared=shared)


def _taken_up(
    subject: Token, before: list[Token], previous: Span | None, earlier: Sequence[Span], *, named: bool
) -> list[Token] | None:
    """Return the phrase that "these injections" or "the drug" takes up: the nearest with that noun or of that kind.

    Where it is `named` what the document is about, a treatment of another name must stand in the sentence before.
    """
    if subject.pos_ == "PRON":
        return None
    near = (before, list(previous or ()))
    for position, tokens in enumerate((*near, *(list(sentence) for sentence in earlier))):
        found = namesake(subject, tokens)
        if found is None and (position < len(near) or not named):
            found = kind_named(subject, tokens)
        if found is not None:
            return found
    return None


def _member(subject: Token) -> Token | None:
    """Return the noun that says what a "class" is one of: "this class of *drugs*"."""
    if not names(subject, "kinds") or not any(c.dep_ == "det" and c.lower_ in _POINTING for c in subject.children):
        return None
    inner = (g for c in subject.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")
    member = next(inner, None)
    alone = member is not None and names(member, "treatments") and not any(member.children)
    return member if alone else None


def _with_owner(part: Part, previous: Span | None, main: Concept | None) -> Resolved:
    """Fill in whose "its effects" are, where they are the subject of `part`."""
    owner = next(
        (t for t in part.tokens if t.lower_ in {"its", "their"} and t.dep_ == "poss" and t.head.dep_ in SUBJECTS), None
    )
    if owner is None or any(t.i < owner.i and t.pos_ in {"NOUN", "PROPN"} for t in part.tokens):
        return Resolved(part)
    antecedent = owner_of(owner, [t for t in part.sentence if t.i < owner.i], list(previous or ()))
    if antecedent is not None:
        return Resolved(_filled(part, [owner], antecedent, _genitive(antecedent[-1].text)))
    if main is None or owner.lower_ == "their":
        return Resolved(part)
    name = _singular(main.text)
    return Resolved(_reworded(part, [owner], name + _genitive(name)), _at(main, [owner]))


def _genitive(word: str) -> str:
    return "'" if word.endswith("s") else "'s"


def _singular(name: str) -> str:
    """Return the name of a treatment as "it" can stand for it: "PRP injection" for "PRP injections"."""
    return name[:-1] if _is_plural_name(name) and not name.endswith(("ies", "ses", "xes", "ches")) else name


def _is_plural_name(name: str) -> bool:
    return name.endswith("s") and not name.endswith(("ss", "is", "us"))


def _inside(antecedent: list[Token], pronoun: Token, part: Part) -> str:
    """Return words that stand for a pronoun, without the capital of their sentence where they no longer open one."""
    first, last = antecedent[0], antecedent[-1]
    words = first.doc[first.i : last.i + 1].text
    opens = pronoun.i == min(part.indexes)
    common = first.is_sent_start and first.pos_ != "PROPN" and first.text[1:].islower()
    return words if opens or not common else words[:1].lower() + words[1:]


def _speaker(pronoun: Token) -> Token | None:
    """Return who says what "they" is the subject of: "many women say that they …" speak of themselves."""
    if pronoun.lower_ != "they":
        return None
    for verb in pronoun.ancestors:
        if verb.lemma_.lower() in _REPORTING and verb.i < pronoun.i:
            return next((c for c in verb.children if c.dep_ in SUBJECTS and c.i != pronoun.i and _is_many(c)), None)
    return None


def _is_many(noun: Token) -> bool:
    return noun.morph.get("Number", []) == ["Plur"] or noun.lower_ in {"few", "many", *SHARES} or noun.pos_ == "NUM"


def _first_mention(subject: Token, sentence: Span) -> Token:
    """Return the first subject of a sentence that is the same pronoun: what it means goes on to be meant."""
    same = (t for t in sentence if t.lower_ == subject.lower_ and t.dep_ in SUBJECTS and _refers(t))
    return next(same, subject)


def _may_mean(pronoun: Token, main: Concept, previous: Span | None) -> bool:
    """Whether a pronoun can mean the main subject: "it" can, "they" where nobody else was named and it is many."""
    if pronoun.lower_ == "it":
        return True
    earlier = any(t.dep_ in SUBJECTS and t.i < pronoun.i for t in pronoun.sent)
    return pronoun.lower_ == "they" and previous is None and _is_plural_name(main.text) and not earlier


def _at(main: Concept, phrase: list[Token]) -> Concept:
    return replace(main, start=phrase[0].idx, end=phrase[-1].idx + len(phrase[-1]))


def _reworded(part: Part, phrase: list[Token], words: str) -> Part:
    """Return `part` with a statement that has `words` in the place of `phrase`."""
    hidden = {t.i for t in phrase[1:]}
    written = dict(part.words)
    comma = "," if written.get(phrase[-1].i, "").endswith(",") else ""
    instead = {**written, phrase[0].i: f"{words}{comma}"}
    clitic = phrase[-1].nbor() if phrase[-1].i + 1 < len(part.doc) else None
    if clitic is not None and clitic.lower_ in {"'s", "’s"} and clitic.pos_ == "AUX":
        instead[clitic.i] = " is"
    order = tuple(i for i in part.order or sorted(part.indexes) if i not in hidden)
    return replace(part, statement=rendered(part.doc, order, instead), order=order, words=tuple(instead.items()))


def _refers(token: Token) -> bool:
    """Whether a subject points elsewhere: a pronoun for things, or a general noun with "this", "these" or "the"."""
    words = lexicon("reference")
    narrowed = any(c.dep_ in _NARROWING for c in token.children)
    if token.lower_ in words["pronouns"]:
        return not (_is_dummy(token) or _is_relative(token) or (narrowed and token.lower_ in _POINTING))
    determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "")
    if _member(token) is not None:
        return True
    if determiner not in words["determiners"] or narrowed:
        return False
    lemma = token.lemma_.lower()
    anywhere = {*words["treatments"], *words["occasions"]}
    return lemma in (anywhere if determiner == "the" else anywhere | {*words["other-nouns"]})


_REPORTING = frozenset(
    {"say", "tell", "report", "find", "feel", "notice", "think", "believe", "write", "state", "claim"}
)
"""What plural subjects do who then speak of themselves as "they"."""

_POINTING = frozenset({"this", "these", "that", "those"})
"""What may be narrowed by words behind it, which then say what it means: "those who smoke", "that of aspirin"."""


def _is_relative(token: Token) -> bool:
    """Whether "that" opens a relative clause ("results that last"): what it means stands right before it."""
    behind_noun = token.i > token.sent.start and token.nbor(-1).pos_ in {"NOUN", "PROPN", "PRON"}
    return token.lower_ == "that" and (token.tag_ != "DT" or behind_noun)


_NARROWING = frozenset({"prep", "compound", "amod", "relcl", "acl", "poss", "nummod"})


def _is_dummy(token: Token) -> bool:
    """Whether "it" only fills the place of the subject: "it is important to …", "it seems that …"."""
    if token.dep_ == "expl":
        return True
    if token.lower_ == "it" and token.head.pos_ == "ADJ" and token.head.head.lemma_ in {"make", "find", "consider"}:
        return any(c.dep_ in {"xcomp", "advcl", "ccomp"} for c in token.head.children)  # "makes it easier to …"
    if token.lower_ == "it" and token.dep_ == "nsubjpass":  # "it is proven that …"
        return any(t.lower_ == "that" and t.dep_ == "mark" and t.nbor(-1).lower_ != "so" for t in token.head.subtree)
    if token.lower_ != "it" or token.head.lemma_ not in {"be", "seem", "appear", "take", "make"}:
        return False
    near = [c for c in token.head.children if c.i > token.head.i]
    near += [g for c in near if c.dep_ in {"acomp", "attr"} for g in c.children]
    return any(c.dep_ in {"csubj", "ccomp", "xcomp", "advcl", "acl"} for c in near)
