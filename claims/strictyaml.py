"""Safe YAML with line numbers, and without the traps of YAML 1.1.

Duplicate keys, aliases, non-string keys and tags other than the plain ones are errors that name the line: a registry
or a lexicon that silently loses half of its content is worse than one that does not load.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from claims.errors import ClaimsAuditError

if TYPE_CHECKING:
    from pathlib import Path

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
)
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"

Key = str | int
Place = tuple[Key, ...]


MAX_DEPTH = 24
"""No file of ours needs half of it; deep nesting overflows the stack of the YAML parser."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A loaded document; `lines` maps the place of each value (keys and indexes from the root) to its 1-based line."""

    data: Any
    where: str
    lines: dict[Place, int] = field(repr=False)

    def line(self, place: Place) -> int | None:
        """Return the line of the value at `place`, or of the nearest parent that has one."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place)


def load_yaml(
    text: str, where: str | Path, *, error: type[ClaimsAuditError] = ClaimsAuditError, own: bool = False
) -> YamlFile:
    """Load one YAML document from `text`; raises `error` with file and line where it is not well-formed.

    `own` is for files of this package, which cannot be nested too deep: they are parsed once instead of twice.
    """
    if not own:
        _guard(text, where, error)
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        lines: dict[Place, int] = {}
        data = None if node is None else _construct(loader, node, (), lines, set(), str(where), error)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        detail = getattr(problem, "problem", None) or str(problem).splitlines()[0]
        if detail.startswith("but "):  # libyaml tells it in two halves
            detail = f"{getattr(problem, 'context', None) or 'one thing was expected'}, {detail}"
        raise error(
            f"not valid YAML: {detail}.",
            where=where,
            line=mark.line + 1 if mark else None,
            remedy="Mend the indentation (spaces, no tabs) or quote the value.",
        ) from problem
    finally:
        loader.dispose()
    return YamlFile(data, str(where), lines)


def _guard(text: str, where: str | Path, error: type[ClaimsAuditError]) -> None:
    """Raise `error` where values are nested deeper than `MAX_DEPTH`, and at an alias.

    Events come one by one, so this pass is safe where building the tree would not be.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1 if event.start_mark else None
            if depth > MAX_DEPTH:
                remedy = "Check the indentation and the brackets."
                raise error("values are nested too deep.", where=where, line=line, remedy=remedy)
            if isinstance(event, yaml.AliasEvent):
                raise error("an alias (*) is not allowed here.", where=where, line=line, remedy="Write the value out.")
    except yaml.YAMLError:
        return  # `load_yaml` says what is wrong and where


def _construct(
    loader: Any,
    node: yaml.Node,
    place: Place,
    lines: dict[Place, int],
    seen: set[int],
    where: str,
    error: type[ClaimsAuditError],
) -> Any:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise error("an alias (*) is not allowed here.", where=where, line=line, remedy="Write the value out.")
    seen.add(id(node))
    lines[place] = line
    if node.tag not in _TAGS:
        raise error(
            f"the tag {node.tag} is not allowed here.",
            where=where,
            line=line,
            remedy="Write a plain value, or put it in quotes.",
        )
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                raise error(
                    "the merge key (<<) is not allowed here.",
                    where=where,
                    line=key_node.start_mark.line + 1,
                    remedy="Write the keys out.",
                )
            key = _scalar(loader, key_node)
            key_line = key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise error(f"the key {key!r} is not text.", where=where, line=key_line, remedy="Put it in quotes.")
            if key in mapping:
                raise error(
                    f"the key '{key}' stands here twice.",
                    where=where,
                    line=key_line,
                    remedy="Remove or rename one of them.",
                )
            mapping[key] = _construct(loader, value_node, (*place, key), lines, seen, where, error)
            lines[(*place, key)] = key_line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(loader, item, (*place, index), lines, seen, where, error)
            for index, item in enumerate(node.value)
        ]
    return _scalar(loader, node)


def _scalar(loader: Any, node: yaml.Node) -> Any:
    """Return the value of a node; what looks like a date or a number and is none (2027-02-30) stays text."""
    if node.tag == _TEXT:
        return node.value  # as what follows would, at a cost
    try:
        return loader.construct_object(node, deep=True)
    except ValueError:
        return node.value
