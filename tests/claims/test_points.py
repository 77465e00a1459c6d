"""Second opinions: asked only where the features leave a decision open, each text on its own and once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from claims import checkworthiness, classification, embedding
from claims.analysis import analyse, sentences
from claims.checkworthiness import score, scores
from claims.classification import is_unsure, types_of, types_of_all
from claims.embedding import WIDTH, recall
from claims.linear import linear
from claims.model import Block, BlockKind
from claims.pipeline import load
from claims.points import Second, second
from claims.segmentation import whole

PAGE = (
    "Our massage reduced back pain by 40% in a trial of 200 adults. We open at nine on Mondays. Book your visit today. "
    "It can change how you feel. People often sleep badly before a long journey. The tea is made from chamomile that "
    "grows in the hills."
)


class Asked:
    """Stands for `recall` and notes what it is asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> embedding.Array:
        self.texts += texts
        return recall(texts)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Return what notes the texts that are embedded."""
    noted = Asked()
    monkeypatch.setattr(checkworthiness, "recall", noted)
    monkeypatch.setattr(classification, "recall", noted)
    return noted


def block_of(text: str) -> Block:
    """Return a paragraph."""
    return Block(BlockKind.PARAGRAPH, text, tuple(range(len(text) + 1)))


def test_a_mixture_is_a_share_of_the_first_opinion_and_what_the_point_adds() -> None:
    model = Second(0.5, np.array([1.0, 0.0]), np.array([[2.0, 0.0], [0.0, -1.0]]))
    assert model.mixed([4.0, -2.0], np.array([0.5, 1.0], dtype=np.float32)) == [4.0, -2.0]


@pytest.mark.parametrize("name", [checkworthiness.MODEL, classification.MODEL])
def test_a_second_opinion_has_the_outputs_of_the_first(name: str) -> None:
    outputs = len(linear(name).outputs)
    model = second(name)
    assert model.bias.shape == (outputs,)
    assert model.weights.shape == (outputs, WIDTH)
    assert 0 < model.share < 1


def test_what_is_sure_is_not_embedded(asked: Asked) -> None:
    doc = load()("In a trial of 200 adults, the massage reduced back pain by 40%. Does it hurt? Call us today!")
    scores((sentence, block_of(doc.text)) for sentence in sentences(doc))
    assert asked.texts == []


def test_sentences_judged_together_are_judged_as_alone(asked: Asked) -> None:
    doc = load()(PAGE)
    block = block_of(doc.text)
    assert scores((s, block) for s in sentences(doc)) == [score(s, block) for s in sentences(doc)]
    assert asked.texts


def test_statements_typed_together_are_typed_as_alone(asked: Asked) -> None:
    parts = [whole(sentence) for sentence in sentences(load()(PAGE))]
    together = types_of_all(parts)
    assert together == [types for part in parts for types in types_of_all([part])]
    assert asked.texts
    unasked = [k for k, part in enumerate(parts) if part.statement not in asked.texts]
    assert [together[k] for k in unasked] == [types_of(parts[k]) for k in unasked]


@pytest.mark.parametrize(("values", "unsure"), [((6.0, -6.0, -6.0), False), ((1.0, 0.5, -6.0), True)])
def test_types_are_unsure_where_one_is_close_to_the_bar(values: tuple[float, ...], *, unsure: bool) -> None:
    assert is_unsure(values) == unsure


def test_sentences_of_evidence_are_never_embedded(asked: Asked) -> None:
    assert list(analyse([PAGE]))
    assert asked.texts == []


def test_a_text_is_embedded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def embed(texts: Sequence[str]) -> embedding.Array:
        made.extend(texts)
        return np.ones((len(texts), WIDTH), dtype=np.float32)

    monkeypatch.setattr(embedding, "embed", embed)
    monkeypatch.setattr(embedding, "_recent", {})
    assert recall(["one", "two", "one"]).shape == (3, WIDTH)
    assert recall(["two", "three"]).shape == (2, WIDTH)
    assert made == ["one", "two", "three"]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "embed", lambda texts: np.zeros((len(texts), WIDTH), dtype=np.float32))
    monkeypatch.setattr(embedding, "_recent", {})
    monkeypatch.setattr(embedding, "REMEMBERED", 2)
    for text in ("one", "two", "three"):
        assert recall([text]).shape == (1, WIDTH)
    assert list(embedding._recent) == ["three"]
