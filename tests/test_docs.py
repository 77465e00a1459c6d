"""The pages are true: every command they show runs and prints what they show, every link and name leads somewhere.

In a `console` block, lines after `$ ` are commands and the others their output; a line `…` stands for any number of
lines. `pytest --renew` writes the output anew, around that line.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit.explanations import facet_pages

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if not path.name.startswith(".")
)
ELISION = "…"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
SHOWN = frozenset(page for page in PAGES if BLOCK.search((ROOT / page).read_text(encoding="utf-8")))
SCRATCH = ("audit", "claims", "docs", "examples", "reports", "sources", "Makefile", "pyproject.toml", "requirements")


@dataclass(frozen=True, slots=True)
class Step:
    """A command as shown, and the lines below it."""

    command: str
    output: tuple[str, ...]

    def meets(self, printed: list[str]) -> bool:
        """Tell whether `printed` is what is shown."""
        return list(self.output) == self.renewed(printed)

    def renewed(self, printed: list[str]) -> list[str]:
        """Return what to show of `printed`, left out where this step leaves something out."""
        if ELISION not in self.output:
            return printed
        cut = self.output.index(ELISION)
        rest = len(self.output) - cut - 1
        return [*printed[:cut], ELISION, *printed[len(printed) - rest :]]


def steps(block: str) -> Iterator[Step]:
    """Yield the commands of a console block."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command = re.match(r"(?:.*\\\n)*.*\n?", part)
        assert command is not None
        yield Step(command.group().rstrip("\n"), tuple(part[command.end() :].rstrip("\n").splitlines()))


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return a folder with the project as a reader has it."""
    for name in SCRATCH:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(command: str, status: int, folder: Path) -> tuple[list[str], int]:
    """Run `command` after one that ended with `status`; return the lines it prints, and its own status."""
    ready = command.replace("make ", f"make -s -o {sys.prefix}/.ready VENV={sys.prefix} ", 1)
    environment = {
        **os.environ,
        "PATH": f"{sys.prefix}/bin{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(folder),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "MAKEFLAGS": "",
    }
    shell = ["bash", "-c", f"(exit {status}); {ready}"]
    done = subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return [line.rstrip() for line in (done.stdout + done.stderr).rstrip("\n").splitlines()], done.returncode


@pytest.mark.parametrize("page", sorted(SHOWN))
def test_commands_print_what_is_shown(page: str, scratch: Path, renew: bool) -> None:  # noqa: FBT001  a fixture
    text = (ROOT / page).read_text(encoding="utf-8")
    status = 0
    new = text
    for block in BLOCK.findall(text):
        lines = []
        for step in steps(block):
            printed, status = run(step.command, status, scratch)
            lines += [f"$ {step.command}", *step.renewed(printed)]
            assert renew or step.meets(printed), "\n".join([f"{page}: $ {step.command}", *printed])
        new = new.replace(block, "\n".join(lines) + "\n")
    if renew:
        (ROOT / page).write_text(new, encoding="utf-8")


def test_the_python_of_the_readme_runs(scratch: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL):
        subprocess.run([sys.executable, "-c", code], cwd=scratch, check=True, capture_output=True)


def test_the_page_of_facets_is_what_their_docstrings_say(renew: bool) -> None:  # noqa: FBT001  a fixture
    page = ROOT / "docs" / "facets.md"
    if renew:
        page.write_text(facet_pages(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == facet_pages()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [target for target in targets if not ((ROOT / page).parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_that_are_named_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)(?:\$ )?make ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= known
