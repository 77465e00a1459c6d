"""Measure the reviewer's page in Chromium: how long it takes to open and to filter, with 50 claims and with 2,000.

Times are the median of several runs, in milliseconds; what counts is the ratio. Needs Chromium on the PATH.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from docs.screenshots import BROWSERS, FLAGS
from reports.html import render
from reports.options import RenderOptions
from tests.reports.test_html import large

SIZES = (50, 2000)
RUNS = 5
MOST_BYTES = 6_000_000
MOST_TIMES = 5
FILTER = """() => {
  const start = performance.now();
  const pick = document.querySelector("#f-overstated");
  pick.checked = false;
  pick.dispatchEvent(new Event("change", { bubbles: true }));
  return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))));
}"""
OPENED = "() => { const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd - t.startTime; }"


def measure(browser: Browser, path: Path) -> tuple[float, float]:
    """Return the milliseconds in which the page at `path` opens, and in which it filters."""
    opened, filtered = [], []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        opened.append(float(page.evaluate(OPENED)))
        filtered.append(float(page.evaluate(FILTER)))
        context.close()
    return statistics.median(opened), statistics.median(filtered)


def main() -> int:
    """Print size and times for each number of claims, and whether they keep the bar; return 1 where they do not."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("page: no Chromium, not measured")
        return 0
    times: dict[int, tuple[float, float]] = {}
    sizes: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        for size in SIZES:
            path = Path(folder) / f"{size}.html"
            path.write_text(render(large(size), RenderOptions()), encoding="utf-8")
            sizes[size] = path.stat().st_size
            times[size] = measure(browser, path)
        browser.close()
    for size in SIZES:
        print(f"page, {size:5,} claims: {sizes[size] / 1e6:.2f} MB, opens in {times[size][0]:.0f} ms, "
              f"filters in {times[size][1]:.0f} ms")  # fmt: skip
    small, large_ = (times[size] for size in SIZES)
    ratios = [b / a for a, b in zip(small, large_, strict=True)]
    print(f"page: opens in {ratios[0]:.1f} times, filters in {ratios[1]:.1f} times what 50 claims take")
    kept = sizes[SIZES[-1]] <= MOST_BYTES and max(ratios) <= MOST_TIMES
    print(f"page: at most {MOST_BYTES / 1e6:.0f} MB and {MOST_TIMES} times: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
