"""Train the linear models of `claims/weights`: check-worthiness and claim types, each with its second opinion.

    python training/checkworthiness.py                          our own sentences alone
    python training/checkworthiness.py ../shared/evaluation     and the labelled real copy of that folder

Prints cross-validated figures (every document is scored by models that did not see it, mixed as the program mixes them)
and writes the weights, trained on everything, and the model card. Same data, same weights: nothing is drawn at random.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.checkworthiness import UNSURE
from claims.classification import given, is_unsure
from claims.embedding import embed
from claims.model import ClaimType
from training.points import cross_validate_points, fit_points, write_points
from training.samples import Sample, brief_claims, fragments, pages, posts, samples
from training.topics import topics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "claims" / "weights"
OWN = ROOT / "training" / "data"
PAGES = sorted((OWN / "pages").glob("*.txt"))
POSTS = sorted((OWN / "posts").glob("*.txt"))
TOPICS = sorted((OWN / "topics").glob("*.txt"))
MARK = "<!-- figures -->"
CARD = ROOT / "docs" / "models" / "checkworthiness.md"
TYPES = tuple(str(each) for each in ClaimType)

FOLDS = 8
RARE = 2  # documents that a feature must occur in
WORD_SCALE = 1.0  # how much words count against what is made of them
REAL_WEIGHT = 3.0  # real copy against copy written for training
POST_WEIGHT = 0.5  # posts leave out more words than copy does, and what they leave out must not count against copy
TOPIC_WEIGHT = 0.15  # short claims without their pages, and with no other short copy beside them
BORDERLINE_WEIGHT = 0.5
PRIMARY_WEIGHT = 2.0  # a sentence's first type against its others
STRENGTHS = {"checkworthiness": 0.2, "claim-types": 0.3}  # inverse regularisation, by cross-validation
POINT_SHARES = {"checkworthiness": 0.4, "claim-types": 0.5}  # of the second opinion in the mixture, on our own copy
SMALLEST = 0.004  # weights below it are left out of the file
TYPE_MARGINS = np.arange(-3.4, -0.5, 0.4)  # log-odds from which on a type is given, before types compete
MARGIN = -2.2  # where the search for them starts
F1_SHARE = 0.42  # of micro-F1 in what margins are fitted for; the rest is how often the first type is found
ROUNDS = 2
GRAVE_TYPES = ("safety", "regulatory-status", "guarantee")  # set the severity by themselves, so they need the best F1


@dataclass(frozen=True, slots=True)
class Data:
    """Samples with their feature matrix."""

    samples: tuple[Sample, ...]
    names: tuple[str, ...]
    matrix: csr_matrix
    groups: tuple[str, ...]


def tabulate(chosen: Sequence[Sample], features: Callable[[Sample], Sequence[str]]) -> Data:
    """Return samples as a matrix of the features that occur in more than one document."""
    documents: dict[str, set[str]] = {}
    for sample in chosen:
        for name in features(sample):
            documents.setdefault(name, set()).add(sample.document)
    names = tuple(sorted(name for name, found in documents.items() if len(found) >= RARE))
    index = {name: column for column, name in enumerate(names)}
    cells = [(row, index[name]) for row, sample in enumerate(chosen) for name in features(sample) if name in index]
    rows, columns = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(chosen), len(names)))
    scale = diags([WORD_SCALE if name.startswith("w:") else 1.0 for name in names])
    return Data(tuple(chosen), names, matrix @ scale, tuple(sample.document for sample in chosen))


def fit(matrix: csr_matrix, labels: Array, weights: Array, strength: float) -> LogisticRegression:
    """Fit one logistic regression; liblinear's dual solver is deterministic for a fixed seed."""
    return LogisticRegression(C=strength, solver="liblinear", max_iter=1000, random_state=0).fit(
        matrix, labels, sample_weight=weights
    )


def cross_validate(data: Data, labels: Array, weights: Array, strength: float) -> Array:
    """Return the log-odds of every sample from models that saw none of its document."""
    scores = np.full(len(labels), -9.0)
    for train, test in GroupKFold(FOLDS).split(data.matrix, labels, data.groups):
        if labels[train].sum() > 1:
            scores[test] = fit(data.matrix[train], labels[train], weights[train], strength).decision_function(
                data.matrix[test]
            )
    return scores


def f1(labels: Array, guesses: Array) -> float:
    """F1 of the positive label."""
    both = float((labels * guesses).sum())
    return 2 * both / max(1.0, float(labels.sum() + guesses.sum()))


def calibrate(scores: Array, labels: Array, weights: Array) -> tuple[float, float]:
    """Return slope and offset that make log-odds calibrated (Platt 1999)."""
    model = LogisticRegression(C=1e6, solver="lbfgs").fit(scores[:, None], labels, sample_weight=weights)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def checkworthiness(chosen: Sequence[Sample], *, keep: bool = True) -> list[str]:
    """Train the check-worthiness model, write it with `keep`, and return its cross-validated figures."""
    data = tabulate(chosen, lambda sample: sample.features)
    labels = np.array([float(sample.checkable) for sample in chosen])
    weights = np.array([weight_of(sample) for sample in chosen])
    scores = cross_validate(data, labels, weights, STRENGTHS["checkworthiness"])
    slope, offset = calibrate(scores, labels, weights)
    opinions = slope * scores + offset
    share, points = POINT_SHARES["checkworthiness"], points_of(chosen)
    mixed = (1 - share) * scores + share * cross_validate_points(points, labels, weights, data.groups, FOLDS)
    mixed_slope, mixed_offset = calibrate(mixed, labels, weights)
    log_odds = np.where(np.abs(opinions) < UNSURE, mixed_slope * mixed + mixed_offset, opinions)
    if keep:
        model = fit(data.matrix, labels, weights, STRENGTHS["checkworthiness"])
        write(
            "checkworthiness",
            ("checkworthy",),
            [slope * float(model.intercept_[0]) + offset],
            data.names,
            slope * model.coef_,
        )
        added, first = fit_points(points, labels, weights), mixed_slope * (1 - share) / slope
        write_points(
            WEIGHTS / "checkworthiness-points.json",
            first,
            [mixed_slope * share * float(added.intercept_[0]) + mixed_offset - first * offset],
            mixed_slope * share * added.coef_,
        )
    return list(detection_figures(chosen, labels, (log_odds > 0).astype(float)))


def points_of(chosen: Sequence[Sample]) -> Array:
    """Return the point of the text of each sample, as the program embeds it."""
    return embed([sample.text for sample in chosen]).astype(np.float64)


def detection_figures(chosen: Sequence[Sample], labels: Array, guesses: Array) -> Iterable[str]:
    """Yield detection F1 for each origin, all sentences and the clear ones."""
    for origin in sorted({sample.origin for sample in chosen}):
        for name, clear in (("all", False), ("clear", True)):
            rows = [
                i for i, sample in enumerate(chosen) if sample.origin == origin and not (clear and sample.borderline)
            ]
            yield f"detection-f1-{name}-{origin} {f1(labels[rows], guesses[rows]):.3f} (n={len(rows)})"


def weight_of(sample: Sample) -> float:
    """How much a sample counts in training."""
    origin = {"real": REAL_WEIGHT, "posts": POST_WEIGHT, "topics": TOPIC_WEIGHT}.get(sample.origin, 1.0)
    return origin * (BORDERLINE_WEIGHT if sample.borderline else 1.0)


def claim_types(chosen: Sequence[Sample], *, keep: bool = True) -> list[str]:
    """Train the type model, write it with `keep`, and return its cross-validated figures."""
    claims = [sample for sample in chosen if sample.checkable and sample.types]
    data = tabulate(claims, lambda sample: sample.part_features)
    labels = np.array([[float(name in sample.types) for name in TYPES] for sample in claims])
    weights = np.array(
        [
            [weight_of(sample) * (PRIMARY_WEIGHT if sample.types[:1] == (name,) else 1.0) for name in TYPES]
            for sample in claims
        ]
    )
    strength = STRENGTHS["claim-types"]
    each = range(len(TYPES))
    scores = np.stack([cross_validate(data, labels[:, k], weights[:, k], strength) for k in each], axis=1)
    margins = best_margins(claims, scores, labels)
    share, points = POINT_SHARES["claim-types"], points_of(claims)
    added = [cross_validate_points(points, labels[:, k], weights[:, k], data.groups, FOLDS) for k in each]
    mixed = (1 - share) * scores + share * np.stack(added, axis=1)
    mixed_margins = best_margins(claims, mixed, labels)
    unsure = np.array([is_unsure(row) for row in (scores - margins).tolist()])
    if keep:
        models = [fit(data.matrix, labels[:, k], weights[:, k], strength) for k in each]
        bias = [float(model.intercept_[0]) - margin for model, margin in zip(models, margins, strict=True)]
        write("claim-types", TYPES, bias, data.names, np.concatenate([model.coef_ for model in models]))
        seconds = [fit_points(points, labels[:, k], weights[:, k]) for k in each]
        write_points(
            WEIGHTS / "claim-types-points.json",
            1 - share,
            [(1 - share) * margins[k] + share * float(seconds[k].intercept_[0]) - mixed_margins[k] for k in each],
            [share * second.coef_[0] for second in seconds],
        )
    return list(type_figures(claims, np.where(unsure[:, None], mixed - mixed_margins, scores - margins)))


def best_margins(claims: Sequence[Sample], scores: Array, labels: Array) -> Array:
    """Return the log-odds from which on each type is given: best for the sum of micro-F1 and first types found.

    They are fitted on copy of our own, one type after the other; posts and real copy only measure them. Gains of
    neighbouring margins are smoothed. Grave types take the margin of their own best F1.
    """
    rows = [i for i, sample in enumerate(claims) if sample.origin not in ("real", "posts")]
    scores, labels = scores[rows], labels[rows]
    first = np.array([TYPES.index(claims[i].types[0]) for i in rows])
    margins = np.full(len(TYPES), MARGIN)
    for _ in range(ROUNDS):
        for k, name in enumerate(TYPES):
            gains = []
            for margin in TYPE_MARGINS:
                margins[k] = margin
                guesses = np.zeros(labels.shape)
                for row, values in enumerate((scores - margins).tolist()):
                    guesses[row, list(given(values))] = 1.0
                found = float(guesses[np.arange(len(first)), first].mean())
                gains.append(
                    f1(labels[:, k], guesses[:, k])
                    if name in GRAVE_TYPES
                    else F1_SHARE * f1(labels, guesses) + (1 - F1_SHARE) * found
                )
            smooth = np.convolve(np.pad(gains, 1, mode="edge"), (0.25, 0.5, 0.25), "valid")
            margins[k] = TYPE_MARGINS[int(smooth.argmax())]
    return margins


def type_figures(claims: Sequence[Sample], scores: Array) -> Iterable[str]:
    """Yield whether the primary type is found, and micro-F1 over all types, for each origin."""
    for origin in sorted({sample.origin for sample in claims}):
        rows = [i for i, sample in enumerate(claims) if sample.origin == origin]
        guesses = {i: {TYPES[k] for k in given(scores[i].tolist())} for i in rows}
        found = sum(claims[i].types[0] in guesses[i] for i in rows)
        both = sum(len(guesses[i] & set(claims[i].types)) for i in rows)
        total = sum(len(guesses[i]) + len(claims[i].types) for i in rows)
        yield f"type-primary-{origin} {found / len(rows):.3f} (n={len(rows)})"
        yield f"type-micro-f1-{origin} {2 * both / total:.3f} (n={len(rows)})"


def write(name: str, outputs: Sequence[str], bias: Sequence[float], names: Sequence[str], coefficients: Array) -> None:
    """Write a model as JSON, one feature a line; the scale of the features is multiplied in."""
    lines = []
    for column, feature in enumerate(names):
        scale = WORD_SCALE if feature.startswith("w:") else 1.0
        pairs = [[k, round(float(coefficients[k, column]) * scale, 3)] for k in range(len(outputs))]
        kept = [pair for pair in pairs if abs(pair[1]) >= SMALLEST]
        if kept:
            lines.append(f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(kept, separators=(',', ':'))}")
    biases = json.dumps([round(value, 3) for value in bias])
    head = f'{{"outputs": {json.dumps(list(outputs))},\n"bias": {biases},\n"weights": {{\n'
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / f"{name}.json").write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


def gather(evaluation: Path | None) -> tuple[Sample, ...]:
    """Return our own sentences and, where the folder is given, those of real copy."""
    folders = [(OWN, "training")] if evaluation is None else [(OWN, "training"), (evaluation / "real-copy", "real")]
    return (
        *chain.from_iterable(samples(folder, origin) for folder, origin in folders),
        *fragments(OWN / "fragments.yaml"),
        *chain.from_iterable(pages(path) for path in PAGES),
        *chain.from_iterable(posts(path) for path in POSTS),
        *brief_claims(topics()[0]),
    )


def cross_validated_figures(evaluation: Path) -> list[str]:
    """Return the figures of both models by cross-validation over documents; writes nothing."""
    chosen = gather(evaluation)
    with threadpool_limits(1):
        return [*checkworthiness(chosen, keep=False), *claim_types(chosen, keep=False)]


def main(evaluation: Path | None) -> None:
    """Train, print the figures and write weights and card."""
    chosen = gather(evaluation)
    with threadpool_limits(1):  # more threads add numbers up in another order, and a last digit moves
        figures = [*checkworthiness(chosen), *claim_types(chosen)]
    print("\n".join(figures))
    files = [OWN / "copy.jsonl.gz", OWN / "sentences.jsonl.gz", OWN / "fragments.yaml", *PAGES, *POSTS, *TOPICS]
    digests = [
        f"- `{path.relative_to(ROOT)}`: sha256 `{hashlib.sha256(path.read_bytes()).hexdigest()}`" for path in files
    ]
    rows = "\n".join(
        f"| {line.split()[0]} | {line.split()[1]} | {line.split('n=')[1].rstrip(')')} |" for line in figures
    )
    head = CARD.read_text(encoding="utf-8").partition(MARK)[0]
    table = f"| figure, by cross-validation over documents | value | n |\n| --- | --- | --- |\n{rows}"
    listed = "\n".join(digests)
    CARD.write_text(f"{head}{MARK}\n\n{table}\n\nTraining files:\n\n{listed}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
