"""Markdown's inline marks, with the place of every code point.

markdown-it gives the tokens of a paragraph without their places. Each of its inline rules is therefore wrapped so that
it notes, in the token's `meta`, where in the paragraph it began and ended; plain text between two tokens begins where
the one before ended. Nothing is searched for, so nothing can be found in the wrong place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from claims.readers.elements import raised
from claims.readers.folding import Folding, Run
from claims.readers.outline import bullet
from claims.readers.tags import Tag, decode, decoded, tokens

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

_PLACE = "claims-place"
# Rules that push text tokens of their own; all other text is what stands between tokens.
_TEXTUAL = frozenset({"emphasis", "strikethrough"})


@cache
def parser() -> MarkdownIt:
    """Return CommonMark with tables, strikethrough and footnotes; its inline tokens know their places.

    Indented code is off: in copy, an indented paragraph is a paragraph. Footnote marks stay text, for `claims.marks`.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    markdown.disable(["code", "footnote_tail", "footnote_inline", "footnote_ref", "text_join", "fragments_join"])
    names = markdown.get_active_rules()["inline"]
    for name, rule in zip(names, markdown.inline.ruler.getRules(""), strict=True):
        markdown.inline.ruler.at(name, _placed(name, rule))
    return markdown


def _placed(name: str, rule: Rule) -> Rule:
    def run(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature that markdown-it calls
        if silent:
            return rule(state, silent)
        start, count, pending = state.pos, len(state.tokens), bool(state.pending)
        if not rule(state, silent):
            return False
        new = state.tokens[count:]
        if pending and new and new[0].type == "text":
            new = new[1:]  # the text before, pushed only now
        _note(name, new, start, state.pos)
        return True

    return run


def _note(name: str, new: Sequence[Token], start: int, end: int) -> None:
    place = start
    for token in new:
        if _PLACE in token.meta:
            continue
        if token.type == "link_open":
            token.meta[_PLACE] = (start, start + 1)
        elif token.type != "text":
            token.meta[_PLACE] = (start, end)
        elif name in _TEXTUAL:
            token.meta[_PLACE] = (place, place + len(token.content))
            place += len(token.content)
        elif name == "autolink":
            token.meta[_PLACE] = (start + 1, end - 1)


def placed(children: Sequence[Token]) -> Iterator[tuple[Token, int, int]]:
    """Yield the tokens of a paragraph with their start and end in its content."""
    place = 0
    for token in children:
        start, end = token.meta.get(_PLACE) or (place, place + len(token.content))
        yield token, start, end
        place = end


class Inline:
    """Writes the inline tokens of one paragraph; `places` maps its content, end included, to the file."""

    def __init__(self, content: str, places: Sequence[int]) -> None:
        self._content, self._places = content, places
        self._text = Folding()
        self._raised = 0
        self.alts: list[Run] = []

    def run(self, children: Sequence[Token]) -> Run:
        """Return the text of `children`; the alternative texts of images are in `alts` then."""
        for token, start, end in placed(children):
            self._take(token, start, end)
        return self._text.finish()

    def _take(self, token: Token, start: int, end: int) -> None:
        places, text = self._places, self._text
        if token.type == "text":
            if token.content:
                self._write(text, start, end)
        elif token.type == "text_special":
            if token.info == "escape":
                self._write(text, end - len(token.content), end)
            else:
                text.replace(token.content, places[start], places[end])
        elif token.type == "code_inline":
            width = len(token.markup)
            self._write(text, start + width, end - width)
        elif token.type == "softbreak":
            rest = self._content[end:]
            following = bullet(rest)
            write = text.end_line if following and not rest[0].isascii() else text.space
            write(places[start], places[end])
        elif token.type == "hardbreak":
            text.end_line(places[start], places[end])
        elif token.type == "link_open":
            text.open_link(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            text.close_link()
        elif token.type == "image":
            alt = Inline(self._content[start + 2 : end], places[start + 2 : end + 1])
            self.alts += [alt.run(token.children or ()), *alt.alts]
        elif token.type == "html_inline":
            self._take_html(start, end)

    def _take_html(self, start: int, end: int) -> None:
        source = self._content[start:end]
        for tag in tokens(source):
            if not isinstance(tag, Tag):
                continue
            if tag.name == "br":
                self._text.end_line(self._places[start], self._places[end])
            elif tag.name == "a" and tag.closes:
                self._text.close_link()
            elif tag.name == "a":
                self._text.open_link(decoded(source, tag.get("href")))
            elif tag.name == "sup":
                self._raised = max(0, self._raised + (-1 if tag.closes else 1))
            elif tag.name == "img" and (attribute := tag.get("alt")):
                alt = Folding()
                for piece, first, last in decode(source, attribute.start, attribute.end):
                    if len(piece) == last - first:
                        self._write(alt, start + first, start + last)
                    else:
                        alt.replace(piece, self._places[start + first], self._places[start + last])
                self.alts.append(alt.finish())

    def _write(self, folding: Folding, start: int, end: int) -> None:
        text = self._content[start:end]
        folding.write(
            raised(text) if self._raised else text, self._places[start:end], self._places[start + 1 : end + 1]
        )
