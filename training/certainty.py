"""Train the certainty model of `claims/weights` on the training split of Pei & Jurgens 2021.

    python training/certainty.py ../shared/evaluation

Prints the correlation on the test split, which trains nothing.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from scipy.stats import pearsonr
from sklearn.linear_model import Ridge

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.features import features_of
from claims.pipeline import load, plain
from training.checkworthiness import WORD_SCALE, write

PENALTIES = (4.0, 8.0, 16.0, 32.0, 64.0)
RARE = 3  # sentences that a feature must occur in


def rows(folder: Path) -> list[dict[str, Any]]:
    """Return the sentences of the data set with their mean rating and their split."""
    data = gzip.decompress((folder / "public" / "certainty-sentence.jsonl.gz").read_bytes())
    return [json.loads(line) for line in data.decode().splitlines()]


def main(folder: Path) -> None:
    """Train on the train split, choose the penalty on the dev split, print the test split, write the weights."""
    found = rows(folder)
    features = [features_of(doc[:], None) for doc in load().pipe(plain(row["text"]) for row in found)]
    train = [i for i, row in enumerate(found) if row["split"] == "train"]
    counts: dict[str, int] = {}
    for i in train:
        for name in features[i]:
            counts[name] = counts.get(name, 0) + 1
    names = tuple(sorted(name for name, count in counts.items() if count >= RARE))
    index = {name: column for column, name in enumerate(names)}
    cells = [(i, index[name]) for i, listed in enumerate(features) for name in listed if name in index]
    matrix = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(found), len(names)))
    matrix = (matrix @ diags([WORD_SCALE if name.startswith("w:") else 1.0 for name in names])).tocsr()
    labels = np.array([float(row["label"]) for row in found])
    held = {split: [i for i, row in enumerate(found) if row["split"] == split] for split in ("dev", "test")}
    models = [Ridge(alpha=alpha).fit(matrix[train], labels[train]) for alpha in PENALTIES]
    model = max(models, key=lambda each: pearsonr(each.predict(matrix[held["dev"]]), labels[held["dev"]]).statistic)
    for split, listed in held.items():
        correlation = pearsonr(model.predict(matrix[listed]), labels[listed]).statistic
        print(f"certainty-pearson-{split} {correlation:.3f} (n={len(listed)}) alpha={model.alpha}")
    write("certainty", ("certainty",), [float(model.intercept_)], names, model.coef_[None, :])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
