from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

import pytest

from audit.cache.codec import Codec, Reference


class Colour(StrEnum):
    RED = "red"


class Size(IntEnum):
    LARGE = 3


@dataclass(frozen=True, slots=True)
class Inner:
    name: str
    low: float | None = None


@dataclass(frozen=True, slots=True)
class Outer:
    colour: Colour
    size: Size
    day: date | None
    inners: tuple[Inner, ...]
    pair: tuple[str, Inner | None]
    loose: dict[str, object]
    many: tuple[tuple[str, str | None], ...] = ()


VALUE = Outer(
    Colour.RED,
    Size.LARGE,
    date(2026, 1, 31),
    (Inner("a", 0.1 + 0.2), Inner("b")),
    ("x", Inner("c")),
    {"issued": 2013, "author": [{"family": "Ŏ"}]},
    (("[1]", None),),
)


def test_a_value_comes_back_equal() -> None:
    codec = Codec()
    back = codec.decode(Outer, json.loads(json.dumps(codec.encode(VALUE))))
    assert back == VALUE
    assert isinstance(back.colour, Colour)
    assert isinstance(back.size, Size)


def test_a_reference_stands_for_a_value() -> None:
    known = {"a": Inner("a", 1.0)}
    codec = Codec({Inner: Reference(lambda inner: inner.name, known.__getitem__)})
    data = codec.encode((known["a"], known["a"]))
    assert data == ["a", "a"]
    first, second = codec.decode(tuple[Inner, ...], data)
    assert first is second is known["a"]


@pytest.mark.parametrize(
    "data", [[], ["blue", 3, None, [], ["x", None], {}, []], ["red", 3, "1.2.3", [], ["x", None], {}, []], {"a": 1}, 7]
)
def test_what_was_made_of_something_else_is_refused(data: object) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError)):
        Codec().decode(Outer, data)


def test_a_type_without_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match="a set has no form in the cache"):
        Codec().encode({1})
