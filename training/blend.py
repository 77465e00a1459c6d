"""Fit how far the features and the cross-encoder can each be trusted: `sources/weights/blend.json`.

    python training/blend.py build/entailment/record.json [../shared/training/pairs.jsonl.gz]

Reads the passages that the cross-encoder did not see (`held-out` of its record), fits the features on the others, and
weighs the grounds of `sources.grounds` on the held-out ones by a softmax regression. Prints figures cross-validated by
passage.
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

from sources.entailment import read_pairs as read
from sources.grounds import grounds_of
from sources.likeness import likeness_of
from sources.model import Opinion
from sources.rewording import rewording_of
from training.alignment import CLASSES, PAIRS, WEIGHTS, easy, fit, matrix_of, observe, prepared, read_pairs, write
from training.edits import edits_of
from training.pairs import Own

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise
    from training.alignment import Array

STRENGTH = 0.3  # inverse regularisation; from 0.03 to 3 the cross-validated figures hardly move
SEED = 20261128
FOLDS = 5
BESIDE = 0.3  # claims beside passages that are not about them, for each pair by hand: most of what a search brings up


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


def grounds(
    made_ready: list[tuple[tuple[Analysis, ...], Premise]], model: LogisticRegression, matrix: Any
) -> tuple[tuple[str, ...], Array]:
    """Return names and values of the grounds of each pair, a row a pair; a claim of several sentences is read whole."""
    order = [list(model.classes_).index(c) for c in CLASSES]
    readings = read((" ".join(s.text for s in statements), premise) for statements, premise in made_ready)
    rows = [
        grounds_of(
            statements[0],
            premise,
            likeness_of(statements[0], premise),
            Opinion(*shares[order].tolist()),
            reading,
            rewording_of(statements[0], premise),
        )
        for (statements, premise), shares, reading in zip(
            made_ready, model.predict_proba(matrix), readings, strict=True
        )
    ]
    names = tuple(sorted({name for row in rows for name in row}))
    return names, np.array([[row.get(name, 0.0) for name in names] for row in rows])


def cross_validate(values: Array, labels: Array, passages: list[str], kinds: Array) -> None:
    """Print the figures of blends that did not see the passage, for pairs by hand and for those made by rule."""
    guesses = np.empty(len(labels), dtype=labels.dtype)
    for train, test in GroupKFold(FOLDS).split(values, labels, passages):
        model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(values[train], labels[train])
        guesses[test] = model.predict(values[test])
    for name in ("written", "made"):
        gold, guess = labels[kinds == name], guesses[kinds == name]
        wrong, right = gold != "supported", gold == "supported"
        print(f"cv-{name}-macro-f1 {f1_score(gold, guess, average='macro'):.3f} (n={len(gold)})")
        print(f"cv-{name}-false-pass {(guess[wrong] == 'supported').mean():.3f} (n={int(wrong.sum())})")
        print(f"cv-{name}-false-alarm {(guess[right] != 'supported').mean():.3f} (n={int(right.sum())})")


def main() -> None:
    """Fit the blend and print what it can do."""
    record = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else PAIRS  # noqa: PLR2004
    held = set(record["held-out"])
    own = Own(path, 0)
    pairs = read_pairs(path)
    seen = [p for p in pairs if p["passage"] not in held]
    written = [p for p in pairs if p["passage"] in held]
    beside = own.strangers(sorted(held), round(BESIDE * len(written)), random.Random(SEED))
    chosen = [*written, *made(written), *beside]
    made_ready = prepared(chosen)
    whole = [i for i, (statements, _) in enumerate(made_ready) if len(statements) == 1]
    chosen, made_ready = [chosen[i] for i in whole], [made_ready[i] for i in whole]
    fitted = seen + easy(seen)
    names, matrix = matrix_of(observe(prepared(fitted)), [p["passage"] for p in fitted])
    features = fit(matrix, np.array([p["label"] for p in fitted]))
    _, unseen = matrix_of(observe(made_ready), [p["passage"] for p in chosen], names)
    columns, values = grounds(made_ready, features, unseen)
    labels = np.array([p["label"] for p in chosen])
    kinds = np.array(["written" if i < len(written) else "made" for i in whole])
    cross_validate(values, labels, [p["passage"] for p in chosen], kinds)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(values, labels)
    order = [list(model.classes_).index(c) for c in CLASSES]
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    write(WEIGHTS / "blend.json", CLASSES, columns, model.intercept_[order], model.coef_[order], digest)


if __name__ == "__main__":
    main()
