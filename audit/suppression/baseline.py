"""The baseline: findings that were there when the tool was adopted, so that only what is new counts.

A finding is the same finding while its claim says the same in the same document, whatever lines, headings and markup
it has moved to. An entry takes one finding, so a second copy of the same words is new; and it takes none that has
become worse since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audit.model import Notice, Severity, Suppression, Suppressor
from audit.notices import EXPIRED_BASELINE, STALE_BASELINE, WORSE_THAN_BASELINE
from audit.suppression.model import Entry
from audit.suppression.revision import suppress_where
from audit.suppression.words import folded, path_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from audit.model import Assessment, Document, Finding, Report
    from audit.suppression.model import Baseline, Policy

_SEVERITIES = tuple(Severity)
Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding where it stands; the assessment is None where it concerns the whole document."""

    document: Document
    assessment: Assessment | None
    finding: Finding

    @property
    def key(self) -> tuple[int, int, int]:
        """What tells this spot from every other of its report."""
        return id(self.document), id(self.assessment), id(self.finding)


@dataclass(frozen=True, slots=True)
class Match:
    """Which entry each finding meets, by `Spot.key`, and the entries that nothing meets."""

    met: dict[tuple[int, int, int], Entry]
    left: tuple[Entry, ...]


#: How an entry and a finding are held against each other, the surest way first: by the id of the claim, which knows
#: its headings and its ordinal; by what it states; by its words, where the words around it have changed what "it" is.
_KEYS: tuple[Callable[[Entry], Key | None], ...] = (
    lambda e: (e.document, e.rule, e.subject, e.claim),
    lambda e: (e.document, e.rule, e.subject, folded(e.statement)) if e.statement is not None else None,
    lambda e: (e.document, e.rule, e.subject, folded(e.text or e.statement or "")) if e.statement is not None else None,
)


def accept(report: Report, policy: Policy) -> Report:
    """Suppress what the baseline of `policy` holds, and say which of its entries are stale, expired or outgrown."""
    baseline = policy.baseline
    if baseline is None:
        return report
    match = matched(report, baseline)

    def decide(document: Document, assessment: Assessment | None, finding: Finding) -> Suppression | None:
        entry = match.met.get(Spot(document, assessment, finding).key)
        if entry is None or is_expired(entry, report) or _is_worse(finding, entry):
            return None
        until = f" (until {entry.expires.isoformat()})" if entry.expires else ""
        return Suppression(Suppressor.BASELINE, f"{entry.reason or 'accepted in the baseline'}{until}")

    notices = tuple(_notices(report, baseline, match))
    return replace(suppress_where(report, decide), notices=(*report.notices, *notices), baselined=True)


def matched(report: Report, baseline: Baseline) -> Match:
    """Find which entry of `baseline` each finding of `report` meets; an entry meets one finding."""
    spots = tuple(spots_of(report))
    entries = {spot.key: entry_of(spot, baseline.file) for spot in spots}
    free = dict(enumerate(sorted(baseline.entries, key=lambda e: is_expired(e, report))))
    met: dict[tuple[int, int, int], Entry] = {}
    for key in _KEYS:
        _pair(entries, free, met, key)
    gone = {n: e for n, e in free.items() if is_gone(e, baseline)}
    for key in _KEYS[1:]:  # a document that was renamed: the same words, and the old file is there no more
        _pair(entries, gone, met, _anywhere(key))
    taken = {id(entry) for entry in met.values()}
    return Match(met, tuple(e for e in baseline.entries if id(e) not in taken))


def _anywhere(key: Callable[[Entry], Key | None]) -> Callable[[Entry], Key | None]:
    """Return `key` without its first part, the document."""

    def keyed(entry: Entry) -> Key | None:
        parts = key(entry)
        return None if parts is None else parts[1:]

    return keyed


def _pair(
    entries: dict[tuple[int, int, int], Entry],
    free: dict[int, Entry],
    met: dict[tuple[int, int, int], Entry],
    key: Callable[[Entry], Key | None],
) -> None:
    """Give each finding that has no entry yet the first free one with the same key."""
    waiting: defaultdict[Key, list[int]] = defaultdict(list)
    for number, entry in free.items():
        if (k := key(entry)) is not None:
            waiting[k].append(number)
    for spot, found in entries.items():
        k = key(found)
        if spot not in met and k is not None and waiting.get(k):
            met[spot] = free.pop(waiting[k].pop(0))


def spots_of(report: Report) -> Iterator[Spot]:
    """Yield every finding of `report`, in its order."""
    for document in report.documents:
        yield from (Spot(document, None, f) for f in document.findings)
        for assessment in document.assessments:
            yield from (Spot(document, assessment, f) for f in assessment.findings)


def entry_of(spot: Spot, file: str) -> Entry:
    """Return the entry that a baseline at `file` would have for the finding at `spot`."""
    document, finding = path_from(file, spot.document.uri), spot.finding
    if spot.assessment is None:
        return Entry(document, finding.rule, finding.severity.value, subject=finding.subject)
    claim = spot.assessment.claim
    statement, text = " ".join(claim.analysis.text.split()), " ".join(claim.text.split())
    own = None if folded(text) == folded(statement) else text
    return Entry(document, finding.rule, finding.severity.value, claim.id, statement, own, finding.subject)


def is_expired(entry: Entry, report: Report) -> bool:
    """Whether `entry` no longer holds on the day of `report`."""
    return entry.expires is not None and entry.expires < report.as_of


def is_gone(entry: Entry, baseline: Baseline) -> bool:
    """Whether the document of `entry` is there no more."""
    head, row, _ = entry.document.partition(".jsonl#")
    return not (Path(baseline.file).parent / (f"{head}.jsonl" if row else head)).exists()


def audited(report: Report, baseline: Baseline) -> frozenset[str]:
    """Return the documents that `report` covers, as paths seen from `baseline`."""
    return frozenset(path_from(baseline.file, d.uri) for d in report.documents if d.copy is not None)


def is_stale(entry: Entry, covered: Iterable[str], baseline: Baseline) -> bool:
    """Whether an entry that nothing meets has served its time: its document was audited, or is gone."""
    return entry.document in covered or is_gone(entry, baseline)


def _is_worse(finding: Finding, entry: Entry) -> bool:
    return _SEVERITIES.index(finding.severity) < _SEVERITIES.index(Severity(entry.severity))


def _notices(report: Report, baseline: Baseline, match: Match) -> Iterator[Notice]:
    found = {spot.key: spot.finding for spot in spots_of(report)}
    told = []
    for key, entry in match.met.items():
        finding = found[key]
        if entry.expires is not None and is_expired(entry, report):
            day = entry.expires.isoformat()
            told.append(
                (EXPIRED_BASELINE, entry, f"{_name(entry)} was accepted until {day}. Mend it, or write a later day.")
            )
        elif _is_worse(finding, entry):
            change = f"was accepted as {entry.severity} and is {finding.severity} now"
            told.append((WORSE_THAN_BASELINE, entry, f"{_name(entry)} {change}. Look at it again."))
    covered = audited(report, baseline)
    told += [
        (STALE_BASELINE, entry, f"Nothing meets {_name(entry)} any more. Run 'claims-audit baseline' to drop it.")
        for entry in match.left
        if is_stale(entry, covered, baseline)
    ]
    for rule, entry, message in sorted(told, key=lambda t: t[1].line or 0):
        yield Notice(rule, message, baseline.file, entry.line)


def _name(entry: Entry) -> str:
    words = f" “{entry.text or entry.statement}”" if entry.statement is not None else ""
    return f"{entry.rule}{words} in {entry.document}"
