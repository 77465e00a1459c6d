"""Fit how far the features and the cross-encoder can each be trusted: `sources/weights/blend.json`.

    python training/blend.py build/entailment/record.json [../shared/training/pairs.jsonl.gz]

Reads the passages that the cross-encoder did not see (`held-out` of its record), fits the features on the others, and
weighs the log-odds of both on the held-out ones by a softmax regression. Prints figures cross-validated by passage.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[1]))

from sources.alignment import log_shares
from sources.entailment import read_pairs as read
from sources.model import Design, Opinion, Premise
from training.alignment import CLASSES, PAIRS, WEIGHTS, easy, fit, matrix_of, observe, read_pairs, write
from training.edits import edits_of

if TYPE_CHECKING:
    from training.alignment import Array

STRENGTH = 0.3  # inverse regularisation; from 0.03 to 3 the cross-validated figures hardly move
SEED = 20261128
FOLDS = 5


def made(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return edited pairs on the passages of `pairs` whose label the edit leaves no doubt about."""
    rng = random.Random(SEED)
    found: list[dict[str, Any]] = []
    for passage in sorted({p["passage"] for p in pairs}):
        group = [p for p in pairs if p["passage"] == passage]
        true = [p["claim"] for p in group if p["label"] == "supported"]
        foreign = [rng.choice(pairs)["claim"]]
        found += [
            {**group[0], "claim": edit.claim, "label": edit.allowed[0], "facets": list(edit.facets)}
            for edit in edits_of(str(group[0]["evidence"]), true, foreign, rng)
            if len(edit.allowed) == 1
        ]
    return found


def shares_of(pairs: list[dict[str, Any]], model: LogisticRegression, matrix: Any) -> tuple[list[str], Array]:
    """Return names and values of what both opinions on each pair come to, a row for each pair."""
    order = [list(model.classes_).index(c) for c in CLASSES]
    premises = [
        Premise(p["evidence"], (), Design(p["design"]) if p.get("design") else None, p.get("population")) for p in pairs
    ]
    readings = read((p["claim"], premise) for p, premise in zip(pairs, premises, strict=True))
    rows = [
        log_shares(Opinion(*shares[order].tolist()), reading)
        for shares, reading in zip(model.predict_proba(matrix), readings, strict=True)
    ]
    names = list(rows[0])
    return names, np.array([[row[name] for name in names] for row in rows])


def cross_validate(values: Array, labels: Array, passages: list[str], written: int) -> None:
    """Print the figures of blends that did not see the passage, on the first `written` pairs: those by hand."""
    guesses = np.empty(len(labels), dtype=labels.dtype)
    for train, test in GroupKFold(FOLDS).split(values, labels, passages):
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values[train], labels[train])
        guesses[test] = model.predict(values[test])
    for name, part in (("written", slice(0, written)), ("edited", slice(written, None))):
        gold, guess = labels[part], guesses[part]
        wrong, right = gold != "supported", gold == "supported"
        print(f"cv-{name}-macro-f1 {f1_score(gold, guess, average='macro'):.3f} (n={len(gold)})")
        print(f"cv-{name}-false-pass {(guess[wrong] == 'supported').mean():.3f} (n={int(wrong.sum())})")
        print(f"cv-{name}-false-alarm {(guess[right] != 'supported').mean():.3f} (n={int(right.sum())})")


def main() -> None:
    """Fit the blend and print what it can do."""
    record = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else PAIRS  # noqa: PLR2004
    held = set(record["held-out"])
    pairs = read_pairs(path)
    seen = [p for p in pairs if p["passage"] not in held]
    written = [p for p in pairs if p["passage"] in held]
    chosen = written + made(written)
    fitted = seen + easy(seen)
    names, matrix = matrix_of(observe(fitted), [p["passage"] for p in fitted])
    features = fit(matrix, np.array([p["label"] for p in fitted]))
    _, unseen = matrix_of(observe(chosen), [p["passage"] for p in chosen], names)
    columns, values = shares_of(chosen, features, unseen)
    labels = np.array([p["label"] for p in chosen])
    cross_validate(values, labels, [p["passage"] for p in chosen], len(written))
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values, labels)
    order = [list(model.classes_).index(c) for c in CLASSES]
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    write(WEIGHTS / "blend.json", CLASSES, tuple(columns), model.intercept_[order], model.coef_[order], digest)


if __name__ == "__main__":
    main()
