from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.inert import escape_cell, escape_json, inert, one_line

ACTIVE = [
    "\x00",
    "\x07",
    "\x08",
    "\x1b",
    "\x7f",
    "\x85",
    "\x9b",
    "\u061c",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u2028",
    "\ud800",
]


@pytest.mark.parametrize("character", [*ACTIVE, "\U000e0041"], ids=lambda c: f"U+{ord(c):04X}")
def test_what_acts_on_a_screen_becomes_visible(character: str) -> None:
    assert character not in inert(f"a{character}b")
    assert len(inert(character)) >= 1
    assert json.loads(escape_json(json.dumps(character, ensure_ascii=False))) == character
    assert character not in escape_json(json.dumps(character, ensure_ascii=False))


def test_pictures_tell_what_was_there() -> None:
    assert inert("\x1b[31m") == "␛[31m"
    assert inert("\x7f") == "␡"
    assert inert("\u202egpj") == "⟨U+202E⟩gpj"


@pytest.mark.parametrize("text", ["naïve café", "冷水浴", "👩‍⚕️ 11 °C", "עברית", "a\tb\nc", "−5 to +5"])
def test_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_one_line_folds_white_space() -> None:
    assert one_line(" a\n\tb\u2028c\x0bd ") == "a b c d"


@pytest.mark.parametrize("number", ["-5", "+3.5", "12", "-0.25"])
def test_a_signed_number_is_no_formula(number: str) -> None:
    assert escape_cell(number) == number


@given(st.text())
def test_inert_text_stays_inert(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@given(st.text(st.characters(exclude_categories=())))
def test_escaped_json_says_the_same(text: str) -> None:
    dumped = escape_json(json.dumps({"k": text}, ensure_ascii=False))
    assert json.loads(dumped) == json.loads(json.dumps({"k": text}))
    assert dumped.encode()
