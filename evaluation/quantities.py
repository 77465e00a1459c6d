"""Value and unit of quantities on the sentences of quantulum3's own tests, beside quantulum3 where it is installed.

    python evaluation/quantities.py

Takes the folder of evaluation data from EVAL_DATA (default ../shared/evaluation). Both programs are scored alike: a
quantity counts when its value and unit, in base units, are those of the label. Ranges count by their middle, shares as
numbers (two thirds is 0.667), nouns as no unit, and years, which we give the unit "year", as numbers: a decade as its
first, which is the number that is printed.
quantulum3 (MIT) is no dependency: `pip install quantulum3` for the comparison.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from claims import pipeline
from claims.model import Quantity, Role
from claims.quantities import parse_quantities
from claims.units import kind_of, to_base

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(os.environ.get("EVAL_DATA", "../shared/evaluation")) / "public" / "quantulum-tests.jsonl.gz"
TOLERANCE = 1e-6  # relative
NUMBERS = {"percentage": 0.01, "dozen": 12.0, "gross": 144.0, "baker's dozen": 13.0}  # units that only scale a number

Amount = tuple[str, float]  # dimension and value in base units


def of_label(value: float, unit: str) -> Amount:
    """Return what a label or an answer of quantulum3 states, in our base units."""
    if unit in ("dimensionless", "count", *NUMBERS):
        return "number", value * NUMBERS.get(unit, 1.0)
    if unit.startswith("count per "):
        return "number", value
    printed = unit.replace("-mass", "")
    for name in (printed, re.sub("^inverse (.+)$", r"\1^-1", printed)):
        read = parse_quantities(f"1 {name}")
        whole = len(read) == 1 and read[0].end == len(f"1 {name}")
        if whole and read[0].unit is not None and read[0].low is not None:
            return to_base(value * read[0].low, read[0].unit)
    return f"unknown:{unit}", value


def of_quantity(quantity: Quantity) -> Amount | None:
    """Return what we found, in the same terms; None where there is no number."""
    known = [bound for bound in (quantity.low, quantity.high) if bound is not None]
    if not known:
        return None
    value = known[0] if quantity.role is Role.DATE else sum(known) / len(known)
    if quantity.unit == "percent":
        return "number", value / 100
    if quantity.role is Role.DATE or kind_of(quantity.unit) in ("none", "count", "multiples"):
        return "number", value
    return to_base(value, quantity.unit)


def ours(texts: Iterable[str]) -> list[list[Amount]]:
    """Find quantities in every text with our pipeline."""
    docs = pipeline.load().pipe(texts)
    return [[amount for q in doc._.claims_quantities if (amount := of_quantity(q)) is not None] for doc in docs]


def theirs(texts: Iterable[str]) -> list[list[Amount]] | None:
    """Find quantities in every text with quantulum3; None where it is not installed."""
    try:
        from quantulum3 import classifier, parser  # noqa: PLC0415 an optional tool of comparison
    except ImportError:
        return None
    classifier.USE_CLF = False  # its pickled model loads with an old scikit-learn only; it changes nothing here
    return [[of_label(found.value, found.unit.name) for found in parser.parse(text)] for text in texts]


def f1(found: list[list[Amount]], wanted: list[list[Amount]]) -> float:
    """Return F1 over all quantities, each label matched at most once."""
    hits = 0
    for have, labels in zip(found, wanted, strict=True):
        left = list(labels)
        for dimension, value in have:
            match = next((w for w in left if w[0] == dimension and abs(w[1] - value) <= TOLERANCE * abs(w[1])), None)
            if match is not None:
                left.remove(match)
                hits += 1
    total = sum(map(len, found)) + sum(map(len, wanted))
    return 2 * hits / total if total else 0.0


def main() -> None:
    """Print one line per figure."""
    if not DATA.exists():
        print(f"quantities: no data at {DATA}")
        return
    rows: list[dict[str, Any]] = [json.loads(line) for line in gzip.decompress(DATA.read_bytes()).decode().splitlines()]
    texts = [row["text"] for row in rows]
    wanted = [[of_label(float(q["value"]), q["unit"]) for q in row["quantities"]] for row in rows]
    count = sum(map(len, wanted))
    print(f"quantulum-value-unit-f1 {f1(ours(texts), wanted):.3f} (n={count})")
    other = theirs(texts)
    if other is not None:
        print(f"quantulum-value-unit-f1-of-quantulum3 {f1(other, wanted):.3f} (n={count})")


if __name__ == "__main__":
    main()
