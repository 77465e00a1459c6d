from __future__ import annotations

import pytest

from claims.analysis import analyse
from claims.datelines import dateline_end
from claims.extraction import extract
from claims.model import Copy
from claims.pipeline import load
from claims.readers import read_bytes


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


@pytest.mark.parametrize(
    "dateline",
    [
        "PORTLAND, ME, December 4, 2024 /Example Wire/ -- ",
        "Green Bay, WI (Examplenews.ai) Sunday Feb 18, 2024 @ 7:00 AM Eastern — ",
        "LEEDS, 3 May 2025 — ",
        "SAN DIEGO, Calif., Dec. 4, 2024 (GLOBAL NEWSWIRE) -- ",
        "OSLO (Example Press) - ",
        "Stow-on-the-Wold, UK – ",
        "TAMPA--(EXAMPLE WIRE)--",
        "5 May 2021 - Cork - ",
        "Cork, May 3, 2025—",
    ],
)
def test_a_dateline_ends_at_its_dash_and_is_a_sentence_of_its_own(dateline: str) -> None:
    text = f"{dateline}Zinc lozenges shorten colds by 2 days."
    assert dateline_end(text) == len(dateline)
    assert sentences(text) == [dateline.strip(), "Zinc lozenges shorten colds by 2 days."]


@pytest.mark.parametrize(
    "text",
    [
        "Orlistat (Example) — A capsule that blocks fat.",
        "Rapid relief — The gel works within an hour.",
        "In May 2025 — The law changed.",
        "Vitamin D, B12 -- Both are low in winter.",
        "Weeks 1-4 – Most people sleep better.",
        "March 2020 – The tablet was approved.",
        "Hearing aids, worn since May 2020 — Still the best choice.",
    ],
)
def test_a_name_or_a_date_before_a_dash_is_no_dateline(text: str) -> None:
    assert dateline_end(text) is None


def test_a_dateline_is_no_part_of_the_claim_behind_it() -> None:
    text = "YORK, UK, 3 May 2025 — Fish oil capsules lower triglycerides within 10 weeks in adults."
    [copy] = read_bytes(text.encode(), "release.txt", ".txt")
    assert isinstance(copy, Copy)
    first, *_ = extract(copy)
    assert first.text == "Fish oil capsules lower triglycerides within 10 weeks in adults."
    assert [q.text for q in first.analysis.quantities] == ["within 10 weeks"]
    [dateline] = [c for c in extract(copy, everything=True) if not c.checkable]
    assert dateline.reasons == ("a dateline",)
    assert [a.text for found in analyse([text]) for a in found] == [first.text]
