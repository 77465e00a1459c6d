"""Registry files on disk: which there are, and their YAML, read without trusting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.errors import RegistryError, UsageError
from claims.strictyaml import YamlFile, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SUFFIXES = (".yml", ".yaml")
MAX_BYTES = 32 * 1024 * 1024  # some 60,000 passages; beyond it, a file is more likely a mistake than a registry


class InvalidRegistryError(RegistryError):
    """Everything that is wrong with a registry; `problems` are in the order of files and lines."""

    def __init__(self, problems: Iterable[RegistryError]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.what, where=first.where, line=first.line, remedy=first.remedy)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the registry files at `paths`: files as given, folders searched for .yml and .yaml, sorted, each once.

    Raises `UsageError` where a path does not exist or a folder holds no registry file.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            files = sorted(_walk(path), key=lambda p: p.relative_to(path).as_posix())
            if not files:
                raise UsageError(
                    "no registry file (.yml or .yaml) in this folder.",
                    where=path,
                    remedy="Name the folder or file that holds the registry.",
                )
        elif path.exists():
            files = [path]
        else:
            raise UsageError("no such file or folder.", where=path, remedy="Check the path of the registry.")
        for file in files:
            found.setdefault(file.resolve(), file)
    return tuple(found.values())


def read_file(path: Path) -> YamlFile:
    """Read one registry file; raises `RegistryError` where it cannot be read as YAML."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as problem:
        raise RegistryError(
            f"the file cannot be read: {(problem.strerror or 'unknown error').lower()}.",
            where=path,
            remedy="Check the file and its permissions.",
        ) from problem
    if size > MAX_BYTES:
        raise RegistryError(
            f"the file is larger than {MAX_BYTES // 2**20} MiB.",
            where=path,
            remedy="Split it into several files in one folder.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise RegistryError(
            "the file is not UTF-8 text.", where=path, line=line, remedy="Save the file with the encoding UTF-8."
        ) from problem
    file = load_yaml(text, path, error=RegistryError)
    if file.data is None:
        remedy = "Begin it with 'version: 1' and 'sources:', or remove it."
        raise RegistryError("the file is empty.", where=path, remedy=remedy)
    return file


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path
