from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from audit.cli import watching
from audit.cli.watching import Watched, changes, keep_watching, watched
from claims.errors import UsageError

if TYPE_CHECKING:
    import pytest


def test_what_an_audit_depends_on_is_watched(tmp_path: Path, root: Path) -> None:
    copy = tmp_path / "site" / "page.md"
    registry, config = root / "audit" / "starter" / "sources.yml", tmp_path / "claims-audit.yml"
    seen = watched([str(copy), "-"], [str(registry)], [str(config), None])
    assert seen.copies == {copy.resolve()}
    assert seen.grounds == {registry, config.resolve()}
    assert seen.folders == {copy.resolve().parent, tmp_path.resolve(), registry.parent}


def test_a_change_is_noticed_and_what_nobody_asked_for_is_not(tmp_path: Path) -> None:
    page, other = tmp_path / "page.md", tmp_path / "notes.bak"
    page.write_text("old")
    seen = Watched(frozenset({page.resolve()}), frozenset())
    stop = Event()

    def save() -> None:
        other.write_text("not copy")
        part = tmp_path / "page.part"
        part.write_text("new")
        part.replace(page)  # as careful editors save

    def keep_saving() -> None:  # the watcher needs a moment before it sees anything
        for _ in range(200):
            save()
            if stop.wait(0.1):
                return
        stop.set()

    saver = Thread(target=keep_saving)
    saver.start()
    try:
        assert next(changes(seen, stop), None) == frozenset({page.resolve()})
    finally:
        stop.set()
        saver.join()


def test_an_error_is_shown_and_the_next_change_mends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path("/site/page.md")
    events = iter([frozenset({page}), frozenset({page})])

    def changed(_seen: Watched, _stop: Event | None) -> Iterator[frozenset[Path]]:
        yield from (e for e in [next(events, None)] if e is not None)

    monkeypatch.setattr(watching, "changes", changed)
    calls: list[frozenset[Path] | None] = []

    def audit(what: frozenset[Path] | None) -> Watched:
        calls.append(what)
        if len(calls) == 2:
            raise UsageError("the registry is broken.")
        return Watched(frozenset({page}), frozenset())

    keep_watching(audit, clear=False)
    assert calls == [None, frozenset({page}), frozenset({page})]
    told = capsys.readouterr().err
    assert "error: the registry is broken." in told
    assert told.count("Watching 1 file. Ctrl+C ends it.") == 3
