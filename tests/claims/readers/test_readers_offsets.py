"""Properties that hold for every page: each code point of a block comes from where `offsets` says."""

from __future__ import annotations

import textwrap
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.locations import source_range
from claims.model import BlockKind, Copy
from claims.readers import SUFFIXES, read_bytes

SPECIAL = "\u00a0\u202f\u2011\u2019“”µ½é😀👩\u200d⚕\ufe0f\u200f\u202e\u00ad\u200b\u2028²₂ﬁ"
WORD = st.text(st.sampled_from("abcdeXYZ0123%.,:;!?'()" + SPECIAL), min_size=1, max_size=8)
MARKUP = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "* ",
        "1. ",
        "> ",
        "**",
        "*",
        "_",
        "`",
        "``",
        "[",
        "](",
        ")",
        "](https://doi.org/10.1/x)",
        "![",
        "<https://example.org/a%20b>",
        "[^1]",
        "[^1]: ",
        "&amp;",
        "&copy2",
        "&#8217;",
        "&",
        "\\*",
        "\\",
        "~~",
        "<",
        ">",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<br>",
        "<ul><li>",
        "</ul>",
        "<!-- x -->",
        "<!--",
        "<sup>1</sup>",
        "<img alt='",
        "'>",
        "<td>",
        "<script>",
        "</script>",
        "<svg>",
        "title: ",
        "•",
        "✓ ",
        "    ",
        "+ ",
        "<a href=x>",
        "</a>",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "  \n",
        "\t",
        "```\n",
        "| a | b |\n|---|---|\n",
        "|",
        "\\|",
        "---\n",
        "===\n",
        "[1]: https://example.org\n",
    ]
)
PAGE = st.lists(st.one_of(WORD, MARKUP, st.just(" ")), max_size=40).map("".join)
PROSE = st.lists(st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=9), min_size=12, max_size=60)
FOLDED = {"\u2011": "-", "\u2010": "-"}


def _copy(source: str, suffix: str) -> Copy:
    (copy,) = read_bytes(source.encode(), f"page{suffix}", suffix)
    assert isinstance(copy, Copy)
    return copy


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix in {".txt", ".md", ".html"}])
@given(page=PAGE)
@settings(max_examples=60)
def test_offsets_are_in_order_and_in_range(suffix: str, page: str) -> None:
    copy = _copy(page, suffix)
    assert copy.text == page
    for block in copy.blocks:
        assert len(block.offsets) == len(block.text) + 1
        assert all(a <= b for a, b in zip(block.offsets, block.offsets[1:], strict=False))
        assert 0 <= block.offsets[0] < block.offsets[-1] <= len(page)
        assert block.text == block.text.strip()
        assert "  " not in block.text
        for link in block.links:
            assert 0 <= link.start < link.end <= len(block.text)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@given(page=PAGE)
@settings(max_examples=60)
def test_every_letter_is_the_letter_of_the_file(suffix: str, page: str) -> None:
    copy = _copy(page, suffix)
    for block in copy.blocks:
        for offset, character in zip(block.offsets, block.text, strict=False):
            printed = FOLDED.get(page[offset], page[offset])
            if printed == "&" or character == " " or character in "⁰¹²³⁴⁵⁶⁷⁸⁹":
                continue
            assert printed == character


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@given(words=PROSE, special=st.lists(st.sampled_from(SPECIAL.replace("\u2028", "")), min_size=1, max_size=3))
@settings(max_examples=60)
def test_unicode_shifts_no_offset(suffix: str, words: list[str], special: list[str]) -> None:
    copy = _copy(" ".join([*special, *words, "end."]), suffix)
    (block,) = copy.blocks
    place = block.text.index("end.")
    start, end = source_range(copy.text, block, place, place + 4)
    assert copy.text[start:end] == "end."


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@given(words=PROSE, count=st.integers(1, 5))
@settings(max_examples=20)
def test_blank_lines_before_move_spans_only(suffix: str, words: list[str], count: int) -> None:
    page = f"{' '.join(words).capitalize()}.\n\nSecond one here.\n"
    before, after = _copy(page, suffix), _copy("\n" * count + page, suffix)
    assert [(b.kind, b.text) for b in before.blocks] == [(b.kind, b.text) for b in after.blocks]
    for old, new in zip(before.blocks, after.blocks, strict=True):
        assert new.offsets == tuple(offset + count for offset in old.offsets)


@given(words=PROSE, width=st.integers(60, 100))
@settings(max_examples=50)
def test_wrapped_prose_is_one_paragraph(words: list[str], width: int) -> None:
    sentence = f"{' '.join(words).capitalize()}."
    (block,) = _copy("\n".join(textwrap.wrap(sentence, width)) + "\n", ".txt").blocks
    assert block.text == sentence
    assert block.kind is BlockKind.PARAGRAPH


class _Words(HTMLParser):
    """The text of a page as the standard library reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


@given(
    pieces=st.lists(
        st.one_of(
            st.text(st.sampled_from("abcdé ½"), min_size=1, max_size=6),
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<b>",
                    "</b>",
                    "<i>",
                    "</div>",
                    "<div>",
                    "<li>",
                    "</ul>",
                    " < 5 ",
                    "&amp;",
                    "&zz;",
                    "<h2>",
                    "</h2>",
                    "<td>",
                ]
            ),
        ),
        max_size=25,
    )
)
@settings(max_examples=60)
def test_malformed_pages_lose_no_words(pieces: list[str]) -> None:
    page = "".join(pieces)
    reference = _Words()
    reference.feed(page)
    reference.close()
    found = "".join(block.text for block in _copy(page, ".html").blocks)
    assert "".join(found.split()) == "".join(reference.text.split())


def test_a_character_reference_is_taken_whole() -> None:
    copy = _copy("<p>&ldquo;No pain&rdquo; <b>ever&hellip;</b> again</p>", ".html")
    (block,) = copy.blocks
    start, end = source_range(copy.text, block, 0, block.text.index("” ") + 1)
    assert copy.text[start:end] == "&ldquo;No pain&rdquo;"
    start, end = source_range(copy.text, block, 0, block.text.index("…") + 1)
    assert copy.text[start:end] == "&ldquo;No pain&rdquo; <b>ever&hellip;"


def test_markup_after_the_last_word_is_left_out() -> None:
    copy = _copy("So **it works.** Then more.", ".md")
    (block,) = copy.blocks
    start, end = source_range(copy.text, block, 0, block.text.index(". ") + 1)
    assert copy.text[start:end] == "So **it works."
