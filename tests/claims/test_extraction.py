"""Extraction: every text is a slice, a document is its blocks, and signs and blank lines change no claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import Copy, extract
from claims.pipeline import plain
from claims.readers import read_bytes

if TYPE_CHECKING:
    from claims.model import Claim


@pytest.mark.parametrize("wordless", ["[1]", "brochure.pdf", "registry/", "...", "| a.md |\n| --- |\n| b.md |"])
def test_a_block_without_words_is_passed_over(wordless: str) -> None:
    """A file name, a mark or dots between two paragraphs leave the claims around them as they are."""
    text = f"Massage cures migraine in 9 of 10 adults.\n\n{wordless}\n\nIt lasts for two years."
    (copy,) = read_bytes(text.encode(), "page.md", ".md")
    assert isinstance(copy, Copy)
    assert [claim.text for claim in extract(copy)] == [
        "Massage cures migraine in 9 of 10 adults.",
        "It lasts for two years.",
    ]


PARAGRAPHS = (
    "Massage cures migraine in 9 of 10 adults.",
    "The gel may relieve knee pain within 24\N{NO-BREAK SPACE}hours, and the swelling drops by ½.",
    "Long\N{NON-BREAKING HYPHEN}lasting relief: the patch gives 50\N{NO-BREAK SPACE}µg a day 😀 with no side effects.",
    "Our “gentle” drops aren’t approved by the FDA.",
    "\N{RIGHT-TO-LEFT MARK}Studies show that sauna lowers blood pressure.\N{LEFT-TO-RIGHT MARK}",
    "Call today and book your visit.",
)
PAGES = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3, unique=True)


def claims_of(text: str, *, everything: bool = False) -> list[Claim]:
    """Extract the claims of a Markdown page."""
    (copy,) = read_bytes(text.encode(), "page.md", ".md")
    assert isinstance(copy, Copy)
    return list(extract(copy, everything=everything))


def without_places(claim: Claim) -> tuple[object, ...]:
    """Return what a claim says, without where."""
    analysis = claim.analysis
    return (
        claim.text,
        analysis.text,
        analysis.types,
        analysis.hedge,
        analysis.strength,
        analysis.attribution,
        analysis.pico,
        [(q.text, q.low, q.high, q.unit, q.role) for q in analysis.quantities],
        claim.checkworthiness,
        claim.checkable,
    )


@settings(max_examples=8, deadline=None, derandomize=True)
@given(paragraphs=PAGES)
def test_texts_are_slices_of_the_file(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    for claim in claims_of(text, everything=True):
        assert claim.text == text[claim.span.start : claim.span.end]
        assert claim.sentence[0] <= claim.span.start < claim.span.end <= claim.sentence[1]
        assert all(plain(text[q.start : q.end]) == q.text for q in claim.analysis.quantities)
        assert all(plain(text[c.start : c.end]) == c.text for c in claim.analysis.concepts)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(paragraphs=PAGES)
def test_a_document_says_what_its_blocks_say(paragraphs: list[str]) -> None:
    together = [without_places(claim) for claim in claims_of("\n\n".join(paragraphs), everything=True)]
    apart = [without_places(claim) for each in paragraphs for claim in claims_of(each, everything=True)]
    assert together == apart


@settings(max_examples=8, deadline=None, derandomize=True)
@given(paragraphs=PAGES, more=st.integers(1, 3))
def test_blank_lines_move_spans_and_change_nothing_else(paragraphs: list[str], more: int) -> None:
    tight, loose = claims_of("\n\n".join(paragraphs)), claims_of("\n" * more + ("\n\n" + "\n" * more).join(paragraphs))
    assert [without_places(claim) for claim in loose] == [without_places(claim) for claim in tight]
    assert [claim.id for claim in loose] == [claim.id for claim in tight]
    assert all(b.span.line > a.span.line for a, b in zip(tight, loose, strict=True))


def test_ascii_and_typographic_signs_find_the_same_claims() -> None:
    plain = claims_of('The long-lasting gel relieves "sore" knees within 24 hours, doesn\'t it.')
    typeset = claims_of(
        "The long\N{NON-BREAKING HYPHEN}lasting gel relieves “sore” knees within 24\N{NO-BREAK SPACE}hours, doesn’t it."
    )
    assert [claim.span for claim in typeset] == [claim.span for claim in plain]
    assert [claim.analysis.types for claim in typeset] == [claim.analysis.types for claim in plain]
    assert [q.low for claim in typeset for q in claim.analysis.quantities] == [
        q.low for claim in plain for q in claim.analysis.quantities
    ]


def test_a_label_says_what_its_statement_is_about() -> None:
    """What a label names counts for the statement behind it, which stays what is printed."""
    (claim,) = claims_of("Once-weekly melatonin: In a trial of 40 adults, they fell asleep faster.")
    assert claim.text.startswith("In a trial")
    assert [q.text for q in claim.analysis.quantities] == ["Once-weekly", "40 adults"]
    assert claim.analysis.pico.intervention == "melatonin"
