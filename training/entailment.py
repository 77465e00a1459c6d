"""Train the entailment cross-encoder: claim and passage in, four verdicts, three stances and fourteen facets out.

    python training/entailment.py --base FOLDER [--data ../shared] [--out build/entailment]

FOLDER holds the weights and the tokenizer of a MiniLM encoder. Stage one reads public claim-evidence pairs (stance
head only); stage two reads the project's own pairs, easy pairs made from their passages by rule, and a replay of stage
one. Writes one state dict per pass and a record of what they were trained on. Same seed, same thread count, same
machine: same weights. Needs the dependency group `training`; nothing here is imported at run time.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.model import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERDICTS = ("supported", "overstated", "contradicted", "unsupported")
STANCES = ("supports", "refutes", "neutral")
FACETS = tuple(f.value for f in Facet)
STANCE_OF_LABEL = {
    "SUPPORT": "supports",
    "REFUTE": "refutes",
    "NEI": "neutral",
    "supported": "supports",
    "contradicted": "refutes",
    "unsupported": "neutral",
}
PUBLIC = ("nli-train", "citation-integrity-train", "clinifact-train", "check-covid-train")

LENGTHS = (48, 80, 112, 160)  # pairs are padded to the next of these: few shapes, so kernels are compiled once
BATCH = 32
SHORTEST = 5  # words that a sentence must have to pass for a claim
WHOLE = 0.6  # share of our own pairs shown with design and population, the others without
REPLAY = 1500  # pairs of stage one in each pass of stage two
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Pair:
    """One training pair; a label that a data set does not have is None."""

    claim: str
    evidence: str
    stance: str | None
    verdict: str | None = None
    facets: tuple[str, ...] = ()
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass over pairs, with its peak learning rate."""

    name: str
    pairs: list[Pair]
    peak: float


class CrossEncoder(nn.Module):
    """A BERT encoder with a verdict, a stance and a facet head over its first token and its mean."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="sdpa")
        width = self.encoder.config.hidden_size
        self.mix = nn.Linear(2 * width, width)
        self.drop = nn.Dropout(0.1)
        self.verdict = nn.Linear(width, len(VERDICTS))
        self.stance = nn.Linear(width, len(STANCES))
        self.facet = nn.Linear(width, len(FACETS))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return logits of shape (batch, 4), (batch, 3) and (batch, facets)."""
        states = self.encoder(input_ids, attention_mask, token_type_ids).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        pooled = self.drop(torch.tanh(self.mix(torch.cat((states[:, 0], mean), dim=-1))))
        return self.verdict(pooled), self.stance(pooled), self.facet(pooled)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def passages_of(path: Path) -> dict[str, str]:
    """Return the text of each passage of the project's own pairs, by name."""
    return {str(row["passage"]): str(row["evidence"]) for row in rows(path)}


def premise_text(row: dict[str, Any]) -> str:
    """Return the passage as the model reads it: design and population first, because truncation cuts the end."""
    evidence = row["evidence"] if isinstance(row["evidence"], str) else " ".join(row["evidence"])
    head = [str(row[key]) for key in ("design", "population") if row.get(key)]
    return f"{'; '.join(head)}. {evidence}" if head else evidence


def public_pairs(folder: Path, limit: int, rng: random.Random) -> list[Pair]:
    """Return up to `limit` of the shorter public pairs, in even shares of stances, in random order."""
    pairs = [
        Pair(row["claim"], premise_text(row), STANCE_OF_LABEL[row["label"]])
        for name in PUBLIC
        for row in rows(folder / f"{name}.jsonl.gz")
        if len(row["claim"]) + len(premise_text(row)) < (600 if name == "nli-train" else 1600)
    ]
    by_stance = {stance: [p for p in pairs if p.stance == stance] for stance in STANCES}
    chosen: list[Pair] = []
    for listed in by_stance.values():
        rng.shuffle(listed)
        chosen += listed[: limit // 3]
    rng.shuffle(chosen)
    return chosen


def own_pairs(path: Path) -> list[Pair]:
    """Return the project's own pairs, each with design and population in front of its passage."""
    return [
        Pair(
            claim=row["claim"],
            evidence=premise_text(row),
            stance=STANCE_OF_LABEL.get(row["label"]),
            verdict=row["label"],
            facets=tuple(row["facets"]),
            passage=row["passage"],
        )
        for row in rows(path)
    ]


def easy_pairs(path: Path, rng: random.Random) -> list[Pair]:
    """Make pairs from the passages by rule: verbatim, off topic, negated, number raised."""
    passages = {row["passage"]: row for row in rows(path)}
    keys = sorted(passages)
    made: list[Pair] = []
    for key in keys:
        text, premise = str(passages[key]["evidence"]), premise_text(passages[key])
        sentences = [s for s in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", text) if len(s.split()) >= SHORTEST]
        if not sentences:
            continue
        claim = rng.choice(sentences)
        made.append(Pair(claim, premise, "supports", "supported", (), key))
        other = passages[rng.choice([k for k in rng.sample(keys, 3) if k != key])]
        foreign = rng.choice([str(other["claim"]), str(other["evidence"]).split(". ")[0]])
        made.append(Pair(foreign, premise, "neutral", "unsupported", (), key))
        if denied := negated(claim):
            made.append(Pair(denied, premise, "refutes", "contradicted", (), key))
        if more := raised(claim, rng):
            made.append(Pair(more, premise, None, "overstated", ("magnitude",), key))
    return made


def negated(claim: str) -> str | None:
    """Return `claim` with a "not" behind its first auxiliary; None without one, or where it denies already."""
    denied, changes = re.subn(r"\b(was|were|is|are|had|has|did|can|may)\b(?! not)", r"\1 not", claim, count=1)
    return denied if changes and " not " not in claim and "no " not in claim.lower() else None


def raised(claim: str, rng: random.Random) -> str | None:
    """Return `claim` with its first percentage between 10 and 69 raised by 15 to 35 points; None without one."""
    share = re.search(r"\b([1-6]\d)(?:\.\d)?%", claim)
    if share is None:
        return None
    percent = min(98, int(share.group(1)) + rng.randint(15, 35))
    return f"{claim[: share.start(1)]}{percent}{claim[share.end(1) :]}"


class Batches:
    """Batches of one padded length each, shuffled, the same for the same seed."""

    def __init__(self, pairs: Sequence[Pair], tokenizer: Any, size: int, rng: random.Random) -> None:
        claims, passages = [p.claim for p in pairs], [p.evidence for p in pairs]
        encoded = tokenizer(claims, passages, truncation="longest_first", max_length=LENGTHS[-1])
        self.ids, self.types, self.pairs = encoded["input_ids"], encoded["token_type_ids"], pairs
        by_length: dict[int, list[int]] = {}
        for index, ids in enumerate(self.ids):
            by_length.setdefault(next(n for n in LENGTHS if len(ids) <= n), []).append(index)
        self.plan: list[tuple[int, list[int]]] = []
        for length, indexes in sorted(by_length.items()):
            rng.shuffle(indexes)
            self.plan += [(length, indexes[i : i + size]) for i in range(0, len(indexes), size)]
        rng.shuffle(self.plan)

    def __iter__(self) -> Iterator[tuple[dict[str, torch.Tensor], list[Pair]]]:
        for length, indexes in self.plan:
            pad = [[*self.ids[i], *[0] * (length - len(self.ids[i]))] for i in indexes]
            types = [[*self.types[i], *[0] * (length - len(self.types[i]))] for i in indexes]
            ids = torch.tensor(pad)
            inputs = {"input_ids": ids, "attention_mask": (ids != 0).long(), "token_type_ids": torch.tensor(types)}
            yield inputs, [self.pairs[i] for i in indexes]


def loss_of(outputs: tuple[torch.Tensor, ...], pairs: Sequence[Pair]) -> torch.Tensor:
    """Return the sum of the cross-entropies of the heads, each over the pairs that have its label."""
    verdicts, stances, facets = outputs
    total = verdicts.sum() * 0
    classes = (verdicts, VERDICTS, [p.verdict for p in pairs]), (stances, STANCES, [p.stance for p in pairs])
    for logits, names, labels in classes:
        known = [i for i, label in enumerate(labels) if label is not None]
        if known:
            target = torch.tensor([names.index(str(labels[i])) for i in known])
            loss = nn.functional.cross_entropy(logits[known], target, label_smoothing=0.05)
            total = total + loss * len(known) / len(pairs)
    over = [i for i, p in enumerate(pairs) if p.facets]
    if over:
        target = torch.tensor([[float(f in pairs[i].facets) for f in FACETS] for i in over])
        loss = nn.functional.binary_cross_entropy_with_logits(facets[over], target)
        total = total + loss * len(over) / len(pairs)
    return total


def warm_up_and_decay(step: int, steps: int) -> float:
    """Return the share of the peak learning rate at `step`: up over the first 6% of `steps`, then down to 15%."""
    return min(1.0, (step + 1) / (0.06 * steps)) * max(0.15, 1 - 0.85 * step / steps)


def train(model: CrossEncoder, stages: Sequence[Stage], tokenizer: Any, out: Path, rng: random.Random) -> None:
    """Run one pass per stage and save the weights after each."""
    for stage in stages:
        batches = Batches(stage.pairs, tokenizer, BATCH, rng)
        optimiser = torch.optim.AdamW(model.parameters(), lr=stage.peak, weight_decay=0.01)
        steps, started, running = len(batches.plan), time.time(), 0.0
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, partial(warm_up_and_decay, steps=steps))
        model.train()
        for step, (inputs, labelled) in enumerate(batches):
            optimiser.zero_grad(set_to_none=True)
            loss = loss_of(model(**inputs), labelled)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            running = 0.98 * running + 0.02 * float(loss.detach()) if step else float(loss.detach())
            if step % 50 == 0:
                rate = (step + 1) * BATCH / (time.time() - started)
                print(f"{stage.name} {step}/{steps} loss {running:.3f} {rate:.1f} pairs/s", flush=True)
        torch.save(model.state_dict(), out / f"{stage.name}.pt")


def stages_of(first: list[Pair], path: Path, held: set[str], epochs: int, rng: random.Random) -> Iterator[Stage]:
    """Yield stage one over `first`, then one stage per epoch over the own pairs at `path` that are not `held` out."""
    yield Stage("stage1", first, 6e-5)
    texts = passages_of(path)
    own = [p for p in own_pairs(path) if p.passage not in held]
    for epoch in range(epochs):
        mixed = [p if rng.random() < WHOLE else replace(p, evidence=texts[p.passage]) for p in own]
        easy = [p for p in easy_pairs(path, rng) if p.passage not in held]
        pairs = mixed + rng.sample(easy, len(easy) // 2) + rng.sample(first, min(REPLAY, len(first)))
        yield Stage(f"stage2-{epoch + 1}", pairs, 5e-5 * (1 - 0.16 * epoch))


def options_of_command_line() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder with the MiniLM weights and tokenizer")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/entailment"))
    parser.add_argument("--public", type=int, default=36_000, help="pairs of stage one")
    parser.add_argument("--epochs", type=int, default=5, help="passes of stage two")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--hold-out", type=int, default=0, help="leave one passage in N out, for scoring")
    return parser.parse_args()


def main() -> None:
    """Train both stages and write the weights with a record of what they were trained on."""
    options = options_of_command_line()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    tokenizer, model = AutoTokenizer.from_pretrained(options.base), CrossEncoder(options.base)
    public, own = options.data / "evaluation" / "public", options.data / "training" / "pairs.jsonl.gz"
    held = {p for i, p in enumerate(sorted(passages_of(own))) if options.hold_out and i % options.hold_out == 0}
    first = public_pairs(public, options.public, rng)
    train(model, list(stages_of(first, own, held, options.epochs, rng)), tokenizer, options.out, rng)
    files = [own, *(public / f"{name}.jsonl.gz" for name in PUBLIC)]
    digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    settings = {"seed": SEED, "public": options.public, "epochs": options.epochs, "held-out": sorted(held)}
    record = json.dumps({**settings, "data": digests}, indent=1)
    (options.out / "record.json").write_text(record + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
