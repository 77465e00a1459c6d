"""What all tests share: golden files, and where the project lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write golden files and shown output instead of comparing")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def renew(request: pytest.FixtureRequest) -> bool:
    """Tell whether what is shown is to be written anew instead of compared."""
    return bool(request.config.getoption("--renew"))


@pytest.fixture
def golden(renew: bool) -> Callable[[str, str], None]:  # noqa: FBT001  a fixture is passed by its name
    """Compare a text with the golden file `tests/golden/<name>`; with `--renew`, write it there."""

    def check(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if renew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"{name} is missing; write it with: pytest --renew"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; if that is meant: pytest --renew"

    return check
