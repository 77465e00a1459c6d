"""Train the role model of quantities, and say how well it does on documents it has not seen.

    python training/roles.py [FOLDER]    the folder with sentences.jsonl.gz (default ../shared/training)

Writes `claims/quantities/roles.json`. The sentences written for this project in `data/quantity-roles.txt` join every
training fold and are never scored; their author had read the errors of earlier models on the shared sentences, so the
figure with them is kind. The figure without them is printed beside it. Needs scikit-learn.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from claims.model import Role
from claims.pipeline import MODEL, UNUSED
from claims.quantities.counting import counted
from claims.quantities.features import features
from claims.quantities.parsing import parse_amounts
from claims.quantities.roles import settled_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language

    from claims.quantities.counting import Counted

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "claims" / "quantities" / "roles.json"
PENALTY = 0.5  # inverse strength of the L2 penalty, chosen among 0.2, 0.5 and 1.5 by cross-validation
SMALLEST = 0.04  # weights below it are left out: they move no decision
FOLDS = 5
_MARKED = re.compile(r"\{([^{}|]+)\|([a-z-]+)\}")

Example = tuple[frozenset[str], str | None, str, str]  # features, settled role, role, document


def shared_examples(nlp: Language, path: Path) -> Iterator[Example]:
    """Quantities of the shared training sentences that are found, with the role of the label they match."""
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()]
    rows = [row for row in rows if row["quantities"]]
    for row, doc in zip(rows, nlp.pipe(row["sentence"] for row in rows), strict=True):
        wanted = list(row["quantities"])
        entries = counted(doc, *parse_amounts(doc.text))
        named = features(doc, entries)
        for place, entry in enumerate(entries):
            label = next((label for label in wanted if _matches(doc.text, entry, label)), None)
            if label is not None:
                wanted.remove(label)
                yield named[place], settled_role(entry), label["role"], row["doc"]


def _matches(text: str, entry: Counted, label: dict[str, Any]) -> bool:
    """Whether a found quantity prints what a label prints, with the same bounds where both know them."""
    printed, wanted = text[entry.start : entry.end].lower(), label["text"].lower()
    if printed not in wanted and wanted not in printed:
        return False
    both = [(entry.amount.low, label["low"]), (entry.amount.high, label["high"])]
    known = [(a, float(b)) for a, b in both if a is not None and b is not None]
    return all(abs(a - b) <= 0.02 * max(1.0, abs(b)) or a * 60 == b or a * 7 == b or a * 14 == b for a, b in known)


def own_examples(nlp: Language, path: Path) -> Iterator[Example]:
    """Quantities of our own sentences; {words|role} marks each."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    for number, line in enumerate(lines):
        marks: list[tuple[int, int, str]] = []
        text = ""
        for place, piece in enumerate(_MARKED.split(line)):
            if place % 3 == 1:
                marks.append((len(text), len(text) + len(piece), ""))
            elif place % 3 == 2:  # noqa: PLR2004
                marks[-1] = (*marks[-1][:2], piece)
                continue
            text += piece
        doc = nlp(text)
        entries = counted(doc, *parse_amounts(text))
        named = features(doc, entries)
        for start, end, role in marks:
            found = next((i for i, entry in enumerate(entries) if entry.start < end and entry.end > start), None)
            if found is not None:
                yield named[found], settled_role(entries[found]), str(Role(role)), f"own {number}"


def matrix(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """Examples by features, binary."""
    places = {name: place for place, name in enumerate(names)}
    cells = [
        (row, places[name]) for row, example in enumerate(examples) for name in sorted(example[0]) if name in places
    ]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(examples), len(names)))


def vocabulary(examples: Sequence[Example]) -> list[str]:
    """Features that occur at least twice."""
    return sorted(
        name for name, count in Counter(name for example in examples for name in example[0]).items() if count > 1
    )


def fit(examples: Sequence[Example], names: Sequence[str]) -> LogisticRegression:
    """Fit the regression on `examples`; the feature "always" takes the part of the intercept."""
    return LogisticRegression(C=PENALTY, max_iter=400, fit_intercept=False).fit(
        matrix(examples, names), [role for _, _, role, _ in examples]
    )


def cross_validate(shared: Sequence[Example], own: Sequence[Example]) -> float:
    """Accuracy on the shared examples, each scored by a model that saw no sentence of its document."""
    hits = 0
    documents = [document for *_, document in shared]
    for train, test in GroupKFold(FOLDS).split(shared, groups=documents):
        known = [*(shared[i] for i in train), *own]
        names = vocabulary(known)
        unseen = [shared[i] for i in test]
        guesses = fit(known, names).predict(matrix(unseen, names))
        hits += sum((settled or guess) == role for (_, settled, role, _), guess in zip(unseen, guesses, strict=True))
    return hits / len(shared)


def write(model: LogisticRegression, names: Sequence[str]) -> None:
    """Store the weights that matter, in hundredths."""
    weights = {
        name: [
            [place, round(100 * float(weight))]
            for place, weight in enumerate(model.coef_[:, column])
            if abs(weight) >= SMALLEST
        ]
        for column, name in enumerate(names)
    }
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(pairs, separators=(',', ':'))}" for name, pairs in weights.items() if pairs
    )
    TARGET.write_text(
        f'{{"roles": {json.dumps(list(model.classes_))},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8"
    )


def main() -> None:
    """Cross-validate, then train on everything and write the weights."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "shared" / "training"
    nlp = spacy.load(MODEL, exclude=list(UNUSED))
    shared = list(shared_examples(nlp, folder / "sentences.jsonl.gz"))
    own = list(own_examples(nlp, HERE / "data" / "quantity-roles.txt"))
    print(f"quantity-role {cross_validate(shared, own):.3f} (n={len(shared)}, cross-validated over documents)")
    print(f"quantity-role-without-own-sentences {cross_validate(shared, []):.3f} (n={len(shared)}, likewise)")
    names = vocabulary([*shared, *own])
    write(fit([*shared, *own], names), names)


if __name__ == "__main__":
    main()
