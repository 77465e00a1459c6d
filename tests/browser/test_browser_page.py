"""What a reviewer does with the page, done in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from audit.decision_files import read_decisions
from audit.decisions import Choice, land
from reports.html import render
from reports.options import RenderOptions
from reports.summary import in_order, severity_of
from tests.browser.conftest import Visit
from tests.reports.factory import make_report
from tests.reports.hostile import Fields, make_small
from tests.reports.test_html import large
from tests.reports.test_injection import PAYLOADS, PLACES

Go = Callable[..., Visit]


def test_the_page_opens_without_a_word_to_the_network(visit: Go) -> None:
    seen = visit()
    assert seen.page.title() == "Claims audit: copy/cold-plunge.md and 1 more"
    assert len(seen.shown()) == 16


@pytest.mark.parametrize(
    ("name", "value"),
    [("severity", "minor"), ("types", "mechanism"), ("facets", "causality"), ("rules", "outdated"), ("document", "d2")],
)
def test_claims_can_be_filtered(visit: Go, name: str, value: str) -> None:
    expected = [str(number) for number, tags in enumerate(_tags(), start=1) if value in tags[name]]
    assert 0 < len(expected) < 16
    seen = visit()
    seen.page.select_option(f"select[data-filter={name}]", value)
    assert seen.shown() == expected
    assert seen.page.locator("#shown").inner_text() == f"{len(expected)} of 16 shown"
    seen.page.click("#clear")
    assert len(seen.shown()) == 16


def _tags() -> list[dict[str, tuple[str, ...]]]:
    """Return what each claim of the page can be filtered by, from the report itself."""
    return [
        {
            "severity": tuple(filter(None, [severity_of(a)])),
            "types": tuple(a.claim.analysis.types),
            "facets": tuple(o.facet for o in a.judgement.overstatements),
            "rules": tuple(f.rule for f in a.findings),
            "document": (f"d{position}",),
        }
        for position, document in enumerate(make_report().documents, start=1)
        for a in in_order(document)
    ]


def test_verdicts_can_be_hidden(visit: Go) -> None:
    seen = visit()
    before = len(seen.shown())
    seen.page.uncheck("#f-contradicted")
    assert len(seen.shown()) == before - 3
    assert seen.page.locator(".card.v-contradicted:visible").count() == 0


def test_what_is_fine_can_be_hidden(visit: Go) -> None:
    seen = visit()
    seen.page.check("#fine")
    assert len(seen.shown()) == 10
    assert seen.page.locator(".card.folded:visible").count() == 0


def test_search_finds_words_of_copy_and_evidence(visit: Go) -> None:
    seen = visit()
    seen.page.fill("#search", "gasping ARRHYTHMIA")
    expect(seen.page.locator("#shown")).to_have_text("1 of 16 shown")
    assert seen.page.locator(".card:visible").count() == 1
    assert "cures low mood without any side effects" in seen.page.locator(".card:visible").inner_text()
    seen.page.fill("#search", "no such words anywhere")
    seen.page.wait_for_selector("#none:visible")
    assert seen.shown() == []


def test_the_page_is_walked_through_and_decided_on_by_keys(visit: Go) -> None:
    seen = visit()
    keys = seen.page.keyboard
    keys.press("j")
    assert seen.current() == "1"
    keys.press("a")
    keys.press("j")
    keys.press("r")
    assert seen.page.locator("#progress").inner_text() == "2 of 10 decided"
    keys.press("k")
    assert seen.current() == "1"
    keys.press("u")
    assert seen.current() == "3"
    keys.press("c")
    keys.press("e")
    keys.type("jar a c r")  # letters in a note decide nothing
    keys.press("Escape")
    assert seen.page.locator(".card.current textarea").input_value() == "jar a c r"
    assert seen.page.locator(".card.current [aria-pressed=true]").inner_text() == "Change"
    keys.press("f")
    assert seen.page.locator(".card.folded:visible").count() == 0
    keys.press("/")
    assert seen.page.evaluate("document.activeElement.id") == "search"
    keys.press("Escape")
    keys.press("?")
    assert seen.page.locator("#help").is_visible()
    seen.page.uncheck("#keys")
    keys.press("Escape")
    before = seen.current()
    keys.press("j")
    assert seen.current() == before


def test_a_folded_claim_opens_when_the_keys_reach_it(visit: Go) -> None:
    seen = visit()
    for _ in range(4):
        seen.page.keyboard.press("j")
    assert seen.current() == "4"
    assert seen.page.locator(".card.current .inside").is_visible()


def test_a_link_to_a_claim_is_copied_and_leads_to_it(visit: Go, report_file: Path) -> None:
    seen = visit()
    seen.page.keyboard.press("j")
    seen.page.keyboard.press("j")
    seen.page.keyboard.press("l")
    expect(seen.page.locator("#toast")).to_have_text("Link to claim 2 copied")
    anchor = seen.page.evaluate("location.hash")
    again = visit(report_file, anchor)
    assert again.current() == "2"
    assert again.page.locator(".card.current").is_visible()


def decide(seen: Visit) -> None:
    """Accept the first claim, want the second changed, with a note, and reject the third, as J. Moore."""
    seen.page.fill("#reviewer", "J. Moore")
    cards = seen.page.locator("article.card")
    for index, choice in enumerate(("accept", "change", "reject")):
        cards.nth(index).scroll_into_view_if_needed()
        cards.nth(index).locator(f"[data-choice={choice}]").click()
    cards.nth(1).locator("textarea").fill("Say <b>a day</b> & cite it – “24 h”.")


def export(seen: Visit, path: Path, button: str = "#export") -> Path:
    with seen.page.expect_download() as caught:
        seen.page.click(button)
    caught.value.save_as(path)
    return path


def test_decisions_go_out_and_land_on_their_claims(visit: Go, tmp_path: Path) -> None:
    seen = visit()
    assert seen.page.locator("#export").is_disabled()
    decide(seen)
    path = export(seen, tmp_path / "decisions.json")
    assert json.loads(path.read_text(encoding="utf-8"))["report"]["as-of"] == "2026-11-22"
    decided = read_decisions(path)
    assert [(d.choice, d.note, d.by) for d in decided] == [
        (Choice.ACCEPT, "", "J. Moore"),
        (Choice.CHANGE, "Say <b>a day</b> & cite it – “24 h”.", "J. Moore"),
        (Choice.REJECT, "", "J. Moore"),
    ]
    documents = [(d.uri, [a.claim for a in d.assessments]) for d in make_report().documents]
    landed, adrift = land(decided, documents)
    assert [each.decision.text for each in landed] == [" ".join(each.claim.text.split()) for each in landed]
    assert (len(landed), adrift) == (3, ())
    edited = [(uri, claims[1:]) for uri, claims in documents]  # the copy was edited elsewhere: its first claim is gone
    landed, adrift = land(decided, edited)
    assert (len(landed), [each.decision for each in adrift]) == (2, [decided[0]])


def test_a_decision_without_a_name_is_exported_and_asks_for_one(visit: Go, tmp_path: Path) -> None:
    seen = visit()
    seen.page.keyboard.press("j")
    seen.page.keyboard.press("a")
    (nameless,) = read_decisions(export(seen, tmp_path / "one.json"))
    assert nameless.by == ""
    expect(seen.page.locator("#toast")).to_contain_text("fill in Reviewer")
    seen.page.keyboard.type("J. Moore")  # the field has the focus
    (named,) = read_decisions(export(seen, tmp_path / "two.json"))
    assert (named.choice, named.by) == (Choice.ACCEPT, "J. Moore")


def test_decisions_stay_in_the_page(visit: Go) -> None:
    seen = visit()
    decide(seen)
    seen.page.reload()
    assert seen.page.locator("#progress").inner_text() == "3 of 10 decided"
    assert seen.page.locator("#reviewer").input_value() == "J. Moore"
    note = seen.page.locator("article.card").nth(1).locator("textarea")
    assert note.input_value() == "Say <b>a day</b> & cite it – “24 h”."


def test_a_saved_page_holds_its_decisions_and_still_works(visit: Go, tmp_path: Path) -> None:
    seen = visit()
    decide(seen)
    seen.page.check("#fine")
    saved = export(seen, tmp_path / "saved.html", "#save")
    other = visit(saved)  # in another profile: nothing but the file carries the decisions
    assert other.page.locator("#progress").inner_text() == "3 of 10 decided"
    assert len(other.shown()) == 16
    other.page.locator("article.card").nth(3).scroll_into_view_if_needed()
    other.page.locator("article.card").nth(3).locator("[data-choice=accept]").click()
    assert len(read_decisions(export(other, tmp_path / "more.json"))) == 4


def test_without_script_everything_is_there(visit: Go) -> None:
    seen = visit(java_script_enabled=False)
    assert seen.page.locator(".card:visible").count() == 16
    assert not seen.page.locator(".bar").is_visible()
    assert not seen.page.locator("select").first.is_visible()
    seen.page.uncheck("#f-contradicted")
    assert seen.page.locator(".card.v-contradicted:visible").count() == 0


def test_a_long_page_fills_its_cards_as_they_are_needed(visit: Go, tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_text(render(large(200), RenderOptions()), encoding="utf-8")
    seen = visit(path)
    assert seen.page.locator("noscript").count() > 100
    seen.page.fill("#search", "members REPORTED")  # words of the evidence, in cards that wait
    expect(seen.page.locator("#shown")).to_have_text("200 of 200 shown")
    seen.page.fill("#search", "blockquote")  # markup is no text
    expect(seen.page.locator("#shown")).to_have_text("0 of 200 shown")
    seen.page.click("#clear")
    seen.page.evaluate("location.hash = 'd1-0000000000c7'")
    seen.page.wait_for_selector("#d1-0000000000c7 .decide")
    assert seen.current() == "200"
    seen.page.keyboard.press("a")
    (decision,) = read_decisions(export(seen, tmp_path / "d.json"))
    assert decision.claim == "0000000000c7"
    seen.page.pdf(path=tmp_path / "long.pdf", prefer_css_page_size=True)
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "long.pdf").pages)
    assert " ".join(text.split()).count("Nobody spoke of a cure.") == 200
    bare = visit(path, java_script_enabled=False)
    assert bare.page.locator(".card .exhibits:visible").count() == 200


def test_the_page_prints_to_a_clean_pdf_with_page_numbers(visit: Go, tmp_path: Path) -> None:
    seen = visit()
    decide(seen)
    seen.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "page.pdf").pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
    printed = " ".join(" ".join(pages).split())
    for part in ("Export decisions", "Search claims", "Copy link", "Hide what is fine"):
        assert part not in printed
    for part in ("The council lists gasping", "a day", "To change · by J. Moore", "Name and date", "10.5555/jism.2019"):
        assert part in printed, part


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_no_serious_defect(visit: Go, scheme: str, width: int) -> None:
    seen = visit(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    seen.page.keyboard.press("j")
    seen.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    seen.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    grave = [
        (violation["id"], violation["impact"], [node["html"] for node in violation["nodes"]][:3])
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    assert found["passes"]
    assert grave == []


@pytest.mark.parametrize("width", [400, 560, 768, 901, 1024, 1280, 1600])
def test_nothing_runs_out_of_the_window(visit: Go, width: int) -> None:
    seen = visit(viewport={"width": width, "height": 800})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_does_nothing_in_a_browser(
    visit: Go,
    place: str,
    long: bool,  # noqa: FBT001  a parameter of the table
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reports.page.LONG", 0 if long else 150)
    for name, payload in PAYLOADS.items():
        hostile = replace(Fields(), **dict.fromkeys(PLACES[place], payload))
        path = tmp_path / f"{name}.html"
        path.write_text(render(make_small(hostile), RenderOptions()), encoding="utf-8")
    seen = visit(tmp_path / f"{next(iter(PAYLOADS))}.html")
    for name in PAYLOADS:
        seen.page.goto((tmp_path / f"{name}.html").as_uri())
        assert seen.page.locator(".card").count() == 1
        seen.page.keyboard.press("j")
        seen.page.keyboard.press("a")
        assert seen.page.evaluate("[...document.scripts].length") == 2
