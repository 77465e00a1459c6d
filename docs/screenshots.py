"""Take the pictures that README and docs show, of the report that `make demo` writes: python docs/screenshots.py.

Needs Chromium on the PATH. A picture larger than `LARGEST` is an error: it would weigh on every clone.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent
REPORT = DOCS.parent / "build" / "report.html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
LARGEST = 300_000  # bytes
PAPER = (794, 1123)  # A4 in CSS pixels


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the page: file name, window in CSS pixels, colour scheme, keys pressed before, medium."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    keys: str = ""
    medium: str = "screen"


SHOTS = (
    Shot("screenshot.png", 1280, 1500),
    Shot("screenshot-dark.png", 1280, 920, "dark", "fjja"),
    Shot("screenshot-narrow.png", 420, 1000, "light", "fjj"),
    Shot("screenshot-print.png", *PAPER, "light", "", "print"),
)


def main() -> int:
    """Write every picture of `SHOTS` into `docs/`; return 0, or 2 where something is missing."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return _fail("No Chromium found. Install it, for example: apt-get install chromium.")
    if not REPORT.is_file():
        return _fail(f"{REPORT} is missing. Run: make demo.")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=browser, args=list(FLAGS))
        for shot in SHOTS:
            take(started, REPORT, shot, DOCS / shot.name)
        started.close()
    for shot in SHOTS:
        if (size := (DOCS / shot.name).stat().st_size) > LARGEST:
            return _fail(f"{shot.name} has {size} bytes, more than {LARGEST}. Show less of the page.")
    return 0


def take(browser: Browser, report: Path, shot: Shot, target: Path) -> None:
    """Write a picture of `report` to `target`, in a profile of its own and without a word to the network."""
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme)
    page = context.new_page()
    page.goto(report.as_uri())
    for key in shot.keys:
        page.keyboard.press(key)
    if shot.medium == "print":
        page.emulate_media(media="print")
        page.locator("article.card").nth(1).scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # decision boxes are made as they come near
    page.screenshot(path=target)
    context.close()


def _fail(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
