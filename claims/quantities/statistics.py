"""Named statistics: "OR 2.18", "p < .001", "n=30", "95% CI 1.2 to 3.4"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense, read_amount
from claims.quantities.atoms import DASHES, Atoms, atoms_of, low, step
from claims.quantities.measures import read_unit
from claims.quantities.numerals import Form, read_number
from claims.quantities.sides import read_side


@cache
def _statistics() -> tuple[dict[str, tuple[tuple[tuple[str, ...], str], ...]], dict[str, str], dict[str, str]]:
    """Names by first word (longest first), symbols, and symbols that need a sign behind them, each with its unit."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    symbols: dict[str, str] = {}
    assigned: dict[str, str] = {}
    for entry in lexicon("statistics")["statistics"].values():
        for name in entry.get("names", ()):
            parts = tuple(atom.low for atom in atoms_of(name))
            names.setdefault(parts[0], []).append((parts, entry["unit"]))
        symbols.update(dict.fromkeys(entry.get("symbols", ()), entry["unit"]))
        assigned.update(dict.fromkeys(entry.get("assigned", ()), entry["unit"]))
    ordered = {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in names.items()}
    return ordered, symbols, assigned


def read_statistic(atoms: Atoms, index: int) -> Amount | None:
    """Read a named statistic: "OR 2.18", "hazard ratio of 0.7", "d = 0.75", "p < .001", "n=30", "SPF 50+"."""
    names, symbols, assigned = _statistics()
    unit, end, strict = None, index + 1, False
    for parts, name in names.get(low(atoms, index), ()):
        if tuple(low(atoms, index + place) for place in range(len(parts))) == parts:
            unit, end = name, index + len(parts)
            break
    if unit is None:
        unit = symbols.get(atoms[index].text)
    if unit is None:
        unit, strict = assigned.get(atoms[index].text), True
    if unit is None:
        return None
    if low(atoms, end) == "(" and low(atoms, end + 2) == ")" and not strict:  # "hazard ratio (HR) 0.7"
        end += 3
    at = end
    while low(atoms, at) in ("of", "was", "is", ":", "=", "for", "≈", "at", ",", "score", "value") or low(
        atoms, at
    ) in ("<", ">", "≤", "≥", "~"):
        at += 1
    signed_off = any(low(atoms, place) in ("=", "<", ">", "≤", "≥", "≈") for place in range(end, at))
    if (strict and not signed_off) or at - end > 3:  # noqa: PLR2004
        return None
    amount = _number_of(atoms, at)
    if (
        amount is None
        or (amount.unit is not None and unit not in ("heterogeneity", "risk difference", "mean difference"))
        or amount.form is Form.ARTICLE
    ):
        return None
    return replace(amount, first=index, core=at, unit=amount.unit or unit, sense=Sense.STATISTIC)


def _number_of(atoms: Atoms, index: int) -> Amount | None:
    """Return the amount at `index`, or behind the bound that starts there ("BMI of at least 27")."""
    return next(
        (
            amount
            for at in range(index, min(index + 4, len(atoms)))
            if (amount := read_amount(atoms, at)) and (at == index or amount.first <= index)
        ),
        None,
    )


def read_interval(atoms: Atoms, index: int) -> Amount | None:
    """Read a confidence interval whole: "95% CI 1.2 to 3.4", "(95% confidence interval, −4.5 to −1.9)", "CI: 1–2"."""
    at = index
    number = read_number(atoms, index)
    if number is not None and (unit := read_unit(atoms, step(atoms, number.end))) and unit[0] == "percent":
        at = step(atoms, unit[1])
    end = at + 1
    if low(atoms, at) in ("confidence", "credible") and low(atoms, end) in ("interval", "intervals", "limits"):
        end += 1
    elif at >= len(atoms) or (atoms[at].text not in ("CI", "CIs", "CrI") and not (number and atoms[at].low == "ci")):
        return None
    start = end
    while low(atoms, start) in ("(", "[", ":", ",", "=", "of", "from", "ci", ")", "was", ";"):
        start += 1
    left = read_side(atoms, start)
    joint = low(atoms, left.end) if left else ""
    right = (
        read_side(atoms, left.end + 1)
        if left and joint and (joint in ("to", ",", "and", ";") or joint in DASHES)
        else None
    )
    if left is None or right is None or left.value is None or right.value is None:
        return (
            None
            if number is None
            else Amount(index, end, index, number.value, number.value, "percent", sense=Sense.INTERVAL)
        )
    bounds = sorted((left.value, right.value))
    return Amount(index, right.end, index, bounds[0], bounds[1], left.unit or right.unit, sense=Sense.INTERVAL)
