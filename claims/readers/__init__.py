"""Copy files in, `Copy` values out: one file per format, one line of `FORMATS` each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.model import Copy, Skipped
from claims.readers import docx, html, jsonl, markdown, text
from claims.readers.files import File, Format, decode, digest_of, find_files, load, too_large

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMATS: tuple[Format, ...] = (
    Format("text", (".txt",), text.read),
    Format("markdown", (".md", ".markdown"), markdown.read),
    Format("html", (".html", ".htm", ".xhtml"), html.read),
    Format("docx", (".docx",), docx.read, docx.LIMIT, packed=True),
    Format("jsonl", (".jsonl",), jsonl.read, jsonl.LIMIT),
)

SUFFIXES: tuple[str, ...] = tuple(suffix for each in FORMATS for suffix in each.suffixes)

__all__ = ["FORMATS", "SUFFIXES", "Copy", "Format", "Skipped", "discover", "read", "read_bytes"]


def discover(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of copy under `paths` (see `find_files`); raises `UsageError` where a path does not exist."""
    return find_files(paths, SUFFIXES)


def read(path: Path, uri: str | None = None) -> Iterator[Copy | Skipped]:
    """Yield what the file at `path` holds: a copy, several for .jsonl, or why it could not be read.

    `uri` names it in the report (default: the path as given, with slashes).
    """
    name = path.as_posix() if uri is None else uri
    known = _format(path.suffix)
    data = known if isinstance(known, str) else load(path, name, known.limit)
    if isinstance(data, str):
        yield Skipped(name, data)
    elif isinstance(data, Skipped):
        yield data
    else:
        yield from read_bytes(data, name, path.suffix)


def read_bytes(data: bytes, uri: str, suffix: str) -> Iterator[Copy | Skipped]:
    """Yield what `data`, of the format that `suffix` (".md") announces, holds."""
    known = _format(suffix)
    if isinstance(known, str):
        yield Skipped(uri, known)
        return
    file = _open(data, uri, known)
    if isinstance(file, Skipped):
        yield file
    else:
        yield from known.read(file)


def _open(data: bytes, uri: str, known: Format) -> File | Skipped:
    if len(data) > known.limit:
        return too_large(uri, len(data), known.limit)
    return File(uri, "", digest_of(data), data) if known.packed else decode(data, uri)


def _format(suffix: str) -> Format | str:
    """Return the format that `suffix` announces, or why there is none."""
    for known in FORMATS:
        if suffix.lower() in known.suffixes:
            return known
    what = f"its format ({suffix}) is not known" if suffix else "its name has no suffix that tells its format"
    return f"{what}. Known are {', '.join(SUFFIXES)}."
