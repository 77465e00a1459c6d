"""The reviewer's view: one self-contained page, the copy beside its evidence, that needs no network and no script."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from audit.model import Report, Severity, Verdict
from claims.model import BlockKind
from reports.inert import disarm_markup, inert
from reports.labels import STANCE_WORDS, STATUS_WORDS, VERDICT_ADVICE, VERDICT_REMEDIES, VERDICT_WORDS, count
from reports.options import RenderOptions
from reports.page import make_page, source_anchors
from reports.references import safe_url

if TYPE_CHECKING:
    from jinja2 import Environment

#: Names for stretches of copy that a reader does not see on the page itself, or sees apart from the prose.
_BLOCK_NAMES: dict[BlockKind, str] = {
    BlockKind.META: "Title or description",
    BlockKind.ALT_TEXT: "Image description",
    BlockKind.CAPTION: "Caption",
    BlockKind.CELL: "Table cell",
    BlockKind.FOOTNOTE: "Footnote",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001  the page fits itself to its reader
    """Return `report` as an HTML page. All text from copy and registry is escaped and inert."""
    from markupsafe import Markup  # noqa: PLC0415  comes with jinja2

    css = files("reports").joinpath("templates", "report.css").read_text(encoding="utf-8")
    page = _environment().get_template("report.html.j2").render(
        page=make_page(report),
        source_anchors=source_anchors(report),
        css=Markup(css),  # noqa: S704  our own style sheet; escaping would change its digest
        csp=_policy(css),
        verdicts=tuple(Verdict),
        severities=tuple(Severity),
    )  # fmt: skip
    return disarm_markup(page.rstrip()) + "\n"


def _policy(css: str) -> str:
    """Return a content security policy under which the page can load nothing and run nothing."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=select_autoescape(enabled_extensions=("j2",), default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"safe_url": safe_url, "short_digest": _short_digest, "date": _date}
    environment.globals |= {
        "advice": VERDICT_ADVICE, "block_names": _BLOCK_NAMES, "count": count, "remedies": VERDICT_REMEDIES,
        "stances": STANCE_WORDS, "statuses": STATUS_WORDS, "words": VERDICT_WORDS,
    }  # fmt: skip
    return environment


def _finalize(value: object) -> object:
    """Make every string that the template prints inert, whatever field it comes from."""
    return inert(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _short_digest(digest: str) -> str:
    name, _, value = digest.partition(":")
    return f"{name}:{value[:12]}…" if value else digest


def _date(value: date) -> str:
    """Return a date as prose prints it, whatever the locale: 5 March 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
