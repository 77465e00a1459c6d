"""Every format against its table of pages: tests/cases/readers/<suffix>.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.model import BlockKind, Copy
from claims.readers import FORMATS, SUFFIXES, read_bytes
from claims.strictyaml import load_yaml

CASES = Path(__file__).parents[1] / "cases" / "readers"
TABLES = {
    path.stem: load_yaml(path.read_text(encoding="utf-8"), path.name).data for path in sorted(CASES.glob("*.yaml"))
}
ROWS = [
    pytest.param(suffix, case, id=f"{suffix}: {case['name']}") for suffix, cases in TABLES.items() for case in cases
]


def _copy(source: str, suffix: str) -> Copy:
    (copy,) = read_bytes(source.encode(), f"page{suffix}", suffix)
    assert isinstance(copy, Copy)
    return copy


@pytest.mark.parametrize(("suffix", "case"), ROWS)
def test_page_gives_its_blocks(suffix: str, case: dict[str, Any]) -> None:
    copy = _copy(case["source"], f".{suffix}")
    expected = [(BlockKind(kind), row[kind]) for row in case["blocks"] for kind in row if kind in set(BlockKind)]
    assert [(block.kind, block.text) for block in copy.blocks] == expected
    for block, row in zip(copy.blocks, case["blocks"], strict=True):
        if "headings" in row:
            assert list(block.headings) == row["headings"], block.text
        if "lead-in" in row:
            assert block.lead_in == row["lead-in"], block.text
    assert dict(copy.references) == case.get("references", {})


@pytest.mark.parametrize(("suffix", "case"), ROWS)
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_change_nothing_but_places(suffix: str, case: dict[str, Any], newline: str) -> None:
    plain = _copy(case["source"], f".{suffix}")
    other = _copy(case["source"].replace("\n", newline), f".{suffix}")
    assert [(b.kind, b.text, b.headings, b.lead_in) for b in other.blocks] == [
        (b.kind, b.text, b.headings, b.lead_in) for b in plain.blocks
    ]
    for block in other.blocks:
        assert other.text[block.offsets[0]] == plain.text[plain.blocks[other.blocks.index(block)].offsets[0]]


def test_every_format_has_cases_and_a_file() -> None:
    folder = Path(__file__).parents[2] / "claims" / "readers"
    for known in FORMATS:
        assert (folder / f"{known.name}.py").is_file()
        assert known.name == "jsonl" or set(TABLES) & {suffix[1:] for suffix in known.suffixes}


def test_suffixes_are_those_of_the_formats() -> None:
    assert SUFFIXES == (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl")
