"""JUnit XML for test views: one suite per document, one case per claim, a failure where the gate fails.

The elements and attributes are those that the readers of Jenkins, GitLab, GitHub actions and Azure share.
"""

from __future__ import annotations

from audit.config import Gate
from audit.gates import fails
from audit.model import Assessment, Document, Finding, Report
from audit.notices import SKIPPED_INPUT
from reports.elements import DECLARATION, element, text_element
from reports.inert import one_line
from reports.options import RenderOptions
from reports.ranking import Objection, objections, path_of, printed
from reports.summary import in_order

_TITLE = 120  # code points of a claim that name its case
_ELLIPSIS = "…"
Counts = tuple[int, int, int, int]  # cases, failures, errors, skipped


def render(report: Report, options: RenderOptions) -> str:
    """Return `report` as JUnit XML; what is a failure depends on `options.gate`, and suppressed claims are skipped."""
    made = [_suite(document, options.gate, report.as_of.isoformat()) for document in report.documents]
    notices = [o for o in objections(report, options.gate) if o.document is None and o.rule != SKIPPED_INPUT]
    if notices:
        made.append(_notices(notices, report.as_of.isoformat()))
    totals = [sum(counts[i] for _, counts in made) for i in range(4)]
    head = {"name": "claims-audit", "tests": totals[0], "failures": totals[1], "errors": totals[2]}
    return DECLARATION + element("testsuites", head, *(suite for suite, _ in made))


def _suite(document: Document, gate: Gate, day: str) -> tuple[str, Counts]:
    path = path_of(document.uri)
    if document.skipped is not None:
        error = text_element("error", {"type": SKIPPED_INPUT, "message": document.skipped.reason}, "")
        return _wrap(path, [element("testcase", _named("can be read", path), error)], (1, 0, 1, 0), day)
    about_all = _case("the document as a whole", path, None, document.findings, gate)
    cases = [about_all, *(_claim_case(document, assessment, path, gate) for assessment in in_order(document))]
    kinds = [kind for _, kind in cases]
    counts = (len(cases), kinds.count("failure"), 0, kinds.count("skipped"))
    return _wrap(path, [case for case, _ in cases], counts, day)


def _claim_case(document: Document, assessment: Assessment, path: str, gate: Gate) -> tuple[str, str]:
    span = assessment.claim.span
    words = printed(document, assessment)
    shown = words if len(words) <= _TITLE else words[:_TITLE].rstrip() + _ELLIPSIS
    return _case(f"{span.line}:{span.column} {shown}", path, assessment, assessment.findings, gate)


def _case(
    name: str, path: str, assessment: Assessment | None, findings: tuple[Finding, ...], gate: Gate
) -> tuple[str, str]:
    """Return a case and what became of it: "failure", "skipped" or "passed"."""
    failing = [f for f in findings if fails(f, assessment, gate)]
    passing = [f for f in findings if f not in failing and f.suppressed is None]
    hidden = [f for f in findings if f.suppressed is not None]
    children = [text_element("failure", {"type": f.rule, "message": f.message}, _told(f)) for f in failing]
    kind = "failure" if failing else "passed"
    if hidden and not failing and not passing:
        reasons = dict.fromkeys(f"{f.suppressed.by}: {f.suppressed.reason}" for f in hidden if f.suppressed)
        children, kind = [text_element("skipped", {"message": "; ".join(reasons)}, "")], "skipped"
    if passing:
        children.append(text_element("system-out", {}, "\n".join(map(_told, passing))))
    return element("testcase", _named(name, path), *children), kind


def _told(finding: Finding) -> str:
    return f"{finding.severity}: {finding.rule}: {one_line(finding.message)}"


def _notices(notices: list[Objection], day: str) -> tuple[str, Counts]:
    cases = []
    for notice in notices:
        failure = text_element("failure", {"type": notice.rule, "message": notice.message}, "")
        child = failure if notice.fails else text_element("system-out", {}, notice.message)
        cases.append(element("testcase", _named(f"{notice.rule} in line {notice.line}", notice.path), child))
    failed = sum(n.fails for n in notices)
    return _wrap("baseline and waivers", cases, (len(cases), failed, 0, 0), day)


def _named(name: str, path: str) -> dict[str, object]:
    return {"name": name, "classname": path, "time": "0"}


def _wrap(name: str, cases: list[str], counts: Counts, day: str) -> tuple[str, Counts]:
    tests, failed, errors, skipped = counts
    head = {
        "name": name, "tests": tests, "failures": failed, "errors": errors, "skipped": skipped, "time": "0",
        "timestamp": f"{day}T00:00:00",
    }  # fmt: skip
    return element("testsuite", head, *cases), counts
