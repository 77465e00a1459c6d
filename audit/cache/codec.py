"""Values of ours as JSON and back: frozen dataclasses, enums, tuples and dates, told apart by their type hints.

A dataclass becomes the list of its fields, in order, so entries are small; what they mean is fixed by the code that
wrote them, and an entry is never read by other code (its key holds the digest of our source). Types that are named
elsewhere, such as the sources of the registry, can be written as a reference.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]
_PLAIN = (str, int, float, bool)


@dataclass(frozen=True, slots=True)
class Reference:
    """How values of a type are written in short: `name` gives JSON for a value, `find` the value for the JSON."""

    name: Callable[[Any], Any]
    find: Callable[[Any], Any]


@dataclass(slots=True)
class Codec:
    """Writes and reads values; `references` maps types to how they are written in short."""

    references: Mapping[type, Reference] = field(default_factory=dict)
    _decoders: dict[Any, Decoder] = field(default_factory=dict)

    def encode(self, value: Any) -> Any:
        """Return `value` as JSON takes it; raises `TypeError` for a type that has no form here."""
        if value is None or type(value) in _PLAIN:
            return value
        if isinstance(value, Enum):
            return value.value
        if reference := self.references.get(type(value)):
            return reference.name(value)
        if is_dataclass(value):
            return [self.encode(getattr(value, f.name)) for f in fields(value)]
        if isinstance(value, tuple | list):
            return [self.encode(v) for v in value]
        if isinstance(value, dict):
            return {str(k): self.encode(v) for k, v in value.items()}
        if isinstance(value, date):
            return value.isoformat()
        problem = f"a {type(value).__name__} has no form in the cache"
        raise TypeError(problem)

    def decode(self, hint: Any, data: Any) -> Any:
        """Return the value of type `hint` that `data` was made of.

        Raises `ValueError`, `TypeError`, `LookupError` or `AttributeError` where it was made of something else.
        """
        return self._decoder(hint)(data)

    def _decoder(self, hint: Any) -> Decoder:
        if hint not in self._decoders:
            self._decoders[hint] = self._made(hint)
        return self._decoders[hint]

    def _made(self, hint: Any) -> Decoder:
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._optional([each for each in inner if each is not types.NoneType])
        if origin is tuple:
            return self._tuple(inner)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint
        if reference := self.references.get(hint):
            return reference.find
        if is_dataclass(hint):
            return self._record(hint)
        return date.fromisoformat if hint is date else _as_it_is

    def _optional(self, kinds: list[Any]) -> Decoder:
        if len(kinds) > 1:  # a choice between plain types, which JSON keeps apart by itself
            return _as_it_is
        decode = self._decoder(kinds[0])
        return lambda data: None if data is None else decode(data)

    def _tuple(self, inner: tuple[Any, ...]) -> Decoder:
        if inner[-1] is Ellipsis:
            decode = self._decoder(inner[0])
            return lambda data: tuple(map(decode, data))
        each = tuple(map(self._decoder, inner))
        return lambda data: tuple(d(v) for d, v in zip(each, data, strict=True))

    def _record(self, kind: Any) -> Decoder:
        hints = get_type_hints(kind)
        names = [f.name for f in fields(kind)]
        each = [self._decoder(hints[name]) for name in names]
        return lambda data: kind(**dict(zip(names, (d(v) for d, v in zip(each, data, strict=True)), strict=True)))


def _as_it_is(data: Any) -> Any:
    return data
