"""GitHub workflow commands: annotations on the lines of a pull request.

A step shows ten annotations of each level and drops the rest without a word, so the worst become annotations, and
the others plain lines of the log. What fails the gate is an error, what does not a warning, what is for information a
notice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audit.gates import failures
from audit.model import Report
from reports.inert import disarm, one_line
from reports.labels import count
from reports.options import RenderOptions
from reports.ranking import Level, Objection, by_claim, objections
from reports.summary import summarise

MOST = 10  # annotations of one level that a step shows (GitHub, "Usage limits" of workflow commands)
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_ESCAPED = re.compile(r"[%\r\n]")
_ESCAPED_PROPERTY = re.compile(r"[%\r\n:,]")


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` as workflow commands and, behind them, lines for the log."""
    shown: Counter[Level] = Counter()
    commands: list[str] = []
    rest: list[str] = []
    for group in by_claim(objections(report, options.gate)):
        level = group[0].level
        if shown[level] < MOST - (level is Level.NOTE):  # one notice is kept to say what is missing
            shown[level] += 1
            commands.append(_command(group))
        else:
            rest += map(_line, group)
    if rest:
        text = f"{count(len(rest), 'more finding')} than GitHub annotates: see the job summary or the log of this step."
        commands.append(f"::notice title=claims-audit::{text}\n")
    return "".join([*commands, *rest, _closing(report, options)])


def _closing(report: Report, options: RenderOptions) -> str:
    """Return the last line, for who reads the log: what was read and what became of it."""
    failing = sum(1 for _ in failures(report, options.gate))
    read = sum(d.copy is not None for d in report.documents)
    since = f" since {report.since}" if report.since else ""
    claims = f"{count(summarise(report.documents).claims, 'claim')} in {count(read, 'file')}{since}"
    fails = count(failing, "finding")
    return f"{_safe(f'claims-audit: {claims}, {fails} failing the gate {options.gate}.')}\n"


def _command(group: Sequence[Objection]) -> str:
    """Return one annotation for the findings of one claim, at the level of its worst."""
    worst = group[0]
    span = worst.span
    place: dict[str, object] = {"file": worst.path, "line": worst.line}
    if span is not None:
        place["endLine"] = span.end_line
        if span.line == span.end_line:  # columns are read only within one line
            place |= {"col": span.column, "endColumn": span.end_column}
    place["title"] = f"{worst.severity}: {', '.join(dict.fromkeys(o.rule for o in group))}"
    properties = ",".join(f"{k}={_ESCAPED_PROPERTY.sub(_percent, _safe(str(v)))}" for k, v in place.items())
    message = "\n".join(dict.fromkeys(_safe(o.message) for o in group))
    return f"::{_COMMANDS[worst.level]} {properties}::{_ESCAPED.sub(_percent, message)}\n"


def _line(objection: Objection) -> str:
    column = f":{objection.span.column}" if objection.span else ""
    where = f"{objection.path}:{objection.line}{column}"
    level = _COMMANDS[objection.level]
    return f"{_safe(f'{level}: {where}: {objection.severity}: {objection.rule}: {objection.message}')}\n"


def _safe(text: str) -> str:
    """Return `text` on one line, without what an older syntax takes for a command wherever it stands."""
    return disarm(one_line(text))


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
