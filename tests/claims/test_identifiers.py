"""Identifiers, against the table in tests/cases/identifiers.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.identifiers import bare_doi, find_identifiers, key_of, url_keys
from claims.strictyaml import load_yaml

TABLE: dict[str, Any] = load_yaml(
    (Path(__file__).parents[1] / "cases" / "identifiers.yaml").read_text(encoding="utf-8"), "identifiers.yaml"
).data


@pytest.mark.parametrize(("address", "key"), TABLE["addresses"].items())
def test_addresses_give_the_identifier_they_hold(address: str, key: str) -> None:
    assert url_keys(address)[0] == key


@pytest.mark.parametrize(("text", "printed"), TABLE["texts"].items())
def test_texts_give_what_they_print(text: str, printed: dict[str, str]) -> None:
    assert {text[found.start : found.end]: found.keys[0] for found in find_identifiers(text)} == printed


@pytest.mark.parametrize(
    ("kind", "text", "key"), [(kind, *row) for kind, values in TABLE["values"].items() for row in values.items()]
)
def test_values_have_one_spelling(kind: str, text: str, key: str | None) -> None:
    assert key_of(kind, text) == key


@pytest.mark.parametrize("address", TABLE["addresses"])
def test_a_key_spelled_again_stays_as_it_is(address: str) -> None:
    for key in url_keys(address):
        kind, _, value = key.partition(":")
        assert key_of(kind, value) in (key, None)


def test_a_doi_to_show_keeps_its_case() -> None:
    assert bare_doi("https://doi.org/10.1000/ABC/full") == "10.1000/ABC"


def test_an_address_that_holds_an_identifier_is_a_key_too() -> None:
    (found,) = find_identifiers("https://www.doi.org/10.1000/x#top")
    assert found.keys == ("doi:10.1000/x", "url:https://doi.org/10.1000/x")
