"""The outline of a page while it is read: its blocks in order, the headings above them, what introduces a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.model import Block, BlockKind
from claims.readers.folding import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

# What may stand at the start of a printed list item; digits need their full stop or bracket.
_GLYPHS = "•◦▪▫●○■□‣⁃∙·►▸▶➤➔➜→⇒»✓✔✅☑✗✘✖❌❎⭐★☆✦✨◆◇❖"
_BULLET = re.compile(rf"(?:[{_GLYPHS}]\ufe0f?\s*|[-*+–—]\s+|\d{{1,3}}[.)]\s+|\(\d{{1,2}}\)\s+|[a-z]\)\s+)(?=\S)")
_SENTENCE_EDGE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_OPENER = re.compile(
    r"(?:here(?:'s|’s| is| are)|these (?:are|include)|the following|below (?:is|are)|among)\b", re.IGNORECASE
)
# An unfinished sentence that the items of a list complete.
_CLOSER = re.compile(
    r"\b(?:with|for|includ(?:e|es|ing)|by|to|that|as|of|your|you|can|may|will|are|is|in|like|from|following|such as)$",
    re.IGNORECASE,
)


def bullet(text: str) -> int:
    """Return how many code points at the start of `text` are a bullet or an item number with its space."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def introduction(text: str) -> str | None:
    """Return the last sentence of `text` if it introduces a list ("Here are the main benefits:")."""
    last = _SENTENCE_EDGE.split(text)[-1].strip()
    if last.endswith(":") or _OPENER.match(last):
        return last
    return last if _CLOSER.search(last) else None


def layout_lines(run: Run) -> list[Run]:
    """Return the lines of a run that are lines of their own; one that goes on in lower case was only laid out."""
    kept = (
        place
        for place in run.breaks
        if not run.text[place].islower() and not run.text[: place - 1].endswith((",", "-", "–", "—"))
    )
    return Run(run.text, run.starts, run.ends, run.links, tuple(kept)).lines()


@dataclass(slots=True)
class Outline:
    """Blocks in reading order, collected by a reader.

    `labels` gives the number or sign printed before a block, `anchors` the block that an id of the page names; both
    serve to recognise reference lists.
    """

    blocks: list[Block] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    anchors: dict[str, int] = field(default_factory=dict)
    path: list[tuple[int, str]] = field(default_factory=list)

    def heading(self, run: Run, level: int) -> None:
        """Add a heading of `level` (1 is the page's title); it stands above all that follows until the next such."""
        if run.text:
            self.close(level)
            self.add(run, BlockKind.HEADING)
            self.path.append((level, run.text))

    def close(self, level: int) -> None:
        """Take headings of `level` and deeper off the path."""
        while self.path and self.path[-1][0] >= level:
            self.path.pop()

    def add(
        self,
        run: Run,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        lead_in: str | None = None,
        headings: Sequence[str] | None = None,
        label: str | None = None,
    ) -> None:
        """Add a block unless it is empty; `headings` replaces the path, `label` is its number in a list."""
        if not run.text:
            return
        if label is not None:
            self.labels[len(self.blocks)] = label
        path = tuple(text for _, text in self.path) if headings is None else tuple(headings)
        self.blocks.append(Block(kind, run.text, run.offsets, path, lead_in, run.links))

    def add_lines(
        self, run: Run, kind: BlockKind = BlockKind.PARAGRAPH, *, lead_in: str | None = None, label: str | None = None
    ) -> None:
        """Add a block for each line of the page in `run`; in running text, lines with a bullet are list items."""
        inner = self.introduction() if kind is BlockKind.PARAGRAPH else None
        for line in layout_lines(run):
            width = bullet(line.text) if kind is BlockKind.PARAGRAPH and len(run.lines()) > 1 else 0
            if width:
                self.add(line.cut(width), BlockKind.LIST_ITEM, lead_in=inner, label=line.text[:width].strip())
            else:
                self.add(line, kind, lead_in=lead_in, label=label)
                inner = introduction(line.text)
            label = None

    def anchor(self, name: str) -> None:
        """Note that `name` is an id of the block that comes next."""
        self.anchors.setdefault(name, len(self.blocks))

    def introduction(self) -> str | None:
        """Return the sentence that introduces a list beginning here, if the block before it ends with one."""
        if self.blocks and self.blocks[-1].kind not in (BlockKind.ALT_TEXT, BlockKind.META, BlockKind.CELL):
            return introduction(self.blocks[-1].text)
        return None
