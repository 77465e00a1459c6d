from __future__ import annotations

import hashlib
import os
import stat
import zlib
from pathlib import Path

import pytest

from audit.cache.store import VARIABLE, Store, cache_folder, key_of


def only(store: Store) -> Path:
    (path,) = store.folder.glob("*/*.entry")
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "cache")
    store.write("documents", "k", {"a": [1, "é", None]})
    assert store.read("documents", "k") == {"a": [1, "é", None]}
    assert store.read("documents", "other") is None
    assert store.read("passages", "k") is None
    assert list(store.notes) == []
    assert stat.S_IMODE((tmp_path / "new" / "cache").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:10],
        lambda _: b"",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda _: hashlib.sha256(b"no zlib").digest() + b"no zlib",
        lambda _: hashlib.sha256(body := zlib.compress(b"{no json")).digest() + body,
        lambda _: hashlib.sha256(body := zlib.compress(b"[" * 100_000)).digest() + body,
        lambda data: b"\x80\x04" + data,
    ],
    ids=["short", "stub", "empty", "bit", "no zlib", "no json", "deep", "shifted"],
)
def test_a_damaged_entry_is_removed_and_noted(tmp_path: Path, damage: object) -> None:
    store = Store(tmp_path)
    store.write("documents", "k", [1, 2, 3])
    path = only(store)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]  # a lambda of the table
    assert store.read("documents", "k") is None
    assert list(store.notes) == [f"a damaged entry of the cache was ignored ({path})."]
    assert not path.exists()


def test_a_folder_that_cannot_be_made_is_noted_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "cache")
    store.write("documents", "k", 1)
    store.write("documents", "l", 1)
    assert store.read("documents", "k") is None
    assert list(store.notes) == [f"the cache in {store.folder} cannot be written: not a directory."]


def test_the_entries_not_used_for_longest_go_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for age, name in enumerate("cab"):
        store.write("documents", name, name)
        os.utime(tmp_path / "documents" / f"{name}.entry", (1000 - age, 1000 - age))
    size = only_size(tmp_path)
    store.read("documents", "b")  # used just now
    assert store.trim(2 * size) == 1
    assert sorted(p.stem for p in (tmp_path / "documents").iterdir()) == ["b", "c"]
    assert [kind for kind, _, _ in store.entries()] == ["documents", "documents"]


def only_size(folder: Path) -> int:
    return next((folder / "documents").iterdir()).stat().st_size


def test_clearing_leaves_what_is_not_ours(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("documents", "k", 1)
    (tmp_path / "documents" / "notes.txt").write_text("mine")
    assert store.clear() == 1
    assert [p.name for p in (tmp_path / "documents").iterdir()] == ["notes.txt"]


def test_the_folder_is_the_users_or_the_one_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert cache_folder() == Path(os.environ[VARIABLE])
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().name == "claims-audit"


def test_the_parts_of_a_key_do_not_run_together() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
