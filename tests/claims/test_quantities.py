"""Quantities: number, bounds and unit of every notation, and what looks like one and is none."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Quantity
from claims.quantities import find_quantities, parse_quantities
from claims.strictyaml import load_yaml
from claims.units import to_base

CASES = Path(__file__).parents[1] / "cases" / "quantities.yaml"


@cache
def nlp() -> Any:
    from claims import pipeline

    return pipeline.load()


def found(text: str) -> tuple[Quantity, ...]:
    return find_quantities(nlp()(text))


def rows() -> list[Any]:
    groups = load_yaml(CASES.read_text(encoding="utf-8"), CASES).data
    return [pytest.param(row, id=row["text"]) for group in groups.values() for row in group]


def expected(cell: list[Any]) -> tuple[Any, ...]:
    words, low, high, unit = (None if value == "-" else value for value in cell)
    assert isinstance(words, str)
    approximate = words.startswith("~")
    return words[approximate:], low, high, unit, approximate


@pytest.mark.parametrize("row", rows())
def test_quantities_of_a_sentence(row: dict[str, Any]) -> None:
    quantities = found(row["text"])
    wanted = [expected(cell) for cell in row.get("find", [])]
    assert [q.text for q in quantities] == [w[0] for w in wanted]
    assert [q.unit for q in quantities] == [w[3] for w in wanted]
    assert [q.approximate for q in quantities] == [w[4] for w in wanted]
    for quantity, (_, low, high, _, _) in zip(quantities, wanted, strict=True):
        assert quantity.low == pytest.approx(low)
        assert quantity.high == pytest.approx(high)


@pytest.mark.parametrize(
    "text",
    [
        "Sessions last 40 to 60 minutes.",
        "Sessions last 40-60 minutes.",
        "Sessions last 40–60 min.",
        "Sessions last 40 minutes to an hour.",
    ],
)
def test_one_range_in_four_notations(text: str) -> None:
    (quantity,) = found(text)
    assert [to_base(bound, quantity.unit) for bound in (quantity.low or 0.0, quantity.high or 0.0)] == [
        ("time", 2400.0),
        ("time", 3600.0),
    ]


@pytest.mark.parametrize("full_stop", ["", ".", ".\n"])
def test_a_full_stop_does_not_change_a_number(full_stop: str) -> None:
    assert [(q.low, q.high) for q in found("The response rate was 70" + full_stop)] == [(70.0, 70.0)]


def test_what_a_quantity_is_of() -> None:
    nouns = {q.text: q.noun for q in found("About 8 grams of lean protein helped 73% of older patients over 6 weeks.")}
    assert nouns["About 8 grams"] == "lean protein"
    assert nouns["73%"] == "older patients"


def test_without_spacy_only_the_notation_counts() -> None:
    (quantity,) = parse_quantities("up to 2.5 mg/kg")
    assert (quantity.text, quantity.low, quantity.high, quantity.unit) == ("up to 2.5 mg/kg", None, 2.5, "mg/kg")


words = st.sampled_from(
    "the pain fell by within about 40 2.5 1,200 minutes hours mg/kg percent % of patients and to - – one in five week "
    "( ) . £ two half first a few over people session sessions every day 95 CI p < 0.05 twice".split()
)
spaces = st.sampled_from([" ", "  ", "\u00a0", "\u2009", "\n", ""])


@settings(max_examples=300)
@given(st.lists(st.tuples(words, spaces), max_size=14))
def test_the_text_of_a_quantity_is_its_slice(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + space for word, space in pieces)
    quantities = parse_quantities(text)
    for quantity in quantities:
        assert text[quantity.start : quantity.end] == quantity.text
    assert all(a.end <= b.start for a, b in pairwise(quantities))


@settings(max_examples=40)
@given(st.lists(st.tuples(words, spaces), max_size=12))
def test_the_slice_holds_with_a_doc_as_well(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + space for word, space in pieces)
    for quantity in found(text):
        assert text[quantity.start : quantity.end] == quantity.text


@given(st.integers(0, 9_999_999), st.sampled_from(["", ",", "\u00a0", "\u202f", "\u2009"]))
def test_separators_of_thousands_do_not_change_a_number(number: int, separator: str) -> None:
    (quantity,) = parse_quantities(f"{number:,} mg".replace(",", separator))
    assert (quantity.low, quantity.high, quantity.unit) == (number, number, "mg")


@given(st.decimals(min_value=0, max_value=999, places=2, allow_nan=False, allow_infinity=False))
def test_decimals_are_read_as_they_are_printed(number: Any) -> None:
    (quantity,) = parse_quantities(f"{number} mL")
    assert quantity.low == pytest.approx(float(number))


@given(st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "-", "\u2010", "\u2011"]), st.integers(2, 90))
def test_space_or_hyphen_before_a_unit_changes_nothing(joint: str, number: int) -> None:
    (quantity,) = parse_quantities(f"a {number}{joint}minute session")
    assert (quantity.low, quantity.high, quantity.unit) == (number, number, "minute")


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([" to ", "-", "–", " – ", "\u2011", " or "]))
def test_ranges_hold_their_ends(low: int, more: int, joint: str) -> None:
    (quantity,) = parse_quantities(f"{low}{joint}{low + more} weeks")
    assert (quantity.low, quantity.high, quantity.unit) == (low, low + more, "week")


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    for quantity in parse_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
