"""Units of measurement: their printed forms, their canonical names, and conversion to base units.

Canonical names are what `Quantity.unit` holds: "hour", "mg/kg", "percentage point", "session per week". Conversion
uses pint on a small registry built from `lexicons/units.yaml`, the first time a unit is asked for that is more than so
many of another one; nothing heavy is imported before that.
"""

from __future__ import annotations

import re
from functools import cache
from math import prod
from typing import TYPE_CHECKING, Any

from claims.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pint

_PREFIXES = dict(
    pair.split(":")
    for pair in (
        "atto:a femto:f pico:p nano:n micro:µ milli:m centi:c deci:d hecto:h kilo:k mega:M giga:G tera:T peta:P exa:E "
        "zetta:Z yotta:Y"
    ).split()
)
_POWERS = (-18, -15, -12, -9, -6, -3, -2, -1, 2, 3, 6, 9, 12, 15, 18, 21, 24)  # of ten
_FACTORS = {prefix: float(f"1e{power}") for prefix, power in zip("afpnµmcdhkMGTPEZY", _POWERS, strict=True)}
_SHORTEST = 3  # letters; abbreviations take no prefix in words
_STEP = re.compile(r"\[(?P<base>.+)\]|(?:(?P<times>[\d.e+-]+) \* )?(?P<unit>[^\W\d]\w*)(?: / (?P<parts>\d+))?")
_QUOTIENT = re.compile(r"(?P<over>[^\W\d]\w*) / (?P<under>[^\W\d]\w*)")
_SYMBOLS = {  # of units whose canonical name is a word
    "second": "s",
    "tesla": "T",
    "newton": "N",
    "newton metre": "Nm",
    "pascal second": "Pa·s",
    "byte": "B",
    "ohm": "Ω",
    "farad": "F",
    "henry": "H",
    "coulomb": "C",
    "curie": "Ci",
    "candela": "cd",
    "radian": "rad",
    "parsec": "pc",
    "tonne": "t",
}


def _entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Dimension, canonical name and lexicon entry of every unit."""
    for dimension, group in lexicon("units").items():
        for name, entry in group.get("units", {}).items():
            yield dimension, name, entry


def _prefixed_forms(entry: dict[str, Any]) -> Iterator[str]:
    """List the printed forms with a prefix: those of the lexicon, and every prefix before the own words of the unit."""
    if "prefixed" in entry:
        yield from entry["prefixed"]
        yield from (prefix + word for word in entry.get("words", ()) for prefix in _PREFIXES if len(word) > _SHORTEST)


@cache
def _prefixed(base: str, form: str) -> tuple[str, float]:
    """Canonical name and factor of a prefixed form of `base`: "milligrams" of g is ("mg", 0.001)."""
    symbol = _SYMBOLS.get(base, base)
    word = next((word for word in _PREFIXES if form.startswith(word) and len(form) > len(word) + 2), None)
    prefix = _PREFIXES[word] if word else form[0].replace("u", "µ").replace("μ", "µ")
    name = "mcg" if (prefix, base) == ("µ", "g") else prefix + symbol
    return name, _FACTORS[prefix]


@cache
def unit_words() -> dict[str, str]:
    """Canonical names by lower-case printed form."""
    table: dict[str, str] = {}
    for _, name, entry in _entries():
        for form in _prefixed_forms(entry):
            table.setdefault(form.lower(), _prefixed(name, form)[0])
    for _, name, entry in _entries():
        for symbol in entry.get("symbols", ()):
            if len(symbol) > 1:
                table.setdefault(symbol.lower(), unit_symbols()[symbol])
        table.update(dict.fromkeys(entry.get("words", ()), name))
    return table


@cache
def unit_symbols() -> dict[str, str]:
    """Canonical names by exactly printed symbol."""
    table: dict[str, str] = {}
    for _, name, entry in _entries():
        for form in _prefixed_forms(entry):
            table.setdefault(form, _prefixed(name, form)[0])
    for _, name, entry in _entries():
        printed = (*entry.get("symbols", ()), *entry.get("exact", ()))
        table.update({form: table.get(form, name) for form in printed})
    return table


@cache
def dimensions() -> dict[str, str]:
    """Return the group of the lexicon (time, mass, currency …) by canonical name."""
    table = {name: dimension for dimension, name, _ in _entries()}
    for dimension, name, entry in _entries():
        for form in _prefixed_forms(entry):
            table.setdefault(_prefixed(name, form)[0], dimension)
    return table


def kind_of(unit: str | None) -> str:
    """Return the group of a unit's first factor: "time", "currency", "count" for a noun, "none" without a unit."""
    if unit is None:
        return "none"
    head = unit if unit in dimensions() else re.split(r"/| per |\^|·", unit, maxsplit=1)[0]
    return dimensions().get(head, "count")


@cache
def count_groups() -> dict[str, str]:
    """Return counted nouns that count the same thing, by noun: a participant and a patient are both a person."""
    groups = lexicon("counts")["groups"]
    return {noun: name for name, group in groups.items() for noun in group["nouns"]}


@cache
def irregular_plurals() -> dict[str, str]:
    """Singulars by plurals that do not end in s."""
    nouns: dict[str, str] = lexicon("counts")["irregular"]["nouns"]
    return nouns


def unit_identifier(name: str) -> str:
    """Return a unit's name as pint reads it."""
    return "u_" + re.sub(r"\W", lambda sign: f"_{ord(sign.group()):x}_", name)


def _translated(expression: str) -> str:
    """Return a definition of the lexicon with every name as pint reads it."""
    names = {name.replace(" ", "_"): name for name in dimensions()}
    return re.sub(
        r"(?<![\w.])[^\W\d][\w]*",
        lambda word: unit_identifier(names[word.group()]) if word.group() in names else word.group(),
        expression,
    )


@cache
def registry() -> pint.UnitRegistry[float]:
    """Return the pint registry of our units, built once.

    Every base unit is its own dimension, so that percent and percentage points, or two currencies, never convert.
    """
    from pint import UnitRegistry

    built: pint.UnitRegistry[float] = UnitRegistry(None)
    defined: set[str] = set()
    for _, name, entry in _entries():
        if name not in defined:
            base = str(entry["is"])
            meaning = re.sub(r"(?!^)\W(?!$)", "_", base) if base.startswith("[") else _translated(base)
            built.define(f"{unit_identifier(name)} = {meaning}")
            defined.add(name)
        for form in _prefixed_forms(entry):
            short, factor = _prefixed(name, form)
            if short not in defined:
                built.define(f"{unit_identifier(short)} = {factor} * {unit_identifier(name)}")
                defined.add(short)
    return built


def _name(part: str) -> str:
    """Return the canonical name of one factor, however it is printed."""
    return part if part in dimensions() else unit_symbols().get(part) or unit_words().get(part, part)


@cache
def _scale(unit: str) -> tuple[str, float] | None:
    """Dimension and factor to base units of a canonical unit; None where a factor of it is no known unit."""
    parts = [unit] if unit in dimensions() else re.split(r"/| per ", unit)
    dimension, factor = "", 1.0
    for place, part in enumerate(parts):
        measures = [_factor_scale(printed) for printed in ([part] if part in dimensions() else part.split("·"))]
        known = [measure for measure in measures if measure is not None]
        if len(known) < len(measures):
            return None
        shown = " * ".join(sorted(shown for shown, _ in known))
        amount = prod(amount for _, amount in known)
        dimension = f"{dimension}/{shown}" if place else shown
        factor = factor / amount if place else factor * amount
    return dimension, factor


def _factor_scale(printed: str) -> tuple[str, float] | None:
    """Dimension and factor of one factor of a unit: "100 g", "m^2", "second^-1"; None where it is no known unit."""
    number, _, raised = printed.partition(" ") if re.match(r"[\d.]+ ", printed) else ("", "", printed)
    base, _, power = raised.partition("^")
    return _measure(_name(base), float(number or 1), int(power or 1)) if _name(base) in dimensions() else None


def _measure(name: str, number: float, power: int) -> tuple[str, float]:
    """Dimension and size in base units of a `number` of one unit, to a power.

    A unit defined as a quotient has the dimension of one that is printed so: mph that of km/h, W that of J/s.
    """
    factor, definition = _definitions()[name]
    below = _definitions().get(definition, (1.0, definition))
    quotient = _QUOTIENT.fullmatch(below[1])
    if quotient is not None and power == 1:
        scale = _scale(f"{_known_name(quotient['over'])}/{_known_name(quotient['under'])}")
        if scale is not None:
            return scale[0], number * factor * below[0] * scale[1]
    simple = simple_unit(name)
    if simple is not None:
        dimension, factor = simple
        return dimension if power == 1 else f"{dimension}^{power}", (number * factor) ** power
    measure = registry().Quantity(number, unit_identifier(name)) ** power
    shown = " * ".join(d[1:-1] if p == 1 else f"{d[1:-1]}^{p:g}" for d, p in sorted(measure.dimensionality.items()))
    return shown, float(measure.to_base_units().magnitude)


@cache
def _definitions() -> dict[str, tuple[float, str]]:
    """Return factor and definition of every unit; a prefixed one is so many of its base."""
    table: dict[str, tuple[float, str]] = {}
    for _, name, entry in _entries():
        table.setdefault(name, (1.0, str(entry["is"])))
        for form in _prefixed_forms(entry):
            short, factor = _prefixed(name, form)
            table.setdefault(short, (factor, name))
    return table


@cache
def simple_unit(name: str) -> tuple[str, float] | None:
    """Return dimension and factor of a unit that is only so many of another one, as most units in copy are.

    None for the rest ("mol / L"): they are left to pint, whose import takes longer than reading a page of copy.
    """
    factor, definition = _definitions()[name]
    match = _STEP.fullmatch(definition)
    if match is None:
        return None
    if match["base"]:
        return re.sub(r"\W", "_", match["base"]), factor
    below = simple_unit(_known_name(match["unit"]))
    return (
        None if below is None else (below[0], factor * float(match["times"] or 1) * below[1] / int(match["parts"] or 1))
    )


def _known_name(word: str) -> str:
    """Return the canonical name that a definition of the lexicon writes as one word."""
    return word if word in _definitions() else word.replace("_", " ")


def to_base(value: float, unit: str | None) -> tuple[str, float]:
    """Convert to base units: ("time", seconds), ("mass/mass", grams per gram), ("count:person", 70), ("number", 4).

    What stands behind a slash or "per" stays apart in the dimension, so that mg/kg is a dose and not a share. A noun is
    its own dimension; nouns that count the same thing share one. Numbers without a unit have the dimension "number".
    """
    if unit is None:
        return "number", value
    known = _scale(unit)
    if known is not None:
        return known[0], value * known[1]
    noun, _, rate = unit.partition(" per ")
    group = count_groups().get(noun, noun)
    if not rate:
        return f"count:{group}", value
    rest = _scale(rate)
    if rest is None:
        return f"count:{group}/{count_groups().get(rate, rate)}", value
    return f"count:{group}/{rest[0]}", value / rest[1]


def comparable(a: str | None, b: str | None) -> bool:
    """Whether amounts in two units can be compared: the same dimension after conversion."""
    return to_base(1.0, a)[0] == to_base(1.0, b)[0]
