"""What "it", "this treatment" and "they" stand for, where it is safe to say.

The subject of the sentence before, in the same paragraph, is the best single guess for a pronoun in subject position
(centering: Grosz, Joshi & Weinstein 1995). Failing that, what the whole document is about stands in for words that name
a treatment. Everything else stays as printed and is marked, so that the verdict can abstain.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.agreement import in_small_clause
from claims.lexicon import lexicon
from claims.model import Concept, ConceptKind
from claims.vocabulary import key_of, vocabulary
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


def main_subject(docs: Iterable[Doc], title: Doc | None = None) -> Concept | None:
    """Return the treatment or product that a document is about, None where it is about several or none.

    The one that its `title` names is, if the text speaks of it; else the one that is named most.
    """
    mentions = [c for doc in docs for c in doc._.claims_concepts if c.kind is ConceptKind.INTERVENTION]
    mentions = [c for c in mentions if not _is_general(c)]
    known = [c for c in mentions if _is_known(c)]
    titled = None if title is None else _only_one(title)
    if titled is not None and sum(c.id == titled.id for c in known) > 1:
        return titled
    return _most_named(known) or (_most_named(mentions) if len(known) < 2 else None)  # noqa: PLR2004


def subject_under(headings: Iterable[Doc]) -> Concept | None:
    """Return the treatment that the innermost of some headings is about which names one and no other."""
    found = (_only_one(heading) for heading in reversed(list(headings)))
    return next((concept for concept in found if concept is not None), None)


def _only_one(heading: Doc) -> Concept | None:
    """Return the known treatment that a heading names, None where it names several or none."""
    concepts: Iterable[Concept] = heading._.claims_concepts
    named = [c for c in concepts if c.kind is ConceptKind.INTERVENTION and _is_known(c) and not _is_general(c)]
    if len({c.id for c in named}) != 1:
        return None
    first = min(named, key=lambda c: c.start)
    before = [t for t in heading if t.idx < first.start]
    if any(t.pos_ in {"ADP", "PART"} or t.dep_ in {"neg", "prep"} or t.lower_ == "no" for t in before):
        return None  # "Recover without surgery" is not about surgery
    return max(named, key=lambda c: len(c.text))


def _most_named(mentions: list[Concept]) -> Concept | None:
    if not mentions:
        return None
    [(name, count)] = Counter(c.id for c in mentions).most_common(1)
    if count < MAIN_SHARE * len(mentions) or count < 2:  # noqa: PLR2004  one mention proves nothing
        return None
    longest: Concept = max((c for c in mentions if c.id == name), key=lambda c: len(c.text))
    return longest


def _is_known(concept: Concept) -> bool:
    """Whether a lexicon has the concept, which is not just a noun in the place of a treatment."""
    return not concept.id.startswith("~")


def _is_general(concept: Concept) -> bool:
    """Whether a treatment is only called one: "the supplement" is no name that could stand for another word."""
    words = lexicon("reference")
    text = concept.text.lower()
    return any(text.removesuffix(ending) in words["treatments"] for ending in ("'s", "’s", "s", ""))


def named_subject(name: str) -> Concept:
    """Return the treatment or product that somebody says a document is about."""
    words = vocabulary().learn([name])
    entry = words.named(key_of(name))
    if entry is None:  # a name of nothing but signs
        return Concept(f"~{name}", ConceptKind.INTERVENTION, name, 0, len(name))
    return Concept(entry.id, entry.kind, name, 0, len(name))


def resolve(part: Part, previous: Span | None, main: Concept | None) -> Resolved:
    """Fill in a subject of `part` that is a pronoun or "this treatment", from what was said before or from `main`."""
    subject = next((t for t in part.tokens if t.dep_ in SUBJECTS and _refers(t)), None)
    if subject is None:
        return Resolved(part)
    speaker = _speaker(subject)
    if speaker is not None and speaker.i in part.indexes:
        return Resolved(part)  # "patients tell us that they …" reads on its own
    phrase = [t for t in subject.subtree if t.i in part.indexes and (t.i == subject.i or t.dep_ == "det")]
    first = _first_mention(subject, part.sentence)
    before = [t for t in part.sentence if t.i < first.i]
    antecedent = _antecedent(first, before) or _antecedent(first, list(previous or ()))
    if antecedent is not None:
        if part.indexes.issuperset(t.i for t in antecedent):
            return Resolved(part)  # it reads on its own already
        shared = tuple(sorted({*part.shared, *(t.i for t in antecedent)} - set(range(part.start, part.end))))
        words = _inside(antecedent[0], part.doc[antecedent[0].i : antecedent[-1].i + 1].text, phrase[0], part)
        return Resolved(replace(_reworded(part, phrase, words), shared=shared))
    if main is not None and (_names(subject, "treatments") or _may_mean(subject, main, previous)):
        return Resolved(_reworded(part, phrase, main.text), _at(main, phrase))
    if _names(subject, "occasions"):
        return Resolved(part, None if main is None else _at(main, phrase))
    return Resolved(replace(part, unresolved=(" ".join(t.text for t in phrase),)))


def _inside(first: Token, words: str, pronoun: Token, part: Part) -> str:
    """Return words that stand for a pronoun, without the capital of their sentence where they no longer open one."""
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
    return noun.morph.get("Number", []) == ["Plur"] or noun.lower_ in {"many", "most", "some", "few"}


def _first_mention(subject: Token, sentence: Span) -> Token:
    """Return the first subject of a sentence that is the same pronoun: what it means goes on to be meant."""
    same = (t for t in sentence if t.lower_ == subject.lower_ and t.dep_ in SUBJECTS and _refers(t))
    return next(same, subject)


def _may_mean(pronoun: Token, main: Concept, previous: Span | None) -> bool:
    """Whether a pronoun can mean the main subject: "it" can, "they" where nobody else was named and it is many."""
    if pronoun.lower_ == "it":
        return True
    earlier = any(t.dep_ in SUBJECTS and t.i < pronoun.i for t in pronoun.sent)
    plural = main.text.endswith("s") and not main.text.endswith(("ss", "is", "us"))
    return pronoun.lower_ == "they" and previous is None and plural and not earlier


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


def _names(token: Token, group: str) -> bool:
    return token.lemma_.lower() in lexicon("reference")[group]


def _is_dummy(token: Token) -> bool:
    """Whether "it" only fills the place of the subject: "it is important to …", "it seems that …"."""
    if token.dep_ == "expl":
        return True
    if token.lower_ == "it" and token.head.pos_ == "ADJ" and token.head.head.lemma_ in {"make", "find", "consider"}:
        return any(c.dep_ in {"xcomp", "advcl", "ccomp"} for c in token.head.children)  # "makes it easier to …"
    if token.lower_ != "it" or token.head.lemma_ not in {"be", "seem", "appear", "take", "make"}:
        return False
    near = [c for c in token.head.children if c.i > token.head.i]
    near += [g for c in near if c.dep_ in {"acomp", "attr"} for g in c.children]
    return any(c.dep_ in {"csubj", "ccomp", "xcomp", "advcl", "acl"} for c in near)


def _antecedent(subject: Token, before: list[Token]) -> list[Token] | None:
    """Return the phrase among the subjects in `before` that `subject` can mean: of the main clause, else the last."""
    if subject.lower_ in {"this", "that"} or (subject.pos_ != "PRON" and not _names(subject, "treatments")):
        return None
    plural = subject.lower_ in {"they", "these", "those"} or (
        subject.pos_ != "PRON" and subject.morph.get("Number", []) == ["Plur"]
    )
    words = lexicon("reference")
    people = words["people"]
    fitting = [
        token
        for token in reversed(before)
        if token.dep_ in SUBJECTS
        and token.pos_ in {"NOUN", "PROPN"}
        and token.lemma_.lower() not in people
        and not (_names(subject, "treatments") and _names(token, "other-nouns"))
        and token.head.lemma_.lower() not in words["saying"]
        and not in_small_clause(token.head.head if token.head.dep_ in {"aux", "auxpass"} else token.head)
        and not (_names(subject, "treatments") and _names(token, "occasions"))
        and (token.morph.get("Number", []) == ["Plur"]) == plural
    ]
    main = next(
        (token for token in fitting if token.head.dep_ == "ROOT" and token.sent.start != subject.sent.start), None
    )
    chosen = main or next(iter(fitting), None)
    if chosen is not None and subject.lower_ in {"these", "those"} and _overtaken(chosen, subject):
        return None
    return None if chosen is None else _phrase_of(chosen)


def _overtaken(chosen: Token, pronoun: Token) -> bool:
    """Whether another plural noun stands nearer to "these", which points to what was named last."""
    people = lexicon("reference")["people"]
    between = pronoun.doc[chosen.i + 1 : pronoun.i]
    return any(t.tag_ in {"NNS", "NNPS"} and t.lemma_.lower() not in people for t in between)


def _phrase_of(head: Token) -> list[Token]:
    """Return a noun with the words before it that narrow it, and an "of" phrase behind it."""
    start = head.i
    while (
        start > head.sent.start
        and head.doc[start - 1].head in (head, *head.children)
        and head.doc[start - 1].pos_ in _NOMINAL
    ):
        start -= 1
    end = head.i + 1
    following = next((c for c in head.children if c.i == end and c.lower_ == "of"), None)
    if following is not None and all(t.pos_ in _NOMINAL | {"ADP"} for t in following.subtree):
        end = following.right_edge.i + 1
    return list(head.doc[start:end])


_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT"})
