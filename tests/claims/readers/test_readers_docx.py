"""Word files, against the table in tests/cases/readers/docx.yaml, and files that cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from claims import extract
from claims.model import BlockKind, Copy, Skipped
from claims.readers import docx, read_bytes
from claims.strictyaml import load_yaml
from tests.claims.readers.word_files import pack

TABLE = Path(__file__).parents[2] / "cases" / "readers" / "docx.yaml"
CASES: list[dict[str, Any]] = load_yaml(TABLE.read_text(encoding="utf-8"), TABLE.name).data


def read(data: bytes) -> Copy:
    (copy,) = read_bytes(data, "page.docx", ".docx")
    assert isinstance(copy, Copy), copy
    return copy


def refusal(data: bytes) -> str:
    (skipped,) = read_bytes(data, "page.docx", ".docx")
    assert isinstance(skipped, Skipped)
    return skipped.reason


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_document_gives_its_blocks(case: dict[str, Any]) -> None:
    copy = read(pack(**{part: case[part] for part in ("body", "footnotes", "endnotes", "header") if part in case}))
    kinds = {str(kind) for kind in BlockKind}
    expected = [(kind, row[kind]) for row in case["blocks"] for kind in row if kind in kinds]
    assert [(str(block.kind), block.text) for block in copy.blocks] == expected
    for block, row in zip(copy.blocks, case["blocks"], strict=True):
        assert list(block.headings) == row.get("headings", list(block.headings)), block.text
        assert block.lead_in == row.get("lead-in", block.lead_in), block.text
        assert block.locator == row.get("locator", block.locator), block.text
        links = [f"{block.text[link.start : link.end]} -> {link.target}" for link in block.links]
        assert links == row.get("links", links), block.text
    assert dict(copy.references) == case.get("references", {})
    assert copy.text == case.get("text", copy.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_letter_is_the_letter_of_the_text(case: dict[str, Any]) -> None:
    copy = read(pack(**{part: case[part] for part in ("body", "footnotes", "endnotes", "header") if part in case}))
    for block in copy.blocks:
        assert len(block.offsets) == len(block.text) + 1
        assert list(block.offsets) == sorted(block.offsets)
        for offset, letter in zip(block.offsets, block.text, strict=False):
            assert letter in (copy.text[offset], " ")


def test_a_copy_names_its_format_and_keeps_its_bytes() -> None:
    data = pack("<w:p><w:r><w:t>Cold water eases soreness.</w:t></w:r></w:p>")
    copy = read(data)
    assert copy.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert copy.original == data


def test_a_claim_has_a_locator_and_is_the_slice_of_the_text() -> None:
    copy = read(pack("<w:p/><w:p><w:r><w:t>Cold water reduces soreness in adults.</w:t></w:r></w:p>"))
    (claim,) = extract(copy)
    assert claim.span.locator == "paragraph 1"
    assert copy.text[claim.span.start : claim.span.end] == claim.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a package", "it is no Word file, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "it is an old or an encrypted Word file"),
        (b"", "it is no Word file, or a damaged one"),
    ],
)
def test_what_is_no_word_file_is_skipped_and_says_why(data: bytes, reason: str) -> None:
    assert refusal(data) == f"{reason}. Save it as .docx, without a password."


def test_a_package_without_a_document_is_skipped() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("hello.txt", "hello")
    assert refusal(out.getvalue()).startswith("its parts cannot be read (")


def test_a_part_that_is_no_xml_is_skipped() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(pack("<w:p/>"))) as package, zipfile.ZipFile(out, "w") as broken:
        for part in package.infolist():
            broken.writestr(part, b"<w:document" if part.filename == "word/document.xml" else package.read(part))
    assert refusal(out.getvalue()).startswith("its parts cannot be read (")


def test_an_external_entity_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    declared = f'<!DOCTYPE w [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'
    out = BytesIO()
    source = BytesIO(pack("<w:p><w:r><w:t>&lt;mark&gt;</w:t></w:r></w:p>"))
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w") as crafted:
        for part in package.infolist():
            data = package.read(part)
            if part.filename == "word/document.xml":
                head, _, rest = data.partition(b"?>")
                data = head + b"?>" + declared.encode() + rest.replace(b"&lt;mark&gt;", b"&secret;")
            crafted.writestr(part, data)
    found = list(read_bytes(out.getvalue(), "page.docx", ".docx"))
    assert "a secret" not in repr(found)
    assert all("a secret" not in copy.text for copy in found if isinstance(copy, Copy))


def test_a_package_that_grows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "UNPACKED", 1000)
    assert refusal(pack("<w:p/>")).startswith("it grows to more than 1,000 bytes when unpacked.")
