"""Fit how far the features and the cross-encoder can each be trusted: `blend.json` and `search.json` of the weights.

    python training/blend.py build/entailment/record.json [../shared/training/pairs.jsonl.gz]

Reads the passages that the cross-encoder did not see (`held-out` of its record), fits the features on the others, and
weighs the grounds of `sources.grounds` on the held-out ones by a softmax regression: once where a passage is given with
the claim, on pairs, and once where a search brought it up, on what it brings up in the registries of held-out topics,
whole and without the passages that speak to a claim.
Prints figures cross-validated by passage or topic.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.config import Config
from claims.analysis import analyse
from sources.alignment import Pair, worth_reading
from sources.entailment import read_pairs as read
from sources.grounds import grounds_of
from sources.likeness import likeness_of
from sources.model import Opinion
from sources.premises import premises_of
from sources.registry import load
from sources.retrieval import Index
from sources.rewording import rewording_of
from training.alignment import CLASSES, PAIRS, WEIGHTS, easy, fit, matrix_of, observe, prepared, read_pairs, write
from training.edits import edits_of
from training.pairs import Own
from training.topics import topics, write_registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.model import Analysis
    from sources.model import Premise
    from training.alignment import Array
    from training.topics import Topic

STRENGTH = 0.3  # inverse regularisation; from 0.03 to 3 the cross-validated figures hardly move
SEED = 20261128
FOLDS = 5
BESIDE = 0.3  # claims beside passages that are not about them, for each pair by hand: most of what a search brings up


@dataclass(frozen=True, slots=True)
class Ready:
    """The statements of a claim beside a passage, with the label of the pair; `group` is its passage or topic.

    `score` is the relevance that a search gave the passage, None where it came with the claim.
    """

    group: str
    label: str
    statements: tuple[Analysis, ...]
    premise: Premise
    score: float | None = None


class Features:
    """The weighted features, fitted on `rows` alone."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        rows = rows + easy(rows)
        self.names, matrix = matrix_of(observe(prepared(rows)), [row["passage"] for row in rows])
        self.model = fit(matrix, np.array([row["label"] for row in rows]))

    def opinions(self, made_ready: Sequence[Ready]) -> list[Opinion]:
        """Return what the features say of each pair."""
        observed = observe([(ready.statements, ready.premise) for ready in made_ready])
        _, matrix = matrix_of(observed, [ready.group for ready in made_ready], self.names)
        order = [list(self.model.classes_).index(c) for c in CLASSES]
        return [Opinion(*shares[order].tolist()) for shares in self.model.predict_proba(matrix)]


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


def grounds(made_ready: Sequence[Ready], features: Features) -> tuple[tuple[str, ...], Array]:
    """Return names and values of the grounds of each pair, a row a pair; a claim of several sentences is read whole."""
    readings = read((" ".join(s.text for s in ready.statements), ready.premise) for ready in made_ready)
    rows = [
        grounds_of(
            ready.statements[0],
            ready.premise,
            likeness_of(ready.statements[0], ready.premise),
            opinion,
            reading,
            rewording_of(ready.statements[0], ready.premise),
            ready.score,
        )
        for ready, opinion, reading in zip(made_ready, features.opinions(made_ready), readings, strict=True)
    ]
    names = tuple(sorted({name for row in rows for name in row}))
    return names, np.array([[row.get(name, 0.0) for name in names] for row in rows])


def cross_validate(values: Array, labels: Array, groups: list[str], kinds: Array) -> None:
    """Print the figures of blends that did not see the passage or topic, for each kind of pair."""
    guesses = np.empty(len(labels), dtype=labels.dtype)
    for train, test in GroupKFold(FOLDS).split(values, labels, groups):
        model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(values[train], labels[train])
        guesses[test] = model.predict(values[test])
    for name in dict.fromkeys(kinds.tolist()):
        gold, guess = labels[kinds == name], guesses[kinds == name]
        wrong, right = gold != "supported", gold == "supported"
        print(f"cv-{name}-macro-f1 {f1_score(gold, guess, average='macro'):.3f} (n={len(gold)})")
        print(f"cv-{name}-false-pass {(guess[wrong] == 'supported').mean():.3f} (n={int(wrong.sum())})")
        print(f"cv-{name}-false-alarm {(guess[right] != 'supported').mean():.3f} (n={int(right.sum())})")


def searched(whole: Topic) -> Iterator[Ready]:
    """Yield what a search brings up for each claim of one sentence, as far as it is then read.

    It goes through the registry of a topic, and through what is left of it without the passages that speak to a claim.
    """
    premises: dict[str, Premise] = {}
    for topic in (whole, *whole.bereft()):
        with tempfile.TemporaryDirectory() as folder:
            registry = load([write_registry(topic, Path(folder))])
        premises = premises or premises_of(registry.passages, {source.id: source.title for source in registry.sources})
        analyses = analyse([claim.text for claim in topic.claims])
        told = [(claim, found[0]) for claim, found in zip(topic.claims, analyses, strict=True) if len(found) == 1]
        found = Index(registry).search_all([analysis for _, analysis in told], Config().candidates, [()] * len(told))
        for (claim, analysis), passages in zip(told, found, strict=True):
            pairs = [Pair(analysis, premises[p.name], score=score, source=p.source) for p, score in passages]
            for i in worth_reading(pairs, [likeness_of(analysis, pair.premise) for pair in pairs]):
                label = topic.row(claim, passages[i][0].source)["label"]
                yield Ready(topic.name, label, (analysis,), pairs[i].premise, pairs[i].score)


def fit_blend(name: str, made_ready: Sequence[Ready], features: Features, kinds: Array, digest: str) -> None:
    """Fit the weights of the grounds on `made_ready`, print what they can do and write them."""
    columns, values = grounds(made_ready, features)
    labels = np.array([ready.label for ready in made_ready])
    cross_validate(values, labels, [ready.group for ready in made_ready], kinds)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(values, labels)
    order = [list(model.classes_).index(c) for c in CLASSES]
    write(WEIGHTS / f"{name}.json", CLASSES, columns, model.intercept_[order], model.coef_[order], digest)


def main() -> None:
    """Fit both blends and print what they can do."""
    record = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else PAIRS  # noqa: PLR2004
    held = set(record["held-out"])
    own = Own(path, 0)
    features = Features([row for row in read_pairs(path) if row["passage"] not in held])
    digest = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"

    passages = sorted(held & own.by_passage.keys())
    written = [row for name in passages for row in own.by_passage[name]]
    beside = own.strangers(passages, round(BESIDE * len(written)), random.Random(SEED))
    chosen = [*written, *made(written), *beside]
    listed = [
        Ready(row["passage"], row["label"], statements, premise)
        for row, (statements, premise) in zip(chosen, prepared(chosen), strict=True)
    ]
    whole = [i for i, ready in enumerate(listed) if len(ready.statements) == 1]
    kinds = np.array(["written" if i < len(written) else "made" for i in whole])
    fit_blend("blend", [listed[i] for i in whole], features, kinds, digest)

    _, unseen = topics()
    listed = [ready for topic in unseen for ready in searched(topic)]
    fit_blend("search", listed, features, np.array(["searched"] * len(listed)), digest)


if __name__ == "__main__":
    main()
