"""The structure of a registry file, checked against its JSON Schema."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claims.errors import RegistryError
from sources.messages import Breach, explain, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

    from claims.strictyaml import Place, YamlFile

_KINDS = {"sources": "source", "claims": "claim", "statements": "statement", "evidence": "evidence entry"}


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of registry version 1; treat it as read-only."""
    resource = files("sources") / "schema" / "registry-1.schema.json"
    data: dict[str, Any] = json.loads(resource.read_text(encoding="utf-8"))
    return data


def tidy(value: Any) -> Any:
    """Undo what YAML makes of plain values: dates become ISO text, keys of the contract without a value drop out."""
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items() if v is not None or k not in _known_keys()}
    if isinstance(value, list):
        return [tidy(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def find_problems(file: YamlFile, data: Any) -> Iterator[RegistryError]:
    """Yield all breaches of the schema in `data`, the tidied content of `file`, each with its line and a remedy."""
    if not isinstance(data, dict):
        what = f"a registry is a mapping that begins with 'version: 1'; this file holds {kind_of(data)}."
        remedy = "Put the list below the key 'sources:'." if isinstance(data, list) else "Begin it with 'version: 1'."
        yield RegistryError(what, where=file.where, line=file.line(()), remedy=remedy)
        return
    for error in _validator().iter_errors(data):
        place: Place = tuple(error.absolute_path)
        about = subject(data, place)
        for told in explain(_breach(error, place)):
            line = file.line((*place, told.key) if told.key else place)
            yield RegistryError(f"{about}: {told.what}", where=file.where, line=line, remedy=told.remedy)


def subject(data: Any, place: Sequence[str | int]) -> str:
    """Name the part of a registry that `place` lies in: "source 'murrough-2013'", "evidence entry 'a#b'"."""
    found, names, node = "the registry", "", data
    for depth, step in enumerate(place):
        node = node[step]
        kind = _KINDS.get(str(place[depth - 1])) if depth and isinstance(step, int) else None
        if kind and isinstance(node, dict):
            id_ = _name(node.get("id"))
            within = f" of '{names}'" if names else ""
            names = "#".join(filter(None, (names, id_)))
            found = f"{kind} '{names}'" if id_ else f"{kind} {int(step) + 1}{within}"
    return found


def _name(id_: Any) -> str:
    """Return an id as text, empty where it is none."""
    return str(id_) if isinstance(id_, str | int) and not isinstance(id_, bool) else ""


def _breach(error: ValidationError, place: Place) -> Breach:
    keys = [step for step in place if isinstance(step, str)]
    node: dict[str, Any] = error.schema if isinstance(error.schema, dict) else {}
    key = keys[-1] if keys else "the file"
    index = int(place[-1]) + 1 if place and isinstance(place[-1], int) else None
    return Breach(str(error.validator), error.validator_value, error.instance, node, key, index, error.message)


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


@cache
def _known_keys() -> frozenset[str]:
    definitions = (schema(), *schema()["$defs"].values())
    return frozenset(key for definition in definitions for key in definition.get("properties", ()))
