"""An overstatement that is only a guess: one line and each text at most once, in every format that shows it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import docx
import pytest

from audit.bearing import describe
from audit.guesses import seems_further
from audit.model import ClaimClass, Document, Facet, Overstatement, Report
from audit.rules import check
from claims.model import ClaimType
from reports import github, html, json_report, markdown, sarif, terminal, word, worklist
from reports.excerpts import question_excerpt
from reports.options import RenderOptions
from reports.placement import Placer
from sources.model import Stance
from tests.reports.factory import Bench, Told, judged, make_copy, make_registry, make_report

CLAIM = "A weekly swim lifts the mood of swimmers for good."
NAME = "brandt-2021#mood"
PASSAGE = (
    "Club members who swam weekly in cold water reported better mood than members who did not; cause could not be "
)
PASSAGE += "told apart from selection."
GUESSES = tuple(Overstatement(f, CLAIM, PASSAGE, NAME, guessed=True) for f in (Facet.POPULATION, Facet.EVIDENCE_LEVEL))
NAMED = Overstatement(Facet.DURABILITY, "for good", "no time is given", NAME)
LINE = seems_further(GUESSES)
OPTIONS = RenderOptions(width=100)


def report_of(*overstatements: Overstatement, reason: str = "", suggestion: str | None = None) -> Report:
    """Return a report on one claim that is overstated so, with the findings of the rules."""
    bench = Bench(make_copy("copy/swim.txt", f"{CLAIM}\n", "text/plain"), make_registry())
    judgement = judged("overstated", 0.7, reason or describe(overstatements), *overstatements, suggestion=suggestion)
    made = bench.assess(
        Told(CLAIM, (ClaimType.EFFICACY,)), ClaimClass.B, judgement, (bench.evidence(NAME, 0.9, Stance.SUPPORTS),)
    )
    assessment = replace(made, findings=tuple(check(made)))
    return replace(make_report(), documents=(Document(bench.copy.uri, bench.copy, (assessment,)),))


GUESSED = report_of(*GUESSES)
BOTH = report_of(NAMED, *GUESSES)
MIXED = report_of(NAMED, *GUESSES, reason="The evidence is mixed.")


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def in_terminal(report: Report, *, width: int = 100, verbose: bool = False) -> str:
    return on_one_line(terminal.render(report, RenderOptions(width=width, verbose=verbose)))


def in_card(report: Report) -> str:
    page = html.render(report, OPTIONS)
    start = page.index("<article")
    return on_one_line(unescape(page[start : page.index("</article>", start)]))


def in_word(report: Report) -> str:
    (comment,) = docx.Document(BytesIO(word.encode(report, report.documents[0]))).comments
    return on_one_line(comment.text)


def in_markdown(report: Report) -> str:
    return on_one_line(markdown.render(report, OPTIONS)).replace("\\#<!-- -->", "#")


def in_github(report: Report) -> str:
    return on_one_line(github.render(report, OPTIONS))


def in_sarif(report: Report) -> str:
    (run,) = json.loads(sarif.render(report, OPTIONS))["runs"]
    return on_one_line(" ".join(result["message"]["text"] for result in run["results"]))


def row_of(report: Report) -> dict[str, str]:
    (row,) = csv.DictReader(StringIO(worklist.render(report, OPTIONS)))
    return row


def claims_of(report: Report) -> dict[str, Any]:
    (document,) = json.loads(json_report.render(report, OPTIONS))["documents"]
    (claim,) = document["claims"]
    assert isinstance(claim, dict)
    return claim


VIEWS: dict[str, Callable[[Report], str]] = {
    "terminal": in_terminal,
    "narrow": lambda report: in_terminal(report, width=60),
    "verbose": lambda report: in_terminal(report, verbose=True),
    "html": in_card,
    "word": in_word,
    "markdown": in_markdown,
    "github": in_github,
    "sarif": in_sarif,
    "worklist": lambda report: on_one_line(" ".join(row_of(report)[c] for c in worklist.COLUMNS if c != "statement")),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("report", [GUESSED, BOTH, MIXED], ids=["guessed", "both", "mixed"])
def test_a_guess_is_one_line_with_each_text_at_most_once(view: Callable[[Report], str], report: Report) -> None:
    shown = view(report)
    assert shown.count("seems to go further") == 1
    assert LINE in shown
    assert shown.count(CLAIM) <= 1
    assert shown.count(PASSAGE) <= 1


@pytest.mark.parametrize("view", [v for name, v in VIEWS.items() if name != "github"])
def test_the_passage_stands_where_the_claim_stands(view: Callable[[Report], str]) -> None:
    assert view(GUESSED).count(PASSAGE) == 1


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_what_a_comparison_found_is_shown_beside_a_guess(view: Callable[[Report], str]) -> None:
    assert "no time is given" in view(MIXED)


def test_nobody_is_told_to_narrow_what_is_only_guessed() -> None:
    assert all("Narrow it" not in view(GUESSED) for view in VIEWS.values())
    assert "Narrow it" in in_terminal(report_of(NAMED))


def test_approved_wording_is_still_shown_as_what_the_evidence_allows() -> None:
    allowed = "Members of swimming clubs report a better mood."
    assert all(view(report_of(*GUESSES, suggestion=allowed)).count(allowed) == 1 for view in VIEWS.values())


def test_a_row_of_the_worklist_lists_no_guess_as_exceeded() -> None:
    row = row_of(GUESSED)
    assert [row[c] for c in ("exceeds in", "the copy says", "the evidence says", "to do")] == [""] * 4
    assert (row["reason"], row["passage"], row["rules"]) == (LINE, PASSAGE, "overstated")
    assert row_of(MIXED)["exceeds in"] == "durability"


def test_the_words_that_were_found_are_marked_and_not_the_whole_sentence_of_a_guess() -> None:
    (document,) = BOTH.documents
    assert document.copy is not None
    excerpt = question_excerpt(Placer(document.copy), document.assessments[0])
    assert [excerpt.text[a:b] for a, b in excerpt.marks] == ["for good"]


def test_json_keeps_the_facets_with_both_texts() -> None:
    claim = claims_of(GUESSED)
    assert claim["overstatements"] == [
        {"facet": facet, "claim": CLAIM, "evidence": PASSAGE, "source": NAME}
        for facet in ("population", "evidence-level")
    ]
    assert [f["rule"] for f in claim["findings"]] == ["overstated"]


def test_the_page_can_be_filtered_by_the_facets_of_a_guess() -> None:
    assert 'data-facets="population evidence-level"' in in_card(GUESSED)
