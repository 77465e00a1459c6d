"""HTML as a flat stream of tags and text, with offsets in code points.

tree-sitter's grammar finds the tags. Where it met an error, the stretch is searched once more for whole tags, and what
is none is text, so that a malformed page loses no words. Nothing else is made of the tree: which elements are open is
for the reader to say, as it is for a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|(?P<name>[A-Za-z][A-Za-z0-9]{1,31};?))")
_MARKUP = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<[!?][^>]*>|</?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|</?[A-Za-z][^<>]*>", re.DOTALL
)
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_TAGS = frozenset({"start_tag", "end_tag", "self_closing_tag", "erroneous_end_tag"})
_SILENT = frozenset({"comment", "doctype"})


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute, its name in lower case; its value is the source from `start` to `end`, not decoded."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag (or, with `closes`, an end tag) from `start` to `end`, its name in lower case."""

    name: str
    start: int
    end: int
    closes: bool = False
    attributes: tuple[Attribute, ...] = ()

    def get(self, name: str) -> Attribute | None:
        """Return the first attribute called `name`."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


@dataclass(frozen=True, slots=True)
class Text:
    """Text from `start` to `end`, character references not decoded."""

    start: int
    end: int


def tokens(source: str) -> Iterator[Tag | Text]:
    """Yield the tags and the text of `source` in order; comments and declarations are left out."""
    place = 0
    for start, end, tag in _parse(source):
        yield from _search(source, place, start)
        place = end
        if tag:
            yield tag
    yield from _search(source, place, len(source))


def decode(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the text from `start` to `end`, character references decoded, in pieces with the range of each."""
    place = start
    for found in _REFERENCE.finditer(source, start, end):
        stop = found.end()
        name = found["name"]
        if name:  # without a semicolon, the longest known name counts: "&copy2" is "©2"
            known = next((name[:length] for length in range(len(name), 1, -1) if name[:length] in html5), None)
            if known is None:
                continue
            stop = found.start("name") + len(known)
        if found.start() > place:
            yield source[place : found.start()], place, found.start()
        yield unescape(source[found.start() : stop]), found.start(), stop
        place = stop
    if place < end:
        yield source[place:end], place, end


def decoded(source: str, attribute: Attribute | None) -> str:
    """Return the value of `attribute`, "" if there is none."""
    return "".join(text for text, _, _ in decode(source, attribute.start, attribute.end)) if attribute else ""


@cache
def _parser() -> Parser:
    import tree_sitter_html
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_html.language()))


class _Places:
    """Turns byte offsets into code points; cheap as long as each is near the one before."""

    __slots__ = ("_byte", "_data", "_place")

    def __init__(self, data: bytes) -> None:
        self._data, self._byte, self._place = data, 0, 0

    def __call__(self, byte: int) -> int:
        if byte >= self._byte:
            self._place += len(self._data[self._byte : byte].decode())
        else:
            self._place -= len(self._data[byte : self._byte].decode())
        self._byte = byte
        return self._place


def _parse(source: str, base: int = 0) -> list[tuple[int, int, Tag | None]]:
    """Return what tree-sitter is sure of: (start, end, tag) of each tag, None for a comment or a declaration."""
    data = _masked(source).encode()
    places = _Places(data)
    found: list[tuple[int, int, Tag | None]] = []
    stack = [_parser().parse(data).root_node]
    while stack:
        node = stack.pop()
        if node.type in _SILENT:
            found.append((base + places(node.start_byte), base + places(node.end_byte), None))
        elif node.type in _TAGS and not node.has_error and _NAME.match(source, places(node.start_byte)):
            tag = _tag(node, places, source, base)
            found.append((tag.start, tag.end, tag))
        elif node.type not in _TAGS:
            stack.extend(reversed(node.children))
    return found


def _masked(source: str) -> str:
    """Return `source` with comments that never end blanked: the grammar would look for their end from every place."""
    last = source.rfind("-->")
    return source[: last + 1] + source[last + 1 :].replace("<!--", "    ")


def _tag(node: Node, places: _Places, source: str, base: int) -> Tag:
    start, end = places(node.start_byte), places(node.end_byte)
    attributes = []
    for child in node.children:
        if child.type != "attribute":
            continue
        name = child.children[0]
        label = source[places(name.start_byte) : places(name.end_byte)].lower()
        value = child.children[-1]
        first, last = places(value.start_byte), places(value.end_byte)
        if value.type == "quoted_attribute_value":
            first, last = first + 1, last - 1
        elif value.type != "attribute_value":
            first = last
        attributes.append(Attribute(label, base + first, base + last))
    matched = _NAME.match(source, start)
    name_text = matched[1].lower() if matched else ""
    return Tag(name_text, base + start, base + end, node.type in {"end_tag", "erroneous_end_tag"}, tuple(attributes))


def _search(source: str, start: int, end: int) -> Iterator[Tag | Text]:
    """Yield the tags and the text of a stretch that tree-sitter made nothing of."""
    place = start
    for found in _MARKUP.finditer(source, start, end):
        if found.start() > place:
            yield Text(place, found.start())
        place = found.end()
        if name := _NAME.match(found[0]):
            closes = found[0].startswith("</")
            alone = [tag for _, _, tag in _parse(found[0], found.start()) if tag]
            attributes = alone[0].attributes if alone and not closes else ()
            yield Tag(name[1].lower(), found.start(), place, closes, attributes)
    if place < end:
        yield Text(place, end)
