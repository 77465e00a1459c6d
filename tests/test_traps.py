"""Where comparing words or bare numbers goes wrong, from copy and evidence in plain text to claims and verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from audit.model import Verdict
from audit.pairing import PairResult, compare_rows, read_row
from claims.extraction import extract
from claims.model import Claim, Copy
from claims.readers import read_bytes
from claims.strictyaml import load_yaml

PATH = Path(__file__).parent / "cases" / "traps.yaml"
TABLE: dict[str, list[dict[str, Any]]] = load_yaml(PATH.read_text(encoding="utf-8"), PATH).data
#: Verdicts that an answer to "supported?" leaves open.
ALLOWED = {
    "yes": {Verdict.SUPPORTED},
    "unclear": {Verdict.SUPPORTED, Verdict.NEEDS_REVIEW},
    "no": set(Verdict) - {Verdict.SUPPORTED},
}


def notations() -> Iterator[tuple[str, str]]:
    """Yield every pair of sentences that differ in the notation of one quantity only."""
    for row in TABLE["same"]:
        yield from permutations([row["frame"].format(words) for words in row["as"]], 2)


ROWS: list[dict[str, Any]] = [
    *TABLE["pairs"],
    *({"supported": "yes", "claim": claim, "evidence": evidence} for claim, evidence in notations()),
]


@cache
def results() -> dict[int, PairResult]:
    rows = (read_row({**row, "id": str(number)}, PATH.name, number) for number, row in enumerate(ROWS))
    return {int(result.id): result for result in compare_rows(rows)}


def claims_of(line: str) -> tuple[Claim, ...]:
    [copy] = read_bytes(line.encode(), "copy.txt", ".txt")
    assert isinstance(copy, Copy)
    return tuple(extract(copy))


@pytest.mark.parametrize("row", TABLE["claims"], ids=[row["text"] for row in TABLE["claims"]])
def test_a_short_line_is_a_claim_with_its_quantity(row: dict[str, Any]) -> None:
    (claim,) = claims_of(row["text"])
    assert claim.checkable
    found = [(q.low, q.high, q.unit, q.role.value) for q in claim.analysis.quantities]
    wanted = row["quantity"]
    assert found == ([(wanted.get("low"), wanted.get("high"), wanted["unit"], wanted["role"])] if wanted else [])


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{row['claim']} / {row['evidence']}" for row in ROWS])
def test_a_claim_passes_only_on_evidence_that_says_so(number: int) -> None:
    row, result = ROWS[number], results()[number]
    assert result.verdict in ALLOWED[row["supported"]], result
    facets = [row["facet"]] if isinstance(row.get("facet"), str) else row.get("facet", [])
    assert not facets or {o.facet.value for o in result.overstatements} & set(facets), result
