from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING

from audit.cli.progress import followed

if TYPE_CHECKING:
    import pytest


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def terminal_in(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error, inside the test: pytest replaces it between the phases."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_a_long_run_shows_how_far_it_is_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_in(monkeypatch)
    assert list(followed(range(3), 3, patience=-1)) == [0, 1, 2]
    assert "Auditing" in terminal.getvalue()
    assert "2/3" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K"), "the line is wiped"


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_in(monkeypatch)
    assert list(followed(range(3), 3, patience=60)) == [0, 1, 2]
    assert not terminal.getvalue()


def test_no_bar_is_drawn_for_one_file_nor_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_in(monkeypatch)
    assert list(followed(range(1), 1, patience=-1)) == [0]
    assert list(followed(range(3), 3, shown=False, patience=-1)) == [0, 1, 2]
    assert not terminal.getvalue()


def test_nothing_is_drawn_where_standard_error_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(followed(range(3), 3, patience=-1)) == [0, 1, 2]
    assert not stream.getvalue()


def test_the_bar_goes_when_the_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_in(monkeypatch)
    items = followed(range(5), 5, patience=-1)
    next(items)
    next(items)
    items.close()  # type: ignore[attr-defined]  # a generator, as its body shows
    assert terminal.getvalue().endswith("\x1b[2K")
