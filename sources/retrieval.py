"""The passages of a registry that bear on a claim, best first.

BM25 (Robertson & Zaragoza 2009) with Lucene's idf over the words and letters of each passage, its source's title and
what is known of the study; a claim may be widened by other names of what it speaks of. Nothing here depends on chance
or on the order of threads: equal scores keep the order of the registry.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

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
FINDING = 2  # the finding itself counts double against the title and the study around it
WIDENING = 0.3  # weight of a term that is not the claim's own but another name for what it speaks of
DIGITS = 4  # scores are rounded before they are ordered, so that the last bit of a float never decides


class Index:
    """A searchable registry; built when first searched."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.passages = registry.passages
        self._model: Any = None
        self._frequencies: Counter[str] = Counter()

    def search(self, analysis: Analysis, k: int = 8, cited: Collection[str] = ()) -> tuple[tuple[Passage, float], ...]:
        """Return the `k` passages that fit `analysis` best, with their relevance (0-1), best first.

        Passages that share nothing with it are left out. `cited` are ids of sources that the copy cites for it: their
        passages, the best `k` of each, are returned in any case.
        """
        if not self.passages:
            return ()
        scores = self._scores(analysis)
        order = sorted(range(len(scores)), key=lambda i: -scores[i])
        chosen = {i for i in order[:k] if scores[i] > 0}
        for source in cited:
            chosen.update([i for i in order if self.passages[i].source == source][:k])
        return tuple((self.passages[i], scores[i]) for i in order if i in chosen)

    def _scores(self, analysis: Analysis) -> list[float]:
        """Return the relevance of every passage: the share of what a perfect passage would score.

        A perfect passage is as long as the average and has each term of the claim once; words that the registry does
        not know count against all passages.
        """
        import numpy as np

        model = self._built()
        weights = _weigh(analysis)
        known = {term: weight for term, weight in weights.items() if term in model.vocab_dict}
        total = np.zeros(len(self.passages), dtype=np.float64)
        for weight in sorted(set(known.values())):
            total += weight * model.get_scores([term for term, w in known.items() if w == weight])
        ideal = sum(weights[term] * self._idf(term) for term in weights if weights[term] == 1)
        return [round(min(1.0, float(score) * (1 + K1) / ideal), DIGITS) if ideal else 0.0 for score in total]

    def _idf(self, term: str) -> float:
        n = len(self.passages)
        frequency = self._frequencies[term]
        return math.log(1 + (n - frequency + 0.5) / (frequency + 0.5))

    def _built(self) -> Any:
        if self._model is None:
            import bm25s

            sources = {source.id: source for source in self.registry.sources}
            documents = [_document(passage, sources[passage.source]) for passage in self.passages]
            self._frequencies = Counter(term for document in documents for term in set(document))
            model = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")
            model.index(documents, show_progress=False)
            self._model = model
        return self._model


def _document(passage: Passage, source: Source) -> list[str]:
    """Return the terms of a passage: the finding, the title of its source, who was studied and what was done.

    What a file is about need not be said in each of its entries: where no field names the subject, it is added.
    """
    around = (source.title, passage.population, passage.intervention, passage.comparator, passage.outcome)
    text = " ".join([*[passage.text] * FINDING, *filter(None, around)])
    subjects = source.subjects
    return terms(text if mentions(text, subjects) else " ".join((text, *subjects)))


def _weigh(analysis: Analysis) -> Mapping[str, float]:
    """Return the terms of a claim, weight 1, and those of other names for its concepts, weight `WIDENING`."""
    own = dict.fromkeys(terms(analysis.text), 1.0)
    other = (term for name in expansions(analysis) for term in terms(name))
    return {**dict.fromkeys(other, WIDENING), **own}
