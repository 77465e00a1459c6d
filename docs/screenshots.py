"""Take the screenshots that README and docs show, of the report that `make demo` writes: python docs/screenshots.py.

Needs Chromium on the PATH. A picture larger than `LARGEST` is an error: it would weigh on every clone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parent
REPORT = DOCS.parent / "build" / "report.html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LARGEST = 300_000  # bytes
LIGHT = 1  # Chromium's number for the colour scheme; 0 is dark
TIMEOUT = 120  # seconds


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the top of the page: file name, window in CSS pixels, colour scheme."""

    name: str
    width: int
    height: int
    scheme: int = LIGHT


SHOTS = (Shot("screenshot.png", 1280, 1380),)


def main() -> int:
    """Write every picture of `SHOTS` into `docs/`; return 0, or 2 where something is missing."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return _fail("No Chromium found. Install it, for example: apt-get install chromium.")
    if not REPORT.is_file():
        return _fail(f"{REPORT} is missing. Run: make demo.")
    for shot in SHOTS:
        take(browser, REPORT, shot, DOCS / shot.name)
        if (size := (DOCS / shot.name).stat().st_size) > LARGEST:
            return _fail(f"{shot.name} has {size} bytes, more than {LARGEST}. Show less of the page.")
    return 0


def take(browser: str, page: Path, shot: Shot, target: Path) -> None:
    """Write a picture of `page` to `target`, with a profile of its own and without a word to the network."""
    with tempfile.TemporaryDirectory() as profile:
        options = (
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--force-device-scale-factor=1", f"--blink-settings=preferredColorScheme={shot.scheme}",
            f"--user-data-dir={profile}", f"--window-size={shot.width},{shot.height}", f"--screenshot={target}",
        )  # fmt: skip
        subprocess.run([browser, *options, page.as_uri()], check=True, capture_output=True, timeout=TIMEOUT)


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
