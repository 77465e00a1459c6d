"""From a report to something a person reads or a program takes in: one module per format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from audit.model import Inventory, Report
from reports.options import RenderOptions, wants_color

__all__ = [
    "CLAIM_FORMATS",
    "FILE_FORMATS",
    "FORMATS",
    "ClaimFormat",
    "FileFormat",
    "Format",
    "RenderOptions",
    "wants_color",
]

_DEFAULT = RenderOptions()


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write down a report: its module has the function `render(report, options) -> str`.

    `suffix` is the file suffix that can mean this format only, so that `-o FILE` needs no format named.
    """

    name: str
    module: str
    summary: str
    suffix: str | None = None

    def render(self, report: Report, options: RenderOptions = _DEFAULT) -> str:
        """Return `report` in this format, line feed at the end; the module is imported by the first call."""
        return cast("str", import_module(self.module).render(report, options))

    def files(self, report: Report, path: Path, options: RenderOptions = _DEFAULT) -> Iterator[tuple[Path, bytes]]:
        """Yield the one file to write for `-o path`."""
        yield path, self.render(report, options).encode()


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A way to write a report that is no text: its module has `files(report, path)`, which yields files to write.

    A format that writes one file for each input takes `path` as the file, or as the folder or the stem of several.
    """

    name: str
    module: str
    summary: str
    suffix: str

    def files(
        self,
        report: Report,
        path: Path,
        options: RenderOptions = _DEFAULT,  # noqa: ARG002  such a file looks the same whatever the options
    ) -> Iterator[tuple[Path, bytes]]:
        """Yield the files to write for `-o path`; the module is imported by the first call."""
        return cast("Iterator[tuple[Path, bytes]]", import_module(self.module).files(report, path))


@dataclass(frozen=True, slots=True)
class ClaimFormat:
    """A way to write down claims without verdicts: `function` of its module takes an inventory and options."""

    name: str
    module: str
    function: str
    summary: str
    suffix: str | None = None

    def render(self, inventory: Inventory, options: RenderOptions = _DEFAULT) -> str:
        """Return `inventory` in this format, line feed at the end; the module is imported by the first call."""
        return cast("str", getattr(import_module(self.module), self.function)(inventory, options))


#: Formats of `check`, by the name that `-f` takes.
FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("text", "reports.terminal", "for the writer, in a terminal"),
        Format("json", "reports.json_report", "for programs; the schema ships with the package", ".json"),
        Format("html", "reports.html", "for the reviewer; one page that needs no network", ".html"),
        Format("csv", "reports.worklist", "a worklist for a spreadsheet, one row per claim", ".csv"),
        Format("sarif", "reports.sarif", "for code-scanning services (SARIF 2.1.0)", ".sarif"),
        Format("junit", "reports.junit", "for test views (JUnit XML)"),
        Format("github", "reports.github", "for GitHub Actions: annotations on the lines of a pull request"),
        Format("gitlab", "reports.gitlab", "for GitLab merge requests (Code Quality)"),
        Format("rdjsonl", "reports.rdjsonl", "for reviewdog, one diagnostic a line"),
        Format("checkstyle", "reports.checkstyle", "for review bots and quality gates (Checkstyle XML)"),
        Format("markdown", "reports.markdown", "for a comment on a pull request, or the summary of a job"),
    )
}

#: Formats of `check` that are files and cannot go to standard output.
FILE_FORMATS: dict[str, FileFormat] = {
    f.name: f
    for f in (
        FileFormat("xlsx", "reports.workbook", "the worklist as a workbook, with the record of the run", ".xlsx"),
        FileFormat("docx", "reports.word", "each draft as a Word file, a comment at each claim in question", ".docx"),
    )
}

#: Formats of `claims`, by the name that `-f` takes.
CLAIM_FORMATS: dict[str, ClaimFormat] = {
    f.name: f
    for f in (
        ClaimFormat("text", "reports.claims_table", "render_text", "for a person, claims marked in their sentences"),
        ClaimFormat("json", "reports.json_report", "render_claims", "for programs", ".json"),
        ClaimFormat("csv", "reports.claims_table", "render_csv", "for a spreadsheet, one row per claim", ".csv"),
    )
}
