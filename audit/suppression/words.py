"""When two wordings are the same claim, and where a file lies seen from another."""

from __future__ import annotations

import os
import re
from pathlib import PurePath

_MARKS = re.compile(r"[*_`]+")  # emphasis and code marks of Markdown; the same words with or without them
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def folded(text: str) -> str:
    """Return `text` without what re-wrapping, emphasis, case, curly quotes and a full stop change."""
    return " ".join(_MARKS.sub("", text.translate(_QUOTES)).casefold().split()).rstrip(".!")


def path_from(file: str, uri: str) -> str:
    """Return the path of the document `uri` as it is seen from the folder of `file`, with slashes."""
    folder = os.path.dirname(os.path.abspath(file))  # noqa: PTH100, PTH120  pathlib cannot go up a folder
    return PurePath(os.path.relpath(os.path.abspath(uri), folder)).as_posix()  # noqa: PTH100  as above
