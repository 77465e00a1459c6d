"""JSON lines (.jsonl): one copy a line, `{"id": …, "text": …}`; other keys are not read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from claims.model import Copy, Skipped
from claims.readers.files import File, digest_of
from claims.readers.text import read as read_text

LIMIT = 256 * 2**20
"""Bytes a file may have: it holds many pages."""

_SURROGATES = re.compile(r"[\ud800-\udfff]")


def read(file: File) -> Iterator[Copy | Skipped]:
    """Yield a copy for each line, with the uri `file.jsonl#id` and offsets into its `text`."""
    seen: set[str] = set()
    for number, line in enumerate(file.text.split("\n"), start=1):
        if not line.strip():
            continue
        row = _parse(line)
        if isinstance(row, str):
            yield Skipped(f"{file.uri}#{number}", f"line {number} {row}")
            continue
        name, text = row
        if name in seen:
            yield Skipped(
                f"{file.uri}#{name}", f'line {number} has the "id" of a line before it. Give each line its own.'
            )
            continue
        seen.add(name)
        yield from read_text(File(f"{file.uri}#{name}", text, digest_of(text.encode())))


def _parse(line: str) -> tuple[str, str] | str:
    """Return the id and text of a line, or what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        detail = f" ({error.msg}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        return f'is not JSON{detail}. Write {{"id": …, "text": …}} on one line.'
    if not isinstance(row, dict):
        return 'is not an object. Write {"id": …, "text": …}.'
    name, text = row.get("id"), row.get("text")
    if not isinstance(name, str | int) or isinstance(name, bool):
        return 'has no "id". Give it a string that no other line has.'
    if not isinstance(text, str):
        return 'has no "text". Give it the copy as a string.'
    return str(name), _SURROGATES.sub("\ufffd", text)  # half a character, which JSON can escape but no file can hold
