"""Units as they are printed behind a number: "mg/kg", "mW/cm²", "per day", "percentage points", "square metres"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claims.quantities.atoms import MINUSES, Kind, atoms_of, exponent, is_ordinal, joined, low, step
from claims.units import kind_of, unit_symbols, unit_words

if TYPE_CHECKING:
    from claims.quantities.atoms import Atom, Atoms

_PRODUCTS = frozenset("·⋅∙*")
_SHAPES = {"square": "^2", "sq": "^2", "cubic": "^3", "cu": "^3"}
_SUFFIXES = {"squared": "^2", "cubed": "^3"}
_LONGEST_SYMBOL = 4  # letters; "s-1" is a rate, "minutes-1" none
_HIGHEST_POWER = 6
_LETTERS_THAT_GLUE = frozenset("ghdsmlLWVJTNp")  # "5g", "3T"; but "3D", "4K" and "2A" are names
FILLERS = frozenset(
    """working business calendar consecutive full whole straight entire long short waking more extra additional further
    solid continuous little successive school""".split()
)
_RATES = {
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "hourly": "hour",
    "fortnightly": "fortnight",
}
_PERSON_TIME = ("person year", "person month", "person day")
_LONG = frozenset({"day", "night", "week", "month", "year", "fortnight", "hour", "decade"})


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Units of several atoms by their first, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for printed, name in {**unit_words(), **unit_symbols()}.items():
        parts = tuple(atom.low for atom in atoms_of(printed))
        if len(parts) > 1:
            table.setdefault(parts[0], []).append((parts, name))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in table.items()}


def read_unit(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """Read the unit at `index`; returns its canonical name and the index behind it."""
    head = None if _multiplies(atoms, index) else _factor(atoms, index)
    if head is None:
        return None
    name, end = head
    while (following := denominator(atoms, end) or _next_factor(atoms, end)) is not None:
        if kind_of(name) == "energy" and re.match(r"/\d.*cal$", following[0]):  # "1200 kJ/290 kcal" says it twice
            break
        name, end = name + following[0], following[1]
    return name, end


def _multiplies(atoms: Atoms, index: int) -> bool:
    """Whether the "x" at `index` is a sign of times and no unit: "10 x 20 cm", "2 x 500 mg"."""
    return low(atoms, index) == "x" and index + 1 < len(atoms) and atoms[index + 1].value is not None


def _next_factor(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """Read what multiplies a unit: "·m" of "N·m", and "⁻¹" factors, which divide it: " kg⁻¹" of "mg kg⁻¹"."""
    sign = low(atoms, index) in _PRODUCTS and index + 1 < len(atoms) and atoms[index].glued == atoms[index + 1].glued
    unit = _factor(atoms, index + sign, divides=True)
    if unit is None:
        return None
    base, _, power = unit[0].partition("^")
    if power.startswith("-"):
        return f"/{base}" + ("" if power == "-1" else f"^{power[1:]}"), unit[1]
    return (f"·{unit[0]}", unit[1]) if sign and atoms[index].glued else None


def single_unit(atom: Atom) -> str | None:
    """Return the canonical name of a unit of one atom."""
    symbol = unit_symbols().get(atom.text)
    if symbol is not None:
        return (
            symbol
            if len(atom.text) > 1 or not atom.glued or atom.kind is Kind.SIGN or atom.text in _LETTERS_THAT_GLUE
            else None
        )
    name = unit_words().get(re.sub(r"'s?$", "", atom.low))
    capital = len(atom.text) == 2 and atom.text.istitle()  # noqa: PLR2004 "Kg" is a kilogram, "Ma" no milliampere
    return None if capital and kind_of(name) not in ("mass", "volume", "time") else name


def _factor(atoms: Atoms, index: int, *, divides: bool = False) -> tuple[str, int] | None:
    """Read one factor of a unit with its power; `divides` is set where another factor stands before it."""
    if index >= len(atoms):
        return None
    shape = _SHAPES.get(atoms[index].low)
    if shape is not None:
        inner = _factor(atoms, index + 1 + (low(atoms, index + 1) == "." and atoms[index].low in ("sq", "cu")))
        return None if inner is None or "^" in inner[0] else (inner[0] + shape, inner[1])
    for parts, phrase in _phrases().get(atoms[index].low, ()):
        if tuple(low(atoms, index + place) for place in range(len(parts))) == parts:
            return phrase, index + len(parts)
    code = re.fullmatch(r"(\D+)([23])", atoms[index].text) if atoms[index].kind is Kind.CODE else None
    if code and (symbol := unit_symbols().get(code.group(1))):
        return f"{symbol}^{code.group(2)}", index + 1
    if atoms[index].low in ("in", '"'):
        marked = _is_inch_mark(atoms, index) if atoms[index].text == '"' else _is_inch(atoms, index)
        return ("inch", index + 1) if marked else None
    printed = atoms[index]._replace(glued=False) if divides else atoms[index]
    name = single_unit(printed) if printed.kind in (Kind.WORD, Kind.SIGN) else None
    if name is None or (printed.text == "st" and is_ordinal(atoms, index - 1)):  # "21st"; "9st 4lb" is a weight
        return None
    end = index + 1
    raised = kind_of(name) == "length" or (divides and name == "second")
    if low(atoms, end) in _SUFFIXES and raised:
        return name + _SUFFIXES[low(atoms, end)], end + 1
    power = _power(atoms, end, negative=divides or kind_of(name) == "time")
    if power is None or (power[0] > 0 and not raised and low(atoms, end) != "^"):  # "5 mg²" cites a source
        return name, end
    return f"{name}^{power[0]}", power[1]


def _power(atoms: Atoms, index: int, *, negative: bool) -> tuple[int, int] | None:
    """Value and end of a power behind a unit: "²", "^-1", "⁻¹", and "−1", whose superscript is lost.

    A hyphen is read as the minus of "s-1" only where `negative` allows it: in "5 mg-2 doses" it is none.
    """
    power = exponent(atoms, index)
    signs = MINUSES if negative else "\u2212"
    if power is None and joined(atoms, index, signs) and atoms[index + 1].text in ("1", "2", "3"):
        apart = index + 2 >= len(atoms) or not atoms[index + 2].glued or atoms[index + 2].text in ".,;:)]/·⋅"
        alone = apart and _factor(atoms, index + 2) is None and len(atoms[index - 1].text) <= _LONGEST_SYMBOL
        power = (-int(atoms[index + 1].text), index + 2) if alone or _starts_factor(atoms, index + 2) else None
    return power if power is not None and 0 < abs(power[0]) <= _HIGHEST_POWER and power[0] != 1 else None


def _starts_factor(atoms: Atoms, index: int) -> bool:
    """Whether a factor with a negative power follows, so that the one before it was no end of a range."""
    at = index + (low(atoms, index) in _PRODUCTS)
    named = at + 2 < len(atoms) and single_unit(atoms[at]._replace(glued=False)) is not None
    return named and _power(atoms, at + 1, negative=True) is not None


def _is_inch(atoms: Atoms, index: int) -> bool:
    """Whether "in" behind a number is the unit: "2 in thick", or nothing that it could be a preposition of."""
    following = low(atoms, index + 1)
    sized = following in ("thick", "long", "wide", "tall", "high", "deep", "by", "x", "×", "across", "diameter")
    return sized or (following in ("", ".", ")", ",", ";") and atoms[index - 1].kind is Kind.NUMBER)


def _is_inch_mark(atoms: Atoms, index: int) -> bool:
    """Whether a straight quote behind a number marks inches, as between the sides of a thing: 24" x 36"."""
    if not index or not atoms[index].glued or atoms[index - 1].kind is not Kind.NUMBER:
        return False
    return low(atoms, index + 1) in ("x", "×", "by") or low(atoms, index - 2) in ("x", "×", "by")


def denominator(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """Read "/kg", "/1.73 m²", "per kilogram", "/(kg·K)"; a rate per stretch of time is written out: " per day"."""
    sign = low(atoms, index)
    if sign not in ("/", "per") and not (joined(atoms, index) and low(atoms, index + 1) == "per"):
        return None
    at = step(atoms, step(atoms, index) + 1) if sign != "/" else index + 1
    amount = ""
    if at < len(atoms) and atoms[at].kind is Kind.NUMBER:
        amount, at = f"{atoms[at].value:.12g} ", at + 1
    if sign == "/" and low(atoms, at) == "(":
        inner = read_unit(atoms, at + 1)
        closed = inner is not None and "·" in inner[0] and low(atoms, inner[1]) == ")"
        return ("/" + inner[0].replace("·", "/"), inner[1] + 1) if inner is not None and closed else None
    unit = _factor(atoms, at, divides=not amount)
    if unit is None or kind_of(unit[0]) in ("share", "currency", "multiples", "scales and scores"):
        return None
    name, end = unit
    return (f" per {amount}{name}" if name in _LONG and len(atoms[end - 1].text) > 1 else f"/{amount}{name}"), end


def read_rate(atoms: Atoms, index: int, *, of_time: bool = False) -> tuple[str, int] | None:
    """Read a rate per stretch of time: "a day", "per week", "/month", "each night", "daily", "every year".

    `of_time` is set behind a stretch of time, where "a week later" starts the next one.
    """
    at = step(atoms, index)
    word = low(atoms, at)
    if word in _RATES:
        return f" per {_RATES[word]}", at + 1
    if word not in ("a", "an", "per", "each", "every", "/"):
        return None
    at = step(atoms, at + 1)
    if at >= len(atoms) or atoms[at].kind is not Kind.WORD:
        return None
    name = single_unit(atoms[at])
    if name is None or kind_of(name) != "time" or low(atoms, at).endswith("'s"):
        return None
    followed = low(atoms, at + 1)
    apart = followed in ("apart", "later", "ago") or (of_time and followed in ("after", "before", "from", "on"))
    if word in ("a", "an") and (apart or (followed in ("or", "and") and low(atoms, at + 2) in ("two", "so", "a"))):
        return None
    return f" per {name}", at + 1


def read_person_time(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """Read what incidences are per: "per 1,000 person-years", as " per 1000 person year"."""
    unit = denominator(atoms, index)
    return (unit[0].replace("/", " per "), unit[1]) if unit is not None and is_person_time(unit[0]) else None


def is_person_time(unit: str | None) -> bool:
    """Whether a unit ends in the time that people were watched for: "event per 1000 person year"."""
    return unit is not None and unit.endswith(_PERSON_TIME)


def measured(atoms: Atoms, index: int) -> tuple[str, int] | None:
    """Read the unit behind a number: glued, behind a space or a hyphen, or behind one word such as "working"."""
    at = step(atoms, index)
    if at < len(atoms) and atoms[at].low in FILLERS and atoms[at].kind is Kind.WORD:
        unit = read_unit(atoms, step(atoms, at + 1))
        return unit if unit is not None and kind_of(unit[0]) == "time" else None
    return read_unit(atoms, at)
