from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape

import pytest

from audit.decisions import Choice, Decision
from audit.model import Report
from audit.review import decide
from reports.html import render
from reports.options import RenderOptions
from sources.model import Design
from tests.reports.factory import make_article, make_copy, make_registry, make_report
from tests.reports.hostile import Fields, make_small

OPTIONS = RenderOptions()
VERDICTS = ("contradicted", "overstated", "misattributed", "outdated", "unsupported", "needs-review", "supported")


@pytest.fixture(scope="module")
def page() -> str:
    return render(make_report(), OPTIONS)


def body(page: str) -> str:
    return page[page.index("<body>") :]


def words(markup: str) -> str:
    """Return what a reader sees of `markup`, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\u2060", "").split())


def card(page: str, number: int) -> str:
    (anchor,) = re.findall(rf'<a class="ref [^>]*href="#([\w-]+)" aria-label="Claim {number},', page)
    start = page.index(f'id="{anchor}"')
    return page[start : page.index("</details>\n" if "inside" in page[start - 30 : start] else "</article>", start)]


def test_the_page_is_as_approved(page: str, golden: Callable[[str, str], None]) -> None:
    golden("reports/report.html", page)


def test_the_same_report_gives_the_same_bytes(page: str) -> None:
    assert render(make_report(), OPTIONS) == page


def test_the_page_can_load_nothing_and_run_its_own_script_only(page: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    (css,) = re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    style, code = (b64encode(sha256(part.encode()).digest()).decode() for part in (css, script))
    assert unescape(policy) == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{code}'; base-uri 'none'; "
        "form-action 'none'"
    )
    assert not re.search(r"<(img|link|iframe|object|embed|form|base)\b|\bsrc=|@import|url\(| style=", page)
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|eval|Function)\b|document\.write", script
    )


def test_what_the_script_works_on_is_json_that_cannot_end_its_element(page: str) -> None:
    (written,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.DOTALL)
    assert not re.search("[<>&#]", written)
    data = json.loads(written)
    assert len(data["claims"]) == 16
    anchor, claim, document, text, statement, verdict = data["claims"][1]
    assert f'id="{anchor}"' in page
    assert (claim, document) == (None, 0)  # its fingerprint is how the anchor ends
    assert text == "It eliminates inflammation in every athlete"
    assert statement == "Cold plunging eliminates inflammation in every athlete."
    assert verdict == "unsupported"
    assert data["documents"][0][1] == "copy/cold-plunge.md"


def test_a_decision_stands_at_its_claim_and_one_adrift_at_the_top() -> None:
    report = make_report()
    claims = [a.claim for a in report.documents[0].assessments]
    kept = Decision(claims[0].id, Choice.CHANGE, "Say a day.", "J. Moore", date(2026, 11, 28), "copy/cold-plunge.md")
    lost = Decision("gone", Choice.ACCEPT, statement="Cold plunging eliminates pain in every athlete.")
    page = render(decide(report, [kept, lost]), OPTIONS)
    assert "Decision in this report to change: Say a day. (J. Moore, 2026-11-28)" in words(card(page, 1))
    top = words(page[page.index('id="adrift"') :])
    assert top.startswith("Decided on before, and changed since Cold plunging eliminates pain in every athlete.", 12)
    assert "Now : It eliminates inflammation in every athlete" in top
    (written,) = re.findall(r'id="data">(.*?)</script>', page, flags=re.DOTALL)
    assert list(json.loads(written)["decisions"].values()) == [
        {"decision": "change", "note": "Say a day.", "by": "J. Moore", "on": "2026-11-28"}
    ]


def test_anchors_are_unique_and_every_link_inside_the_page_arrives(page: str) -> None:
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(anchors) == sorted(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_claim_and_card_link_to_each_other(page: str) -> None:
    for number in range(1, 17):
        assert f'id="m{number}"' in page
        assert f'href="#m{number}"' in card(page, number) + page


def test_the_copy_reads_as_it_was_written(page: str) -> None:
    main = page[page.index('<main id="copy">') : page.index("</main>")]
    copies = re.sub(r'<div class="cards">.*?</div>\n</div>', "", main, flags=re.DOTALL)
    shown = words(re.sub(r'<a class="ref.*?</a>', "", copies, flags=re.DOTALL))
    assert "An icy bath is no fad & no miracle. We think you deserve to know what it does." in shown
    assert "Ten minutes in water at 11 °C eases muscle soreness within an hour after hard training [1]." in shown
    assert "Book your first plunge today!" in shown


def test_nested_and_crossing_claims_are_cut_at_their_borders(page: str) -> None:
    pieces = re.findall(
        r'<a(?: id="m\d+")? tabindex="-1" class="m v-([\w-]+)( overlap)?" href="[^"]+">([^<]+)</a>', page
    )
    assert ("overstated", "", "Cold water raises noradrenaline and thereby ") in pieces
    assert ("contradicted", " overlap", "cures low mood without any side effects") in pieces
    assert ("supported", "", "Brown fat grows back in mice ") in pieces
    assert ("overstated", " overlap", "kept in the cold") in pieces
    assert ("overstated", "", ", so you will burn more calories at rest.") in pieces


def test_a_card_has_all_that_is_needed_to_decide(page: str) -> None:
    shown = words(card(page, 1))
    for part in (
        "Overstated",
        "major",
        "The copy promises an effect within an hour; the evidence measured it after 24 hours.",
        "timeframe within an hour 24 hours after exercise",
        "What the evidence allows In trained adults, ten minutes in cold water can ease soreness",
        "supports Okafor et al. 2019 , table 2 cited in the copy Immersion at 10 to 15 °C for 10 to 15 minutes",
        "Okafor N, Lindqvist, Reyes. Cold-water immersion and muscle soreness after exercise: a pooled analysis.",
        "Journal of Invented Sports Medicine. 2019;12(3):81–95.",
        "meta-analysis · n = 412 · trained adults · doi:10.5555/jism.2019.0081 okafor-2019#soreness-24h",
        "Also looked at Okafor et al. 2019 , p. 88 (contradicts)",
    ):
        assert part in shown


def test_the_words_in_question_are_marked_in_the_card(page: str) -> None:
    assert "<mark>eases</mark> muscle soreness <mark>within an hour</mark>" in card(page, 1)


def test_what_is_fine_or_suppressed_is_folded_but_present(page: str) -> None:
    folded = re.findall(r'<details class="card folded v-([\w-]+)"[^>]*><summary>(.*?)</summary>', page, flags=re.DOTALL)
    shown = [(verdict, words(summary)) for verdict, summary in folded]
    assert ("supported", "Supported A plunge takes about 10 minutes Okafor et al. 2019 6") in shown
    assert ("unsupported", "Unsupported Sleep improves by 40% after one plunge suppressed by waiver 5") in shown
    assert "Suppressed by waiver Sleep study under review until March (J. Moore)" in words(page)


def test_the_head_says_what_was_audited_and_with_what(page: str) -> None:
    shown = words(body(page))
    assert "copy/cold-plunge.md and 1 more 10 of 16 claims need a look. Copy and claims" in shown
    assert "22 November 2026 · 6 registered sources, 8 passages" in shown
    assert "Not audited copy/scan.pdf : not a format that can be read" in shown
    for label in ("Registry", "Configuration", "Rules", "Lexicons", "Models"):
        assert re.search(rf"{label} sha256:\w{{64}}", shown)


def test_the_summary_counts_verdicts_and_severities(page: str) -> None:
    shown = words(page[page.index("Claims by verdict") : page.index("Documents")])
    for verdict, number in zip(VERDICTS, (3, 3, 1, 1, 2, 1, 5), strict=True):
        assert f"{verdict.replace('-', ' ').capitalize()} {number} " in shown
    assert "critical 6 major 6 minor 1 info 0 suppressed by waiver 1" in shown


def test_sources_say_what_they_were_used_for(page: str) -> None:
    shown = words(page[page.index('id="sources"') :])
    assert "5 of 6 registered sources came up as evidence." in shown
    assert "Harlan. Lasting relief from one ice bath. 2009. retracted" in shown
    assert "supports 1 3 4 6 14 contradicts 1 3 2 of 2 passages used" in shown
    assert "1 source did not come up Saunas and sleep." in shown
    assert "p. 88 Time to recover full strength did not differ from rest. okafor-2019#recovery" in shown


def test_the_coverage_says_what_kind_of_source_carries_the_claims(page: str) -> None:
    shown = words(page[page.index('id="coverage"') : page.index('class="documents"')])
    assert "5 of 6 registered sources came up, 4 support a claim; 7 of 8 passages were used." in shown
    assert "Nothing registered speaks to claims 2 , 5 ." in shown
    assert "Primary studies in people 3 2 2 Systematic reviews 1 1 1" in shown


def test_a_secondary_source_is_said_to_be_one() -> None:
    report = make_report()
    sources = tuple(replace(s, design=Design.REVIEW) if s.id == "brandt-2021" else s for s in report.registry.sources)
    article = make_article(replace(report.registry, sources=sources))
    page = render(replace(report, registry=replace(report.registry, sources=sources), documents=(article,)), OPTIONS)
    assert "Supported by secondary sources alone: 7 , 9 ." in words(page)
    assert "secondary source" in words(card(page, 7))
    assert "secondary source" not in words(card(page, 1))


def test_filters_offer_what_tells_claims_apart(page: str) -> None:
    found = re.findall(r'<select data-filter="(\w+)" aria-label="(\w+)"', page)
    assert found == [
        ("severity", "Severity"), ("types", "Type"), ("facets", "Facet"), ("rules", "Rule"), ("document", "Document"),
    ]  # fmt: skip
    assert '<option value="timeframe">timeframe (1)</option>' in page
    assert '<option value="d2">copy/leaflet.txt (3)</option>' in page


def test_a_text_without_claims_is_said_to_have_none() -> None:
    registry = make_registry()
    empty = replace(make_article(registry), assessments=(), findings=())
    report = replace(make_report(), documents=(empty,))
    assert "No claim was found in this text." in words(render(report, OPTIONS))


def test_a_report_of_nothing_is_a_page() -> None:
    assert "nothing to audit" in words(render(replace(make_report(), documents=()), OPTIONS))


def test_a_claim_that_no_block_prints_is_not_lost() -> None:
    small = make_small(Fields())
    document = small.documents[0]
    assert document.copy is not None
    bare = replace(small, documents=(replace(document, copy=replace(document.copy, blocks=())),))
    shown = words(render(bare, OPTIONS))
    assert "Claims that stand outside the readable text of the file." in shown
    assert "Nobody spoke of a cure." in shown


def large(size: int) -> Report:
    """Return a report of `size` claims, one a line."""
    report = make_small(Fields())
    (assessment,) = report.documents[0].assessments
    line = "Cold water cures low mood.\n"
    copy = make_copy("copy/large.md", line * size)
    assessments = []
    for i in range(size):
        start, end = i * len(line), (i + 1) * len(line) - 1
        span = replace(assessment.claim.span, start=start, end=end, line=i + 1, end_line=i + 1)
        claim = replace(assessment.claim, id=f"{i:012x}", span=span, sentence=(start, end))
        assessments.append(replace(assessment, claim=claim, evidence=assessment.evidence * 2))
    return replace(report, documents=(replace(report.documents[0], copy=copy, assessments=tuple(assessments)),))


def test_two_thousand_claims_stay_below_six_megabytes() -> None:
    small, larger = (len(render(large(n), OPTIONS).encode()) for n in (200, 300))
    assert small + (larger - small) / 100 * 1800 < 6_000_000


def test_a_long_page_holds_the_same_and_leaves_most_of_it_as_text_until_it_is_needed() -> None:
    long = render(large(160), OPTIONS)
    assert long.count("<noscript>") == 160
    opened = re.sub(r"</?noscript>", "", long)
    short = re.sub(r'<span class="full">.*?</span>', "", render(large(120), OPTIONS))  # long pages have it in the list
    assert "<noscript>" not in short
    assert words(card(opened, 1)) == words(card(short, 1))


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_stands_out_from_its_ground(page: str, scheme: str) -> None:
    light, dark = re.findall(r":root \{(.*?)\}", page, flags=re.DOTALL)[:2]
    colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else dark))
    pairs = [(text, ground) for text in ("ink", "soft", "link", *VERDICTS) for ground in ("paper", "sheet")]
    pairs += [(text, f"{v}-ground") for v in VERDICTS for text in ("ink", v)]
    pairs += [("soft", "faint"), ("allowed", "allowed-ground"), ("ink", "allowed-ground")]
    assert {
        p: round(contrast(colors[p[0]], colors[p[1]]), 2) for p in pairs if contrast(colors[p[0]], colors[p[1]]) < 4.5
    } == {}


def test_verdicts_differ_by_more_than_colour(page: str) -> None:
    styles = re.findall(r"\.v-([\w-]+) \{[^}]*--u: (\w+); --w: (\dpx)", page)
    assert [name for name, _, _ in styles] == list(VERDICTS)
    assert len({(line, width) for _, line, width in styles}) == len(VERDICTS)
    assert set(re.findall(r'<symbol id="i-([\w-]+)"', page)) == set(VERDICTS)
