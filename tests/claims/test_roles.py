"""Roles: the same number and unit play different parts in copy and in studies."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from claims.model import Role
from claims.quantities import find_quantities


@cache
def nlp() -> Any:
    from claims import pipeline

    return pipeline.load()


def role_of(text: str, words: str) -> Role:
    return next(q.role for q in find_quantities(nlp()(text)) if words in q.text)


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Onset within 24 hours", "24 hours", "onset"),
        ("We offer 40-minute sessions.", "40-minute", "session-length"),
        ("24 hours after a single infusion, 64% of patients responded.", "24 hours", "onset"),
        ("24 hours after a single infusion, 64% of patients responded.", "64%", "share"),
        ("Mood lifted within 110 minutes of the infusion.", "110 minutes", "onset"),
        ("Most responders kept their response for a week.", "a week", "durability"),
        ("It was infused over 40 minutes.", "40 minutes", "session-length"),
        ("The effect was studied in 73 adults.", "73 adults", "sample-size"),
        ("A dose of 0.5 mg/kg was infused.", "0.5 mg/kg", "dose"),
        ("Relief lasts up to eight hours.", "eight hours", "durability"),
        ("Most people are back at work within three days.", "three days", "recovery"),
        ("You need six sessions.", "six sessions", "sessions"),
        ("Inject it every two weeks.", "every two weeks", "schedule"),
        ("Nausea occurred in 12% of patients.", "12%", "incidence"),
        ("It reduces wrinkles by 30%.", "30%", "effect-size"),
        ("A session costs £85.", "£85", "price"),
        ("It was approved in 2019.", "2019", "date"),
        ("The difference was not significant (p = 0.21).", "p = 0.21", "p-value"),
        ("More of them quit (OR 1.9).", "OR 1.9", "effect-size"),
        ("For adults aged 18 to 65.", "18 to 65", "age"),
        ("Women over 50 sleep worse.", "over 50", "age"),
        ("It comes with a two-year warranty.", "two-year", "other"),
        ("The pooled effect was small (95% CI 0.1 to 0.5).", "95% CI", "other"),
    ],
)
def test_role(text: str, words: str, role: str) -> None:
    assert role_of(text, words) is Role(role)


def test_a_bare_number_beyond_a_life_is_no_age() -> None:
    assert role_of("Scores over 300 are high.", "300") is not Role.AGE
