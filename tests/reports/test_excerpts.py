from __future__ import annotations

from dataclasses import replace

import pytest

from reports.excerpts import claim_excerpt, find_phrase, own_reading, question_excerpt
from reports.placement import Excerpt, Placer
from tests.reports.factory import make_article, make_copy, make_registry, span_of

ARTICLE = make_article(make_registry())
assert ARTICLE.copy is not None
PLACER = Placer(ARTICLE.copy)
BY_STATEMENT = {a.claim.analysis.text: a for a in ARTICLE.assessments}


def marked(excerpt: Excerpt) -> list[str]:
    return [excerpt.text[a:b] for a, b in excerpt.marks]


def test_a_claim_is_marked_in_its_sentence() -> None:
    excerpt = claim_excerpt(PLACER, BY_STATEMENT["Cold water has no side effects."].claim)
    assert excerpt.text.startswith("Cold water raises noradrenaline")
    assert marked(excerpt) == ["cures low mood without any side effects"]


def test_the_words_that_go_too_far_are_marked_inside_the_claim() -> None:
    excerpt = question_excerpt(PLACER, BY_STATEMENT["Cold water has no side effects."])
    assert marked(excerpt) == ["without any side effects"]


def test_without_such_words_the_claim_is_marked() -> None:
    excerpt = question_excerpt(PLACER, BY_STATEMENT["Cold plunging eliminates inflammation in every athlete."])
    assert marked(excerpt) == ["It eliminates inflammation in every athlete"]


def test_a_statement_is_read_out_only_where_it_differs_from_the_print() -> None:
    readings = {s: own_reading(PLACER, a.claim) for s, a in BY_STATEMENT.items()}
    assert readings["Cold water has no side effects."] == "Cold water has no side effects."
    assert readings["A plunge takes about 10 minutes"] is None


@pytest.mark.parametrize(
    ("phrase", "found"), [("CURES low", "cures  low"), ("cure", None), ("", None), ("mood", None), ("(a+)+$", None)]
)
def test_phrases_are_found_as_whole_words_inside_the_marks(phrase: str, found: str | None) -> None:
    excerpt = Excerpt("It cures  low mood.", ((0, 13),))
    assert [excerpt.text[a:b] for a, b in find_phrase(excerpt, phrase)] == ([found] if found else [])


def test_a_long_sentence_is_shown_around_its_claim() -> None:
    filler = "and so on it goes " * 20
    copy = make_copy("a.txt", f"{filler}cold cures low mood {filler}")
    claim = BY_STATEMENT["A plunge takes about 10 minutes"].claim
    claim = replace(claim, span=span_of(copy.text, "cold cures low mood"), sentence=(0, len(copy.text)))
    excerpt = claim_excerpt(Placer(copy), claim)
    assert marked(excerpt) == ["cold cures low mood"]
    assert excerpt.text.startswith("…")
    assert excerpt.text.endswith("…")
    assert len(excerpt.text) < 200
