"""The other end of a range: "40 to 60", "2°–8°C", "two to three hundred", "a day or two", "between 5 and 10"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.quantities.atoms import DASHES, HYPHENS, low, step
from claims.quantities.numerals import Form, read_number, values
from claims.quantities.sides import Side, read_side
from claims.units import kind_of

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms


def right_side(atoms: Atoms, left: Side, start: int) -> tuple[Side | None, int | None]:
    """Return the other end of a range behind `left`, and the atom of "between" or "from" that opens it."""
    opener = low(atoms, start - 1)
    at, hyphen = left.end, step(atoms, left.end)
    if low(atoms, at) in HYPHENS and low(atoms, at + 1) in ("to", "or", "and"):  # "two- to three-week"
        hyphen = at + 1
    word = low(atoms, hyphen)
    if left.form is Form.VAGUE or not word:
        return None, None
    if word in ("to", "through", "thru") or (word == "and" and opener == "between") or word == "till":
        right = read_side(atoms, step(atoms, hyphen + 1))
        back = opener in ("between", "from") or left.unit is not None or _falls(left, right)
        return (
            (right, start - 1 if opener in ("between", "from") else None)
            if _ranges(left, right, falling=back)
            else (None, None)
        )
    if word == "or":
        if left.form is Form.ARTICLE and low(atoms, hyphen + 1) in values("cardinals"):
            number = read_number(atoms, hyphen + 1)
            return (Side(hyphen + 1, number.end, number.value, left.unit, number.form) if number else None), None
        right = read_side(atoms, hyphen + 1)
        return (
            (right, None)
            if left.unit is None and right and right.form is left.form and _ranges(left, right, falling=False)
            else (None, None)
        )
    if word == "and" and opener in ("weeks", "days", "months", "years"):
        right = read_side(atoms, hyphen + 1)
        return (right, None) if _ranges(left, right, falling=False) else (None, None)
    if low(atoms, at) in DASHES and at + 1 < len(atoms) and atoms[at].glued == atoms[at + 1].glued:
        right = read_side(atoms, at + 1)
        return (
            (right, None) if _ranges(left, right, falling=left.value is not None and left.value < 0) else (None, None)
        )
    return None, None


def with_shared_scale(left: Side, right: Side | None) -> Side:
    """Give the first number of "two to three hundred", "$5–10 million" and "one to two thirds" the scale of the last.

    A first number that is not smaller than what the scale multiplies is meant as it stands: "ten to two thousand".
    """
    if right is None or left.value is None or right.value is None or right.scale == 1 or left.scale != 1:
        return left
    bare = left.form in (Form.DIGITS, Form.WORDS) and (left.unit is None or kind_of(left.unit) == "currency")
    if not bare or not 0 < left.value < right.value / right.scale:
        return left
    form = Form.FRACTION if right.form is Form.FRACTION else left.form
    return replace(left, value=left.value * right.scale, form=form)


def _falls(left: Side, right: Side | None) -> bool:
    """Whether two bare numbers descend in a way that no clock does ("fell 30 to 12")."""
    return right is not None and right.unit is not None and left.unit is None


def _ranges(left: Side, right: Side | None, *, falling: bool) -> bool:
    """Whether two sides make one range: comparable units, and rising unless the notation allows a fall."""
    left = with_shared_scale(left, right)
    if right is None or left.value is None or right.value is None or right.form is Form.VAGUE:
        return False
    if left.unit and right.unit and left.unit != right.unit:
        return kind_of(left.unit) == kind_of(right.unit) == "time" or _same_degrees(left, right)
    if left.unit and not right.unit:
        return kind_of(left.unit) == "currency"
    if right.unit and not left.unit and kind_of(right.unit) == "currency":
        return False
    return right.value > left.value or (falling and right.value != left.value)


def _same_degrees(left: Side, right: Side) -> bool:
    """Whether the letter of the scale is printed once, behind the last number: "2°–8°C"."""
    return left.unit == "degree" and kind_of(right.unit) == "temperature"
