"""Facet comparisons on labelled pairs: precision and recall of each facet, and how often each alarms on a true claim.

    python evaluation/pairs.py [../shared/evaluation]

Reads `pairs-dev.jsonl` of the folder (default: $EVAL_DATA, else ../shared/evaluation). A facet counts as right where it
is among those of an overstated pair; pairs that are contradicted or unsupported are left out, since no facet is asked
of them.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.comparison import compare
from audit.model import Facet
from claims.analysis import analyse
from sources.designs import read_design
from sources.model import Premise

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
COMPARED = ("supported", "overstated")


def read_rows(data: Path) -> list[dict[str, Any]]:
    """Return the pairs that a facet may be asked of, their evidence as one text."""
    lines = (data / "pairs-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["label"] in COMPARED]
    return [
        {**r, "evidence": r["evidence"] if isinstance(r["evidence"], str) else " ".join(r["evidence"])} for r in rows
    ]


def facets_found(rows: Sequence[dict[str, Any]]) -> list[set[str]]:
    """Return the names of the facets in which each claim is found to exceed its evidence."""
    texts = dict.fromkeys(t for row in rows for t in (row["claim"], row["evidence"], row.get("population")) if t)
    taken = dict(zip(texts, analyse(texts), strict=True))
    found = []
    for row in rows:
        population = taken.get(row.get("population") or "", ())
        premise = Premise(
            row["evidence"],
            taken[row["evidence"]],
            read_design(row["design"]).design if row.get("design") else None,
            row.get("population"),
            population[0] if population else None,
        )
        found.append({o.facet.value for claim in taken[row["claim"]] for o in compare(claim, premise)})
    return found


def report(rows: Sequence[dict[str, Any]], found: Sequence[set[str]]) -> None:
    """Print one line per figure, as `score.py` does."""
    alarms = [facets for row, facets in zip(rows, found, strict=True) if row["label"] == "supported"]
    hits = [bool(facets & set(row["facets"])) for row, facets in zip(rows, found, strict=True) if row["facets"]]
    print(f"facets-hit {sum(hits) / max(1, len(hits)):.3f} (n={len(hits)})")
    print(f"facets-alarm {sum(map(bool, alarms)) / max(1, len(alarms)):.3f} (n={len(alarms)})")
    for facet in (f.value for f in Facet):
        wanted = [facet in (row["facets"] or ()) for row in rows]
        said = [facet in facets for facets in found]
        both = sum(w and s for w, s in zip(wanted, said, strict=True))
        print(f"facet-precision-{facet} {both / max(1, sum(said)):.3f} (n={sum(said)})")
        print(f"facet-recall-{facet} {both / max(1, sum(wanted)):.3f} (n={sum(wanted)})")


def main() -> None:
    """Print the figures, or say where the data are missing."""
    default = os.environ.get("EVAL_DATA", str(ROOT.parent / "shared" / "evaluation"))
    data = Path(sys.argv[1] if len(sys.argv) > 1 else default)
    if not (data / "pairs-dev.jsonl").is_file():
        sys.exit(f"{data / 'pairs-dev.jsonl'} is missing; name the folder as the first argument.")
    rows = read_rows(data)
    report(rows, facets_found(rows))


if __name__ == "__main__":
    main()
