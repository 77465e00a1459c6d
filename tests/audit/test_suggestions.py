"""Suggestions: the claim with the registry's own values where they fit, the passage where they do not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.approval import Library, library_of
from audit.comparison import compare
from audit.model import Facet, Overstatement
from audit.narrowing import NARROWINGS, narrowed
from audit.suggestions import suggestion_for
from claims.analysis import analyse
from claims.model import Analysis
from claims.strictyaml import load_yaml
from sources.model import ApprovedClaim, Design, Evidence, Passage, Premise, Registry, Source

TABLE = Path(__file__).parents[1] / "cases" / "suggestions.yaml"
ROWS: list[dict[str, Any]] = load_yaml(TABLE.read_text(encoding="utf-8"), TABLE).data
EXCHANGED = [row for row in ROWS if "suggestion" in row]
KEPT = [row for row in ROWS if "because" in row]
TODAY = date(2026, 11, 22)


@cache
def analyses() -> dict[str, tuple[Analysis, ...]]:
    texts = tuple(dict.fromkeys(row[key] for row in ROWS for key in ("claim", "evidence", "population") if key in row))
    return dict(zip(texts, analyse(texts), strict=True))


def premise_of(row: dict[str, Any]) -> Premise:
    taken, population = analyses(), row.get("population")
    return Premise(
        row["evidence"],
        taken[row["evidence"]],
        Design(row.get("design", "rct")),
        population,
        taken[population][0] if population else None,
        comparator=row.get("comparator"),
    )


def suggested(row: dict[str, Any], library: Library | None = None) -> str | None:
    (claim,), premise = analyses()[row["claim"]], premise_of(row)
    passage = Passage("p", "study", row["evidence"])
    evidence = Evidence(Source("study", "A study", "report", {}, passages=(passage,)), passage, premise, 0.8)
    found = tuple(Overstatement(o.facet, o.claim, o.evidence, passage.name) for o in compare(claim, premise))
    return suggestion_for(claim, (evidence,), library or Library(), TODAY, found)


@pytest.mark.parametrize("row", EXCHANGED, ids=[row["claim"] for row in EXCHANGED])
def test_the_value_of_the_evidence_takes_the_place_of_the_claims(row: dict[str, Any]) -> None:
    assert suggested(row) == row["suggestion"]


@pytest.mark.parametrize("row", KEPT, ids=[f"{row['claim']} {row['because']}" for row in KEPT])
def test_the_passage_is_shown_where_no_exchange_is_safe(row: dict[str, Any]) -> None:
    assert suggested(row) == row["evidence"]


@pytest.mark.parametrize("row", KEPT, ids=[row["claim"] for row in KEPT])
def test_what_is_kept_exceeds_its_passage(row: dict[str, Any]) -> None:
    (claim,) = analyses()[row["claim"]]
    assert compare(claim, premise_of(row))


def test_the_table_is_large_enough() -> None:
    assert len(EXCHANGED) >= 25
    assert len(KEPT) >= 12


def test_every_facet_with_an_exchange_has_a_case() -> None:
    exceeded = {
        o.facet for row in EXCHANGED for claim in analyses()[row["claim"]] for o in compare(claim, premise_of(row))
    }
    assert set(NARROWINGS) <= exceeded


def test_approved_wording_comes_first() -> None:
    row = EXCHANGED[0]
    wording = ApprovedClaim("day", "The tablets can ease migraine within a day.", ("study#p",))
    assert suggested(row, library_of(Registry((), (wording,)))) == wording.text


def test_what_exceeds_two_passages_is_not_narrowed() -> None:
    row = EXCHANGED[0]
    (claim,), passage = analyses()[row["claim"]], Passage("p", "study", row["evidence"])
    evidence = Evidence(Source("study", "A study", "report", {}), passage, premise_of(row), 0.8)
    found = [Overstatement(Facet.TIMEFRAME, "within 2 hours", "within 24 hours", name) for name in ("study#p", "b#p")]
    assert suggestion_for(claim, (evidence,), Library(), TODAY, found) == row["evidence"]


@pytest.mark.parametrize("row", EXCHANGED, ids=[row["claim"] for row in EXCHANGED])
def test_what_is_only_guessed_is_not_exchanged(row: dict[str, Any]) -> None:
    (claim,), premise = analyses()[row["claim"]], premise_of(row)
    passage = Passage("p", "study", row["evidence"])
    evidence = Evidence(Source("study", "A study", "report", {}, passages=(passage,)), passage, premise, 0.8)
    found = [replace(o, source=passage.name, guessed=True) for o in compare(claim, premise)]
    assert suggestion_for(claim, (evidence,), Library(), TODAY, found) is None


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w.]*\w", text.lower()))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ROWS), st.sampled_from(ROWS))
def test_every_word_of_a_narrowed_claim_stands_in_the_claim_or_in_the_registry(
    said: dict[str, Any], known: dict[str, Any]
) -> None:
    """Hold any claim of the table against any passage, whether or not they are on one subject."""
    (claim,), premise = analyses()[said["claim"]], premise_of(known)
    text = narrowed(claim, premise, compare(claim, premise))
    if text is None:
        return
    registered = " ".join(known.get(key, "") for key in ("evidence", "population", "comparator"))
    assert words_of(text) <= words_of(claim.text) | words_of(registered)
    assert all(not compare(part, premise) for (*parts,) in analyse([text]) for part in parts)
