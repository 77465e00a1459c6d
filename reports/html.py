"""The reviewer's view: one self-contained page, the copy beside its evidence, that needs no network.

Everything reads without script; with it, claims can be filtered, searched, walked through by key, and decided on.
"""

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
from reports.labels import CHOICE_WORDS, STANCE_WORDS, STATUS_WORDS, VERDICT_ADVICE, VERDICT_WORDS, count
from reports.options import RenderOptions
from reports.page import make_page, source_anchors
from reports.pagedata import page_data
from reports.record import record_of, short_digest
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
_KEYS = (
    ("j", "next claim"), ("k", "claim before"), ("u", "next claim without a decision"), ("a", "accept"),
    ("c", "to change"), ("r", "reject"), ("e", "write a note; Esc leaves it"), ("l", "copy a link to the claim"),
    ("f", "hide what is fine"), ("x", "export the decisions"), ("/", "search"), ("?", "this list"),
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def render(report: Report, options: RenderOptions) -> str:  # noqa: ARG001  the page fits itself to its reader
    """Return `report` as an HTML page. All text from copy and registry is escaped and inert."""
    from markupsafe import Markup  # noqa: PLC0415  comes with jinja2

    css, script = (_part(name) for name in ("report.css", "report.js"))
    made = make_page(report)
    page = _environment().get_template("report.html.j2").render(
        page=made,
        source_anchors=source_anchors(report),
        record=record_of(report),
        css=Markup(css),  # noqa: S704  our own style sheet; escaping would change its digest
        script=Markup(script),  # noqa: S704  our own script, as above
        data=Markup(page_data(made)),  # noqa: S704  JSON in which no character can end the element
        csp=_policy(css, script),
        verdicts=tuple(Verdict),
        severities=tuple(Severity),
    )  # fmt: skip
    return disarm_markup(page.rstrip()) + "\n"


def _part(name: str) -> str:
    return files("reports").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(css: str, script: str) -> str:
    """Return a content security policy under which the page can load nothing and run nothing but its own script."""
    style, code = (b64encode(sha256(part.encode()).digest()).decode() for part in (css, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{code}'; base-uri 'none'; "
        "form-action 'none'"
    )


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
    environment.filters |= {"safe_url": safe_url, "short_digest": short_digest, "date": _date}
    environment.globals |= {
        "advice": VERDICT_ADVICE, "choices": CHOICE_WORDS, "keys": _KEYS,
        "block_names": _BLOCK_NAMES, "count": count,
        "stances": STANCE_WORDS, "statuses": STATUS_WORDS, "words": VERDICT_WORDS,
    }  # fmt: skip
    return environment


def _finalize(value: object) -> object:
    """Make every string that the template prints inert, whatever field it comes from."""
    return inert(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _date(value: date) -> str:
    """Return a date as prose prints it, whatever the locale: 5 March 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
