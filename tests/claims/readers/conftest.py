"""Pages in, blocks out: what the tables in tests/cases/readers are held against."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.model import BlockKind, Copy
from claims.readers import read_bytes


def _copy(source: str, suffix: str) -> Copy:
    (copy,) = read_bytes(source.encode(), f"page{suffix}", suffix)
    assert isinstance(copy, Copy)
    return copy


def _check(case: dict[str, Any], suffix: str) -> None:
    copy = _copy(case["source"], suffix)
    kinds = {str(kind) for kind in BlockKind}
    expected = [(BlockKind(kind), row[kind]) for row in case["blocks"] for kind in row if kind in kinds]
    assert [(block.kind, block.text) for block in copy.blocks] == expected
    for block, row in zip(copy.blocks, case["blocks"], strict=True):
        assert list(block.headings) == row.get("headings", list(block.headings)), block.text
        assert block.lead_in == row.get("lead-in", block.lead_in), block.text
    assert dict(copy.references) == case.get("references", {})
    for newline in ("\r\n", "\r"):
        other = _copy(case["source"].replace("\n", newline), suffix)
        assert [(b.kind, b.text, b.headings, b.lead_in) for b in other.blocks] == [
            (b.kind, b.text, b.headings, b.lead_in) for b in copy.blocks
        ]
        for here, there in zip(copy.blocks, other.blocks, strict=True):
            assert copy.text[here.offsets[0]] == other.text[there.offsets[0]]


@pytest.fixture
def read_page() -> Callable[[str, str], Copy]:
    """Read a page of the format that a suffix announces."""
    return _copy


@pytest.fixture
def check_page() -> Callable[[dict[str, Any], str], None]:
    """Hold a row of a table against what its page gives, whatever ends its lines."""
    return _check
