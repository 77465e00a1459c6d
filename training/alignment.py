"""Train the weights of `sources/weights/alignment.json` and `facets.json` on the hand-written pairs.

    python training/alignment.py [../shared/training/pairs.jsonl.gz]

Prints figures cross-validated by passage, then writes the weights fitted on every pair. Same data, same weights.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.model import Facet
from claims.analysis import analyse
from sources.features import features_of
from sources.model import Design, Premise
from training.registry import registry_rows
from training.topics import topic_rows

if TYPE_CHECKING:
    from claims.model import Analysis

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "sources" / "weights"
PAIRS = ROOT.parent / "shared" / "training" / "pairs.jsonl.gz"
CLASSES = ("supported", "overstated", "contradicted", "unsupported")
FACETS = tuple(f.value for f in Facet)

FOLDS = 5
RARE = 5  # passages that a feature must occur in
STRENGTH = 0.1  # inverse regularisation, by cross-validation
SMALLEST = 0.01  # weights below it are left out of the file

Array = np.ndarray[tuple[int, ...], np.dtype[Any]]


def read_pairs(path: Path) -> list[dict[str, Any]]:
    """Return the rows of the pairs file, those beside passages of registries, and those of topics."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [*(json.loads(line) for line in lines), *registry_rows(), *topic_rows()]


def easy(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return pairs that the hand-written ones lack on purpose: a passage's own words, and unrelated passages.

    Without them a model learns that shared words are a bad sign, and never sees what retrieval brings up.
    """
    passages = list({p["passage"]: p for p in pairs}.values())
    own = [{**p, "claim": p["evidence"].partition(". ")[0] + ".", "label": "supported", "facets": []} for p in passages]
    study = ("evidence", "design", "population", "title")
    strange = [
        {
            **p,
            **{key: passages[(i * 7 + 11) % len(passages)].get(key) for key in study},
            "label": "unsupported",
            "facets": [],
        }
        for i, p in enumerate(pairs[::4])
    ]
    return own + strange


def prepared(pairs: list[dict[str, Any]]) -> list[tuple[tuple[Analysis, ...], Premise]]:
    """Return the statements of every claim and its passage, made ready to be compared."""
    texts = dict.fromkeys(p[key] for p in pairs for key in ("claim", "evidence", "population", "title") if p.get(key))
    taken: dict[str | None, tuple[Analysis, ...]] = dict(zip(texts, analyse(texts), strict=True))
    return [
        (
            taken[pair["claim"]],
            Premise(
                pair["evidence"],
                taken[pair["evidence"]],
                Design(pair["design"]) if pair.get("design") else None,
                pair.get("population"),
                next(iter(taken.get(pair.get("population"), ())), None),
                title=pair.get("title"),
                title_analysis=next(iter(taken.get(pair.get("title"), ())), None),
            ),
        )
        for pair in pairs
    ]


def observe(made_ready: list[tuple[tuple[Analysis, ...], Premise]]) -> list[tuple[str, ...]]:
    """Return the features of every pair; a claim of several sentences has those of all."""
    return [
        tuple(dict.fromkeys(f for statement in statements for f in features_of(statement, premise)))
        for statements, premise in made_ready
    ]


def matrix_of(
    observed: list[tuple[str, ...]], passages: list[str], names: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], csr_matrix]:
    """Return the features that occur in enough passages, or those named, and a row of zeros and ones for each pair."""
    spread = Counter(name for name, _ in {(n, p) for names, p in zip(observed, passages, strict=True) for n in names})
    names = names or tuple(sorted(name for name, count in spread.items() if count >= RARE))
    index = {name: i for i, name in enumerate(names)}
    cells = [(row, index[n]) for row, found in enumerate(observed) for n in found if n in index]
    rows, columns = zip(*cells, strict=True)
    return names, csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(observed), len(names)))


def fit(matrix: csr_matrix, labels: Array) -> LogisticRegression:
    """Fit one softmax over the classes, or one logistic regression for a facet."""
    return LogisticRegression(C=STRENGTH, max_iter=2000).fit(matrix, labels)


def cross_validate(matrix: csr_matrix, labels: Array, passages: list[str], written: int) -> None:
    """Print the figures of models that did not see the passage, on the first `written` pairs: those by hand."""
    guesses = np.empty(len(labels), dtype=labels.dtype)
    for train, test in GroupKFold(FOLDS).split(matrix, labels, passages):
        guesses[test] = fit(matrix[train], labels[train]).predict(matrix[test])
    labels, guesses = labels[:written], guesses[:written]
    wrong, right = labels != "supported", labels == "supported"
    print(f"cv-macro-f1 {f1_score(labels, guesses, average='macro'):.3f} (n={len(labels)})")
    for name in CLASSES:
        print(f"cv-f1-{name} {f1_score(labels == name, guesses == name):.3f} (n={int((labels == name).sum())})")
    print(f"cv-false-pass {(guesses[wrong] == 'supported').mean():.3f} (n={int(wrong.sum())})")
    print(f"cv-false-alarm {(guesses[right] != 'supported').mean():.3f} (n={int(right.sum())})")


def cross_validate_facets(matrix: csr_matrix, facets: list[list[str]], passages: list[str]) -> None:
    """Print how often the likeliest facets of an overstated pair are among its own."""
    scores = np.zeros((len(facets), len(FACETS)))
    for train, test in GroupKFold(FOLDS).split(matrix, groups=passages):
        for column, facet in enumerate(FACETS):
            labels = np.array([facet in facets[i] for i in train])
            scores[test, column] = fit(matrix[train], labels).decision_function(matrix[test])
    order = np.argsort(-scores, axis=1)
    for k in (1, 2, 3):
        hits = [bool({FACETS[c] for c in order[i, :k]} & set(own)) for i, own in enumerate(facets)]
        print(f"cv-facet-hit@{k} {np.mean(hits):.3f} (n={len(hits)})")


def write(
    path: Path, outputs: tuple[str, ...], names: tuple[str, ...], bias: Array, coefficients: Array, digest: str
) -> None:
    """Write a model as `sources.softmax` reads it; weights are rounded to three decimals."""
    weights = {
        name: [[i, round(float(w), 3)] for i, w in enumerate(coefficients[:, column]) if abs(w) >= SMALLEST]
        for column, name in enumerate(names)
    }
    data = {
        "data": digest,
        "outputs": outputs,
        "bias": [round(float(b), 3) for b in bias],
        "weights": {name: pairs for name, pairs in weights.items() if pairs},
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        json.dumps(data, indent=None, separators=(",", ":")).replace('"],', '"],\n').replace("]],", "]],\n") + "\n"
    )


def main() -> None:
    """Train both models and print what they can do."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    written = read_pairs(path)
    pairs = written + easy(written)
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    passages = [p["passage"] for p in pairs]
    names, matrix = matrix_of(observe(prepared(pairs)), passages)
    labels = np.array([p["label"] for p in pairs])
    cross_validate(matrix, labels, passages, len(written))
    model = fit(matrix, labels)
    order = [list(model.classes_).index(c) for c in CLASSES]
    write(WEIGHTS / "alignment.json", CLASSES, names, model.intercept_[order], model.coef_[order], digest)

    chosen = [i for i, p in enumerate(pairs) if p["label"] == "overstated"]
    facets, groups = [pairs[i]["facets"] for i in chosen], [passages[i] for i in chosen]
    cross_validate_facets(matrix[chosen], facets, groups)
    models = [fit(matrix[chosen], np.array([facet in own for own in facets])) for facet in FACETS]
    bias, rows = np.concatenate([m.intercept_ for m in models]), np.vstack([m.coef_ for m in models])
    write(WEIGHTS / "facets.json", FACETS, names, bias, rows, digest)


if __name__ == "__main__":
    main()
