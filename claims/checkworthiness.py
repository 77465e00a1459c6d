"""Check-worthiness: the probability that a sentence states something that a reviewer should see evidence for.

A logistic regression over `claims.features`, mixed where it is unsure with one over the point of the sentence
(`claims.points`); trained by `training/checkworthiness.py` and calibrated by cross-validation over documents
(docs/models/checkworthiness.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claims.boundaries import is_dateline
from claims.clauses import SUBJECTS
from claims.embedding import recall
from claims.features import features_of
from claims.lexicon import lexicon
from claims.linear import linear, probability
from claims.points import second

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Span

    from claims.model import Block

THRESHOLD = 0.5
"""From here on a sentence is a claim; the scores are calibrated so that this is an even chance."""

UNSURE = 1.0
"""Log-odds up to which the named features leave a sentence open, so that its point is asked too: one in seven."""

MODEL = "checkworthiness"
MOST_REASONS = 3
PROMISING = frozenset({"ensure", "guarantee", "promise", "assure"})


@dataclass(frozen=True, slots=True)
class Checkworthiness:
    """A probability, rounded to two decimals, and what spoke for the decision it leads to, strongest first."""

    value: float
    reasons: tuple[str, ...]


def score(sentence: Span, block: Block | None) -> Checkworthiness:
    """Return how likely `sentence` is a claim; `block` tells its place on the page."""
    (worth,) = scores([(sentence, block)])
    return worth


def scores(placed: Iterable[tuple[Span, Block | None]]) -> list[Checkworthiness]:
    """Return what `score` does for each sentence in its block; those that are unsure are embedded together."""
    opinions = [(sentence, _opinion(sentence, block)) for sentence, block in placed]
    unsure = [sentence.text.strip() for sentence, opinion in opinions if opinion.is_unsure]
    points = iter(recall(unsure))
    return [_worth(opinion, next(points) if opinion.is_unsure else None) for _, opinion in opinions]


def likely(span: Span, block: Block | None) -> float:
    """Return how likely a stretch of a sentence is a claim by its named features alone, which cost next to nothing."""
    return _worth(_opinion(span, block), None).value


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What the named features say: log-odds and features, or the `form` that rules a statement out."""

    form: str | None
    log_odds: float = 0.0
    features: Sequence[str] = ()

    @property
    def is_unsure(self) -> bool:
        return self.form is None and abs(self.log_odds) < UNSURE


def _opinion(sentence: Span, block: Block | None) -> _Opinion:
    form = _no_statement(sentence)
    if form is not None:
        return _Opinion(form)
    model = linear(MODEL)
    seen = [features_of(span, block) for span in (sentence, *_promised(sentence))]
    log_odds, features = max(((model.score(each)[0], each) for each in seen), key=lambda pair: pair[0])
    return _Opinion(None, log_odds, features)


def _worth(opinion: _Opinion, point: Any) -> Checkworthiness:
    """Return the probability of an opinion, mixed with what the point of the sentence says (None: with nothing)."""
    if opinion.form is not None:
        return Checkworthiness(0.0, (opinion.form,))
    first = opinion.log_odds
    (log_odds,) = [first] if point is None else second(MODEL).mixed([first], point)
    value = round(probability(log_odds), 2)
    weighed = [*linear(MODEL).weigh(opinion.features), ("point", log_odds - first)]
    return Checkworthiness(value, _reasons(weighed, claim=value >= THRESHOLD))


def _no_statement(sentence: Span) -> str | None:
    """Return what a sentence is that cannot state anything by its form, else None.

    Marks alone say nothing; a dateline says where a text was sent out; a question asks, also where it is told ("a
    common question is whether …"); a stretch that ends in a colon with nothing behind it announces a list.
    """
    if not any(token.is_alpha or token.like_num for token in sentence):
        return "no words"
    if is_dateline(sentence):
        return "a dateline"
    words = sentence.text.rstrip(CLOSING)
    if words.endswith("?"):
        return "a question"
    if words.endswith(":") and not sentence.doc[sentence.end :].text.strip():
        return "an announcement"
    root = sentence.root
    subject = next((t for t in root.children if t.dep_ in SUBJECTS), None)
    if root.lemma_ == "be" and subject is not None and subject.i < root.i:
        about = {subject.lemma_, *(t.lemma_ for t in subject.subtree if t.dep_ == "pobj" and t.head.lower_ == "of")}
        if "question" in about and any(t.dep_ in {"ccomp", "csubj", "advcl"} for t in root.children):
            return "a question"
    return None


CLOSING = " \"'”’»)]*_"


def _promised(sentence: Span) -> Iterator[Span]:
    """Yield what somebody makes sure of: "our team ensures that *each visit is safe*" is judged by its promise too."""
    for token in sentence:
        if token.dep_ == "ccomp" and token.head.lemma_ in PROMISING and token.head.dep_ == "ROOT":
            words = [word for word in token.subtree if not (word.dep_ == "mark" and word.head.i == token.i)]
            if any(word.dep_ in SUBJECTS and word.head.i == token.i for word in words):
                yield sentence.doc[words[0].i : words[-1].i + 1]


def _reasons(weighed: Sequence[tuple[str, float]], *, claim: bool) -> tuple[str, ...]:
    """Name what spoke for the decision, as the lexicon of reasons words it; each reason adds up its features."""
    totals: dict[str, float] = {}
    for feature, weight in weighed:
        reason = _reason_of(feature)
        if reason is not None:
            totals[reason] = totals.get(reason, 0.0) + (weight if claim else -weight)
    strongest = sorted((item for item in totals.items() if item[1] > 0), key=lambda item: (-item[1], item[0]))
    return tuple(reason for reason, _ in strongest[:MOST_REASONS]) or ("its wording",)


@lru_cache(maxsize=65536)  # features come back sentence after sentence
def _reason_of(feature: str) -> str | None:
    """Return what a reader calls a feature; None for those that only the model understands."""
    reasons: dict[str, str] = lexicon("reasons")["reasons"]
    name = feature
    while name not in reasons:
        cut = max(name.rfind(mark) for mark in ":=_+")
        if cut < 0:
            return None
        name = name[:cut]
    return reasons[name]
