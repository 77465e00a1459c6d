"""Numbers of several atoms in digits: "1/2", "10⁸", "2^10", "10−5", "10(9)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.quantities.atoms import MINUSES, TIMES, Kind, exponent, joined, low

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms

_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 25, 32, 50, 64, 100, 1000})
_HIGHEST_POWER = 99


def fraction_at(atoms: Atoms, index: int) -> float | None:
    """Return the value of "n/d" at `index` where it reads as a fraction, not as a ratio, a rate or a date."""
    if index + 2 >= len(atoms) or low(atoms, index + 1) not in ("/", "⁄") or not joined(atoms, index + 1, "/⁄"):
        return None
    over, under = atoms[index].value, atoms[index + 2].value
    ends = low(atoms, index + 3) not in ("/", "⁄") and low(atoms, index - 1) not in ("/", "⁄")
    usual = under in _DENOMINATORS or (over == 1 and under is not None and 1 < under <= max(_DENOMINATORS))
    if over is None or under is None or not ends or not usual or not 0 < over < under:
        return None
    return over / under if over.is_integer() else None


def power_at(atoms: Atoms, index: int) -> tuple[float, int] | None:
    """Value and end of a power: "10⁸", "2^10", and "10−5" behind a sign of times, whose superscript is lost.

    A superscript behind another number than ten cites a source.
    """
    if index >= len(atoms) or not (base := atoms[index].value) or atoms[index].kind is not Kind.NUMBER:
        return None
    ten = atoms[index].text == "10"
    raised = exponent(atoms, index + 1) if ten or low(atoms, index + 1) == "^" else None
    times = low(atoms, index - 1)
    if raised is None and ten and times and times in TIMES and joined(atoms, index + 1, MINUSES):
        power = atoms[index + 2].value
        raised = None if power is None else (int(-power), index + 3)
    if raised is None or abs(raised[0]) > _HIGHEST_POWER:
        return None
    return float(base ** raised[0]), raised[1]
