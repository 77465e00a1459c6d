"""Units: canonical names, conversion to base units, and what does not compare."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.units import (
    comparable,
    dimensions,
    kind_of,
    registry,
    simple_unit,
    to_base,
    unit_identifier,
    unit_symbols,
    unit_words,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((1, "day"), (24, "hour")),
        ((40, "minute"), (2400, "second")),
        ((2, "week"), (14, "day")),
        ((12, "month"), (1, "year")),
        ((0.5, "mg/kg"), (500, "mcg/kg")),
        ((1, "g"), (1000, "mg")),
        ((1, "mL/minute"), (60, "mL/hour")),
        ((10, "mW/cm^2"), (100, "W/m^2")),
        ((810, "nm"), (0.81, "µm")),
        ((1, "mg per day"), (7, "mg per week")),
        ((7, "session per week"), (1, "treatment per day")),
        ((1, "pound"), (453.59237, "g")),
        ((100, "penny"), (1, "GBP")),
        ((70, "patient"), (70, "participant")),
        ((1, "mph"), (1.609344, "km/hour")),
        ((1, "W"), (1, "J/second")),
        ((2, "mmol/L"), (2, "mM")),
        ((1, "newton metre"), (1, "newton·m")),
        ((120, "minute^-1"), (2, "second^-1")),
        ((8, "Mbps"), (1, "MB/second")),
        ((1, "mCi"), (37, "MBq")),
        ((12, "event per 100 person year"), (120, "event per 1000 person year")),
        ((12, "event per 1000000 person year"), (1.2, "event per 100000 person year")),
        ((3, "candela second/m^2"), (3, "candela·second/m^2")),
    ],
)
def test_equal_amounts_in_other_units(a: tuple[float, str], b: tuple[float, str]) -> None:
    (dimension_a, value_a), (dimension_b, value_b) = to_base(*a), to_base(*b)
    assert dimension_a == dimension_b
    assert value_a == pytest.approx(value_b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("percent", "percentage point"),
        ("hour", "participant"),
        ("minute", "mg"),
        ("mg", "mg/kg"),
        ("mg", "mg per day"),
        ("USD", "GBP"),
        ("odds ratio", "hazard ratio"),
        ("session", "participant"),
        ("tablet", "capsule"),
        ("IU", "mg"),
        ("hour", None),
        ("degree Celsius", "degree Fahrenheit"),
        ("percent", "percent per year"),
    ],
)
def test_units_that_never_compare(a: str, b: str | None) -> None:
    assert not comparable(a, b)


def test_a_noun_is_its_own_dimension() -> None:
    assert to_base(3, "clinic") == ("count:clinic", 3)
    assert to_base(3, None) == ("number", 3)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("µg", "mcg"), ("milligrams", "mg"), ("ml", "mL"), ("hrs", "hour"), ("per cent", "percent"), ("nanometers", "nm")],
)
def test_printed_forms_have_one_name(printed: str, unit: str) -> None:
    assert unit_words()[printed] == unit


def test_every_printed_form_names_a_unit_that_converts() -> None:
    for name in {*unit_words().values(), *unit_symbols().values()}:
        assert name in dimensions()
        assert not to_base(1.0, name)[0].startswith("count:"), name


def test_kinds_of_units() -> None:
    units = ("mg/kg", "hour per day", "GBP per month", "patient", "percent", None)
    assert [kind_of(unit) for unit in units] == ["mass", "time", "currency", "count", "share", "none"]


@pytest.mark.parametrize("name", [n for n in dimensions() if simple_unit(n) is not None])
def test_simple_units_are_what_pint_makes_of_them(name: str) -> None:
    measure = registry().Quantity(1.0, unit_identifier(name))
    simple = simple_unit(name)
    assert simple is not None
    assert {f"[{simple[0]}]": 1} == dict(measure.dimensionality)
    assert simple[1] == pytest.approx(float(measure.to_base_units().magnitude), rel=1e-12)


def test_what_copy_measures_in_needs_no_pint() -> None:
    read = "import sys; from claims.units import to_base"
    units = ("year", "month", "minute", "mg/kg", "percent", "percentage point", "USD", "session per week", "mmHg")
    code = f"{read}; [to_base(1, u) for u in {units}]; sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.floats(0.001, 1e6), st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]))
def test_conversion_is_proportional(value: float, unit: str) -> None:
    assert to_base(2 * value, unit)[1] == pytest.approx(2 * to_base(value, unit)[1])


def test_reading_units_does_not_load_pint() -> None:
    read = "import sys, claims.units, claims.quantities as q; q.parse_quantities('5 mg/kg')"
    code = f"{read}; sys.exit('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
