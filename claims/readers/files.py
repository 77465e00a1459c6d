"""Files on disk: which are copy, and their text decoded with every code point in its place."""

from __future__ import annotations

import codecs
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import UsageError
from claims.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from claims.model import Copy

LIMIT = 10 * 2**20
"""Bytes a page may have; the largest prose files (whole books) stay under it, data dumps do not."""

IGNORED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "bower_components"})

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A decoded file: newlines as they are, the byte-order mark left out; `digest` is of the bytes on disk.

    Of a format that is no text, `text` is empty and `data` holds the bytes.
    """

    uri: str
    text: str = field(repr=False)
    digest: str
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of copy: its name, the suffixes that announce it, how it is read, and the bytes a file may have.

    A `packed` format is no text; its reader gets the bytes.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[File], Iterator[Copy | Skipped]]
    limit: int = LIMIT
    packed: bool = False


def digest_of(data: bytes) -> str:
    """Return the digest of `data` as reports print it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def decode(data: bytes, uri: str) -> File | Skipped:
    """Decode `data`: UTF-8, or whichever UTF its byte-order mark names; anything else is skipped with the place."""
    mark, encoding = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{body[error.start]:02X} at position {error.start + len(mark) + 1}, line {line}"
        if b"\0" in data:
            return Skipped(uri, f"it is binary, not text ({found}). Leave it out or export its text.")
        return Skipped(uri, f"it is not {encoding.upper()}: {found}. Save it as UTF-8.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return Skipped(
            uri, f"it is binary, not text (a NUL character in line {line}). Leave it out or export its text."
        )
    return File(uri, text, digest_of(data))


def too_large(uri: str, size: int, limit: int) -> Skipped:
    """Return the refusal of a file of `size` bytes where `limit` are read."""
    return Skipped(uri, f"it is too large: {size:,} bytes, at most {limit:,} are read. Split it into pages.")


def load(path: Path, uri: str, limit: int) -> bytes | Skipped:
    """Return the bytes of the file at `path`, or why they cannot be had."""
    try:
        size = path.stat().st_size
        if size > limit:
            return too_large(uri, size, limit)
        return path.read_bytes()
    except IsADirectoryError:
        return Skipped(uri, "it is a folder, not a file. Name the files in it or let the command search it.")
    except OSError as error:
        return Skipped(uri, f"it cannot be read: {error.strerror or error}. Check the path and its permissions.")


def find_files(paths: Iterable[Path], suffixes: Collection[str]) -> Iterator[Path]:
    """Yield the files under `paths`, each once: files as named, folders searched in sorted order.

    In folders only files with one of `suffixes` count; hidden folders, virtual environments and those in
    `IGNORED_FOLDERS` are left out, and no folder is entered twice, so links in a circle do no harm. Raises
    `UsageError` where a path does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            what = "no such file or folder."
            raise UsageError(what, where=path, remedy="Check the spelling, or the folder you are in.")
        for file in _walk(path, suffixes, seen) if path.is_dir() else (path,):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _walk(folder: Path, suffixes: Collection[str], seen: set[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # reading it says why
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if entry.name not in IGNORED_FOLDERS and not (path / "pyvenv.cfg").exists():
                yield from _walk(path, suffixes, seen)
        elif path.suffix.lower() in suffixes and entry.is_file():
            yield path
