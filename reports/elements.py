"""XML written piece by piece: every text made inert and escaped, whatever it is put into."""

from __future__ import annotations

import re

from reports.inert import disarm_markup, inert

# What XML 1.0 has no way to hold: noncharacters; `inert` has replaced the controls and the surrogates.
_FORBIDDEN = re.compile("[\ufffe\uffff]")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name: str, attributes: dict[str, object], *children: str) -> str:
    """Return an element on lines of its own; `children` are finished XML. An attribute that is None is left out."""
    start = _start(name, attributes)
    return f"<{start}>\n{''.join(children)}</{name}>\n" if children else f"<{start}/>\n"


def text_element(name: str, attributes: dict[str, object], text: str) -> str:
    """Return an element that holds `text`."""
    return f"<{_start(name, attributes)}>{escape(text, lines=True)}</{name}>\n"


def _start(name: str, attributes: dict[str, object]) -> str:
    return " ".join([name, *(f'{k}="{escape(str(v))}"' for k, v in attributes.items() if v is not None)])


def escape(text: str, *, lines: bool = False) -> str:
    """Return `text` inert and escaped, for an attribute or (with its `lines`) for the inside of an element."""
    from markupsafe import escape as references  # noqa: PLC0415  comes with jinja2

    shown = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", inert(text))
    kept = shown if lines else " ".join(shown.split())
    return disarm_markup(str(references(kept)))
