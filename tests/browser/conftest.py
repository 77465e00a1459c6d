"""A real Chromium for the tests of the page: the system's own, with a profile of its own and no way to the network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from reports.html import render
from reports.options import RenderOptions
from tests.reports.factory import make_report

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 120_000  # milliseconds; a loaded machine is slow, not broken


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser; without one the tests are skipped, and the summary of the run says so."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("NO CHROMIUM: the page was not tested in a browser. Install it: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=list(FLAGS), timeout=PATIENCE)
        yield started
        started.close()


@dataclass
class Visit:
    """A page that was opened, and what it did that it must not: `complaints` are console messages and requests."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """Return the numbers of the claims that are to be seen."""
        numbers = self.page.locator(".card:visible .number")
        return [text.strip() for text in numbers.all_inner_texts()]

    def current(self) -> str:
        """Return the number of the claim that the keys act on."""
        return self.page.locator(".card.current .number").inner_text().strip()


@pytest.fixture(scope="session")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the report made by hand."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render(make_report(), RenderOptions()), encoding="utf-8")
    return path


@pytest.fixture
def visit(browser: Browser, report_file: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page in a profile of its own; at the end no page may have complained or asked for anything."""
    opened: list[Visit] = []
    contexts = []

    def go(path: Path = report_file, anchor: str = "", **options: Any) -> Visit:
        settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "accept_downloads": True}
        context = browser.new_context(**settings | options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        seen = Visit(page)
        opened.append(seen)
        page.on("console", lambda m: seen.complaints.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: seen.complaints.append(f"error: {e}"))
        page.on("dialog", lambda d: _refuse(seen, d))
        page.on("request", lambda r: _note_request(seen, r.url))
        page.goto(path.as_uri() + anchor)
        return seen

    yield go
    for context in contexts:
        context.close()
    assert [complaint for each in opened for complaint in each.complaints] == []


def _refuse(seen: Visit, dialog: Dialog) -> None:
    seen.complaints.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def _note_request(seen: Visit, url: str) -> None:
    if not url.startswith(("file:", "blob:")):
        seen.complaints.append(f"request: {url}")
