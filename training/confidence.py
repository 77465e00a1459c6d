"""Fit how likely each verdict is to be right: `confidence.json` and `found.json`, read by `audit/confidence.py`.

    python training/confidence.py [training/data/entailment.json] [../shared/training/pairs.jsonl.gz]

Runs `compare` on the pairs of the passages that the cross-encoder did not see (`held-out` of its record; those of
`data/registry/` too), and on each passage's own first sentence, and fits one logistic regression for each verdict:
`sources/weights/confidence.json`. Runs `check` on the claims of the topics that no model saw against their registries,
whole and without the passages that speak to a claim, and fits the same for passages that a search brought up:
`sources/weights/found.json`. A quantity may only speak for a
verdict as its name promises (`direction_of`): the pairs hide true claims behind other words and false ones behind the
same, and nothing should lean on that. Prints figures cross-validated by passage or topic, then writes the weights
fitted on all. Same data and models, same weights.

The feature weights have seen the passages, unlike the cross-encoder; fitted without them, accuracy on the held-out
pairs is half a point lower and the log loss of the confidence 0.01 higher.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.bearing import worst
from audit.confidence import FITTED, are_divided, confidence_in, quantities
from audit.config import Config
from audit.engine import Desk
from audit.model import Verdict
from audit.pairing import line_up, read_row
from claims.readers import read_bytes
from evaluation.reliability import Case, calibration_error, is_right
from sources import load
from sources.model import Stance
from training.alignment import PAIRS, WEIGHTS, easy, read_pairs, write
from training.topics import topics, write_registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sources.model import Premise
    from training.alignment import Array
    from training.topics import Topic

RECORD = Path(__file__).parent / "data" / "entailment.json"
NAMES = ("share", "margin", "agrees", "subject", "named", "repeated", "divided", "read", "found")
PENALTY = 1.0  # half of the squared weights times this joins the log loss; from 0.3 to 3 the figures hardly move
FOLDS = 5
AS_OF = date(2026, 1, 1)  # nothing in the topics ages


@dataclass(frozen=True, slots=True)
class Sample:
    """A verdict of the program on a held-out pair or claim, what it is made of, and whether it is right.

    `group` is the passage or the topic: what stands together is held out together.
    """

    group: str
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


def found_samples(held: Sequence[Topic]) -> Iterator[Sample]:
    """Yield the verdict that `check` gives each claim of a topic that is one statement, from all that a search finds.

    It is given once with the whole registry and once with what is left without the passages that speak to the claim.
    A claim that the program takes apart has no verdict of its own for each part.
    """
    for whole in held:
        premises: dict[str, Premise] = {}
        for topic in (whole, *whole.bereft()):
            with tempfile.TemporaryDirectory() as folder:
                desk = Desk(load([write_registry(topic, Path(folder))]), Config(), AS_OF, premises=premises)
            premises = desk.premises
            for number, claim in enumerate(topic.claims):
                written = json.dumps({"id": str(number), "text": claim.text}).encode()
                with patch("audit.judgement.confidence_in", wraps=confidence_in) as asked:
                    found = [
                        a
                        for copy in read_bytes(written, f"{topic.name}.jsonl", ".jsonl")
                        for a in desk.document(copy).assessments
                    ]
                if len(found) == len(asked.call_args_list) == 1:
                    yield from _judged(topic.name, found[0].judgement.verdict, asked.call_args_list[0], claim.label)


def _judged(topic: str, given: Verdict, asked: Any, label: str) -> Iterator[Sample]:
    verdict, bearing = asked.args
    if verdict is not given:  # decided by something else, as by a pronoun that nobody can resolve
        return
    taken = [(verdict, is_right(verdict, {label}))]
    if bearing is not None and bearing.alignment.stance is Stance.SUPPORTS:
        taken.append((Verdict.OUTDATED, label in {"supported", "overstated"}))
    for each, right in taken:
        values = quantities(each, bearing, **asked.kwargs)
        yield Sample(topic, each, tuple(values[name] for name in NAMES), right)


def direction_of(name: str, verdict: Verdict) -> int:
    """Return whether a quantity may make a verdict surer (1) or less sure (-1)."""
    if name in ("subject", "found"):
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
    """Return the confidence in each of `found` by weights that did not see its group."""
    fold_of = {group: i % FOLDS for i, group in enumerate(sorted({s.group for s in found}))}
    folds = np.array([fold_of[s.group] for s in found])
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


def fit_all(name: str, found: Sequence[Sample], digest: str) -> None:
    """Print what the confidence in each verdict is worth on unseen groups; write the weights fitted on all."""
    by_verdict = {verdict: [s for s in found if s.verdict is verdict] for verdict in FITTED}
    unseen = {verdict: cross_validate(by_verdict[verdict], verdict) for verdict in FITTED}
    for verdict in FITTED:
        report(f"{name}-{verdict.value}", by_verdict[verdict], unseen[verdict])
    given = [v for v in FITTED if v is not Verdict.OUTDATED]
    report(f"{name}-all", [s for v in given for s in by_verdict[v]], np.concatenate([unseen[v] for v in given]))
    models = np.array([fit(by_verdict[verdict], verdict) for verdict in FITTED])
    write(WEIGHTS / f"{name}.json", tuple(v.value for v in FITTED), NAMES, models[:, 0], models[:, 1:], digest)


def main() -> None:
    """Fit the confidence and print what it is worth."""
    record = Path(sys.argv[1]) if len(sys.argv) > 1 else RECORD
    pairs = Path(sys.argv[2]) if len(sys.argv) > 2 else PAIRS  # noqa: PLR2004
    rows = held_out_rows(record, pairs)
    fit_all("confidence", list(samples(rows)), _digest(rows))
    _, held = topics()
    fit_all("found", list(found_samples(held)), _digest([asdict(topic) for topic in held]))


def _digest(data: Any) -> str:
    return f"sha256:{hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()}"


if __name__ == "__main__":
    main()
