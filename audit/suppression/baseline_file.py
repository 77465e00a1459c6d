"""The baseline as a file: YAML that a person can read, give a date to, and review as a diff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit.model import Severity, Suppressor
from audit.suppression.baseline import audited, entry_of, is_expired, is_stale, matched, spots_of
from audit.suppression.model import Baseline, Entry
from audit.suppression.reading import VERSION, read_items

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from audit.model import Report
    from audit.suppression.reading import Item

KEYS = ("document", "rule", "severity", "claim", "statement", "text", "subject", "reason", "expires")
_HEAD = f"""\
# What was found when claims-audit was adopted, and may stay until somebody gets to it. `claims-audit baseline` writes
# this file, `claims-audit check` does not count what it holds. An entry may say why (`reason: …`) and until when
# (`expires: 2027-01-31`); both are kept when the file is written anew.
version: {VERSION}
findings:
"""


@dataclass(frozen=True, slots=True)
class Renewal:
    """A baseline brought up to date: how many entries are new, stayed, have expired, or went as nothing met them."""

    baseline: Baseline
    new: int
    kept: int
    expired: int
    dropped: int


def load_baseline(path: str) -> Baseline:
    """Read the baseline at `path`; raises `UsageError` with file, line and remedy."""
    return Baseline(tuple(map(_entry, read_items(path, "findings", KEYS, "baseline"))), path)


def renew(
    report: Report, old: Baseline, *, reason: str | None = None, expires: date | None = None, prune: bool = False
) -> Renewal:
    """Accept the findings of `report` that count, on top of `old`; with `prune`, accept nothing that `old` does not.

    Entries keep their reason and their date; those that have expired stay so, those of documents not audited now stay
    as they are, and those that nothing meets are dropped. `reason` and `expires` are given to new entries.
    """
    match = matched(report, old)
    entries: list[Entry] = []
    new = kept = expired = 0
    for spot in spots_of(report):
        known = match.met.get(spot.key)
        by = spot.finding.suppressed
        if known is None and (prune or (by is not None and by.by is not Suppressor.BASELINE)):
            continue
        made = entry_of(spot, old.file)
        if known is None:
            new += 1
            entries.append(replace(made, reason=reason, expires=expires))
            continue
        late = is_expired(known, report)
        expired, kept = expired + late, kept + (not late)
        severity = known.severity if prune else made.severity
        entries.append(replace(made, severity=severity, reason=known.reason, expires=known.expires))
    covered = audited(report, old)
    elsewhere = [e for e in match.left if not is_stale(e, covered, old)]
    kept += len(elsewhere)
    ordered = sorted((*entries, *elsewhere), key=lambda e: e.document)  # stable: in the order of the text
    dropped = len(match.left) - len(elsewhere)
    return Renewal(Baseline(tuple(ordered), old.file), new, kept, expired, dropped)


def write_baseline(baseline: Baseline) -> str:
    """Return the text of the file: the same for the same entries."""
    if not baseline.entries:
        return _HEAD.replace("findings:\n", "findings: []\n")
    indent = "\n    "
    return _HEAD + "".join(f"  - {indent.join(_lines(entry))}\n" for entry in baseline.entries)


def _entry(item: Item) -> Entry:
    severity = item.required("severity")
    if severity not in list(Severity):
        raise item.error(f"there is no severity '{severity}'.", f"Use one of {', '.join(Severity)}.", "severity")
    claim, statement = item.text("claim"), item.text("statement")
    if (claim is None) != (statement is None):
        raise item.error("'claim' and 'statement' go together.", "Write both, or none for a whole document.")
    return Entry(
        item.required("document"),
        item.required("rule"),
        severity,
        claim,
        statement,
        item.text("text"),
        item.text("subject") or "",
        item.text("reason"),
        item.day("expires"),
        item.line,
    )


def _lines(entry: Entry) -> Iterator[str]:
    pairs = (
        ("document", entry.document), ("rule", entry.rule), ("severity", entry.severity), ("claim", entry.claim),
        ("statement", entry.statement), ("text", entry.text), ("subject", entry.subject), ("reason", entry.reason),
    )  # fmt: skip
    yield from (f"{name}: {_quoted(value)}" for name, value in pairs if value)
    if entry.expires is not None:
        yield f"expires: {entry.expires.isoformat()}"


def _quoted(text: str) -> str:
    """Return `text` as a double-quoted scalar; what a screen would not show is written as its code."""
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    return f"\\U{ord(character):08X}"
