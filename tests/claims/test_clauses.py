"""Clauses of a parse: what belongs to one predicate."""

from __future__ import annotations

from claims.clauses import clause_head, clause_tokens, main_predicates
from claims.pipeline import load


def test_a_side_clause_has_a_predicate_of_its_own() -> None:
    doc = load()("The gel works because the cooling agent numbs the skin.")
    assert clause_head(doc[4]).text == "numbs"
    assert [token.text for token in clause_tokens(doc[2])] == ["works", "gel", "The", "."]


def test_joined_verbs_share_their_subject() -> None:
    doc = load()("The tablets may calm nerves and improve sleep.")
    assert "improve" in [token.text for token in clause_tokens(doc[3])]


def test_what_is_reported_is_part_of_the_statement_and_conditions_are_not() -> None:
    doc = load()("If you smoke, trials suggest that the patch helps.")
    words = [token.text for token in main_predicates(next(doc.sents).root)]
    assert words == ["suggest", "helps"]
