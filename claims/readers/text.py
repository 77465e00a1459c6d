"""Plain text (.txt): paragraphs, headings, list items and tables as people type them, and light Markdown marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claims.directives import without_directives
from claims.model import BlockKind, Copy
from claims.readers.files import File
from claims.readers.folding import Folding, Run
from claims.readers.lines import Line, LineKind, Wrapping, ends_sentence, is_label, split_lines
from claims.readers.outline import Outline, bullet, introduction
from claims.readers.references import gather

_EMPHASIS = re.compile(
    r"(?P<strong>\*\*|__)(?=\S)(?P<words>.+?)(?<=\S)(?P=strong)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>[^*]+?)(?<=\S)\*(?![\w*])"
    r"|\[(?P<label>[^\[\]]+)\]\((?P<target>\S+?)\)"
)
_BOLD_LINE = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__):?$")
_ITEM_MARKS = re.compile(r"(?:(?<=\s)|^)([•▪✓✔✅☑✗✘❌►▸➤]|(?<=\n)→)\ufe0f?(?=\s)")
_INNER_EDGE = re.compile(r"[.!]['\"”’)]*\s+\S|;\s")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}\b", re.IGNORECASE
)
_FREE_STANDING = frozenset("-–—")  # a single dash before a line is an attribution as often as a bullet

_MARKED = {LineKind.ROW: BlockKind.CELL, LineKind.QUOTE: BlockKind.QUOTE}

TITLE_WORDS = 30
HEADING_WORDS = 20
MENU_WORDS = 8


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one; `after_gap` tells whether a blank line stands before it."""

    lines: list[Line]
    after_gap: bool
    underlined: int = 0
    text: str = field(default="", init=False)

    @property
    def kind(self) -> LineKind:
        """What its first line is."""
        return self.lines[0].kind

    @property
    def is_short(self) -> bool:
        """Whether it could be a line of a menu: a few words without the punctuation of a sentence."""
        return len(self.lines) == 1 and not ends_sentence(self.text) and len(self.text.split()) <= MENU_WORDS


def read(file: File) -> Iterator[Copy]:
    """Yield the one copy in a plain-text file."""
    outline = outline_of(file.text)
    references, blocks = gather(outline)
    yield Copy(file.uri, file.text, "text/plain", file.digest, blocks, references)


def outline_of(text: str) -> Outline:
    """Return the blocks of plain text."""
    outline = Outline()
    text = without_directives(text)
    paragraphs = list(_paragraphs(list(split_lines(text))))
    for paragraph in paragraphs:
        body = paragraph.lines[0].text[paragraph.lines[0].body : paragraph.lines[0].stop]
        paragraph.text = " ".join([body, *(line.text[line.body : line.stop] for line in paragraph.lines[1:])])
    lead_in: str | None = None
    for index, paragraph in enumerate(paragraphs):
        before = paragraphs[index - 1] if index else None
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        kind, level = _role(paragraph, before, after, lead_in)
        if kind is not BlockKind.LIST_ITEM:
            lead_in = None
        elif before is None or lead_in is None:
            in_list = bool(outline.blocks) and outline.blocks[-1].kind is BlockKind.LIST_ITEM
            lead_in = None if in_list else outline.introduction()
        _add(outline, text, paragraph, kind, level, lead_in)
        if kind is not BlockKind.LIST_ITEM and paragraph.text.endswith(":"):
            lead_in = introduction(paragraph.text)
    return outline


def _paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    wrapping = Wrapping.of(lines)
    current: Paragraph | None = None
    gap = True
    for line in lines:
        single = [each.kind for each in current.lines] == [LineKind.PROSE] if current and not gap else False
        if current and single and line.kind is LineKind.UNDERLINE:
            current.underlined = line.level
        if line.kind in (LineKind.BLANK, LineKind.RULE, LineKind.UNDERLINE):
            gap = True
            continue
        if current and not gap and wrapping.joins(current.lines[-1], line):
            current.lines.append(line)
            continue
        if current:
            yield current
        current, gap = Paragraph([line], gap), False
    if current:
        yield current


def _role(
    paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None, lead_in: str | None
) -> tuple[BlockKind, int]:
    """Return what a paragraph is and, for a heading, its level."""
    line, text = paragraph.lines[0], paragraph.text
    if line.kind is LineKind.HEADING or paragraph.underlined:
        return BlockKind.HEADING, line.level or paragraph.underlined
    if line.kind in _MARKED:
        return _MARKED[line.kind], 0
    if line.kind is LineKind.ITEM:
        return _item_role(paragraph, before, after, lead_in)
    if _BOLD_LINE.match(text) and not text.rstrip("*_").endswith((".", ":", ";", ",")):
        return BlockKind.HEADING, 3
    labelled = lead_in or any(is_label(other.text) for other in _close(paragraph, before, after))
    if before and ((is_label(text) and labelled) or _is_menu(paragraph, before, after)):
        return BlockKind.LIST_ITEM, 0
    if _is_heading(paragraph, after, first=before is None):
        return BlockKind.HEADING, 1 if before is None else 2
    return BlockKind.PARAGRAPH, 0


def _item_role(
    paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None, lead_in: str | None
) -> tuple[BlockKind, int]:
    """Return what a paragraph with a bullet or a number is; a single one may be an attribution or a heading."""
    if not any(other and other.kind is LineKind.ITEM for other in (before, after)):
        if paragraph.lines[0].text[0] in _FREE_STANDING and lead_in is None:
            return BlockKind.PARAGRAPH, 0
        if after and after.kind is LineKind.PROSE and _is_heading(paragraph, after, first=False):
            return BlockKind.HEADING, 3
    return BlockKind.LIST_ITEM, 0


def _close(paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None) -> Iterator[Paragraph]:
    if before and not paragraph.after_gap:
        yield before
    if after and not after.after_gap:
        yield after


def _is_menu(paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None) -> bool:
    """Whether it is one of several short lines in a row, as menus and feature lists come out of a web page."""
    close = list(_close(paragraph, before, after))
    if not paragraph.is_short or paragraph.text.endswith("?"):
        return False
    if not all(other.is_short and other.kind is LineKind.PROSE for other in close):
        return False
    heads = after is not None and len(after.text) > len(paragraph.text) * 2
    return len(close) > 1 or bool(close and close[0] is before and not heads)


def _is_heading(paragraph: Paragraph, after: Paragraph | None, *, first: bool) -> bool:
    text = paragraph.text.strip("*_ ")
    words = text.split()
    if len(paragraph.lines) > 1 or not words or not after or len(words) > (TITLE_WORDS if first else HEADING_WORDS):
        return False
    if not text[0].isalnum() and text[0] not in "\"“‘'✨★":
        return False
    core = text.rstrip("\"'”’)")
    if core.endswith("?"):
        return not _INNER_EDGE.search(text) and after.kind is not LineKind.HEADING
    if _INNER_EDGE.search(text) or _DATE.search(text) or bullet(text):
        return False
    if core.endswith("!"):
        return _is_titled(words)
    if ends_sentence(text) or text.endswith(","):
        return False
    return first or _is_titled(words) or (len(after.text) > max(60, len(text) * 3 // 2) and ends_sentence(after.text))


def _is_titled(words: Sequence[str]) -> bool:
    """Whether the words are set in title case or capitals."""
    long = [word for word in words if len(word) > 3 and word[0].isalpha()] or list(words)  # noqa: PLR2004
    return sum(word[0].isupper() for word in long) * 10 >= len(long) * 7


def _add(outline: Outline, text: str, paragraph: Paragraph, kind: BlockKind, level: int, lead_in: str | None) -> None:
    run = _run(text, paragraph)
    first = paragraph.lines[0]
    label = first.text[: first.body].strip() or None if first.kind is LineKind.ITEM else None
    if kind is BlockKind.PARAGRAPH and label:  # a dash that is no bullet belongs to the text
        run, label = _run(text, paragraph, whole=True), None
    if kind is BlockKind.HEADING:
        outline.heading(run, level)
        return
    pieces = _items(run)
    for piece in pieces:
        width = bullet(piece.text) if len(pieces) > 1 else 0
        if width:
            outline.add(piece.cut(width), BlockKind.LIST_ITEM, lead_in=lead_in or introduction(pieces[0].text))
        else:
            outline.add(piece, kind, lead_in=lead_in, label=label)


def _items(run: Run) -> list[Run]:
    """Return the list items that a line holds ("✓ Fast ✓ Gentle"), or the line itself."""
    places = [mark.start() for mark in _ITEM_MARKS.finditer(run.text)]
    if len(places) < 2:  # noqa: PLR2004
        return [run]
    edges = sorted({0, *places, len(run.text)})
    return [piece for start, end in pairwise(edges) if (piece := run.cut(start, end)).text]


def _run(text: str, paragraph: Paragraph, *, whole: bool = False) -> Run:
    """Fold the lines of a paragraph, without bullets, emphasis marks and link targets."""
    folding = Folding()
    for index, line in enumerate(paragraph.lines):
        body = 0 if whole and index == 0 else line.body
        start, stop = line.start + body, line.start + (line.stop or len(line.text))
        if index:
            folding.space(paragraph.lines[index - 1].start + paragraph.lines[index - 1].stop, start)
        _write(folding, text, start, stop)
    return folding.finish()


def _write(folding: Folding, text: str, start: int, stop: int) -> None:
    place = start
    for mark in _EMPHASIS.finditer(text, start, stop):
        folding.slice(text, place, mark.start())
        inner = next(name for name in ("words", "em", "label") if mark[name] is not None)
        if inner == "label":
            folding.open_link(mark["target"])
        _write(folding, text, mark.start(inner), mark.end(inner))
        if inner == "label":
            folding.close_link()
        place = mark.end()
    folding.slice(text, place, stop)
