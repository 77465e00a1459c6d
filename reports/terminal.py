"""The writer's view: grouped by file, the words in question underlined, what is wrong, what the evidence allows."""

from __future__ import annotations

from collections.abc import Iterable

from audit.config import Gate
from audit.model import Assessment, Document, Finding, Judgement, Report, Severity, Suppression, Verdict
from reports.excerpts import own_reading, question_excerpt
from reports.labels import DESIGN_WORDS, FACET_WORDS, SEVERITY_SIGNS, TYPE_WORDS, VERDICT_SIGNS, VERDICT_WORDS, count
from reports.options import RenderOptions
from reports.placement import Placer
from reports.reasons import guess_beside, guessed_passage, named_in, remedy_of
from reports.references import located_citation
from reports.screen import Piece, Screen
from reports.summary import further_findings, in_order, needs_look, severity_of, summarise
from sources.model import Evidence, Stance, Status

_STYLES: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "red",
    Verdict.OVERSTATED: "yellow",
    Verdict.MISATTRIBUTED: "magenta",
    Verdict.OUTDATED: "magenta",
    Verdict.UNSUPPORTED: "yellow",
    Verdict.NEEDS_REVIEW: "cyan",
    Verdict.SUPPORTED: "green",
}
_SEVERITY_STYLES: dict[Severity, str] = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "bold",
    Severity.MINOR: "",
    Severity.INFO: "dim",
}
NO_CLAIMS_FOUND = "no-claims-found"  # the one finding on a whole text that is also said at the end
_BODY = 6  # columns that everything below the head of a claim is indented by
_LABELS = 10  # columns that "Allowed", "Source" and the like take
_ROOMY = 84  # columns from which facets stand side by side


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` for a terminal; with `quiet` one line per claim in question, with `verbose` everything."""
    screen = Screen(options)
    for document in report.documents:
        if document.copy is None:
            continue
        if options.quiet:
            _list(screen, document)
        else:
            _show(screen, document, Placer(document.copy), verbose=options.verbose)
    _close(screen, report, options.gate, verbose=options.verbose)
    return screen.text


def _list(screen: Screen, document: Document) -> None:
    findings = [f for f in document.findings if f.suppressed is None]
    for item in _by_place(findings, filter(needs_look, in_order(document))):
        if isinstance(item, Finding):
            place = f"{document.uri}:{item.span.line}:{item.span.column}" if item.span else f"{document.uri}:1"
            _listed(screen, place, item.severity, item.rule, item.message)
            continue
        span, judgement = item.claim.span, item.judgement
        place = f"{document.uri}:{span.line}:{span.column}"
        _listed(screen, place, severity_of(item), VERDICT_WORDS[judgement.verdict], judgement.reason)


def _by_place(findings: Iterable[Finding], assessments: Iterable[Assessment]) -> list[Finding | Assessment]:
    """Return both in the order of the text, what concerns all of it first."""
    placed: list[tuple[int, Finding | Assessment]] = [(f.span.start if f.span else -1, f) for f in findings]
    placed += [(a.claim.span.start, a) for a in assessments]
    return [item for _, item in sorted(placed, key=lambda p: p[0])]


def _listed(screen: Screen, place: str, severity: Severity | None, what: str, why: str) -> None:
    named = f"{severity}: " if severity else ""
    screen.unwrapped(
        (f"{place}: ", ""), (named, _SEVERITY_STYLES[severity] if severity else ""), (f"{what}: {why}", "")
    )


def _show(screen: Screen, document: Document, placer: Placer, *, verbose: bool) -> None:
    ordered = in_order(document)
    shown = [a for a in ordered if verbose or needs_look(a)]
    findings = [f for f in document.findings if verbose or f.suppressed is None]
    screen.line((document.uri, "bold"), ("  ", ""), (_tally(ordered), "dim"))
    screen.blank()
    for item in _by_place(findings, shown):
        if isinstance(item, Finding):
            _remark(screen, item)
        else:
            _claim(screen, item, placer, verbose=verbose)
        screen.blank()
    if folded := _folded(ordered, shown):
        screen.line((f"{VERDICT_SIGNS[Verdict.SUPPORTED]} ", "green"), (folded, "dim"))
        screen.blank()


def _remark(screen: Screen, finding: Finding) -> None:
    """Write a finding on the document itself: the whole of it, or a place in it."""
    place = f"{finding.span.line}:{finding.span.column}" if finding.span else "whole text"
    screen.line((place, "bold"), ("  ", ""), _severity(finding.severity))
    _explain(screen, finding)
    if finding.suppressed:
        _suppressed(screen, finding.suppressed)


def _tally(assessments: tuple[Assessment, ...]) -> str:
    if not assessments:
        return "no claim found"
    look = sum(map(needs_look, assessments))
    return f"{count(len(assessments), 'claim')}, {look or 'none'} to look at"


def _folded(assessments: tuple[Assessment, ...], shown: list[Assessment]) -> str:
    hidden = [a for a in assessments if a not in shown]
    fine = sum(a.judgement.verdict is Verdict.SUPPORTED for a in hidden)
    parts = [f"{count(fine, 'claim')} supported"] if fine else []
    if rest := len(hidden) - fine:
        parts.append(f"{rest} suppressed")
    return f"{', '.join(parts)} (--verbose shows them)" if parts else ""


def _claim(screen: Screen, assessment: Assessment, placer: Placer, *, verbose: bool) -> None:
    claim, judgement = assessment.claim, assessment.judgement
    style, severity = _STYLES[judgement.verdict], severity_of(assessment)
    screen.line(
        (f"{claim.span.line}:{claim.span.column}", "bold"), ("  ", ""),
        (f"{VERDICT_SIGNS[judgement.verdict]} {VERDICT_WORDS[judgement.verdict]}", f"bold {style}"),
        *((("  ", ""), _severity(severity)) if severity else ()),
        ("  ", ""), (", ".join(TYPE_WORDS[t] for t in claim.analysis.types), "dim"),
    )  # fmt: skip
    screen.excerpt(question_excerpt(placer, assessment), style, indent=_BODY)
    if verbose and (statement := own_reading(placer, claim)):
        _labelled(screen, "Read as", statement)
    reason = "" if _said_by_facets(judgement) else judgement.reason
    remedy = remedy_of(judgement)
    if reason or remedy:
        screen.line((reason, "bold"), (" " if reason and remedy else "", ""), (remedy, ""), indent=_BODY)
    _facets(screen, judgement)
    _guess(screen, judgement, verbose=verbose)
    for finding in further_findings(assessment):
        _explain(screen, finding)
    for suppression in dict.fromkeys(f.suppressed for f in assessment.findings if f.suppressed):
        _suppressed(screen, suppression)
    if judgement.suggestion:
        _labelled(screen, "Allowed", judgement.suggestion, "green")
    for evidence in _telling(assessment, verbose=verbose):
        _source(screen, evidence, verbose=verbose)


def _said_by_facets(judgement: Judgement) -> bool:
    """Whether the reason only quotes what the facets show side by side."""
    facets = named_in(judgement)
    return bool(facets) and all(words in judgement.reason for words in (facets[0].claim, facets[0].evidence))


def _severity(severity: Severity) -> Piece:
    return f"{SEVERITY_SIGNS[severity]} {severity}", _SEVERITY_STYLES[severity]


def _facets(screen: Screen, judgement: Judgement) -> None:
    rows = [(FACET_WORDS[o.facet], o.claim, o.evidence) for o in named_in(judgement)]
    if not rows:
        return
    if screen.width >= _ROOMY:
        screen.table(("facet", "the copy says", "the evidence says"), rows, indent=_BODY)
        return
    for facet, said, found in rows:
        screen.line((facet, "bold"), indent=_BODY)
        _labelled(screen, "copy", said, indent=_BODY + 2)
        _labelled(screen, "evidence", found, indent=_BODY + 2)


def _guess(screen: Screen, judgement: Judgement, *, verbose: bool) -> None:
    """Write what is only guessed in one line, and the passage to read beside the claim unless its source shows it."""
    if line := guess_beside(judgement):
        screen.line((line, ""), indent=_BODY)
    passage = guessed_passage(judgement)
    if passage and not verbose:
        _labelled(screen, "Passage", passage)


def _explain(screen: Screen, finding: Finding) -> None:
    screen.line((finding.message, ""), (f" [{finding.rule}]", "dim"), indent=_BODY)


def _suppressed(screen: Screen, suppression: Suppression) -> None:
    screen.line((f"suppressed by {suppression.by}: {suppression.reason}", "dim"), indent=_BODY)


def _labelled(screen: Screen, label: str, text: str, style: str = "", *, indent: int = _BODY) -> None:
    screen.line((text, style), indent=indent + _LABELS, label=(label, "dim"), margin=indent)


def _telling(assessment: Assessment, *, verbose: bool) -> tuple[Evidence, ...]:
    """Return the evidence that a writer needs: what the facets and the verdict rest on, or all of it."""
    if verbose:
        return assessment.evidence
    named = {o.source for o in assessment.judgement.overstatements}
    resting = tuple(e for e in assessment.evidence if e.passage.name in named)
    return resting or tuple(e for e in assessment.evidence if e.stance is not Stance.NEUTRAL)[:1]


def _source(screen: Screen, evidence: Evidence, *, verbose: bool) -> None:
    design = evidence.passage.design or evidence.source.design
    details = [DESIGN_WORDS[design]] if design else []
    if evidence.source.status is not Status.CURRENT:
        details.append(evidence.source.status.value)
    behind = f" ({', '.join(details)})" if details else ""
    _labelled(
        screen, "Source", f"{located_citation(evidence.source, evidence.passage)}{behind}, {evidence.passage.name}"
    )
    if verbose:
        screen.line((f"“{evidence.passage.text}”", "dim"), indent=_BODY + _LABELS)


def _close(screen: Screen, report: Report, gate: Gate, *, verbose: bool) -> None:
    read = [d for d in report.documents if d.copy]
    summary = summarise(read)
    since = f", what changed since {report.since}" if report.since else ""
    screen.items(
        (f"{count(summary.claims, 'claim')} in {count(len(read), 'file')}{since}", "bold"),
        [(f"{VERDICT_SIGNS[v]} {n} {VERDICT_WORDS[v]}", _STYLES[v]) for v, n in summary.by_verdict if n],
    )
    counted = [(f"{n} {s}", _SEVERITY_STYLES[s]) for s, n in summary.by_severity if n]
    suppressed = [(f"{n} suppressed by {by}", "dim") for by, n in summary.suppressed]
    screen.items(("Findings", "bold"), [*counted, *suppressed] or [("none", "")])
    if verbose:
        digests = report.digests
        screen.line((f"As of {report.as_of}, version {report.version}, registry {digests.registry}", "dim"))
    _warn(screen, report, gate)


def _warn(screen: Screen, report: Report, gate: Gate) -> None:
    """Say last, where it is read, what this report does not speak of: a clean report must be no false comfort."""
    unread = [(d.uri, d.skipped.reason) for d in report.documents if d.skipped]
    empty = [
        (d.uri, f.message)
        for d in report.documents
        for f in d.findings
        if f.rule == NO_CLAIMS_FOUND and f.suppressed is None
    ]
    for label, told in (("NOT AUDITED", unread), ("NO CLAIM FOUND", empty)):
        for uri, why in told:
            screen.line((f"{label} ", "bold red"), (f"{uri}: {why}", ""))
    if unread or empty:
        files = count(len(unread) + len(empty), "file")
        fails = " The gate 'strict' fails on that." if gate is Gate.STRICT else ""
        screen.line((f"This report says nothing about the claims of {files}.{fails}", "bold red"))
