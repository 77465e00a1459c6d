"""Figures of `claims/` that the command line cannot print, because models saw some of the labelled data.

    python evaluation/extraction.py ../shared/evaluation

Check-worthiness and types are cross-validated over documents; hedges, attribution and strength are rules; SciTweets
trains nothing; certainty is the test split. Prints one `name value (n=…)` a line.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.analysis import sentences
from claims.attribution import attribution_of
from claims.certainty import certainty_of
from claims.checkworthiness import THRESHOLD, score
from claims.cues import hedge_of
from claims.model import Attribution, Hedge, Strength
from claims.pipeline import load, plain
from claims.segmentation import whole
from claims.strength import strength_of
from training.checkworthiness import cross_validated_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]


def main(folder: Path) -> None:
    """Print every figure."""
    for line in chain(_trained(folder), _rules(folder), _strength(), _scitweets(folder), _certainty(folder)):
        print(line, flush=True)


def _rows(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _f1(gold: Sequence[bool], guess: Sequence[bool]) -> float:
    both = sum(g and p for g, p in zip(gold, guess, strict=True))
    return 2 * both / max(1, sum(gold) + sum(guess))


def _macro_f1(gold: Sequence[str], guess: Sequence[str]) -> float:
    labels = sorted(set(gold))
    return sum(_f1([g == name for g in gold], [p == name for p in guess]) for name in labels) / len(labels)


def _trained(folder: Path) -> Iterator[str]:
    yield from cross_validated_figures(folder)


def _rules(folder: Path) -> Iterator[str]:
    """Hedge and attribution of the claims of real copy, sentence by sentence."""
    rows = [row for row in _rows(folder / "real-copy" / "claims.jsonl") if row["checkable"]]
    hedges, sources = [], []
    for doc in load().pipe(plain(row["sentence"]) for row in rows):
        parts = [whole(sentence) for sentence in sentences(doc)]
        hedges.append(max((hedge_of(part) for part in parts), key=list(Hedge).index, default=Hedge.NONE))
        sources.append(
            max((attribution_of(part, ()) for part in parts), key=list(Attribution).index, default=Attribution.NONE)
        )
    right = sum(row["hedge"] == hedge for row, hedge in zip(rows, hedges, strict=True))
    yield f"hedge-real {right / len(rows):.3f} (n={len(rows)})"
    yield f"attribution-macro-f1-real {_macro_f1([row['attribution'] for row in rows], sources):.3f} (n={len(rows)})"


def _strength() -> Iterator[str]:
    rows = _rows(ROOT / "training" / "data" / "sentences.jsonl.gz")
    gold = [str(row["strength"]) for row in rows]
    guess = [
        str(int(max((strength_of(whole(sentence)) for sentence in sentences(doc)), default=Strength.NONE)))
        for doc in load().pipe(plain(row["sentence"]) for row in rows)
    ]
    right = sum(g == p for g, p in zip(gold, guess, strict=True))
    yield f"strength-accuracy-training {right / len(gold):.3f} (n={len(gold)})"
    yield f"strength-macro-f1-training {_macro_f1(gold, guess):.3f} (n={len(gold)})"


def _scitweets(folder: Path) -> Iterator[str]:
    rows = _rows(folder / "public" / "scitweets.jsonl.gz")
    guess = [
        any(score(sentence, None).value >= THRESHOLD for sentence in sentences(doc))
        for doc in load().pipe(plain(row["text"]) for row in rows)
    ]
    gold = [bool(row["label"]) for row in rows]
    yield f"scitweets-f1 {_f1(gold, guess):.3f} (n={len(rows)})"


def _certainty(folder: Path) -> Iterator[str]:
    rows = [row for row in _rows(folder / "public" / "certainty-sentence.jsonl.gz") if row["split"] == "test"]
    gold = [float(row["label"]) for row in rows]
    guess = [certainty_of(doc[:]) for doc in load().pipe(plain(row["text"]) for row in rows)]
    yield f"certainty-pearson-test {_pearson(gold, guess):.3f} (n={len(rows)})"


def _pearson(xs: Sequence[float], ys: Sequence[float]) -> float:
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return float(covariance / (sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys)) ** 0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("EVAL_DATA", "../shared/evaluation")))
