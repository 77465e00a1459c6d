"""Styles of a Word document, as far as they say what a paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from claims.model import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)$")
_LAST_DIGIT = re.compile(r"(?<=[a-z])(?=\d$)")  # "toc1", the id of a style that Word knows and the file leaves out
_BODY_LEVEL = 9  # outline level 9 is body text (ECMA-376, 17.3.1.20)
_OFF = frozenset({"0", "false", "off", "none"})
_DEPTH = 12  # styles that a style may be based on, one on the other; Word itself stops sooner


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is: a heading of `level` (from 1), or a block of `kind`; `printed` is false for a contents."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    printed: bool = True


@dataclass(slots=True)
class Styles:
    """The styles of a document by their id."""

    _by_id: dict[str, Any] = field(default_factory=dict)
    _default: str = ""

    @classmethod
    def of(cls, element: Any) -> Styles:
        """Return the styles in `w:styles`."""
        found = cls()
        for style in () if element is None else element.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            found._by_id[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}:
                found._default = name
        return found

    def role(self, paragraph: Any) -> Role:
        """Return what `paragraph` (a `w:p`) is."""
        own = paragraph.find(f"{W}pPr")
        chosen = None if own is None else own.find(f"{W}pStyle")
        style = self._default if chosen is None else chosen.get(f"{W}val", "")
        chain = self._chain(style)
        names = [_name(each) for each in chain] or [_LAST_DIGIT.sub(" ", style.lower())]
        if any(name.startswith(("toc ", "table of ")) for name in names):
            return Role(printed=False)
        properties = [p for p in (own, *(each.find(f"{W}pPr") for each in chain)) if p is not None]
        if (level := _outline(properties, names)) is not None:
            return Role(BlockKind.HEADING, level)
        if _is_listed(properties) or any(name.startswith("list") for name in names):
            return Role(BlockKind.LIST_ITEM)
        if any("quote" in name for name in names):
            return Role(BlockKind.QUOTE)
        return Role(BlockKind.CAPTION) if "caption" in names else Role()

    def is_on(self, properties: Any, name: str) -> bool:
        """Return whether the run properties `w:rPr`, or the character style that they name, switch `name` on."""
        if properties is None:
            return False
        if (own := properties.find(f"{W}{name}")) is not None:
            return own.get(f"{W}val", "1") not in _OFF
        style = properties.find(f"{W}rStyle")
        chain = () if style is None else self._chain(style.get(f"{W}val", ""))
        found = (s.find(f"{W}rPr/{W}{name}") for s in chain)
        return next((f.get(f"{W}val", "1") not in _OFF for f in found if f is not None), False)

    def _chain(self, name: str) -> list[Any]:
        """Return the style called `name` and those that it is based on."""
        chain: list[Any] = []
        while name in self._by_id and len(chain) < _DEPTH:
            style = self._by_id[name]
            chain.append(style)
            base = style.find(f"{W}basedOn")
            name = "" if base is None else base.get(f"{W}val", "")
        return chain


def _name(style: Any) -> str:
    found = style.find(f"{W}name")
    return "" if found is None else str(found.get(f"{W}val", "")).lower()


def _outline(properties: list[Any], names: list[str]) -> int | None:
    """Return the level of a heading, from 1; None for other text."""
    for each in properties:
        level = each.find(f"{W}outlineLvl")
        if level is not None:
            value = level.get(f"{W}val", "")
            return int(value) + 1 if value.isdecimal() and int(value) < _BODY_LEVEL else None
    if "title" in names:
        return 1
    return next((int(found[1]) for name in names if (found := _HEADING.match(name))), None)


def _is_listed(properties: list[Any]) -> bool:
    """Whether the paragraph is numbered or has a bullet; number 0 takes one away."""
    for each in properties:
        number = each.find(f"{W}numPr/{W}numId")
        if number is not None:
            return bool(number.get(f"{W}val") != "0")
    return False
