"""Measure what a user waits for: start-up, a first answer, and the steady rate of extraction.

Times are the best of several runs, in seconds of wall clock; the ratios to a bare import of click and to the bare
spaCy pipeline on the same text are what to compare between machines. `speed.py COPY REGISTRY` takes a copy and a
registry of yours for the first answer instead of those of the example.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import spacy

from audit.cache import WarmShelf
from audit.config import Config
from audit.engine import Desk
from claims import Copy, extract
from claims.pipeline import MODEL
from claims.readers import read_bytes
from sources import load

ROOT = Path(__file__).parents[1]
COMMAND = str(Path(sys.executable).with_name("claims-audit"))
EXAMPLE = ROOT / "examples" / "ketamine"
PARAGRAPHS = 1000


def best(run: Callable[[], object], times: int) -> float:
    """Return the shortest time in seconds that `run` took."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def command(*arguments: str | Path) -> Callable[[], object]:
    """Return what runs a command to its end, in silence; Python keeps what it compiles, as an installer would."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run([*map(str, arguments)], check=True, capture_output=True, env=environment)


def paragraphs() -> list[str]:
    """Return the paragraphs of the example copies, repeated until there are `PARAGRAPHS`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.glob("*.md"))]
    found = [part for text in texts for part in text.split("\n\n") if part and not part.startswith(("#", "---"))]
    return (found * (PARAGRAPHS // len(found) + 1))[:PARAGRAPHS]


def report(name: str, seconds: float, ratio: str = "") -> None:
    """Print one line of the table."""
    print(f"{name:44} {seconds:8.2f} s  {ratio}".rstrip())


def start_up() -> None:
    """Time `--help` against a bare import of click, and one whole audit in a fresh process."""
    click = best(command(sys.executable, "-c", "import click"), 10)
    help_ = best(command(COMMAND, "--help"), 10)
    report("import click", click)
    report("claims-audit --help", help_, f"{help_ / click:.1f} × import click")


def first_answer(copy: Path, registry: Path) -> None:
    """Time one whole audit in a fresh process against bare spaCy: import, load, parse the same text."""
    parse = f"import spacy; spacy.load({MODEL!r})(open({str(copy)!r}, encoding='utf-8').read())"
    check: list[str | Path] = [COMMAND, "check", copy, "-r", registry, "--gate", "draft"]
    bare = best(command(sys.executable, "-c", parse), 5)
    report("spaCy: import, load, parse one article", bare)
    report_ratio("claims-audit check, cold, one article", best(command(*check, "--no-cache"), 5), bare)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLAIMS_AUDIT_CACHE"] = folder
        other = Path(folder) / f"other{copy.suffix}"
        seconds = []
        for number in range(5):
            other.write_text(copy.read_text(encoding="utf-8") + f"\n\nDraft {number}.\n", encoding="utf-8")
            seconds.append(best(command(COMMAND, "check", other, *check[3:]), 1))
        report_ratio("the same, registry audited against before", min(seconds[1:]), bare)
        report_ratio("the same, file unchanged since", best(command(COMMAND, "check", other, *check[3:]), 5), bare)


def report_ratio(name: str, seconds: float, bare: float) -> None:
    """Print one line of the table, with its ratio to bare spaCy."""
    report(name, seconds, f"{seconds / bare:.2f} × spaCy")


def checked_again(copy: Path, registry: Path) -> None:
    """Time what `--watch` does when one word of a file has changed, everything warm."""
    text = copy.read_text(encoding="utf-8")
    desk = Desk(load([registry]), Config(), date(2026, 1, 1), WarmShelf())
    seconds = []
    for number in range(6):
        start = time.perf_counter()
        desk.report(read_bytes(f"{text}\n\nThis relieves pain within {number + 2} hours.\n".encode(), "a", copy.suffix))
        seconds.append(time.perf_counter() - start)
    report("check --watch, a sentence changed", min(seconds[1:]))


def throughput() -> None:
    """Time extraction on `PARAGRAPHS` paragraphs against the bare spaCy pipeline."""
    texts = paragraphs()
    words = sum(len(text.split()) for text in texts)
    nlp = spacy.load(MODEL)
    (copy,) = read_bytes("\n\n".join(texts).encode(), "paragraphs.md", ".md")
    assert isinstance(copy, Copy)
    bare = best(lambda: list(nlp.pipe(texts)), 2)
    ours = best(lambda: list(extract(copy)), 2)
    report(f"{MODEL}, {words:,} words", bare, f"{words / bare:,.0f} words/s")
    report(f"claims.extract, {words:,} words", ours, f"{words / ours:,.0f} words/s, {bare / ours:.2f} × the bare rate")


if __name__ == "__main__":
    start_up()
    given = tuple(map(Path, sys.argv[1:3]))
    copy, registry = given or (EXAMPLE / "article.md", EXAMPLE / "registry")
    first_answer(copy, registry)
    checked_again(copy, registry)
    throughput()
