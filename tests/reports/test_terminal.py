from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len

from audit.config import Gate
from audit.model import Finding, Severity, Suppression, Suppressor
from reports.options import RenderOptions, wants_color
from reports.terminal import render
from tests.reports.factory import make_report
from tests.reports.hostile import Fields, make_small

LONGEST_WORD = len("okafor-2019#soreness-24h")

VIEWS = {
    "wide": RenderOptions(width=100),
    "narrow": RenderOptions(width=60),
    "color": RenderOptions(color=True, width=100),
    "verbose": RenderOptions(width=100, verbose=True),
    "quiet": RenderOptions(width=100, quiet=True),
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_screen_is_as_approved(view: str, golden: Callable[[str, str], None]) -> None:
    golden(f"reports/terminal-{view}.txt", render(make_report(), VIEWS[view]))


@pytest.mark.parametrize("width", [40, 41, 60, 83, 84, 100, 200])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_screen(width: int, *, verbose: bool) -> None:
    shown = render(make_report(), RenderOptions(width=width, verbose=verbose))
    assert [line for line in shown.splitlines() if cell_len(line) > width] == []


def test_a_screen_narrower_than_forty_columns_is_written_as_forty() -> None:
    assert render(make_report(), RenderOptions(width=3)) == render(make_report(), RenderOptions(width=40))


def test_without_colour_nothing_but_text_is_written() -> None:
    assert "\x1b" not in render(make_report(), RenderOptions())


def test_carets_stand_below_the_words_in_question() -> None:
    lines = render(make_report(), RenderOptions()).splitlines()
    above = next(i for i, line in enumerate(lines) if "eases muscle soreness" in line)
    marked = "".join(c if m == "^" else " " for c, m in zip(lines[above], lines[above + 1], strict=False)).split("  ")
    assert [words.strip() for words in marked if words.strip()] == ["eases", "within an hour"]


def test_carets_are_as_wide_as_what_they_stand_below() -> None:
    shown = render(make_small(Fields(copy="冷水 cures low mood.", facet_claim="冷水")), RenderOptions()).splitlines()
    above = next(i for i, line in enumerate(shown) if "冷水 cures low" in line)
    assert shown[above + 1].strip() == "^^^^"


def test_with_colour_the_words_in_question_are_underlined() -> None:
    shown = render(make_report(), RenderOptions(color=True))
    assert "\x1b[4;33mwithin an hour\x1b[0m" in shown
    assert "^^^" not in shown


def test_a_claim_shows_what_is_wrong_and_what_the_evidence_allows() -> None:
    shown = render(make_report(), RenderOptions(width=120))
    start = shown.index("7:1 ")
    block = shown[start : shown.index("\n\n", start)]
    assert "▲ overstated  !! major  onset, efficacy" in block
    assert "The copy promises an effect within an hour; the evidence measured it after 24 hours." in block
    assert "timeframe  within an hour  24 hours after exercise" in block
    assert "Allowed   In trained adults, ten minutes in cold water can ease soreness a little a day after" in block
    assert "Source    Okafor et al. 2019, table 2 (meta-analysis), okafor-2019#soreness-24h" in block


def test_what_is_fine_is_folded_into_a_count() -> None:
    short = render(make_report(), RenderOptions())
    assert "Less soreness the day after" not in short
    assert "4 claims supported, 1 suppressed (--verbose shows them)" in short
    assert "Less soreness the day after" in render(make_report(), RenderOptions(verbose=True))


def test_a_suppressed_claim_is_shown_with_its_reason_only_when_asked() -> None:
    assert "Sleep improves" not in render(make_report(), RenderOptions())
    shown = render(make_report(), RenderOptions(verbose=True))
    assert "suppressed by waiver: Sleep study under review until March (J. Moore)" in shown


def test_the_end_counts_and_names_what_was_skipped() -> None:
    last = " ".join(render(make_report(), RenderOptions(width=200)).splitlines()[-4:])
    assert "16 claims in 2 files: ✗ 3 contradicted, ▲ 3 overstated, ≠ 1 misattributed, ◷ 1 outdated" in last
    assert "Findings: 6 critical, 6 major, 1 minor, 1 suppressed by waiver" in last
    assert "NOT AUDITED copy/scan.pdf: not a format that can be read" in last


def test_quiet_gives_a_line_per_claim_in_question_that_other_programs_can_read() -> None:
    shown = render(make_report(), RenderOptions(quiet=True, width=40)).splitlines()
    assert (
        "copy/cold-plunge.md:15:243: critical: contradicted: The council says that it does not approve the method."
        in shown
    )
    assert (
        "copy/cold-plunge.md:1: major: missing-risk-statement: The copy speaks of benefits and names no risk." in shown
    )


def test_a_retracted_source_is_called_so() -> None:
    assert "Harlan 2009, p. 4 (case series, retracted)" in render(make_report(), RenderOptions())


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    choice: str, environ: dict[str, str], *, terminal: bool, expected: bool
) -> None:
    class Stream(StringIO):
        def isatty(self) -> bool:
            return terminal

    assert wants_color(Stream(), environ, choice) is expected


def test_what_was_not_audited_is_said_last_and_in_words_nobody_misses() -> None:
    report = make_report()
    silent = replace(report.documents[1], assessments=(), findings=(Finding("no-claims-found", Severity.INFO, "Why."),))
    (unread,) = [d for d in report.documents if d.skipped]
    shown = render(replace(report, documents=(silent, unread)), RenderOptions(quiet=True, gate=Gate.STRICT))
    assert shown.splitlines()[-3:] == [
        "NOT AUDITED copy/scan.pdf: not a format that can be read",
        f"NO CLAIM FOUND {silent.uri}: Why.",
        "This report says nothing about the claims of 2 files. The gate 'strict' fails on that.",
    ]
    excused = replace(silent.findings[0], suppressed=Suppression(Suppressor.INLINE, "a list of addresses"))
    shown = render(replace(report, documents=(replace(silent, findings=(excused,)),)), RenderOptions())
    assert "NO CLAIM FOUND" not in shown


def test_findings_on_the_text_stand_among_the_claims_where_they_belong() -> None:
    report = make_report()
    article = report.documents[0]
    first, second = (a.claim.span for a in sorted(article.assessments, key=lambda a: a.claim.span.start)[:2])
    place = replace(first, start=second.start - 1, line=first.line, column=99)
    remark = Finding("unused-suppression", Severity.MINOR, "Remove it.", span=place)
    changed = replace(report, documents=(replace(article, findings=(remark,)),))
    for quiet in (False, True):
        lines = render(changed, RenderOptions(width=200, quiet=quiet, verbose=not quiet)).splitlines()
        heads = [line for line in lines if f"{first.line}:" in line]
        assert [f"{first.line}:99" in head for head in heads[:2]] == [False, True]


def test_an_audit_of_a_change_says_so() -> None:
    shown = render(replace(make_report(), since="origin/main"), RenderOptions())
    assert "16 claims in 2 files, what changed since origin/main: " in shown
