"""Sources as a reference list prints them, by a CSL processor, in the style `styles/claims-audit.csl`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Any

from reports.inert import one_line
from sources.model import Source

_TEXTS = ("title", "container-title", "publisher", "volume", "issue", "page")
_PERSON = ("family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle")
_DOUBLED = re.compile(r"([.?!])\.(?=\s|$)")  # a title that ends in a mark of its own needs none of the style
_SAID_TWICE = frozenset({"publisher"})


def format_sources(sources: Sequence[Source]) -> dict[str, str]:
    """Return the entry of each source in a reference list, by its id: plain text on one line."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    keys = {source.id: f"s{i}" for i, source in enumerate(sources)}  # ids of others mean nothing to the processor
    with as_file(files("reports").joinpath("styles", "claims-audit.csl")) as style:
        listed = CitationStylesBibliography(
            CitationStylesStyle(str(style), validate=False),
            CiteProcJSON([_item(source, keys[source.id]) for source in sources]),
            formatter.plain,
        )
    for key in keys.values():
        listed.register(Citation([CitationItem(key)]))
    entries = (_DOUBLED.sub(r"\1", one_line(str(entry))) for entry in listed.bibliography())
    return dict(zip(keys, entries, strict=True))


def _item(source: Source, key: str) -> dict[str, Any]:
    """Return the CSL item of `source` with what the style prints, every value of the kind that it expects."""
    csl = source.csl
    item: dict[str, Any] = {"id": key, "type": "article-journal", "title": one_line(source.title)}
    for name in _TEXTS[1:]:
        value = csl.get(name)
        text = one_line(str(value[0] if isinstance(value, list | tuple) and value else value or ""))
        if text:
            item[name] = text
    for role in ("author", "editor"):
        people = csl.get(role)
        named = [_person(p) for p in people if isinstance(p, dict)] if isinstance(people, list | tuple) else []
        if kept := [p for p in named if p]:
            item[role] = kept
    authors = {one_line(str(p.get("literal", ""))) for p in item.get("author", ())}
    for name in _SAID_TWICE & item.keys():
        if item[name] in authors:
            del item[name]
    if source.year:
        item["issued"] = {"date-parts": [[source.year]]}
    return item


def _person(person: dict[str, Any]) -> dict[str, str]:
    found = {key: one_line(str(person[key])) for key in _PERSON if person.get(key)}
    return (
        found if found.get("family") else {"literal": found.get("literal") or found.get("given", "")} if found else {}
    )
