"""The pairs that the entailment model is trained on: public ones, the project's own, and edits of these by rule."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sklearn.feature_extraction.text import TfidfVectorizer

from sources.windows import sentences_in, window_of
from training.edits import edits_of
from training.headings import entitled
from training.registry import registry_rows
from training.topics import topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from training.topics import Topic

STANCES = ("supports", "refutes", "neutral")
ALLOWED = {  # verdicts that a public label leaves open: these sets call a weaker number refuted
    "SUPPORT": ("supported",),
    "REFUTE": ("overstated", "contradicted"),
    "NEI": ("unsupported",),
}
STANCE_OF_LABEL = {
    "SUPPORT": "supports",
    "REFUTE": "refutes",
    "NEI": "neutral",
    "supported": "supports",
    "contradicted": "refutes",
    "unsupported": "neutral",
}
STANCE_OF_ALLOWED: dict[tuple[str, ...], str] = {
    ("supported",): "supports",
    ("contradicted",): "refutes",
    ("unsupported",): "neutral",
}
FIELD = ("check-covid-train", "clinifact-train", "citation-integrity-train")  # claims on medicine, replayed every pass
GENERAL = {  # pairs for each label from the sources of nli-train: minimal edits first, tables hardly any
    "vitaminc": 5800,
    "cad_nli": 2700,
    "snli_devtest": 3200,
    "conj_nli": 2400,
    "fever_rte": 2500,
    "fm2": 600,
    "infotabs": 300,
}
LONGEST = 110  # words of claim and passage of a pair from nli-train
RANKS = range(3, 30)  # of the passages most like a claim: the nearest may well bear it out, these hardly ever do
WHOLE = 0.6  # share of our own pairs shown with design and population, the others without
TITLED = 0.9  # the same share of pairs from registries, whose sources have at least a title


@dataclass(frozen=True, slots=True)
class Pair:
    """One training pair: its stance where it is known, the verdicts it may have (none: unknown), and its facets."""

    claim: str
    evidence: str
    stance: str | None
    allowed: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def premise_text(claim: str, row: dict[str, Any], *, whole: bool = True) -> str:
    """Return the passage as the model reads it: what is known of the study first, then what is nearest to the claim."""
    evidence = row["evidence"]
    texts = [evidence] if isinstance(evidence, str) else evidence
    window = window_of(claim, [sentence for text in texts for sentence in sentences_in(text)])
    head = [str(row[key]) for key in ("design", "population", "title") if whole and row.get(key)]
    return f"{'; '.join(head)}. {window}" if head else window


def public_pair(row: dict[str, Any], *, exact: bool) -> Pair:
    """Return a row of a public set as a pair; its verdict is left open where the set does not judge as we do."""
    label = row["label"]
    allowed = ALLOWED[label] if exact else ()
    return Pair(row["claim"], premise_text(row["claim"], row), STANCE_OF_LABEL[label], allowed)


def general_pairs(folder: Path, rng: random.Random) -> list[Pair]:
    """Return pairs of nli-train by the quotas of `GENERAL`, in random order."""
    by_kind: dict[tuple[str, str], list[Pair]] = {}
    for row in rows(folder / "nli-train.jsonl.gz"):
        pair = public_pair(row, exact=True)
        if row["source"] in GENERAL and len(f"{pair.claim} {pair.evidence}".split()) <= LONGEST:
            by_kind.setdefault((row["source"], row["label"]), []).append(pair)
    chosen: list[Pair] = []
    for (source, _), listed in sorted(by_kind.items()):
        rng.shuffle(listed)
        chosen += listed[: GENERAL[source]]
    rng.shuffle(chosen)
    return chosen


def field_pairs(folder: Path) -> list[Pair]:
    """Return the public pairs on medicine; how citations err is no verdict of ours, the others are."""
    return [
        public_pair(row, exact=name != "citation-integrity-train")
        for name in FIELD
        for row in rows(folder / f"{name}.jsonl.gz")
    ]


def own_pair(row: dict[str, Any], rng: random.Random | None, whole: float = WHOLE) -> Pair:
    """Return a row of our own as a pair; with `rng`, only a share of `whole` with what is known of the study.

    With `rng`, titles are now and then as long as those of papers, and now and then left out: else the model takes the
    length of a title, which says nothing of the claim, for a sign.
    """
    if rng is not None:
        row = {**row, "title": entitled(row, rng)}
    premise = premise_text(row["claim"], row, whole=rng is None or rng.random() < whole)
    return Pair(row["claim"], premise, STANCE_OF_LABEL.get(row["label"]), (row["label"],), tuple(row["facets"]))


def held_out(rows: Iterable[dict[str, Any]], hold_out: int) -> list[str]:
    """Return the name of one passage in `hold_out`, none for 0."""
    names = sorted({row["passage"] for row in rows})
    return [name for i, name in enumerate(names) if hold_out and i % hold_out == 0]


class Own:
    """The project's own pairs by passage, a few passages held out to measure on."""

    def __init__(self, path: Path, hold_out: int) -> None:
        hand, registry = list(rows(path)), registry_rows()
        self.by_passage: dict[str, list[dict[str, Any]]] = {}
        for row in (*hand, *registry):
            self.by_passage.setdefault(row["passage"], []).append(row)
        self.held = [*held_out(hand, hold_out), *held_out(registry, hold_out)]
        left_out = set(self.held)
        self.kept = [name for name in sorted(self.by_passage) if name not in left_out]
        self.topics, self.held_topics = topics()
        of_topics = [row["passage"] for topic in self.held_topics for row in topic.passages.values()]
        self.unseen = [*self.held, *of_topics] if hold_out else []
        if not hold_out:
            self.topics, self.held_topics = [*self.topics, *self.held_topics], []

    def written(self, names: list[str], rng: random.Random | None) -> list[Pair]:
        """Return the pairs as they were written; with `rng`, some of them without what is known of the study."""
        return [own_pair(row, rng) for name in names for row in self.by_passage[name]]

    def judged(self, listed: Iterable[Topic], rng: random.Random) -> list[Pair]:
        """Return the claims of `listed` topics beside passages of their registries."""
        return [own_pair(row, rng, whole=TITLED) for topic in listed for row in topic.rows(rng)]

    def edited(self, rng: random.Random) -> list[Pair]:
        """Make edited pairs on each passage that is not held out."""
        made = []
        for name in self.kept:
            group = self.by_passage[name]
            passage = group[0]
            true = [row["claim"] for row in group if row["label"] == "supported"]
            other = self.by_passage[rng.choice(self.kept)]
            foreign = [] if other is group else [str(rng.choice(other)["claim"])]
            for edit in edits_of(str(passage["evidence"]), true, foreign, rng):
                premise = premise_text(edit.claim, passage, whole=rng.random() < WHOLE)
                made.append(Pair(edit.claim, premise, STANCE_OF_ALLOWED.get(edit.allowed), edit.allowed, edit.facets))
        return made

    def strangers(self, names: list[str], count: int, rng: random.Random) -> list[dict[str, Any]]:
        """Return `count` claims on passages of `names`, each beside another of these that sounds much like it.

        That is what a search brings up where a registry holds nothing on a claim.
        """
        passages = [self.by_passage[name][0] for name in names]
        chosen = rng.sample([row for name in names for row in self.by_passage[name]], count)
        words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
        there = words.fit_transform(
            [f"{p.get('title') or ''} {p.get('population') or ''} {p['evidence']}" for p in passages]
        )
        alike = (words.transform([row["claim"] for row in chosen]) @ there.T).toarray()
        found = []
        for row, scores in zip(chosen, alike, strict=True):
            ranked = [i for i in (-scores).argsort(kind="stable") if names[i] != row["passage"]]
            other = passages[ranked[rng.choice(RANKS)]]
            found.append({**other, "claim": row["claim"], "label": "unsupported", "facets": []})
        return found
