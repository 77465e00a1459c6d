"""Word (.docx): paragraphs, lists, tables, text boxes, notes, headers and footers; tracked changes count as accepted.

The text that offsets count in is what the document prints, one line a paragraph; `locator` names the place in it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from claims.model import Copy, Skipped
from claims.readers.files import File
from claims.readers.references import gather
from claims.readers.wordstory import Story

if TYPE_CHECKING:
    from docx.document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

LIMIT = 50 * 2**20
"""Bytes a document may have: most of a large one are its pictures."""

UNPACKED = 200 * 2**20
"""Bytes that the parts of a document may have unpacked; a file that grows to more was made to exhaust memory."""

_OLE = b"\xd0\xcf\x11\xe0"  # the container of old .doc files and of encrypted ones


def read(file: File) -> Iterator[Copy | Skipped]:
    """Yield the one copy in a Word document, or why it cannot be read."""
    try:
        story = Story.of(open_document(file.data))
    except zipfile.BadZipFile:
        old = file.data.startswith(_OLE)
        what = "it is an old or an encrypted Word file" if old else "it is no Word file, or a damaged one"
        yield Skipped(file.uri, f"{what}. Save it as .docx, without a password.")
        return
    except _TooLargeError:
        yield Skipped(file.uri, f"it grows to more than {UNPACKED:,} bytes when unpacked. Save it again in Word.")
        return
    except (
        ArithmeticError, AttributeError, LookupError, NotImplementedError, OSError, RuntimeError, SyntaxError,
        TypeError, ValueError, zlib.error,
    ) as problem:  # fmt: skip  # whatever a broken part makes the parser raise
        yield Skipped(file.uri, f"its parts cannot be read ({type(problem).__name__}). Save it again in Word as .docx.")
        return
    references, blocks = gather(story.outline)
    yield Copy(file.uri, story.text, MEDIA_TYPE, file.digest, blocks, references, file.data)


class _TooLargeError(Exception):
    """A package that unpacks to more than `UNPACKED`."""


def open_document(data: bytes) -> Document:
    """Return the document in `data`; external entities and networks are left alone."""
    from docx import Document
    from docx.opc.exceptions import OpcError

    with zipfile.ZipFile(BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > UNPACKED:
            raise _TooLargeError
    try:
        return Document(BytesIO(data))
    except OpcError as problem:
        raise ValueError(str(problem)) from problem
