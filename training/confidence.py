"""Fit how likely each verdict is to be right: `sources/weights/confidence.json`, read by `audit/confidence.py`.

    python training/confidence.py [training/data/entailment.json] [../shared/training/pairs.jsonl.gz]

Runs `compare` on the pairs of the passages that the cross-encoder did not see (`held-out` of its record; those of
`data/registry/` too), and on each passage's own first sentence, and fits one logistic regression for each verdict. A
quantity may only speak for a verdict as its name promises (`direction_of`): the pairs hide true claims behind other
words and false ones behind the same, and nothing should lean on that. Prints figures cross-validated by passage, then
writes the weights fitted on every pair. Same data and models, same weights.

The feature weights have seen the passages, unlike the cross-encoder; fitted without them, accuracy on the held-out
pairs is half a point lower and the log loss of the confidence 0.01 higher.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.bearing import worst
from audit.confidence import FITTED, are_divided, quantities
from audit.model import Verdict
from audit.pairing import line_up, read_row
from evaluation.reliability import Case, calibration_error, is_right
from sources.model import Stance
from training.alignment import PAIRS, WEIGHTS, easy, read_pairs, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.alignment import Array

RECORD = Path(__file__).parent / "data" / "entailment.json"
NAMES = ("share", "margin", "agrees", "subject", "named", "repeated", "divided")
PENALTY = 1.0  # half of the squared weights times this joins the log loss; from 0.3 to 3 the figures hardly move
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """A verdict of the program on a held-out pair, what it is made of, and whether it is right."""

    passage: str
    verdict: Verdict
    values: tuple[float, ...]
    right: bool


def held_out_rows(record: Path, pairs: Path) -> list[dict[str, Any]]:
    """Return the pairs of the passages that the cross-encoder of `record` did not see, and the passages' own words.

    Unrelated passages, the other easy pairs, stay out: how many of them a registry brings up nobody knows, and with
    them a passage that is silent for want of shared words would be called silent for sure.
    """
    held = set(json.loads(record.read_text(encoding="utf-8"))["held-out"])
    rows = [row for row in read_pairs(pairs) if row["passage"] in held]
    return rows + [row for row in easy(rows) if row["label"] == "supported"]


def samples(rows: Sequence[dict[str, Any]]) -> Iterator[Sample]:
    """Yield the verdict that `compare` gives each row and, where the passage seems to be for it, `outdated`."""
    compared = line_up(read_row(row, "pairs", number) for number, row in enumerate(rows, 1))
    for row, found in zip(rows, compared, strict=True):
        bearing, divided = worst(found.bearings), are_divided(found.bearings)
        taken = [(bearing.verdict, is_right(bearing.verdict, {row["label"]}))]
        if bearing.alignment.stance is Stance.SUPPORTS:
            taken.append((Verdict.OUTDATED, row["label"] in {"supported", "overstated"}))
        for verdict, right in taken:
            values = quantities(verdict, bearing, divided=divided)
            yield Sample(row["passage"], verdict, tuple(values[name] for name in NAMES), right)


def direction_of(name: str, verdict: Verdict) -> int:
    """Return whether a quantity may make a verdict surer (1) or less sure (-1)."""
    if name == "subject":
        return -1 if verdict is Verdict.UNSUPPORTED else 1
    if name == "divided":
        return 1 if verdict is Verdict.NEEDS_REVIEW else -1
    return 1


def fit(found: Sequence[Sample], verdict: Verdict) -> Array:
    """Return bias and weights of the logistic regression of a verdict, each weight on its side of zero."""
    values = np.array([s.values for s in found])
    right = np.array([s.right for s in found], dtype=float)

    def loss(weights: Array) -> tuple[float, Array]:
        odds = values @ weights[1:] + weights[0]
        off = 1 / (1 + np.exp(-odds)) - right
        total = np.logaddexp(0, odds).sum() - right @ odds + PENALTY / 2 * (weights[1:] ** 2).sum()
        return float(total), np.concatenate(([off.sum()], values.T @ off + PENALTY * weights[1:]))

    sides = [(0, None) if direction_of(name, verdict) > 0 else (None, 0) for name in NAMES]
    result = minimize(loss, np.zeros(len(NAMES) + 1), jac=True, method="L-BFGS-B", bounds=[(None, None), *sides])
    return np.asarray(result.x)


def cross_validate(found: Sequence[Sample], verdict: Verdict) -> Array:
    """Return the confidence in each of `found` by weights that did not see its passage."""
    fold_of = {passage: i % FOLDS for i, passage in enumerate(sorted({s.passage for s in found}))}
    folds = np.array([fold_of[s.passage] for s in found])
    values = np.array([s.values for s in found])
    confidence = np.zeros(len(found))
    for fold in range(FOLDS):
        weights = fit([s for s, f in zip(found, folds, strict=True) if f != fold], verdict)
        confidence[folds == fold] = 1 / (1 + np.exp(-(values[folds == fold] @ weights[1:] + weights[0])))
    return confidence


def report(name: str, found: Sequence[Sample], confidence: Array) -> None:
    """Print how well the confidence in `found` is calibrated, and how well it tells right from wrong."""
    right = np.array([s.right for s in found])
    cases = [Case(s.verdict, float(c), s.right, false=False) for s, c in zip(found, confidence, strict=True)]
    print(f"cv-right-{name} {right.mean():.3f} (n={len(found)})")
    print(f"cv-calibration-error-{name} {calibration_error(cases):.3f} (n={len(found)})")
    print(f"cv-roc-auc-{name} {roc_auc_score(right, confidence):.3f} (n={len(found)})")


def main() -> None:
    """Fit the confidence and print what it is worth."""
    record = Path(sys.argv[1]) if len(sys.argv) > 1 else RECORD
    pairs = Path(sys.argv[2]) if len(sys.argv) > 2 else PAIRS  # noqa: PLR2004
    rows = held_out_rows(record, pairs)
    found = list(samples(rows))
    by_verdict = {verdict: [s for s in found if s.verdict is verdict] for verdict in FITTED}
    unseen = {verdict: cross_validate(by_verdict[verdict], verdict) for verdict in FITTED}
    for verdict in FITTED:
        report(verdict.value, by_verdict[verdict], unseen[verdict])
    given = [v for v in FITTED if v is not Verdict.OUTDATED]
    report("all", [s for v in given for s in by_verdict[v]], np.concatenate([unseen[v] for v in given]))
    models = np.array([fit(by_verdict[verdict], verdict) for verdict in FITTED])
    digest = f"sha256:{hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()}"
    outputs = tuple(v.value for v in FITTED)
    write(WEIGHTS / "confidence.json", outputs, NAMES, models[:, 0], models[:, 1:], digest)


if __name__ == "__main__":
    main()
