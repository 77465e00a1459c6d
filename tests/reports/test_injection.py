"""Copy and registry are written by others: whatever they hold, every format shows it and none acts on it."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from dataclasses import fields, replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reports import CLAIM_FORMATS, FILE_FORMATS, FORMATS, RenderOptions
from tests.reports.factory import make_inventory_of
from tests.reports.hostile import Fields, make_small

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": "\"><svg onload=alert(1)><a b='",
    "handler": "' onmouseover='alert(1)' x='",
    "style-end": "</style></title><script>alert(1)</script><!--",
    "template": "{{ 7 * 191 }}{% for x in y %}",
    "url-script": "javascript:alert(1)",
    "url-data": "data:text/html,<script>alert(1)</script>",
    "url-credentials": "https://doi.org@evil.example/x",
    "ansi": "\x1b[31mred\x1b[0m\x1b[2J",
    "hyperlink": "\x1b]8;;https://evil.example\x07here\x1b]8;;\x07",
    "c1": "\x9b31mred\x85next",
    "backspace": "fine\x08\x08\x08\x08evil\r",
    "rich-markup": "[bold red]x[/bold red] [link=https://evil.example]y[/link] :skull:",
    "bidi": "safe \u202egnp.exe\u202c \u2066x\u2069",
    "tags": "x\U000e0041\U000e0042",
    "formula": '=HYPERLINK("https://evil.example";"x")',
    "null": "a\x00b",
    "element-end": "</noscript></template></script></textarea><script>alert(1)</script>",
    "xml": ']]><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><?xml-stylesheet href="x"?>&y;<w:t>z</w:t>',
    "markdown": "[a](javascript:alert(1)) ![b](https://evil.example/x.png) <https://evil.example> `c` | d |\n# e",
}
PLACES = {
    "copy": ("copy", "claim_id", "statement", "quantity", "population", "mark", "link"),
    "names": ("uri", "media_type", "file", "skipped_uri", "skipped_reason"),
    "registry": (
        "source_title", "author", "container", "doi", "pmid", "url", "study_population", "passage", "quote", "locator",
    ),
    "verdict": ("reason", "facet_claim", "facet_evidence", "suggestion", "message", "waiver"),
}  # fmt: skip
ACTIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\U000e0000-\U000e007f]"
)
OWN_STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {k: v or "" for k, v in attrs}))


def poison(place: str, payload: str) -> Fields:
    return replace(Fields(), **dict.fromkeys(PLACES[place], PAYLOADS[payload]))


def test_no_string_of_a_report_is_left_out() -> None:
    assert sorted(name for names in PLACES.values() for name in names) == sorted(f.name for f in fields(Fields))


@pytest.fixture(scope="module")
def elements() -> set[str]:
    return {tag for tag, _ in Elements(FORMATS["html"].render(make_small(Fields()))).found}


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_html(place: str, payload: str, long: bool, elements: set[str], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    monkeypatch.setattr("reports.page.LONG", 0 if long else 150)
    page = FORMATS["html"].render(make_small(poison(place, payload)))
    assert page.count("</script>") == 2
    assert page.count("</noscript>") == long
    assert not ACTIVE.search(page)
    found = Elements(page).found
    assert {tag for tag, _ in found} <= elements | {"noscript"}
    for tag, attributes in found:
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src"}], tag
        href = attributes.get("href", "#")
        assert re.match(r"#[\w-]+$|https?://(doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|example\.org)/", href) or href == "#"
    assert "1337" not in page


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_text(place: str, payload: str) -> None:
    report = make_small(poison(place, payload))
    for options in (
        RenderOptions(verbose=True), RenderOptions(color=True, verbose=True, width=200), RenderOptions(quiet=True),
    ):  # fmt: skip
        shown = FORMATS["text"].render(report, options)
        assert not ACTIVE.search(OWN_STYLE.sub("", shown))
    expected = {
        "rich-markup": "[bold red]x[/bold red] [link=https://evil.example]y[/link] :skull:", "ansi": "␛[31mred␛[0m␛[2J",
    }.get(payload)  # fmt: skip
    if expected and place in {"names", "verdict"}:
        assert expected in FORMATS["text"].render(report, RenderOptions(width=200))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_json(place: str, payload: str) -> None:
    written = FORMATS["json"].render(make_small(poison(place, payload)))
    assert not ACTIVE.search(written)
    document = json.loads(written)["documents"][0]
    claim = document["claims"][0]
    kept = {
        "copy": claim["text"], "names": document["uri"], "registry": claim["evidence"][0]["text"],
        "verdict": claim["reason"],
    }  # fmt: skip
    assert kept[place] == PAYLOADS[payload]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", CLAIM_FORMATS)
def test_claims(place: str, payload: str, name: str) -> None:
    inventory = make_inventory_of(make_small(poison(place, payload)))
    shown = CLAIM_FORMATS[name].render(inventory, RenderOptions(color=True, verbose=True))
    assert not ACTIVE.search(OWN_STYLE.sub("", shown) if name == "text" else shown)
    if name == "csv":
        cells = [cell for row in list(csv.reader(StringIO(shown)))[1:] for cell in row]
        assert [c for c in cells if re.match(r"\s*[=+@]", c)] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv(place: str, payload: str) -> None:
    shown = FORMATS["csv"].render(make_small(poison(place, payload)))
    assert not ACTIVE.search(shown)
    head, *body = csv.reader(StringIO(shown))
    assert [len(row) for row in body] == [len(head)]
    assert [cell for row in body for cell in row if re.match(r"\s*[=+@]|-\D|\t", cell)] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_xlsx(place: str, payload: str, tmp_path: Path) -> None:
    ((_, data),) = FILE_FORMATS["xlsx"].files(make_small(poison(place, payload)), tmp_path / "x.xlsx")
    for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert [cell.value for cell in cells if cell.hyperlink or re.match(r"\s*[=+@]|-\D|\t", str(cell.value))] == []
        assert [cell.value for cell in cells if ACTIVE.search(str(cell.value))] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_docx(place: str, payload: str, tmp_path: Path, word_elements: set[str]) -> None:
    ((path, data),) = FILE_FORMATS["docx"].files(make_small(poison(place, payload)), tmp_path)
    assert path.parent == tmp_path
    with zipfile.ZipFile(BytesIO(data)) as package:
        for part in ("word/document.xml", "word/comments.xml", "docProps/core.xml"):
            text = package.read(part).decode()
            assert not ACTIVE.search(text)
            assert {element.tag for element in parse_xml(text.encode()).iter()} <= word_elements


@pytest.fixture(scope="module")
def word_elements() -> set[str]:
    ((_, data),) = FILE_FORMATS["docx"].files(make_small(Fields()), Path("x"))
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = ("word/document.xml", "word/comments.xml", "docProps/core.xml")
        tags = {element.tag for part in parts for element in parse_xml(package.read(part)).iter()}
    return tags | {qn("w:br"), qn("w:tab")}  # line ends and tabs of the text itself
