"""Breaches of the registry's JSON Schema in plain words: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

# What people write for a key of the contract, where the spelling alone does not lead there.
_MEANT = {
    "journal": "container-title", "publication": "container-title", "year": "issued", "date": "issued",
    "published": "issued", "n": "sample-size", "participants": "sample-size", "passages": "evidence",
    "findings": "evidence", "name": "title", "link": "URL", "website": "URL", "study-type": "design",
    "study-design": "design", "masking": "blinding", "subject": "applies-to", "subjects": "applies-to",
    "about": "applies-to", "topics": "applies-to", "wording": "text", "needs": "requires", "qualifiers": "statements",
    "papers": "sources", "references": "sources", "trial": "NCT", "page": "locator",
}  # fmt: skip
_TYPES = {
    "string": "text", "integer": "a whole number", "array": "a list", "object": "a mapping of keys to values",
    "boolean": "true or false", "number": "a number",
}  # fmt: skip
_EXAMPLES = {
    "version": "version: 1",
    "id": "id: a-short-name",
    "title": "title: …",
    "text": "text: …",
    "paths": "paths: blog/",
}
_LISTED = 12  # names that a message lists; more do not help
_SHOWN = 60  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule of the schema that a value breaks.

    `keyword` is the rule ("pattern"), `wanted` its argument, `node` the schema that holds it, `key` the key of the
    contract that the value stands under, and `index` its number, 1-based, where it is an item of a list.
    """

    keyword: str
    wanted: Any
    value: Any
    node: dict[str, Any]
    key: str
    index: int | None
    message: str

    @property
    def name(self) -> str:
        """What the value is called in a message."""
        return f"'{self.key}'" if self.index is None else f"item {self.index} of '{self.key}'"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is wrong and what to do; `key` is the key inside the value that the line belongs to, None for the value."""

    what: str
    remedy: str
    key: str | None = None


def explain(breach: Breach) -> tuple[Explanation, ...]:
    """Put a breach into words; one for each unknown key."""
    return tuple(_WORDS.get(breach.keyword, _other)(breach))


def suggest(word: str, known: Sequence[str]) -> str | None:
    """Return the name among `known` that `word` most likely means, None where none is near."""
    folded = {name.casefold().replace("_", "-"): name for name in reversed(known)}
    near = get_close_matches(word.casefold().replace("_", "-").replace(" ", "-"), list(folded), n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def kind_of(value: Any) -> str:
    """Say in words what kind of value YAML has read."""
    if isinstance(value, bool):
        return f"{str(value).lower()} (in YAML, yes and on mean true, no and off mean false)"
    kinds: dict[type, str] = {
        type(None): "empty", str: "text", int: "a number", float: "a number", list: "a list",
        dict: "a mapping of keys to values",
    }  # fmt: skip
    return kinds.get(type(value), "something else")


def _missing(breach: Breach) -> Iterator[Explanation]:
    # jsonschema reports each missing key on its own, and names it in the message only
    key = next(k for k in breach.wanted if k not in breach.value and breach.message.startswith(repr(k)))
    known = tuple(breach.node["properties"])
    if any(_meant(k, known) == key for k in breach.value if k not in known):
        return  # it is there, misspelt, and is reported as such
    yield Explanation(f"the key '{key}' is missing or empty.", f"Add '{_EXAMPLES[key]}'.")


def _unknown(breach: Breach) -> Iterator[Explanation]:
    known = tuple(breach.node["properties"])
    for key in (k for k in breach.value if k not in known):
        near = _meant(key, known)
        if near:
            remedy = f"Did you mean '{near}'?"
        else:
            few = len(known) <= _LISTED
            remedy = f"Known here: {', '.join(known)}." if few else "Remove it, or keep it under 'custom'."
        yield Explanation(f"'{key[:_SHOWN]}' is not a known key.", remedy, key)


def _meant(key: str, known: Sequence[str]) -> str | None:
    """Return the key of the contract that an unknown one stands for."""
    meant = _MEANT.get(key.casefold())
    return meant if meant in known else suggest(key, known)


def _wrong_type(breach: Breach) -> Iterator[Explanation]:
    name = _TYPES[breach.wanted if isinstance(breach.wanted, str) else breach.wanted[0]]
    plain = isinstance(breach.value, str | int | float)
    if plain and name == "text":
        remedy = "Put the value in quotes."
    elif plain and name == "a list":
        remedy = "Write it as a list: [one, two]."
    else:
        remedy = f"Write {name} there."
    yield Explanation(f"{breach.name} is {kind_of(breach.value)}; it must be {name}.", remedy)


def _not_allowed(breach: Breach) -> Iterator[Explanation]:
    shown, allowed = repr(str(breach.value)[:_SHOWN]), [str(v) for v in breach.wanted]
    if breach.key == "version":
        yield Explanation(f"the version is {shown}; this program reads version 1.", "Write 'version: 1'.")
        return
    near = suggest(str(breach.value), allowed)
    hints = [f"Did you mean '{near}'?"] if near else []
    if len(allowed) <= _LISTED:
        hints.append(f"Allowed: {', '.join(allowed)}.")
    elif not near:
        hints.append("Use a type of CSL, such as article-journal, report, webpage or book.")
    yield Explanation(f"{shown} is not a known value of '{breach.key}'.", " ".join(hints))


def _ill_formed(breach: Breach) -> Iterator[Explanation]:
    wanted = breach.node.get("patternErrorMessage", "is not well-formed")
    yield Explanation(f"{breach.name} is {str(breach.value)[:_SHOWN]!r}; it {wanted}.", "Correct the value.")


def _too_long(breach: Breach) -> Iterator[Explanation]:
    what = f"{breach.name} has {len(breach.value):,} characters; {breach.wanted:,} are allowed."
    yield Explanation(what, "Shorten or split it.")


def _too_short(breach: Breach) -> Iterator[Explanation]:
    yield Explanation(f"{breach.name} is empty.", "Fill it in or remove the key.")


def _out_of_range(breach: Breach) -> Iterator[Explanation]:
    bound = "at least" if breach.keyword == "minimum" else "at most"
    yield Explanation(f"{breach.name} is {breach.value}; it must be {bound} {breach.wanted}.", "Correct the number.")


def _other(breach: Breach) -> Iterator[Explanation]:
    wanted = breach.node.get("errorMessage", "does not have the form of the contract")
    yield Explanation(f"{breach.name} {wanted}.", "Correct the value.")


_WORDS: dict[str, Callable[[Breach], Iterator[Explanation]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "type": _wrong_type,
    "enum": _not_allowed,
    "pattern": _ill_formed,
    "maxLength": _too_long,
    "minItems": _too_short,
    "minProperties": _too_short,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
}
