"""The structure of a registry file, checked against its JSON Schema and told in plain words."""

from __future__ import annotations

import json
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claims.errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

    from claims.strictyaml import Place, YamlFile

# What people write for a key of the contract, where the spelling alone does not lead there.
_MEANT = {
    "journal": "container-title", "publication": "container-title", "year": "issued", "date": "issued", "published": "issued",
    "n": "sample-size", "participants": "sample-size", "passages": "evidence", "findings": "evidence", "name": "title",
    "link": "URL", "website": "URL", "doi": "DOI", "study-type": "design", "study-design": "design", "masking": "blinding",
    "subject": "applies-to", "subjects": "applies-to", "about": "applies-to", "topics": "applies-to", "wording": "text",
    "needs": "requires", "qualifiers": "statements", "papers": "sources", "references": "sources", "trial": "NCT", "page": "locator",
}  # fmt: skip
_KINDS = {"sources": "source", "claims": "claim", "statements": "statement", "evidence": "evidence entry"}
_TYPES = {
    "string": "text", "integer": "a whole number", "array": "a list", "object": "a mapping of keys to values",
    "boolean": "true or false", "number": "a number",
}  # fmt: skip


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of registry version 1; treat it as read-only."""
    resource = files("sources") / "schema" / "registry-1.schema.json"
    data: dict[str, Any] = json.loads(resource.read_text(encoding="utf-8"))
    return data


def tidy(value: Any) -> Any:
    """Undo what YAML makes of plain values: dates become ISO text, keys of the contract without a value are left out."""
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items() if v is not None or k not in _known_keys()}
    if isinstance(value, list):
        return [tidy(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def find_problems(file: YamlFile, data: Any) -> Iterator[RegistryError]:
    """Yield all breaches of the schema in `data`, the tidied content of `file`, each with its line and a remedy."""
    if not isinstance(data, dict):
        yield RegistryError(
            f"a registry is a mapping that begins with 'version: 1'; this file holds {_kind_of(data)}.",
            where=file.where, line=file.line(()), remedy="Put the list below the key 'sources:'.",
        )  # fmt: skip
        return
    for error in _validator().iter_errors(data):
        yield from _tell(error, file, data)


def subject(data: Any, place: Sequence[str | int]) -> str:
    """Name the part of a registry that `place` lies in: "source 'murrough-2013'", "evidence entry 'a#b'"."""
    found, names, node = "the registry", "", data
    for depth, step in enumerate(place):
        node = node[step]
        kind = _KINDS.get(str(place[depth - 1])) if depth and isinstance(step, int) else None
        if kind and isinstance(node, dict):
            id_ = node.get("id")
            names = f"{names}#{id_}" if names and id_ else str(id_ or "")
            found = f"{kind} '{names}'" if id_ else f"{kind} {int(step) + 1}{f' of {names!r}' if names else ''}"
    return found


def suggest(word: str, known: Sequence[str]) -> str | None:
    """Return the name among `known` that `word` most likely means, None where none is near."""
    folded = {name.casefold().replace("_", "-"): name for name in reversed(known)}
    near = get_close_matches(word.casefold().replace("_", "-").replace(" ", "-"), list(folded), n=1, cutoff=0.7)
    return folded[near[0]] if near else None


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  slow to import

    return Draft202012Validator(schema())


@cache
def _known_keys() -> frozenset[str]:
    definitions = (schema(), *schema()["$defs"].values())
    return frozenset(key for definition in definitions for key in definition.get("properties", ()))


def _kind_of(value: Any) -> str:
    """Say what a value is, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()} (yes, no, on and off mean true and false in YAML)"
    kinds: dict[type, str] = {str: "text", int: "a number", float: "a number", list: "a list", dict: "a mapping of keys to values"}
    return kinds.get(type(value), "something else")


def _tell(error: ValidationError, file: YamlFile, data: Any) -> Iterator[RegistryError]:
    """Put one error of the validator into words: one problem, or one for each unknown or missing key."""
    place: Place = tuple(error.absolute_path)
    names = [step for step in place if isinstance(step, str)]
    key = f"'{names[-1]}'" if names else "the file"
    about = subject(data, place)
    for what, remedy, line_of in _WORDS.get(error.validator, _other)(error, key):
        yield RegistryError(f"{about}: {what}", where=file.where, line=file.line((*place, *line_of)), remedy=remedy)


Told = tuple[str, str, tuple[str, ...]]  # what is wrong, what to do, steps from the place of the error to its line


def _missing(error: ValidationError, _key: str) -> Iterator[Told]:
    # jsonschema reports each missing key on its own; its name is only in the message
    missing = next(k for k in error.validator_value if k not in error.instance and error.message.startswith(repr(k)))
    example = {"version": "version: 1", "id": "id: a-short-name", "title": "title: …", "text": "text: …"}[missing]
    yield f"the key '{missing}' is missing or empty.", f"Add '{example}'.", ()


def _unknown(error: ValidationError, _key: str) -> Iterator[Told]:
    known = tuple(error.schema["properties"])
    for key in (k for k in error.instance if k not in known):
        meant = _MEANT.get(key.casefold())
        near = meant if meant in known else suggest(key, known)
        listing = f"Known here: {', '.join(known)}." if len(known) <= 12 else "Remove it, or keep it under 'custom'."  # noqa: PLR2004  a line
        yield f"'{key}' is not a known key.", f"Did you mean '{near}'?" if near else listing, (key,)


def _wrong_type(error: ValidationError, key: str) -> Iterator[Told]:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    name = _TYPES[wanted[0]]
    remedies = {"string": "Put the value in quotes.", "array": "Write it as a list: [one, two]."}
    value = error.instance
    remedy = remedies.get(wanted[0], f"Write {name} there.") if isinstance(value, str | int | float) else f"Write {name} there."
    yield f"{key} is {_kind_of(value)}; it must be {name}.", remedy, ()


def _not_allowed(error: ValidationError, key: str) -> Iterator[Told]:
    value, allowed = error.instance, [str(v) for v in error.validator_value]
    if key == "'version'":
        yield f"the version is {str(value)[:20]!r}; this program reads version 1.", "Write 'version: 1'.", ()
        return
    near = suggest(str(value), allowed)
    hint = f"Did you mean '{near}'?" if near else ""
    listing = f"Allowed: {', '.join(allowed)}." if len(allowed) <= 12 else "" if near else "Use one of the types of CSL, such as article-journal, report, webpage or book."  # noqa: PLR2004  a line
    yield f"{str(value)[:80]!r} is not a known {key.strip(chr(39))}.", " ".join(filter(None, (hint, listing))), ()


def _ill_formed(error: ValidationError, key: str) -> Iterator[Told]:
    wanted = error.schema.get("patternErrorMessage", "is not well-formed")
    yield f"{key} is {str(error.instance)[:60]!r}; it {wanted}.", "Correct the value.", ()


def _too_long(error: ValidationError, key: str) -> Iterator[Told]:
    yield f"{key} has {len(error.instance)} characters; {error.validator_value} are allowed.", "Shorten or split it.", ()


def _too_short(_error: ValidationError, key: str) -> Iterator[Told]:
    yield f"{key} is empty.", "Fill it in or remove the key.", ()


def _out_of_range(error: ValidationError, key: str) -> Iterator[Told]:
    bound = "at least" if error.validator == "minimum" else "at most"
    yield f"{key} is {error.instance}; it must be {bound} {error.validator_value}.", "Correct the number.", ()


def _other(error: ValidationError, key: str) -> Iterator[Told]:
    yield f"{key} {error.schema.get('errorMessage', 'does not have the form of the contract')}.", "Correct the value.", ()


_WORDS: dict[Any, Callable[[ValidationError, str], Iterator[Told]]] = {
    "required": _missing, "additionalProperties": _unknown, "type": _wrong_type, "enum": _not_allowed,
    "pattern": _ill_formed, "maxLength": _too_long, "minLength": _too_short, "minItems": _too_short,
    "minProperties": _too_short, "minimum": _out_of_range, "maximum": _out_of_range,
}  # fmt: skip
