"""Extraction: what has no words yields no claims, and harms none of its neighbours."""

from __future__ import annotations

import pytest

from claims import Copy, extract
from claims.readers import read_bytes


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
