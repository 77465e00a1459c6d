from __future__ import annotations

import pytest

from claims.pipeline import load


def sentences(text: str) -> list[str]:
    return [s.text.strip() for s in load()(text).sents]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Amara Osei leads the clinic.",
        "Take 5 mg daily, e.g. with breakfast.",
        "The gel is approved in the U.S. for adults.",
        "In Lee et al. 2021 the rate was 4.5%.",
        "Use approx. 2.5 ml per day.",
        'She said "it works!" and smiled.',
        '"My skin calmed down." — Bea',
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pain fell by 40%. Sleep improved.", ["Pain fell by 40%.", "Sleep improved."]),
        ("Does it hurt? No! Most feel nothing.", ["Does it hurt?", "No!", "Most feel nothing."]),
        ("It takes 20 minutes. 9 in 10 return to work.", ["It takes 20 minutes.", "9 in 10 return to work."]),
        (
            "The course lasts a week (see below.) Bring a friend.",
            ["The course lasts a week (see below.)", "Bring a friend."],
        ),
        ("Rapid relief: tablets work within an hour.", ["Rapid relief:", "tablets work within an hour."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected
