"""Reference lists and footnotes: the entries behind the citation marks of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.readers.outline import Outline

_TITLE = re.compile(
    r"(?:[a-z&]+ ){0,3}"
    r"(?:references?|sources|bibliography|citations|works cited|literature(?: cited)?|footnotes|endnotes|notes)"
    r"(?: (?:and|&) [a-z]+){0,2}:?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:\[\^?(?P<bracket>[\w.-]{1,20})\]:?|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})[.)]?(?=\s)|(?P<raised>[⁰¹²³⁴-⁹]+))\s*"
)
_SIGN = re.compile(r"(?:^|(?<=[.!?\"”)] ))(?P<sign>\*{1,3}|[†‡§¶])\s?(?=[\"“(]?[A-Z0-9])")
_SIGN_USED = re.compile(r"[\w.!?%\"”’)](?:\*{1,3}|[†‡§¶])(?!\w)")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_BIBLIOGRAPHIC = re.compile(
    r"(?i:\bdoi\b|\bPMC?ID\b|\bpubmed\b|\bNCT\d{8}|https?://|\bwww\.|\bet al\b|\bvol\.|\bpp?\.\s?\d)"
    r"|\b10\.\d{4,9}/|\b\d{4};\s?\d|\d\(\d+\):|\b[A-Z][a-z]{1,30},? [A-Z]{1,3}[,.]"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKETS = "[]()."


def gather(outline: Outline) -> tuple[tuple[tuple[str, str], ...], tuple[Block, ...]]:
    """Return the references of a page, as (label, text), and its blocks with the entries marked as footnotes.

    Entries are what stands under a heading such as "References" or in a Markdown footnote, and numbered lines at the
    end of the page that read like a bibliography. A numbered note that makes a statement of its own ("[1] In a survey
    of 40 customers") and a note with a sign ("*Based on …") are references too, but stay what they are: statements.
    """
    blocks = list(outline.blocks)
    found: list[tuple[str, str]] = []
    names: dict[int, list[str]] = {}
    for name, index in outline.anchors.items():
        names.setdefault(index, []).append(f"#{name}")
    for index, label, text, certain in _entries(outline):
        if certain:
            blocks[index] = replace(blocks[index], kind=BlockKind.FOOTNOTE, lead_in=None)
        targets = [link.target for link in blocks[index].links if "://" in link.target and link.target not in text]
        body = " ".join([text, *targets])
        found += [(name, body) for name in ([label] if label else []) + names.get(index, [])]
    found += [(sign, text) for block in blocks for sign, text in _signs(block) if _is_used(sign, blocks)]
    return tuple(dict(reversed(found)).items())[::-1], tuple(blocks)


def _entries(outline: Outline) -> Iterator[tuple[int, str, str, bool]]:
    """Yield index, label, text and whether it can be nothing but a reference, for each entry."""
    inside, ordinal = False, 0
    last = _last_prose(outline.blocks)
    for index, block in enumerate(outline.blocks):
        label = outline.labels.get(index, "").strip(_BRACKETS)
        number = _NUMBER.match(block.text)
        if block.kind is BlockKind.FOOTNOTE:
            yield index, label, block.text, True
        elif block.kind is BlockKind.HEADING or _TITLE.fullmatch(block.text):
            inside, ordinal = bool(_TITLE.fullmatch(block.text)), 0
        elif inside:
            ordinal += 1
            printed = _label(number) if number and not label else None
            text = block.text[number.end() :] if number and printed else block.text
            yield index, printed or _numeral(label) or str(ordinal), text, True
        elif number and (number["bracket"] or (index > last and not label)):
            text = block.text[number.end() :]
            certain = index > last and _is_bibliographic(text)
            if certain or number["bracket"]:
                yield index, _label(number), text, certain
        elif label.isdigit() and index > last and _is_bibliographic(block.text):
            yield index, label, block.text, True


def _label(number: re.Match[str]) -> str:
    if number["raised"]:
        return number["raised"].translate(_RAISED)
    caret = "^" if number[0].startswith("[^") else ""
    return caret + (number["bracket"] or number["round"] or number["plain"])


def _numeral(label: str) -> str:
    return label if label[:1].isalnum() else ""


def _is_bibliographic(text: str) -> bool:
    return bool(_BIBLIOGRAPHIC.search(text)) and bool(_YEAR.search(text) or "://" in text or "doi" in text.lower())


def _last_prose(blocks: list[Block]) -> int:
    """Return the index of the last block that is not a numbered bibliographic entry."""
    index = len(blocks) - 1
    while index >= 0 and _is_bibliographic(blocks[index].text):
        index -= 1
    return index


def _signs(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the notes in a block that begin with a sign ("*Based on a trial of 40 adults.")."""
    marks = list(_SIGN.finditer(block.text))
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else None
        text = block.text[mark.end() : stop].strip()
        if text:
            yield mark["sign"], text


def _is_used(sign: str, blocks: list[Block]) -> bool:
    return any(used[0][1:] == sign for block in blocks for used in _SIGN_USED.finditer(block.text))
