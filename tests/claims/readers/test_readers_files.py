"""Files: which are found, which are skipped and why, and how they are decoded."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from claims.errors import UsageError
from claims.model import Copy, Skipped
from claims.readers import SUFFIXES, discover, files, read, read_bytes


def _write(path: Path, text: str = "Eases pain.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _skipped(data: bytes, suffix: str = ".txt") -> str:
    (only,) = read_bytes(data, f"page{suffix}", suffix)
    assert isinstance(only, Skipped)
    return only.reason


def test_folders_are_searched_in_order_and_other_files_left_out(tmp_path: Path) -> None:
    for name in ("b/two.md", "a/one.TXT", "a/image.png", ".git/x.txt", "node_modules/y.md", ".hidden.txt", "c.html"):
        _write(tmp_path / name)
    _write(tmp_path / "env" / "pyvenv.cfg")
    _write(tmp_path / "env" / "z.txt")
    assert [path.relative_to(tmp_path).as_posix() for path in discover([tmp_path])] == [
        "a/one.TXT",
        "b/two.md",
        "c.html",
    ]


def test_named_files_come_as_named_and_once(tmp_path: Path) -> None:
    odd, page = _write(tmp_path / "odd.xyz"), _write(tmp_path / "page.txt")
    assert list(discover([page, odd, tmp_path])) == [page, odd]


def test_links_in_a_circle_do_no_harm(tmp_path: Path) -> None:
    page = _write(tmp_path / "a" / "page.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "again.txt").symlink_to(page)
    assert [path.name for path in discover([tmp_path])] == ["again.txt"]


def test_a_path_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere.*no such file or folder"):
        list(discover([tmp_path / "nowhere"]))


def test_a_copy_knows_its_file(tmp_path: Path) -> None:
    page = _write(tmp_path / "page.md", "Eases pain.\r\n")
    (copy,) = read(page, "copy/page.md")
    assert isinstance(copy, Copy)
    assert (copy.uri, copy.text, copy.media_type) == ("copy/page.md", "Eases pain.\r\n", "text/markdown")
    assert copy.digest == files.digest_of(page.read_bytes())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_no_text(mark: bytes, encoding: str) -> None:
    (copy,) = read_bytes(mark + "Eases pain – fast.".encode(encoding), "page.txt", ".txt")
    assert isinstance(copy, Copy)
    assert copy.text == "Eases pain – fast."
    assert copy.blocks[0].offsets[0] == 0


def test_what_is_not_utf_8_says_where() -> None:
    assert _skipped("One\ntwo\ncaf\u00e9".encode("latin-1")) == (
        "it is not UTF-8: byte 0xE9 at position 12, line 3. Save it as UTF-8."
    )


def test_binary_files_are_named_so() -> None:
    assert _skipped(b"\x89PNG\r\n\x00\x01").startswith("it is binary, not text (byte 0x89 at position 1, line 1)")
    assert _skipped(b"abc\x00").startswith("it is binary, not text (a NUL character in line 1)")


def test_too_large_and_unknown_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _skipped(b"x" * (files.LIMIT + 1)).startswith("it is too large: 10,485,761 bytes, at most 10,485,760")
    (unknown,) = read(_write(tmp_path / "page.docm"))
    assert isinstance(unknown, Skipped)
    assert unknown.reason.startswith("its format (.docm) is not known. Known are .txt, .md,")
    (gone,) = read(tmp_path / "gone.txt")
    assert isinstance(gone, Skipped)
    assert gone.reason.startswith("it cannot be read: No such file or directory")
    monkeypatch.chdir(tmp_path)
    assert os.path.lexists("page.docm")


def test_suffixes_are_those_of_the_formats() -> None:
    assert SUFFIXES == (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".jsonl")
