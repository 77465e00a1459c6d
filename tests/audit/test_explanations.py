"""Explanations: a page for every rule, facet and verdict, and help for a name that is misspelt."""

from __future__ import annotations

import pytest

from audit.explanations import SECTIONS, explain, pages, parse
from audit.model import Facet, Verdict
from claims.errors import UsageError


@pytest.mark.parametrize("name", [f.value for f in Facet])
def test_every_facet_has_a_page_and_a_rule(name: str) -> None:
    assert explain(name).startswith(f"{name} (facet): ")
    assert explain(f"overstated-{name}").startswith(f"overstated-{name} (rule): ")


@pytest.mark.parametrize("name", [v.value for v in Verdict])
def test_every_verdict_has_a_page(name: str) -> None:
    assert pages()[name].meaning


@pytest.mark.parametrize("name", list(pages()))
def test_every_page_is_complete(name: str) -> None:
    text = explain(name)
    needed = SECTIONS[:2] if pages()[name].kind == "notice" else SECTIONS  # a notice is about no claim
    assert all(f"\n{section}\n" in text for section in needed)


def test_spelling_with_underscores_and_capitals_is_understood() -> None:
    assert explain("Evidence_Level") == explain("evidence-level")


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"Did you mean timeframe"):
        explain("timefram")


def test_a_name_like_no_other_is_answered_with_the_list() -> None:
    with pytest.raises(UsageError, match=r"Known are: contradicted, "):
        explain("qqqqq")


def test_a_docstring_without_a_section_is_refused() -> None:
    with pytest.raises(ValueError, match=r"x lacks Why it matters"):
        parse(
            "`x`: title.\n\nWhat it means\n    a\nFails\n    Claim: a Evidence: b\nPasses\n    Claim: a Evidence: b\n",
            "x",
            "rule",
        )


def test_an_example_keeps_claim_and_evidence_apart() -> None:
    page = parse(
        "`x`: bad.\n\nWhat it means\n    a\n    b\n\nWhy it matters\n    c\n\nFails\n    Claim: d\n    Evidence: e\n\n"
        "Passes\n    Claim: f\n    Evidence: g\n",
        "x",
        "rule",
    )
    assert (page.title, page.meaning, page.why) == ("bad", "a b", "c")
    assert page.fails is not None
    assert (page.fails.claim, page.fails.evidence) == ("d", "e")
