"""Which sentences are claims, on the sentences of `tests/cases/checkworthiness.yaml`.

The model is statistical, so a few of many may fall on the wrong side; the traps of the first issue may not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.analysis import sentences
from claims.checkworthiness import THRESHOLD, Checkworthiness, score
from claims.model import Block, BlockKind
from claims.pipeline import load, plain
from claims.strictyaml import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

CASES = Path(__file__).parents[1] / "cases" / "checkworthiness.yaml"
TABLE = load_yaml(CASES.read_text(encoding="utf-8"), CASES).data
TRAPS = ("Onset within 24 hours", "40-minute sessions", "Reduced suicidal ideation")
RIGHT = 0.9
"""Share of the table that must fall on its side."""


def judge(case: dict[str, Any]) -> Checkworthiness:
    """Score the last sentence of a case in its block."""
    doc = load()(plain(case["text"]))
    block = Block(
        BlockKind(case.get("block", "paragraph")),
        doc.text,
        tuple(range(len(doc.text) + 1)),
        tuple(case.get("headings", ())),
        case.get("lead-in"),
    )
    return max((score(sentence, block) for sentence in sentences(doc)), key=lambda worth: worth.value)


def wrong(cases: Iterable[dict[str, Any]], *, claim: bool) -> list[tuple[str, float]]:
    """Return the cases on the wrong side of the threshold."""
    judged = ((case["text"], judge(case).value) for case in cases)
    return [(text, value) for text, value in judged if (value >= THRESHOLD) != claim]


@pytest.mark.parametrize("text", TRAPS)
def test_traps_are_claims(text: str) -> None:
    assert judge({"text": text}).value >= THRESHOLD


@pytest.mark.parametrize(("key", "claim"), [("claims", True), ("not-claims", False)])
def test_the_table_falls_on_its_side(key: str, claim: bool) -> None:  # noqa: FBT001  a column of the table
    missed = wrong(TABLE[key], claim=claim)
    assert len(missed) <= (1 - RIGHT) * len(TABLE[key]), missed


def test_questions_are_never_claims() -> None:
    questions = [case for case in TABLE["not-claims"] if case["text"].endswith("?")]
    assert not wrong(questions, claim=False)


def test_reasons_say_what_spoke_for_the_decision() -> None:
    claim = judge({"text": "In a trial of 212 adults, pain scores fell by 30%."})
    assert claim.value >= THRESHOLD
    assert claim.reasons
    question = judge({"text": "Does it hurt?"})
    assert "a question" in question.reasons


def test_scores_are_probabilities_with_two_decimals() -> None:
    for case in TABLE["claims"][:10]:
        value = judge(case).value
        assert 0 <= value <= 1
        assert value == round(value, 2)


def test_marks_alone_are_no_claim() -> None:
    assert judge({"text": "★★★★★"}).value == 0
