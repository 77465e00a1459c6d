"""The passages of a registry that bear on a claim, best first.

BM25 (Robertson & Zaragoza 2009) with Lucene's idf over the words and letters of each passage, its source's title and
what is known of the study; a claim may be widened by other names of what it speaks of. Nothing here depends on chance
or on the order of threads: equal scores keep the order of the registry.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from claims.startup import placed
from claims.taxonomy import expansions
from sources.terms import mentions, terms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claims.model import Analysis
    from sources.model import Passage, Registry, Source

# The defaults of Lucene; on our own hand-written training pairs nothing between 0.9/0.4 and 1.5/0.75 changes recall@3
# by more than 0.005.
K1 = 1.2
B = 0.75
WIDENING = 0.3
DIGITS = 4  # scores are rounded before they are ordered, so that the last bit of a float never decides


class Index:
    """A searchable registry; built when first searched."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.passages = registry.passages
        self._model: Any = None
        self._frequencies: Counter[str] = Counter()
        self._rows: dict[str, list[int]] = {}
        for row, passage in enumerate(self.passages):
            self._rows.setdefault(passage.source, []).append(row)

    def search(self, analysis: Analysis, k: int = 8, cited: Collection[str] = ()) -> tuple[tuple[Passage, float], ...]:
        """Return the `k` passages that fit `analysis` best, with their relevance (0-1), best first.

        Passages that share nothing with it are left out. `cited` are ids of sources that the copy cites for it: their
        passages, the best `k` of each, are returned in any case.
        """
        if not self.passages:
            return ()
        import numpy as np

        scores = self._scores(analysis)
        order = np.argsort(-scores, kind="stable")
        chosen = [int(i) for i in order[:k] if scores[i] > 0]
        for source in cited:
            rows = self._rows.get(source, ())
            chosen += sorted(rows, key=lambda i: -scores[i])[:k]
        best_first = sorted(set(chosen), key=lambda i: (-scores[i], i))
        return tuple((self.passages[i], min(1.0, float(scores[i]))) for i in best_first)

    def _scores(self, analysis: Analysis) -> Any:
        """Return the relevance of every passage, an array: the share of what a perfect passage would score.

        A perfect passage is as long as the average and has each term of the claim once; one that repeats them exceeds
        1. Words that the registry does not know count against all passages.
        """
        import numpy as np

        model = self._built()
        weights = _weigh(analysis)
        total = np.zeros(len(self.passages), dtype=np.float64)
        for weight in (1.0, WIDENING):
            known = [term for term, w in weights.items() if w == weight and term in model.vocab_dict]
            if known:
                total += weight * model.get_scores(known)
        ideal = sum(self._idf(term) for term, weight in weights.items() if weight == 1)
        return np.round(total * (1 + K1) / ideal, DIGITS) if ideal else total

    def _idf(self, term: str) -> float:
        n = len(self.passages)
        frequency = self._frequencies[term]
        return math.log(1 + (n - frequency + 0.5) / (frequency + 0.5))

    def _built(self) -> Any:
        if self._model is None:
            with placed({"scipy.sparse": None}):  # where it is installed, it takes half a second and is not used
                import bm25s

            sources = {source.id: source for source in self.registry.sources}
            documents = [_document(passage, sources[passage.source]) for passage in self.passages]
            self._frequencies = Counter(term for document in documents for term in set(document))
            model = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy", csc_backend="numpy")
            model.index(documents, show_progress=False)
            self._model = model
        return self._model


def _document(passage: Passage, source: Source) -> list[str]:
    """Return the terms of a passage: the finding, the title of its source, who was studied and what was done.

    What a file is about need not be said in each of its entries: where no field names the subject, it is added.
    """
    fields = (passage.text, source.title, passage.population, passage.intervention, passage.comparator, passage.outcome)
    text = " ".join(filter(None, fields))
    subjects = source.subjects
    return terms(text if mentions(text, subjects) else " ".join((text, *subjects)))


def _weigh(analysis: Analysis) -> Mapping[str, float]:
    """Return the terms of a claim, weight 1, and those of other names for its concepts, weight `WIDENING`."""
    own = dict.fromkeys(terms(analysis.text), 1.0)
    other = (term for name in expansions(analysis) for term in terms(name))
    return {**dict.fromkeys(other, WIDENING), **own}
