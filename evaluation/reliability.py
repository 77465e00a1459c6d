"""Measure how far the confidence in a verdict can be trusted: whether it is right as often as it says.

    python evaluation/reliability.py ../shared/evaluation

Three sets: the hard pairs (`fourway`), the pairs of our own (`pairs`), and the claims of real pages (`verdicts`), where
any of the verdicts that a reviewer would accept is right. For each it prints the expected calibration error (Naeini
et al. 2015: confidence less share right, by tenths of confidence, weighed by cases), a table of these tenths, and a
curve: how often the tool is right, and how often it passes a claim that is not borne out, where the least confident
verdicts are left to a person. `needs-review` is right where the claim is not borne out as it stands; it is left out of
the curve, since it leaves the claim to a person anyway. Prints `name value (n=…)`; a name TABLE:ROW:COLUMN is a cell.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.model import Verdict
from evaluation.accuracy import WORK, check_real_copy, compare_blind, own_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

BINS = 10
LEFT = (0, 10, 20, 30, 50)  # percent of the verdicts that are left to a person
AS_LABELLED = {Verdict.MISATTRIBUTED: "unsupported", Verdict.OUTDATED: "unsupported"}  # the labels know four verdicts


@dataclass(frozen=True, slots=True)
class Case:
    """A verdict with its confidence, whether it is right, and whether the claim is `false`: not borne out as it is."""

    verdict: Verdict
    confidence: float
    right: bool
    false: bool


def is_right(verdict: Verdict, accepted: Collection[str]) -> bool:
    """Whether `verdict` is what its confidence promises, where a careful reader would give any of `accepted`."""
    if verdict is Verdict.NEEDS_REVIEW and "supported" not in accepted:
        return True
    return verdict.value in accepted or AS_LABELLED.get(verdict) in accepted


def bins(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case]]]:
    """Yield the tenths of confidence in which there are cases, by name, lowest first."""
    for tenth in range(BINS):
        found = [c for c in cases if min(int(c.confidence * BINS + 1e-9), BINS - 1) == tenth]
        if found:
            yield f"{tenth / BINS:.1f}-{(tenth + 1) / BINS:.1f}", found


def calibration_error(cases: Sequence[Case]) -> float:
    """Return the mean distance between confidence and share right, 0-1, over the bins, weighed by their cases."""
    return sum(abs(sum(c.confidence - c.right for c in found)) for _, found in bins(cases)) / len(cases)


def curve(cases: Sequence[Case]) -> Iterator[tuple[int, list[Case]]]:
    """Yield for each percentage of `LEFT` the verdicts that remain when so many, the least confident, are left out."""
    ranked = sorted((c for c in cases if c.verdict is not Verdict.NEEDS_REVIEW), key=lambda c: -c.confidence)
    for percent in LEFT:
        yield percent, ranked[: len(ranked) - len(ranked) * percent // 100]


def figures(name: str, cases: Sequence[Case]) -> Iterator[str]:
    """Yield the lines to print for one set."""
    yield f"{name}-calibration-error {calibration_error(cases):.3f} (n={len(cases)})"
    for row, found in bins(cases):
        yield f"{name}-reliability:{row}:confidence {fmean(c.confidence for c in found):.3f} (n={len(found)})"
        yield f"{name}-reliability:{row}:right {fmean(c.right for c in found):.3f} (n={len(found)})"
    for percent, found in curve(cases):
        passed = [c.verdict is Verdict.SUPPORTED for c in found if c.false]
        yield f"{name}-abstention:{percent}%:right {fmean(c.right for c in found):.3f} (n={len(found)})"
        yield f"{name}-abstention:{percent}%:false-pass {sum(passed) / max(1, len(passed)):.3f} (n={len(passed)})"


def pairs(gold: Path, data: Path) -> list[Case]:
    """Return what `compare` makes of the pairs in `gold`."""
    labels = {str(row["id"]): row["label"] for row in _rows(gold)}
    return [_case(row, {labels[row["id"]]}) for row in _rows(compare_blind(gold, data))]


def verdicts(data: Path) -> list[Case]:
    """Return what `check` makes of the claims of real pages that it finds; a sentence takes its worst claim."""
    scoring: dict[str, Any] = runpy.run_path(str(data / "score.py"))
    documents = scoring["documents"]([str(path) for path in check_real_copy(data)])
    found = []
    for row in _rows(data / "real-copy" / "verdicts.jsonl"):
        claims = scoring["overlapping"](documents.get(row["doc"]), row["start"], row["end"])
        if not claims or row["verdict"] == "not-a-claim":
            continue
        worst = min(claims, key=lambda c: (list(Verdict).index(c["verdict"]), -c["confidence"]))
        accepted = {row["verdict"], *row.get("also-acceptable", ())}
        found.append(_case(worst, accepted))
    return found


def main(data: Path) -> None:
    """Print every figure."""
    WORK.mkdir(parents=True, exist_ok=True)
    sets: dict[str, Callable[[], list[Case]]] = {
        "fourway": lambda: pairs(data / "pairs-dev.jsonl", data),
        "pairs": lambda: pairs(own_pairs("pairs"), data),
        "verdicts": lambda: verdicts(data),
    }
    for name, cases in sets.items():
        for line in figures(name, cases()):
            print(line, flush=True)


def _case(written: dict[str, Any], accepted: Collection[str]) -> Case:
    verdict = Verdict(written["verdict"])
    return Case(verdict, written["confidence"], is_right(verdict, accepted), "supported" not in accepted)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("EVAL_DATA", "../shared/evaluation")))
