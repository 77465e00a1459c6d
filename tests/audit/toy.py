"""Reports without a language pipeline: each sentence of a page is a claim, and a test says what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from audit.fingerprints import digest
from audit.model import Assessment, ClaimClass, Digests, Document, Finding, Judgement, Report, Severity, Verdict
from claims.locations import Lines
from claims.model import Analysis, Claim, Copy, Skipped
from sources.model import Registry

TODAY = date(2026, 11, 22)
#: Says what a rule finds in the words of a claim.
Judge = Callable[[str], tuple[Finding, ...]]


def finding(
    rule: str = "unsupported", severity: str = "major", verdict: str | None = None, subject: str = ""
) -> Finding:
    """Return a finding of `rule`; its verdict is the rule's name where that is one."""
    given = verdict or (rule if rule in list(Verdict) else "overstated")
    return Finding(rule, Severity(severity), f"What {rule} says.", Verdict(given), subject=subject)


def everything_is_unsupported(words: str) -> tuple[Finding, ...]:
    """Judge each claim the same."""
    assert words
    return (finding(),)


def make_report(
    pages: Mapping[str, str | None], judge: Judge = everything_is_unsupported, *, as_of: date = TODAY, grade: str = "B"
) -> Report:
    """Return an audit of `pages`, text by uri; None is a page that had to be skipped."""
    documents = tuple(
        Document(uri, None, skipped=Skipped(uri, "it is binary."))
        if text is None
        else _document(uri, text, judge, ClaimClass(grade))
        for uri, text in pages.items()
    )
    return Report(documents, as_of, "0", Digests("", "", "", "", ""), Registry(()))


def _document(uri: str, text: str, judge: Judge, grade: ClaimClass) -> Document:
    lines, seen, headings, assessments = Lines(text), Counter[tuple[str, ...]](), [""], []
    for block in re.finditer(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        if block[0].startswith("# "):
            headings = [block[0]]
            continue
        for sentence in re.finditer(r"[^.\s][^.]*\.", block[0]):
            words = " ".join(sentence[0].replace("*", "").split())
            key = (words.lower(), *headings)
            seen[key] += 1
            start, end = block.start() + sentence.start(), block.start() + sentence.end()
            span = lines.span(start, end)
            claim = Claim(digest(*key, str(seen[key])), sentence[0], span, (start, end), Analysis(words))
            found = judge(words)
            verdict = found[0].verdict if found else Verdict.SUPPORTED
            judgement = Judgement(verdict or Verdict.SUPPORTED, 0.9, "…")
            assessments.append(Assessment(claim, (), judgement, grade, (), found))
    return Document(uri, Copy(uri, text, "text/markdown", "sha256:0", ()), tuple(assessments))


def counting(report: Report) -> list[str]:
    """Return the words of the claims whose findings count, in order, once for each finding."""
    return [
        a.claim.analysis.text
        for d in report.documents
        for a in d.assessments
        for f in a.findings
        if f.suppressed is None
    ]
