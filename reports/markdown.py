"""Markdown for a comment on a pull request or the summary of a job: the worst first, never too long to be posted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.gates import FAILED, PASSED, SKIPPED, exit_code
from audit.model import Report, Severity
from reports.inline_markdown import escape_markdown
from reports.labels import count
from reports.options import RenderOptions
from reports.ranking import Objection, by_claim, objections, suppressed
from reports.summary import summarise

MARKER = "<!-- claims-audit -->"  # by which a bot finds its own comment, to edit it
LONGEST = 60_000  # code points; GitHub refuses comments of more than 65,536
_HEADING = 120  # code points allowed for the heading that the first finding of a file needs
_OUTCOMES = {PASSED: "passed", FAILED: "failed", SKIPPED: "passed, but an input was skipped"}
_WORDS = 300  # code points of a claim that are quoted


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` as Markdown, what fails at `options.gate` first."""
    found, hidden = objections(report, options.gate), suppressed(report)
    paragraphs = [MARKER, *_head(report, found, options)]
    groups = by_claim(found)
    shown = _fitting(map(_item, groups), LONGEST - _size(paragraphs))
    kept = groups[: len(shown)]
    files = dict.fromkeys(group[0].path for group in kept)  # in the order of their worst
    for path in files:
        items = [item for group, item in zip(kept, shown, strict=True) if group[0].path == path]
        paragraphs += [f"#### {escape_markdown(path)}", "\n".join(items)]
    if left := sum(map(len, groups[len(shown) :])):
        paragraphs.append(f"**{count(left, 'more finding')}** did not fit here; the full report lists all.")
    if hidden:
        lines = _fitting(map(_hidden, hidden), LONGEST - _size(paragraphs))
        rest = [f"- and {len(hidden) - len(lines)} more"] if len(lines) < len(hidden) else []
        summary = f"<details><summary>{count(len(hidden), 'finding')} suppressed</summary>"
        paragraphs += [summary, "\n".join([*lines, *rest]), "</details>"]
    return "\n\n".join(paragraphs) + "\n"


def _head(report: Report, found: tuple[Objection, ...], options: RenderOptions) -> list[str]:
    findings = [o for o in found if o.document is not None]
    failing = sum(o.fails for o in findings)
    summary = summarise(report.documents)
    read = sum(d.copy is not None for d in report.documents)
    severities = dict(summary.by_severity)
    since = f", what changed since {escape_markdown(report.since)}" if report.since else ""
    where = f"{count(summary.claims, 'claim')} in {count(read, 'file')}{since}"
    fails = f"{failing} of {count(len(findings), 'finding')} {'fails' if failing == 1 else 'fail'} it"
    code = exit_code(report, options.gate)
    table = " | ".join(str(severities[s]) for s in Severity)
    return [
        f"### claims-audit: the `{options.gate}` gate {_OUTCOMES[code]}",
        f"{where}. {fails if failing else 'No finding fails it'}. As of {report.as_of.isoformat()}.",
        f"| {' | '.join(Severity)} |\n|{' ---: |' * len(Severity)}\n| {table} |",
    ]


def _size(paragraphs: list[str]) -> int:
    return sum(len(p) + 2 for p in paragraphs)


def _fitting(items: Iterable[str], room: int) -> list[str]:
    """Return the first of `items` that fit into `room` code points, with their line feeds and a heading each."""
    shown = []
    for item in items:
        room -= len(item) + _HEADING
        if room < 0:
            break
        shown.append(item)
    return shown


def _item(group: Sequence[Objection]) -> str:
    worst = group[0]
    rules = ", ".join(dict.fromkeys(o.rule for o in group))
    lines = [f"- **{worst.severity}** line {worst.line}, {rules}{'' if worst.fails else ' (does not fail)'}"]
    if worst.words is not None:
        lines.append(f"“{_quote(worst.words)}”")
    lines += [f"→ {message}" for message in dict.fromkeys(escape_markdown(o.message) for o in group)]
    return "<br>\n  ".join(lines)


def _hidden(objection: Objection) -> str:
    by = objection.suppressed
    why = f"{by.by}: {escape_markdown(by.reason)}" if by else ""
    words = f" “{_quote(objection.words)}”" if objection.words is not None else ""
    return f"- line {objection.line} of {escape_markdown(objection.path)}, {objection.rule}{words} ({why})"


def _quote(text: str) -> str:
    return escape_markdown(text if len(text) <= _WORDS else text[:_WORDS].rstrip() + " …")
