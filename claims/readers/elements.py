"""HTML's elements, as a reader of copy needs to know them."""

from __future__ import annotations

import re

from claims.model import BlockKind


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html label legend li main menu nav ol option "
    "p pre search section summary table tbody td tfoot th thead title tr ul"
)
"""Elements that begin and end a block."""

SKIPPED = _names(
    "script style template noscript textarea select datalist svg math iframe object canvas audio video noembed "
    "noframes plaintext xmp"
)
"""Elements that hold no copy."""

KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "blockquote": BlockKind.QUOTE,
    "title": BlockKind.META,
}
TERM_LEVEL = 7  # a term or a summary is a heading of the answer that follows it
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "dt": TERM_LEVEL, "summary": TERM_LEVEL}
CELLS = frozenset({"td", "th"})
MAX_COLUMNS = 1000  # of the HTML standard, 4.9.11
LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
META = frozenset({"description", "og:description", "og:title", "twitter:description", "twitter:title"})
# An id of one of these names a part of the page, not an entry of a reference list.
CONTAINERS = LISTS | _names("html body main section article aside header footer nav table tbody form")
_RAISABLE = re.compile(r"[0-9][0-9,;\s–-]*")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# An element of the first kind ends where one of the second begins (HTML standard, 13.1.2.4 "Optional tags").
ENDS = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot", "thead"}),
    "p": BLOCKS - {"button", "label"},
}
# An end tag closes nothing outside of the cell, table or list that it stands in.
CELL_SCOPE = frozenset({"td", "th", "caption", "table", "button"})
SCOPES = {
    **dict.fromkeys(("li", "dt", "dd"), LISTS | CELL_SCOPE),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot", "caption"), frozenset({"table"})),
    "p": LISTS | CELL_SCOPE,
    "table": frozenset[str](),
}


def raised(text: str) -> str:
    """Return `text` as it looks raised: numbers become superscripts, anything else ("®", "nd") stays as it is."""
    return text.translate(_RAISED) if _RAISABLE.fullmatch(text.strip()) else text
