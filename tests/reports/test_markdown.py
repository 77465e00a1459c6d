from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from audit.config import Gate
from reports.inline_markdown import escape_markdown
from reports.markdown import LONGEST, MARKER, render
from reports.options import RenderOptions
from tests.reports.factory import make_report
from tests.reports.situations import make_baselined, make_crowded

GITHUB_LIMIT = 65_536  # characters of a comment


def test_it_is_as_approved(golden: Callable[[str, str], None]) -> None:
    golden("reports/report.md", render(make_baselined(), RenderOptions()))


@pytest.mark.parametrize(
    ("gate", "headline"),
    [
        (Gate.DRAFT, "### claims-audit: the `draft` gate passed"),
        (Gate.CI, "### claims-audit: the `ci` gate failed"),
        (Gate.STRICT, "### claims-audit: the `strict` gate failed"),
    ],
)
def test_the_headline_says_what_became_of_the_gate(gate: Gate, headline: str) -> None:
    assert render(make_report(), RenderOptions(gate=gate)).split("\n\n")[:2] == [MARKER, headline]


def test_a_skipped_input_alone_is_said_in_the_headline() -> None:
    report = make_report()
    only = replace(report, documents=report.documents[2:])
    assert "the `ci` gate passed, but an input was skipped" in render(only, RenderOptions())


def test_a_change_is_said_to_be_one() -> None:
    shown = render(replace(make_report(), since="origin/main"), RenderOptions())
    assert "16 claims in 2 files, what changed since origin/main." in shown


def test_it_can_always_be_posted_and_keeps_the_worst() -> None:
    shown = render(make_crowded(3000), RenderOptions())
    assert len(shown) <= LONGEST + 200 < GITHUB_LIMIT
    assert shown.index("The worst of all.") < shown.index("Nothing speaks to it.")
    assert "more findings** did not fit here; the full report lists all." in shown


def test_the_words_are_those_that_the_copy_prints() -> None:
    assert "“Ten minutes in water at 11 °C eases muscle soreness within an hour" in render(
        make_report(), RenderOptions()
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, 40% of them (see p. 3)!", "plain words, 40% of them (see p. 3)!"),
        ("*a* _b_ `c` [d](e) ~f~ <g> |h|", r"\*a\* \_b\_ \`c\` \[d\](e) \~<!-- -->f\~ &lt;g&gt; \|h\|"),
        ("ask @doctor about #12 and GH-3", r"ask @<!-- -->doctor about \#<!-- -->12 and GH<!-- -->-3"),
        ("https://evil.example www.evil.example", "https<!-- -->://evil.example www<!-- -->.evil.example"),
        ("mail a@b.example", "mail a@<!-- -->b.example"),
        ("pay $x$ & go", r"pay \$<!-- -->x\$ &amp; go"),
        ("two\nlines", "two lines"),
    ],
)
def test_text_of_others_is_words_only(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped
