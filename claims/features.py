"""What the linear models see of a sentence: named features, so that a weight can be read and a reason be given.

Names are `group:value`. Words enter as lemmas, with every number as "0" and every proper noun that is not an acronym as
its part of speech, so that a model learns how claims are worded and not whose products were in its training data.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from claims.clauses import SUBJECTS, VERBAL
from claims.cues import predicates_of
from claims.lexicon import lexicon
from claims.model import BlockKind, ConceptKind, CueKind
from claims.phrases import Phrases
from claims.stress import derivation_of, stress_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from claims.model import Block, Concept, Cue, Quantity
    from claims.segmentation import Part

_CONTACT = re.compile(r"https?://|www\.|\b[\w.]+@[\w.]+\b|@\w+|\+?\d[\d ()./-]{7,}\d|#\w+", re.IGNORECASE)
_PRICE = re.compile(r"[$£€¥]\s?\d|\b\d+(?:\.\d\d)?\s?(?:dollars|pounds|euros|USD|GBP|EUR)\b")
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.)\b|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE
)
_QUOTED = '"“”«»„'
_LENGTHS = (2, 4, 7, 11, 16, 24, 36)
_PERSONS = {
    "you": "you",
    "we": "we",
    "i": "i",
    "it": "it",
    "they": "they",
    "this": "this",
    "he": "he",
    "she": "he",
    "there": "there",
}


def features_of(sentence: Span, block: Block | None) -> list[str]:
    """Return the features of a sentence on its page, each named once.

    Cues, quantities and concepts are read from the extension attributes of its doc where the pipeline set them.
    """
    words = [token for token in sentence if not token.is_space]
    return sorted(
        {
            *_words_and_meaning(sentence.text, words, sentence.root),
            *_wordings(sentence.doc, words, "type-words", "types", "says"),
            *_wordings(sentence.doc, words, "other-words", "kinds", "other"),
            *_place(sentence, block),
        }
    )


def features_of_part(part: Part) -> list[str]:
    """Return the features of one statement, without its place on the page."""
    words = [token for token in part.tokens if not token.is_space]
    predicates = predicates_of(part)
    root = predicates[0] if predicates else part.sentence.root
    return sorted(
        {
            *_words_and_meaning(part.statement, words, root),
            *_wordings(part.doc, words, "type-words", "types", "says"),
            *_frame(part, root),
            *stress_of(part, root, part.doc.user_data["type-words"]),
            *derivation_of(words),
        }
    )


_INNER = frozenset({"pobj", "prep", "compound", "amod", "conj", "nmod", "poss"})


def _frame(part: Part, root: Token) -> Iterator[str]:
    """Yield who does what to whom: the verb with its subject and object, and the place of each concept at its verb."""
    verb = root.lemma_.lower()
    for child in root.children:
        if child.dep_ in SUBJECTS:
            yield f"subject-verb:{_PERSONS.get(child.lower_, child.pos_)}_{verb}"
        elif child.dep_ == "dobj":
            yield f"object:{child.lemma_.lower()}"
            yield f"verb-object:{verb}_{child.lemma_.lower()}"
        elif child.dep_ in ("attr", "acomp") and verb == "be":
            article = next((word.lower_ for word in child.children if word.dep_ == "det"), "none")
            yield f"is:{child.lemma_.lower()}"
            yield f"is-a:{article}_{any(word.dep_ in ('relcl', 'acl') for word in child.children)}"
    for concept in part.doc._.claims_concepts:
        span = part.doc.char_span(concept.start, concept.end, alignment_mode="expand")
        if span is not None and span.root.i in part.indexes:
            top = span.root
            while top.dep_ in _INNER and top.head.i != top.i:
                top = top.head
            yield f"place-of:{concept.kind}_{top.dep_}"
            yield f"under:{concept.kind}_{top.head.lemma_.lower() if top.head.pos_ in VERBAL else top.head.pos_}"


def _wordings(doc: Doc, words: Iterable[Token], name: str, key: str, group: str) -> Iterator[str]:
    """Yield what the phrases of a lexicon say the words are about: once, twice or more, and every pair of kinds."""
    if name not in doc.user_data:
        doc.user_data[name] = tuple((match.start, match.entry) for match in _table(name, key).find(doc))
    inside = {token.i for token in words}
    counts = Counter(kind for start, kind in doc.user_data[name] if start in inside)
    yield from (f"{group}:{kind}" for kind in counts)
    yield from (f"{group}-again:{kind}" for kind, count in counts.items() if count > 1)
    yield from (f"{group}:{one}&{other}" for one, other in combinations(sorted(counts), 2))


@cache
def _table(name: str, key: str) -> Phrases[str]:
    """Return the phrases of a lexicon by kind."""
    kinds: dict[str, list[str]] = lexicon(name)[key]
    return Phrases((phrase, kind) for kind, phrases in kinds.items() for phrase in phrases)


_FORMS = frozenset(
    {"verb:none", "verb:no-finite", "mood:imperative", "subject:we", "subject:you", "subject:i", "tense:past"}
)
"""Forms of a sentence on which it depends what a cue, an amount or a condition in it says."""


def _words_and_meaning(text: str, words: Sequence[Token], root: Token) -> Iterator[str]:
    grammar, meaning = set(_grammar(words, root)), set(_meaning(root.doc, words))
    yield from _surface(text.strip(), words)
    yield from _lexical(words)
    yield from _topics(words)
    yield from grammar
    yield from meaning
    for form in _FORMS & grammar:
        yield from (f"{form}+{name}" for name in meaning if name.count(":") == 1 and "=" not in name)


def _word(token: Token) -> str:
    if token.like_num or token.text[:1].isdigit():
        return "0"
    if token.pos_ == "PROPN" and not (token.text.isupper() and len(token.text) > 1):
        return "PROPN"
    return token.lemma_.lower()


def _lexical(words: Sequence[Token]) -> Iterator[str]:
    forms = [_word(token) for token in words if not token.is_punct]
    for form in forms:
        yield f"w:{form}"
    for first, second in zip(["^", *forms], [*forms, "$"], strict=True):
        yield f"w:{first}_{second}"


def _surface(text: str, words: Sequence[Token]) -> Iterator[str]:
    letters = [char for char in text if char.isalpha()]
    length = sum(not token.is_punct for token in words)
    yield f"length:{sum(length > bound for bound in _LENGTHS)}"
    yield f"ends:{text[-1] if text and text[-1] in '.?!:…*' else 'open'}"
    if "?" in text:
        yield "has:question-mark"
    for name, pattern in (("contact", _CONTACT), ("price", _PRICE), ("clock", _CLOCK)):
        if pattern.search(text):
            yield f"has:{name}"
    if any(mark in text for mark in _QUOTED):
        yield "has:quotation"
    if text[:1] in _QUOTED:
        yield "starts:quotation"
    if letters and sum(char.isupper() for char in letters) > 0.7 * len(letters):
        yield "case:upper"
    content = [token for token in words if token.is_alpha and len(token.text) > 3]  # noqa: PLR2004
    if len(content) > 1 and all(token.text[0].isupper() for token in content):
        yield "case:title"
    if any(token.is_digit or token.like_num for token in words):
        yield "has:number"
    if "%" in text:
        yield "has:percent"
    if "|" in text:
        yield "has:cell"
    if text.endswith("!"):
        yield "has:exclamation"


def _grammar(words: Sequence[Token], root: Token) -> Iterator[str]:
    finite = [token for token in words if token.tag_ in ("VBD", "VBP", "VBZ", "MD")]
    subjects = [child for child in root.children if child.dep_ in ("nsubj", "nsubjpass", "expl")]
    subject = subjects[0] if subjects else None
    yield f"root:{root.lemma_.lower() if root.pos_ in VERBAL else root.pos_}"
    yield f"root-tag:{root.tag_}"
    if not finite:
        yield "verb:none" if not any(token.pos_ in VERBAL for token in words) else "verb:no-finite"
    person = "none" if subject is None else _PERSONS.get(subject.lower_, subject.pos_)
    yield f"subject:{person}"
    yield f"subject-root:{person}_{root.tag_}"
    if subject is not None and subject.pos_ == "NOUN":
        yield f"subject-noun:{subject.lemma_.lower()}"
    aux = sorted({child.lemma_.lower() for child in root.children if child.dep_ in ("aux", "auxpass")})
    yield from (f"aux:{lemma}" for lemma in aux)
    yield f"aux-person:{'_'.join(aux)}_{person}"
    first = next((token for token in words if not token.is_punct), None)
    if first is not None:
        yield f"first:{first.tag_}"
        if first.tag_ in ("VB", "VBP") and subject is None and root.tag_ in ("VB", "VBP"):
            yield "mood:imperative"
            yield f"imperative:{root.lemma_.lower()}"
    yield from (
        f"pronoun:{_PERSONS[token.lower_]}" for token in words if token.lower_ in _PERSONS and token.pos_ == "PRON"
    )
    yield from (f"possessive:{token.lower_}" for token in words if token.tag_ == "PRP$")
    yield from (f"dep:{child.dep_}" for child in root.children if child.dep_ in _DEPENDENTS)
    if any(token.tag_ == "VBD" for token in finite):
        yield "tense:past"


_DEPENDENTS = frozenset(
    {"dobj", "attr", "acomp", "advcl", "ccomp", "xcomp", "prep", "agent", "nsubjpass", "neg", "conj", "npadvmod"}
)


def _topics(words: Sequence[Token]) -> Iterator[str]:
    """Yield the topics of `lexicons/topics.yaml` (logistics, calls to action, praise …) that the words touch."""
    topics = _topic_of_words()
    for token in words:
        for topic in topics.get(token.lemma_.lower(), ()):
            yield f"topic:{topic}"


@cache
def _topic_of_words() -> dict[str, tuple[str, ...]]:
    topics: dict[str, tuple[str, ...]] = {}
    for topic, group in lexicon("topics")["groups"].items():
        for word in group["words"]:
            topics[word] = (*topics.get(word, ()), topic)
    return topics


def _meaning(doc: Doc, words: Sequence[Token]) -> Iterator[str]:
    starts = {token.idx for token in words}
    cues: list[Cue] = [cue for cue in doc._.claims_cues if cue.start in starts]
    quantities: list[Quantity] = [quantity for quantity in doc._.claims_quantities if quantity.start in starts]
    concepts: list[Concept] = [concept for concept in doc._.claims_concepts if concept.start in starts]
    for cue in cues:
        yield f"cue:{cue.kind}"
        yield f"cue:{cue.kind}={cue.value}"
        yield f"cue:{cue.kind}:{cue.name}"
    for word in words:
        if word.dep_ in ("acomp", "attr", "oprd") and word.pos_ in ("ADJ", "NOUN"):
            yield from (f"asserts:{cue.kind}" for cue in cues if cue.start <= word.idx < cue.end)
    if not any(cue.kind in (CueKind.CAUSAL, CueKind.CORRELATIONAL) for cue in cues):
        yield "cue:no-relation"
    for quantity in quantities:
        yield f"quantity:{quantity.role}"
        yield f"quantity-unit:{quantity.unit}"
    kinds = {concept.kind for concept in concepts}
    yield from (f"concept:{kind}" for kind in kinds)
    yield f"concepts:{min(len({concept.id for concept in concepts}), 4)}"
    health = kinds & {ConceptKind.CONDITION, ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT}
    relation = {cue.kind for cue in cues} & _RELATING
    yield from (f"pair:{kind}+{cue}" for kind in kinds for cue in relation)
    yield from (f"pair:{quantity.role}+health" for quantity in quantities if health)
    if health and ConceptKind.INTERVENTION in kinds:
        yield "pair:intervention+health"
    if not kinds and not relation and not quantities:
        yield "meaning:none"


_RELATING = frozenset(CueKind) - {CueKind.BOOSTER, CueKind.ATTRIBUTION}


def _place(sentence: Span, block: Block | None) -> Iterator[str]:
    doc = sentence.doc
    before = doc[: sentence.start].text.rstrip()
    after = doc[sentence.end :].text.strip()
    yield f"place:{'first' if not before else 'later'}-{'last' if not after else 'more'}"
    if before.endswith("?"):
        yield "place:answer"
    if block is None:
        return
    yield f"block:{block.kind}"
    if block.kind is not BlockKind.PARAGRAPH:
        yield f"block-root:{block.kind}_{sentence.root.pos_}"
    if block.kind is BlockKind.HEADING and sentence.root.pos_ in VERBAL and sentence.root.tag_ != "VBG":
        yield "block:heading-with-verb"
    if block.lead_in:
        yield "lead-in"
        yield from (f"lead-in:{word}" for word in _bare_words(block.lead_in))
    if block.headings and block.headings[-1].rstrip().endswith("?"):
        yield "under:question"


def _bare_words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())
