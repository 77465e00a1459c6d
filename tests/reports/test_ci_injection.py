"""What a CI service, an XML parser or a Markdown renderer would act on comes out of every format as words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from reports import CLAIM_FORMATS, FORMATS, RenderOptions
from tests.reports.factory import make_inventory_of
from tests.reports.hostile import Fields, make_small
from tests.reports.test_injection import ACTIVE, OWN_STYLE, PLACES

if TYPE_CHECKING:
    from markdown_it.token import Token

PAYLOADS = {
    "workflow-command": "::error file=x,line=1::pwned",
    "workflow-command-on-a-line": "fine\n  ::stop-commands::token\n::add-mask::x",
    "workflow-command-behind-other-breaks": "fine\r::error::x\u2028::error::x\x85::error::x\x0b::error::x",
    "workflow-command-of-old": "fine ##[error]pwned ##[add-path]/tmp",
    "pipelines-command": "##vso[task.setvariable variable=x]y",
    "teamcity-command": "##teamcity[buildStatus status='SUCCESS']",
    "gitlab-section": "section_start:1:x\r\x1b[0Kpwned",
    "ansi": "\x1b[31mred\x1b[0m\x1b[2J\x1b]0;title\x07",
    "ansi-hyperlink": "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "ansi-c1": "\x9b31mred",
    "xml-end": "\"/></failure></testcase></testsuite><error x='",
    "xml-cdata": "]]><!--<![CDATA[<?php ?>&evil;&#0;&#x1b;",
    "xml-doctype": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "xml-forbidden": "a\ufffeb\uffffc\x00d",
    "markdown-image": "![x](https://evil.example/x.png) [y](javascript:alert(1))",
    "markdown-html": "</details></summary><img src=x onerror=alert(1)><!-- ",
    "markdown-blocks": "x\n\n# heading\n\n- item\n> quote\n\n| a |\n| - |\n\n```\ncode\n***",
    "markdown-mentions": "@team @org/team #12 org/repo#12 GH-12 !34 ~label %1 $5 ^x &7",
    "markdown-addresses": "https://evil.example www.evil.example mailto:a@b.example <https://evil.example>",
    "markdown-formula": "$x$ $$y$$ `code` **bold** ~~gone~~ \\",
    "sarif-link": "[here](1) [there](https://evil.example) {0} {{1}}",
    "url": "javascript:alert(1)//%0a::error::x",
}
#: Lines that a runner takes for commands: GitHub strips white space in front, and finds the old syntax anywhere.
COMMAND = re.compile(r"^\s*::[a-z][a-z-]*(?: [^:]*)?::", re.IGNORECASE)
OLD_COMMAND = re.compile(r"##(?:\[|vso\[|teamcity\[)", re.IGNORECASE)
ALLOWED_HTML = frozenset({
    "<!-- claims-audit -->", "<!-- -->", "<br>", "<details><summary>2 findings suppressed</summary>", "</details>",
})  # fmt: skip
INLINE = frozenset({
    "text", "text_special", "html_inline", "softbreak", "strong_open", "strong_close", "code_inline",
})  # fmt: skip
LINKED = re.compile(r"(?<!\w)[@#!~^&$](?=\w)|\b(?:https?|mailto|javascript\(|ftp):(?=\S)|\bwww\.\w|\bGH-\d")


def written(name: str, place: str, payload: str) -> Iterator[str]:
    hostile = dict.fromkeys(PLACES[place], PAYLOADS[payload])
    if "skipped_uri" in hostile:
        hostile["skipped_uri"] += " too"  # or it would be one file with the copy
    report = make_small(replace(Fields(), **hostile))
    yield FORMATS[name].render(report, RenderOptions(verbose=True))
    if name == "text":
        yield FORMATS[name].render(report, RenderOptions(color=True, verbose=True, width=60))
        yield FORMATS[name].render(report, RenderOptions(quiet=True))


def harmless(name: str) -> str:
    return FORMATS[name].render(make_small(Fields()), RenderOptions(verbose=True))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_format_prints_what_a_screen_or_a_ci_service_acts_on(name: str, place: str, payload: str) -> None:
    for shown in written(name, place, payload):
        assert not ACTIVE.search(OWN_STYLE.sub("", shown))
        assert not OLD_COMMAND.search(shown)
        lines = OWN_STYLE.sub("", shown).splitlines()
        commands = [line for line in lines if COMMAND.match(line)]
        assert name == "github" or commands == []


@pytest.mark.parametrize("name", CLAIM_FORMATS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_list_of_claims_holds_no_command_either(name: str, place: str, payload: str) -> None:
    report = make_small(replace(Fields(), **dict.fromkeys(PLACES[place], PAYLOADS[payload])))
    shown = CLAIM_FORMATS[name].render(make_inventory_of(report), RenderOptions(verbose=True))
    assert not OLD_COMMAND.search(shown)
    assert [line for line in shown.splitlines() if COMMAND.match(line)] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_annotations_are_our_own(place: str, payload: str) -> None:
    def shapes(shown: str) -> list[tuple[str, ...]]:
        found = []
        for line in shown.splitlines()[:-1]:
            match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
            assert match is not None, line
            found.append((match[1], *(p.partition("=")[0] for p in match[2].split(","))))
        return found

    (shown,) = written("github", place, payload)
    assert Counter(shapes(shown)) == Counter(shapes(harmless("github")))


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_xml_keeps_its_elements(name: str, place: str, payload: str) -> None:
    (shown,) = written(name, place, payload)
    assert "<!" not in shown

    def elements(text: str) -> Counter[tuple[str, ...]]:
        return Counter((e.tag, *sorted(e.attrib)) for e in ET.fromstring(text).iter())  # noqa: S314  our own

    assert elements(shown) == elements(harmless(name))


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "rdjsonl"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_keeps_its_keys(name: str, place: str, payload: str) -> None:
    def keys(value: object) -> object:
        if isinstance(value, dict):
            return {k: keys(v) for k, v in value.items()}
        return sorted(map(repr, map(keys, value))) if isinstance(value, list) else type(value).__name__

    def read(shown: str) -> object:
        return [json.loads(line) for line in shown.splitlines()] if name == "rdjsonl" else json.loads(shown)

    (shown,) = written(name, place, payload)
    assert keys(read(shown)) == keys(read(harmless(name)))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_keeps_its_shape(place: str, payload: str) -> None:
    def tokens(shown: str) -> list[Token]:
        parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        return [t for token in parser.parse(shown) for t in (token, *(token.children or ()))]

    (shown,) = written("markdown", place, payload)
    blocks = Counter(t.type for t in tokens(shown) if t.block)  # files may change places with their names
    assert blocks == Counter(t.type for t in tokens(harmless("markdown")) if t.block)
    inline = [t for t in tokens(shown) if not t.block]
    assert {t.type for t in inline} <= INLINE
    assert {t.content.strip() for t in tokens(shown) if t.type in {"html_inline", "html_block"}} <= ALLOWED_HTML
    for text in (t.content for t in inline if t.type == "text"):
        assert not LINKED.search(text), text


def test_a_sarif_message_holds_no_link_and_no_placeholder() -> None:
    (shown,) = written("sarif", "verdict", "sarif-link")
    message = json.loads(shown)["runs"][0]["results"][0]["message"]["text"]
    assert message == "\\[here\\](1) \\[there\\](https://evil.example) {{0}} {{{{1}}}}"
