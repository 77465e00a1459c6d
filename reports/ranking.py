"""Everything a report objects to as one list, the worst first: what formats for machines are made from.

Beside findings it holds inputs that were skipped and entries of a baseline or a waivers file that need a hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from audit.config import Gate
from audit.fingerprints import digest, fingerprint
from audit.gates import fails
from audit.model import Assessment, Document, Finding, Notice, Report, Severity, Suppression, Verdict
from audit.notices import EXPIRED_WAIVER, SKIPPED_INPUT
from claims.model import Span
from reports.inert import one_line
from reports.placement import Placer
from reports.summary import in_order

_SEVERITIES = tuple(Severity)


class Level(StrEnum):
    """The three levels that services for code review know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that a report objects to, and whether the gate fails on it.

    `path` is a file, with slashes; `span` is its place in there (None: the whole file), `line` the 1-based line of it.
    `document` and `assessment` are what a finding was made on.
    """

    rule: str
    severity: Severity
    message: str
    path: str
    line: int
    fails: bool
    fingerprint: str
    span: Span | None = None
    verdict: Verdict | None = None
    suppressed: Suppression | None = None
    document: Document | None = None
    assessment: Assessment | None = None

    @property
    def words(self) -> str | None:
        """The claim as the copy prints it, on one line; None where there is none."""
        if self.assessment is None or self.document is None:
            return None
        return printed(self.document, self.assessment)

    @property
    def level(self) -> Level:
        """How loud a service should be about it: an error is what fails the gate."""
        if self.fails:
            return Level.ERROR
        return Level.NOTE if self.severity is Severity.INFO else Level.WARNING


def objections(report: Report, gate: Gate) -> tuple[Objection, ...]:
    """Return what counts against `report`: what fails at `gate` first, then by severity, path and place."""
    found = [o for o in _all(report, gate) if o.suppressed is None]
    return tuple(sorted(found, key=lambda o: (not o.fails, *_rank(o))))


def suppressed(report: Report) -> tuple[Objection, ...]:
    """Return the findings that something suppressed, by severity, path and place."""
    return tuple(sorted((o for o in _all(report, Gate.DRAFT) if o.suppressed is not None), key=_rank))


def by_claim(found: Iterable[Objection]) -> tuple[tuple[Objection, ...], ...]:
    """Return `found` with what concerns one claim together, at the place of its worst; the rest stands alone."""
    groups: dict[int, list[Objection]] = {}
    for objection in found:
        owner = objection.assessment if objection.assessment is not None else objection
        groups.setdefault(id(owner), []).append(objection)
    return tuple(tuple(group) for group in groups.values())


def _rank(objection: Objection) -> tuple[int, bool, str, int, str]:
    start = objection.span.start if objection.span else -1
    review = objection.verdict is Verdict.NEEDS_REVIEW
    return _SEVERITIES.index(objection.severity), review, objection.path, start, objection.rule


def _all(report: Report, gate: Gate) -> Iterator[Objection]:
    for document in report.documents:
        if document.skipped is not None:
            yield _skipped(document.uri, document.skipped.reason, gate)
        yield from (_found(document, None, f, gate) for f in document.findings)
        for assessment in in_order(document):
            yield from (_found(document, assessment, f, gate) for f in assessment.findings)
    yield from (_noticed(n, gate) for n in report.notices)


def _found(document: Document, assessment: Assessment | None, finding: Finding, gate: Gate) -> Objection:
    span = finding.span or (assessment.claim.span if assessment else None)
    return Objection(
        finding.rule,
        finding.severity,
        finding.message,
        path_of(document.uri),
        span.line if span else 1,
        fails(finding, assessment, gate),
        fingerprint(document.uri, assessment, finding),
        span,
        finding.verdict,
        finding.suppressed,
        document,
        assessment,
    )


def _skipped(uri: str, reason: str, gate: Gate) -> Objection:
    message = f"This file was not audited: {reason}"
    mark = digest(path_of(uri), SKIPPED_INPUT)
    return Objection(SKIPPED_INPUT, Severity.MAJOR, message, path_of(uri), 1, gate is not Gate.DRAFT, mark)


def _noticed(notice: Notice, gate: Gate) -> Objection:
    failing = gate is Gate.STRICT and notice.rule == EXPIRED_WAIVER
    path = path_of(notice.where)
    mark = digest(path, notice.rule, notice.message)
    return Objection(notice.rule, Severity.MINOR, notice.message, path, notice.line or 1, failing, mark)


def printed(document: Document, assessment: Assessment) -> str:
    """Return the words of a claim as `document` prints them, markup gone, on one line."""
    claim = assessment.claim
    placer = Placer(document.copy) if document.copy else None
    place = placer.place(claim.span.start, claim.span.end) if placer else None
    return one_line(placer.words(place) if placer and place else claim.text)


def path_of(uri: str) -> str:
    """Return `uri` as the services that read reports know files: slashes, no `./` in front."""
    return PurePath(uri).as_posix()
