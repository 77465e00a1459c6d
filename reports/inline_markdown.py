"""Text of others inside Markdown: read as words, never as markup, a link, a mention or a reference to an issue."""

from __future__ import annotations

import re

from reports.inert import disarm, one_line

# Signs that begin emphasis, code, links, headings, tables, formulas or HTML, whatever stands before them.
_MARKUP = re.compile(r"[\\`*_\[\]#|~$<>&]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# What a service links though no markup says so: @user, #12, !12 and their like, and bare addresses. A comment in the
# middle leaves the words as they are and keeps them from being read as one.
_REFERENCE = re.compile(
    r"[@#!%~$^&](?=[\w\"])|\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)|\bGH(?=-\d)", re.IGNORECASE
)
_BREAK = "<!-- -->"
_MARK = "\x00"  # stands for the comment until the rest is escaped; `one_line` leaves no such character


def escape_markdown(text: str) -> str:
    """Return `text` on one line, so that Markdown shows its words and does nothing else with them.

    It is meant to stand behind other words of the line: signs that act at the start of a line only stay as they are.
    """
    broken = _REFERENCE.sub(lambda m: m[0] + _MARK, disarm(one_line(text)))
    return _MARKUP.sub(lambda m: _ENTITIES.get(m[0], f"\\{m[0]}"), broken).replace(_MARK, _BREAK)
