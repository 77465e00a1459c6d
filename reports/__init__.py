"""From a report to something a person reads or a program takes in: one module per format."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from audit.model import Inventory, Report
from reports.options import RenderOptions, wants_color

__all__ = ["CLAIM_FORMATS", "FORMATS", "ClaimFormat", "Format", "RenderOptions", "wants_color"]

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
