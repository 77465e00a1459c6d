"""What all tests share: golden files, where the project lies, and an environment that is the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
TODAY = "1795305600"  # 22 November 2026, in seconds since 1970
OUTSIDE = (
    "CLAIMS_AUDIT_DEBUG",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "LINES",
    "NO_COLOR",
    "PYTHONWARNINGS",
)

# The same examples in every run, however slow the machine is, and no database of old ones beside the code.
settings.register_profile(
    "same", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write golden files and shown output instead of comparing")


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep out what a terminal or a CI service sets, and stop the calendar: "today" is one day for every test.

    The cache is a new folder in every run, so that no test meets what an earlier run left.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in OUTSIDE:
            patch.delenv(name, raising=False)
        patch.setenv("SOURCE_DATE_EPOCH", TODAY)
        patch.setenv("CLAIMS_AUDIT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


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
