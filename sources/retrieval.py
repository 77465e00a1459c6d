"""The passages of a registry that bear on a claim, best first, by their words and by their meaning.

Words: BM25 (Robertson & Zaragoza 2009) with Lucene's idf over the words and letters of each passage, its source's title
and what is known of the study; a claim may be widened by other names of what it speaks of. Meaning: the cosine of a
sentence encoder (`claims.embedding`). Both run from 0 to 1, and a passage is as relevant as their mean. Nothing here
depends on chance or on the order of threads: equal scores keep the order of the registry.
"""

from __future__ import annotations

import math
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from claims.embedding import recall
from claims.startup import placed
from claims.taxonomy import expansions
from sources.embedding import embed_stored
from sources.terms import mentions, terms

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from claims.model import Analysis
    from sources.embedding import Store
    from sources.model import Passage, Registry, Source

# The defaults of Lucene; on our own hand-written training pairs nothing between 0.9/0.4 and 1.5/0.75 changes recall@3
# by more than 0.005.
K1 = 1.2
B = 0.75
WIDENING = 0.3
DIGITS = 4  # scores are rounded before they are ordered, so that the last bit of a float never decides


class Index:
    """A searchable registry.

    Its passages are embedded once and kept in `store`, if one is given; what is in it is found again by content, so it
    may serve any number of registries.
    """

    def __init__(self, registry: Registry, store: Store | None = None) -> None:
        self.registry = registry
        self.passages = registry.passages
        self._model: Any = None
        self._frequencies: Counter[str] = Counter()
        self._rows: dict[str, list[int]] = {}
        for row, passage in enumerate(self.passages):
            self._rows.setdefault(passage.source, []).append(row)
        self._sources = {source.id: source for source in registry.sources}
        self._store = store
        self._embedded: Future[Any] | None = None

    def prepare(self) -> None:
        """Start to embed the passages, so that the caller can read the copy in the meantime."""
        if self._embedded is None:
            import numpy as np  # noqa: F401  before a thread does: two that import it side by side get half of it

            worker = ThreadPoolExecutor(1)
            groups = [[self._told(p) for p in source.passages] for source in self.registry.sources]
            self._embedded = worker.submit(embed_stored, groups, self._store)
            worker.shutdown(wait=False)

    def search(self, analysis: Analysis, k: int = 8, cited: Collection[str] = ()) -> tuple[tuple[Passage, float], ...]:
        """Return the `k` passages that fit `analysis` best, with their relevance (0-1), best first.

        `cited` are ids of sources that the copy cites for it: their passages, the best `k` of each, are returned in any
        case.
        """
        return self.search_all([analysis], k, [cited])[0]

    def search_all(
        self, analyses: Sequence[Analysis], k: int, cited: Sequence[Collection[str]]
    ) -> list[tuple[tuple[Passage, float], ...]]:
        """Return what `search` does for each of `analyses`, with the sources cited for each."""
        if not self.passages:
            return [() for _ in analyses]
        points = recall([analysis.text for analysis in analyses])
        return [
            self._ranked(self._scores(analysis, point), k, of_claim)
            for analysis, point, of_claim in zip(analyses, points, cited, strict=True)
        ]

    def _ranked(self, scores: Any, k: int, cited: Collection[str]) -> tuple[tuple[Passage, float], ...]:
        import numpy as np

        order = np.argsort(-scores, kind="stable")
        chosen = [int(i) for i in order[:k] if scores[i] > 0]
        for source in cited:
            rows = self._rows.get(source, ())
            chosen += sorted(rows, key=lambda i: -scores[i])[:k]
        best_first = sorted(set(chosen), key=lambda i: (-scores[i], i))
        return tuple((self.passages[i], float(scores[i])) for i in best_first)

    def _scores(self, analysis: Analysis, point: Any) -> Any:
        """Return the relevance of every passage, an array: the mean of likeness by words and by meaning, each 0-1."""
        import numpy as np

        meaning = np.clip(self._points() @ point, 0.0, 1.0)
        return np.round((np.minimum(1.0, self._word_scores(analysis)) + meaning) / 2, DIGITS)

    def _points(self) -> Any:
        self.prepare()
        assert self._embedded is not None  # as `prepare` has seen to  # noqa: S101
        return self._embedded.result()

    def _told(self, passage: Passage) -> str:
        """Return a passage as it is embedded: what it says, under the title of its source."""
        return f"{self._sources[passage.source].title}. {passage.text}"

    def _word_scores(self, analysis: Analysis) -> Any:
        """Return the likeness of every passage by words, an array: the share of what a perfect passage would score.

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
        return total * (1 + K1) / ideal if ideal else total

    def _idf(self, term: str) -> float:
        n = len(self.passages)
        frequency = self._frequencies[term]
        return math.log(1 + (n - frequency + 0.5) / (frequency + 0.5))

    def _built(self) -> Any:
        if self._model is None:
            # Not used, and where they are installed, they take half a second and a tenth.
            with placed({"scipy.sparse": None, "tqdm.auto": None}):
                import bm25s

            documents = [_document(passage, self._sources[passage.source]) for passage in self.passages]
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
