"""Comments that excuse findings: `tests/cases/suppressions.yaml` says which, for claims with findings made by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.model import (
    Assessment,
    ClaimClass,
    Digests,
    Document,
    Finding,
    Judgement,
    Report,
    Severity,
    Suppressor,
    Verdict,
)
from audit.suppression import Policy, suppress
from claims.directives import find_directives, without_directives
from claims.locations import Lines
from claims.model import Analysis, Attribution, Claim, ClaimType, Copy, Hedge, Strength
from claims.readers import read_bytes
from sources.model import Registry

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "suppressions.yaml").read_text(encoding="utf-8")
)


def audited(case: dict[str, Any]) -> Report:
    """Return a report in which every claim of `case` has its findings."""
    (copy,) = read_bytes(case["text"].encode(), f"page{case.get('suffix', '.md')}", case.get("suffix", ".md"))
    assert isinstance(copy, Copy)
    assessments = tuple(_assessment(copy, words, case) for words in case["claims"])
    digests = Digests("", "", "", "", "")
    return Report((Document(copy.uri, copy, assessments),), date(2026, 1, 1), "0", digests, Registry(()))


def _assessment(copy: Copy, words: str, case: dict[str, Any]) -> Assessment:
    start = copy.text.index(words)
    whole = case.get("sentences", {}).get(words, words)
    sentence = copy.text.index(whole), copy.text.index(whole) + len(whole)
    span = Lines(copy.text).span(start, start + len(words))
    analysis = Analysis(words, (ClaimType.EFFICACY,), Hedge.NONE, Strength.CAUSAL, Attribution.NONE)
    claim = Claim(words, words, span, sentence, analysis, checkable=True, checkworthiness=0.9)
    rules = ("overstated-certainty", *case.get("rules", ()))
    findings = tuple(Finding(rule, Severity.MAJOR, "…", Verdict.OVERSTATED, span) for rule in rules)
    return Assessment(claim, (), Judgement(Verdict.OVERSTATED, 0.9, "…"), ClaimClass.B, findings=findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_comments_excuse(case: dict[str, Any]) -> None:
    (document,) = suppress(audited(case), Policy()).documents
    assert {a.claim.text: excuse for a in document.assessments if (excuse := _excuse(a))} == case.get("excused", {})
    expected = case.get("findings", [])
    assert [f"{f.rule} {f.span.line}:{f.span.column}" for f in document.findings if f.span] == [
        " ".join(e.split()[:2]) for e in expected
    ]
    for finding, told in zip(document.findings, expected, strict=True):
        assert told.split(" ", 2)[2] in finding.message


def _excuse(assessment: Assessment) -> str:
    """Return why the findings of a claim are excused, with the rule before it where not all are."""
    by_rule = {f.rule: f.suppressed.reason for f in assessment.findings if f.suppressed}
    if len(by_rule) < len(assessment.findings):
        return ", ".join(f"{rule}: {reason}" for rule, reason in by_rule.items())
    return " / ".join(dict.fromkeys(by_rule.values()))


def test_findings_on_the_document_are_excused_for_the_whole_file_only() -> None:
    def excused(directive: str) -> Iterator[str]:
        report = audited({"text": f"<!-- claims-audit: {directive} -->\n\nIt is proven.\n", "claims": []})
        note = Finding("no-claims-found", Severity.INFO, "…")
        report = replace(report, documents=tuple(replace(d, findings=(note,)) for d in report.documents))
        (document,) = suppress(report, Policy()).documents
        return (f.suppressed.by for f in document.findings if f.suppressed)

    assert list(excused("ignore-file[no-claims-found] a list of addresses")) == [Suppressor.INLINE]
    assert list(excused("ignore a list of addresses")) == []


def test_a_comment_is_no_copy_in_any_format() -> None:
    for suffix in (".md", ".html", ".txt"):
        (copy,) = read_bytes(b"It is <!-- claims-audit: ignore it cures all --> proven.\n", f"page{suffix}", suffix)
        assert isinstance(copy, Copy)
        assert [" ".join(block.text.split()) for block in copy.blocks] == ["It is proven."]
    (line,) = read_bytes(
        b'{"id": 1, "text": "It is proven. <!-- claims-audit: ignore agreed -->"}\n', "pages.jsonl", ".jsonl"
    )
    assert isinstance(line, Copy)
    assert [block.text for block in line.blocks] == ["It is proven."]


@pytest.mark.parametrize("piece", ["<!-- claims-audit: ", "` ", "`` ` ", "```\n", "<!-- claims-audit: ignore a -->"])
def test_a_file_full_of_beginnings_is_read_in_no_time(piece: str) -> None:
    text = "claims-audit\n" + piece * (200_000 // len(piece))
    start = time.process_time()
    list(find_directives(text, "text/markdown"))
    without_directives(text)
    assert time.process_time() - start < 5, "a quadratic search takes minutes"
