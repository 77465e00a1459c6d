"""Entries on disk, in the user's cache folder: compressed JSON under a digest, written whole or not at all.

An entry begins with the digest of what follows, so that one which was cut short or changed is noticed and ignored.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VARIABLE = "CLAIMS_AUDIT_CACHE"
"""Environment variable that names another folder than the user's."""

LIMIT = 256 * 2**20
"""Bytes that the entries may take together; above it, those not used for longest go."""

_SUFFIX = ".entry"
_DIGEST = 32  # bytes of a SHA-256
_LARGEST = 512 * 2**20  # bytes that an entry may unpack to: a damaged one must not fill the memory


def cache_folder() -> Path:
    """Return the folder of the cache, which may not exist yet."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415  only where it is needed

    return user_cache_path("claims-audit", appauthor=False)


@dataclass(slots=True)
class Store:
    """A folder of entries by kind ("documents") and key (a digest); `notes` says what went wrong, once each."""

    folder: Path
    notes: dict[str, None] = field(default_factory=dict)

    def read(self, kind: str, key: str) -> Any:
        """Return the entry, None where there is none; a damaged one is removed and noted."""
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        try:
            value = _unpacked(data)
        except (ValueError, zlib.error, RecursionError, MemoryError):
            self.discard(kind, key)
            return None
        _touch(path)
        return value

    def discard(self, kind: str, key: str) -> None:
        """Remove an entry that cannot be used, and note it."""
        self.notes[f"a damaged entry of the cache was ignored ({self._path(kind, key)})."] = None
        try:
            self._path(kind, key).unlink(missing_ok=True)
        except OSError:
            return

    def write(self, kind: str, key: str, value: Any) -> None:
        """Write an entry; where that is impossible, it is noted, and the audit goes on without."""
        body = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)
        path = self._path(kind, key)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(hashlib.sha256(body).digest() + body)
            Path(file.name).replace(path)
        except OSError as problem:
            reason = (problem.strerror or "unknown error").lower()
            self.notes[f"the cache in {self.folder} cannot be written: {reason}."] = None

    def entries(self) -> list[tuple[str, int, float]]:
        """Return kind, size in bytes and time of last use of each entry, the one not used for longest first."""
        return [(path.parent.name, size, used) for path, size, used in self._listed()]

    def clear(self) -> int:
        """Remove all entries and return their number; other files in the folder stay."""
        return self._remove(path for path, _, _ in self._listed())

    def trim(self, limit: int = LIMIT) -> int:
        """Remove the entries not used for longest until the rest fits `limit` bytes; return their number."""
        listed = self._listed()
        excess = sum(size for _, size, _ in listed) - limit
        old: list[Path] = []
        for path, size, _ in listed:
            if excess <= 0:
                break
            old.append(path)
            excess -= size
        return self._remove(old)

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / f"{key}{_SUFFIX}"

    def _listed(self) -> list[tuple[Path, int, float]]:
        found = []
        for path in self.folder.glob(f"*/*{_SUFFIX}"):
            try:
                state = path.stat()
            except OSError:  # another run has just removed it
                continue
            found.append((path, state.st_size, state.st_mtime))
        return sorted(found, key=lambda entry: (entry[2], entry[0]))

    def _remove(self, paths: Any) -> int:
        count = 0
        for path in paths:
            try:
                path.unlink()
            except OSError:
                continue
            count += 1
        return count


def key_of(*parts: str) -> str:
    """Return the key of an entry that depends on `parts`."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _unpacked(data: bytes) -> Any:
    digest, body = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        problem = "the digest does not fit"
        raise ValueError(problem)
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(body, _LARGEST)
    if not unpacker.eof:
        problem = "it is larger than any entry of ours"
        raise ValueError(problem)
    return json.loads(text)


def _touch(path: Path) -> None:
    """Mark an entry as used; harmless where that is not allowed."""
    try:
        os.utime(path)
    except OSError:
        return
