"""Measure how often the search finds the right paper: SciFact's cited abstracts among all 5,183.

    python evaluation/retrieval.py ../shared/evaluation

A claim of `scifact-train` cites abstracts; those that hold evidence for or against it must be among the first `k`. The
data trains nothing, but constants of the search were chosen with a look at it as well as at our own pairs, so the
figures are a little kind. Prints `name value (n=…)`, one figure a line.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claims.analysis import analyse
from sources.model import Passage, Registry, Source
from sources.retrieval import Index

DEPTHS = (1, 3, 8)


def main(folder: Path) -> None:
    """Print, at each depth, the share of papers found and of claims with a paper found, and the time of a search."""
    registry = _registry(folder / "scifact-corpus.jsonl.gz")
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "scifact-train.jsonl.gz"):
        if row["label"] != "NEI":
            wanted[row["claim"]].add(str(row["doc_id"]))
    index = Index(registry)
    ranks: list[float] = []
    firsts: list[float] = []
    seconds: list[float] = []
    for (claim, papers), analyses in zip(wanted.items(), analyse(wanted), strict=True):
        start = time.perf_counter()
        found = [passage.source for analysis in analyses[:1] for passage, _ in index.search(analysis, max(DEPTHS))]
        seconds.append(time.perf_counter() - start)
        if not found:
            sys.stderr.write(f"nothing found for: {claim}\n")
        of_claim = [found.index(paper) + 1 if paper in found else float("inf") for paper in papers]
        ranks += of_claim
        firsts.append(min(of_claim))
    for name, numbers in (("recall", ranks), ("hit", firsts)):
        for depth in DEPTHS:
            share = sum(number <= depth for number in numbers) / len(numbers)
            print(f"retrieval-{name}@{depth} {share:.3f} (n={len(numbers)})")
    print(f"retrieval-milliseconds {1000 * median(seconds):.1f} (n={len(seconds)})")


def _registry(path: Path) -> Registry:
    """Make a registry of the corpus: a source with one passage for each abstract."""
    sources = []
    for row in _rows(path):
        id_ = str(row["doc_id"])
        passage = Passage("abstract", id_, " ".join(row["abstract"]))
        sources.append(Source(id_, row["title"], "article-journal", {}, passages=(passage,)))
    return Registry(tuple(sources))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


if __name__ == "__main__":
    data = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("EVAL_DATA", "../shared/evaluation")) / "public"
    if not data.is_dir():
        sys.exit(f"{data}: no such folder. Set EVAL_DATA to the folder that holds the evaluation data.")
    main(data)
