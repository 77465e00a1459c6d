"""The citation registry (schema registry-1): load its files, check them whole, and merge them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.errors import RegistryError
from sources.files import InvalidRegistryError, find_files, read_file
from sources.model import Registry
from sources.records import Row, build_claim, build_source, build_statement, find_value_problems, normalise, rows
from sources.references import find_dangling, find_repeated
from sources.validation import find_problems, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.strictyaml import YamlFile

_LISTS = ("sources", "claims", "statements")


def load(paths: Sequence[Path | str]) -> Registry:
    """Load and merge the registry files at `paths`; folders are searched for .yml and .yaml files.

    Raises `UsageError` where a path does not exist and `InvalidRegistryError`, which carries all problems of all files,
    where the registry breaks its contract.
    """
    files: list[tuple[YamlFile, Any]] = []
    problems: list[RegistryError] = []
    listed = find_files([Path(p) for p in paths])
    for path in listed:
        try:
            file = read_file(path)
        except RegistryError as error:
            problems.append(error)
        else:
            files.append((file, tidy(file.data)))
    all_read = not problems
    problems += [p for file, data in files for p in (*find_problems(file, data), *find_value_problems(file, data))]
    problems += find_repeated(files)
    if all_read:  # else what is named may well stand in the file that could not be read
        problems += find_dangling(files)
    if problems:
        order = {str(path): number for number, path in enumerate(listed)}
        raise InvalidRegistryError(sorted(problems, key=lambda p: (order.get(p.where or "", -1), p.line or 0)))
    return _merge([(file, _normalised(data)) for file, data in files])


def _normalised(data: Row) -> Row:
    return {
        "applies-to": data.get("applies-to", []),
        **{key: [normalise(row) for _, row in rows(data, key)] for key in _LISTS},
    }


def _merge(files: Sequence[tuple[YamlFile, Row]]) -> Registry:
    """Make one registry of files without problems."""
    return Registry(
        sources=tuple(
            build_source(row, tuple(data["applies-to"]), file, ("sources", i))
            for file, data in files for i, row in enumerate(data["sources"])
        ),
        claims=tuple(
            build_claim(row, file, ("claims", i)) for file, data in files for i, row in enumerate(data["claims"])
        ),
        statements=tuple(build_statement(row) for _, data in files for row in data["statements"]),
        applies_to=tuple(dict.fromkeys(subject for _, data in files for subject in data["applies-to"])),
        digest=_digest([data for _, data in files]),
        files=tuple(file.where for file, _ in files),
    )  # fmt: skip


def _digest(contents: Sequence[Row]) -> str:
    """Return the sha256 of what the files say, whatever their names, order, comments and layout."""
    entries: dict[str, list[tuple[str, Row, list[str]]]] = {
        key: sorted(
            ((row["id"], row, sorted(data["applies-to"])) for data in contents for row in data[key]), key=lambda e: e[0]
        )
        for key in _LISTS
    }
    text = json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('utf-8')).hexdigest()}"
