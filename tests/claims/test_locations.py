"""Lines and columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.locations import Lines
from claims.model import Span


def test_lines_end_as_editors_count() -> None:
    lines = Lines("a\nbc\r\nd\re\u2028f")
    assert [lines.place(offset) for offset in range(11)] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2), (4, 1), (4, 2), (4, 3),
    ]  # fmt: skip


def test_columns_are_code_points() -> None:
    assert Lines("😀é½x").span(3, 4, "page 2") == Span(3, 4, 1, 4, 1, 5, "page 2")


def test_a_place_outside_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="offset 4 is outside a text of 3 code points"):
        Lines("abc").place(4)


@given(st.text(st.sampled_from("ab\n\r😀"), max_size=40))
def test_every_place_leads_back_to_its_offset(text: str) -> None:
    lines = Lines(text)
    starts = {line: offset for offset in range(len(text), -1, -1) for line in (lines.place(offset)[0],)}
    for offset in range(len(text) + 1):
        line, column = lines.place(offset)
        assert starts[line] + column - 1 == offset
