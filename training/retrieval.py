"""Tune the sentence encoder to find the passages that speak to a claim: a state dict for `training/export.py`.

    python training/retrieval.py --base FOLDER [--data ../shared] [--out build/sentences.pt] [--share 0.5]

FOLDER holds the weights and the tokenizer of a MiniLM sentence encoder. Claims are drawn to the passages that bear them
out, that they exceed or that say the opposite, and away from silent passages of their own registry and from the
passages of other claims (InfoNCE, van den Oord et al. 2018). Topics and passages that are held out elsewhere are held
out here. What is written is the mean of the base and the tuned weights, `share` of the latter: it keeps what the base
knows of other subjects (Wortsman et al. 2022). Prints how often one of the passages sought is the nearest of a held-out
topic, and among the nearest three, before and after. Same seed, thread count and machine: same weights.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.entailment import warm_up_and_decay
from training.headings import entitled
from training.pairs import Own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.topics import Topic

LENGTH = 80  # pieces of a text
BATCH = 48  # claims
SILENT = 1  # silent passages of the same registry shown beside each claim
SHARPNESS = 20.0  # what a cosine is multiplied by, as the base was trained
PEAK = 5e-5
FROZEN_LAYERS = 1
SEED = 20261128


@dataclass(frozen=True, slots=True)
class Sought:
    """A claim, a passage that speaks to it, silent ones beside it, and the group whose other passages may speak too."""

    group: str
    claim: str
    passage: str
    silent: tuple[str, ...]


def told(row: dict[str, Any], rng: random.Random | None = None) -> str:
    """Return a passage as the search embeds it: what it says, under the title of its source."""
    title = entitled(row, rng) if rng else row.get("title")
    evidence = row["evidence"] if isinstance(row["evidence"], str) else " ".join(row["evidence"])
    return f"{title}. {evidence}" if title else evidence


def sought(own: Own, rng: random.Random) -> Iterator[Sought]:
    """Yield what to find for each claim of the topics and for each pair on a passage, those held out left aside."""
    for topic in own.topics:
        for claim in topic.claims:
            if claim.sources:
                silent = [name for name in topic.passages if name not in claim.sources]
                chosen = rng.sample(silent, min(SILENT, len(silent)))
                passage = topic.passages[rng.choice(claim.sources)]
                beside = tuple(told(topic.passages[name], rng) for name in chosen)
                yield Sought(topic.name, claim.text, told(passage, rng), beside)
    for name in own.kept:
        rows = [row for row in own.by_passage[name] if row["label"] != "unsupported"]
        for row in rng.sample(rows, min(2, len(rows))):
            yield Sought(name, row["claim"], told(row, rng), ())


def batches(listed: Sequence[Sought], rng: random.Random) -> Iterator[list[Sought]]:
    """Yield shuffled batches, no group twice in one: what is sought for one claim is silent on the others then."""
    left = list(listed)
    rng.shuffle(left)
    while len(left) >= BATCH:
        taken: dict[str, Sought] = {}
        rest: list[Sought] = []
        for i, each in enumerate(left):
            if len(taken) == BATCH:
                rest += left[i:]
                break
            if each.group in taken:
                rest.append(each)
            else:
                taken[each.group] = each
        if len(taken) < BATCH:
            return
        yield list(taken.values())
        left = rest


def embedded(model: BertModel, tokenizer: Any, texts: Sequence[str]) -> torch.Tensor:
    """Return the mean of the states of each text, of length one: shape (texts, width)."""
    inputs = tokenizer(list(texts), padding=True, truncation=True, max_length=LENGTH, return_tensors="pt")
    states = model(**inputs).last_hidden_state
    mask = inputs["attention_mask"].unsqueeze(-1).to(states.dtype)
    return nn.functional.normalize(((states * mask).sum(1) / mask.sum(1)).float(), dim=-1)


def run(
    model: BertModel, tokenizer: Any, listed: Sequence[Sought], steps: int, rng: random.Random, *, bf16: bool
) -> None:
    """Go over `steps` batches of what is sought."""
    plan = list(islice(batches(listed, rng), steps))
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=PEAK, weight_decay=0.01, fused=True)
    started = time.time()
    model.train()
    for step, batch in enumerate(plan):
        for group in optimiser.param_groups:
            group["lr"] = PEAK * warm_up_and_decay(step, len(plan))
        optimiser.zero_grad(set_to_none=True)
        passages = [each.passage for each in batch] + [text for each in batch for text in each.silent]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            claims = embedded(model, tokenizer, [each.claim for each in batch])
            there = embedded(model, tokenizer, passages)
        loss = nn.functional.cross_entropy(SHARPNESS * claims @ there.T, torch.arange(len(batch)))
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        if step % 10 == 0:
            rate = (step + 1) * BATCH / (time.time() - started)
            print(f"{step}/{len(plan)} loss {float(loss.detach()):.3f} {rate:.1f} claims/s", flush=True)


def found(model: BertModel, tokenizer: Any, held: Sequence[Topic]) -> str:
    """Return how often a passage sought is the nearest of its topic, and among the nearest three."""
    model.eval()
    ranks: list[int] = []
    with torch.no_grad():
        for topic in held:
            names, claims = list(topic.passages), [claim for claim in topic.claims if claim.sources]
            there = embedded(model, tokenizer, [told(topic.passages[name]) for name in names])
            alike = embedded(model, tokenizer, [claim.text for claim in claims]) @ there.T
            for claim, row in zip(claims, alike, strict=True):
                order = [names[i] for i in row.argsort(descending=True).tolist()]
                ranks.append(min(order.index(source) for source in claim.sources))
    nearest, three = (sum(rank < depth for rank in ranks) / len(ranks) for depth in (1, 3))
    return f"recall@1 {nearest:.3f} recall@3 {three:.3f} (n={len(ranks)})"


def main() -> None:
    """Tune the encoder, print what that is worth and write the mean of its weights and those of the base."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder with the MiniLM weights and tokenizer")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/sentences.pt"))
    parser.add_argument("--share", type=float, default=0.5, help="of the tuned weights in what is written")
    parser.add_argument("--steps", type=int, default=110, help="batches of claims")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--hold-out", type=int, default=6, help="leave one passage in N out")
    parser.add_argument("--bf16", action="store_true", help="multiply in bfloat16, where the CPU can: faster")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    tokenizer = AutoTokenizer.from_pretrained(options.base)
    model = BertModel.from_pretrained(options.base, add_pooling_layer=False, attn_implementation="sdpa")
    model.embeddings.requires_grad_(requires_grad=False)
    for layer in model.encoder.layer[:FROZEN_LAYERS]:
        layer.requires_grad_(requires_grad=False)
    own, rng = Own(options.data / "training" / "pairs.jsonl.gz", options.hold_out), random.Random(SEED)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    print("before", found(model, tokenizer, own.held_topics), flush=True)
    run(model, tokenizer, list(sought(own, rng)), options.steps, rng, bf16=options.bf16)
    tuned = model.state_dict()
    print("tuned", found(model, tokenizer, own.held_topics), flush=True)
    mixed = {k: torch.lerp(before[k], t, options.share) if t.is_floating_point() else t for k, t in tuned.items()}
    model.load_state_dict(mixed)
    print(f"{options.share} of it", found(model, tokenizer, own.held_topics))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(mixed, options.out)


if __name__ == "__main__":
    main()
