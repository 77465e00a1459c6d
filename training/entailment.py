"""Train the entailment cross-encoder: claim and passage in, four verdicts, three stances and fourteen facets out.

    python training/entailment.py --base FOLDER [--data ../shared] [--out build/entailment] [--resume WEIGHTS]

FOLDER holds the weights and the tokenizer of a MiniLM encoder. Stage one reads public claim-evidence pairs;
stage two the project's own pairs, claims beside passages of registries of their topic, pairs edited by rule, and a
replay of the public pairs on medicine. Word embeddings and the first layer stay as they were, and nothing but the heads
drops out: both make a pass on a CPU a third shorter.
Writes one state dict per pass and a record of data, settings and what the held-out passages score after each pass.
With `--resume`, stage two goes on from a state dict or from the int8 model that ships.
Same seed, same thread count, same machine: same weights. Needs the dependency group `training`; nothing here is
imported at run time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.model import Facet
from training import registry, topics
from training.pairs import FIELD, STANCES, Own, Pair, field_pairs, general_pairs, own_pair
from training.shipped import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERDICTS = ("supported", "overstated", "contradicted", "unsupported")
FACETS = tuple(f.value for f in Facet)
LENGTH = 144  # pieces of claim and passage together; the longer of the two is cut
STEP = 8  # pairs are padded to a multiple of this
BATCH = 32
FROZEN_LAYERS = 1
PEAKS = (
    9e-5,
    7e-5,
    6e-5,
    6e-5,
    *(5e-5,) * 8,
    3e-5,
    4e-5,
    3e-5,
    5e-5,
    4e-5,
    2e-5,
)  # learning rates: stage one, then each pass of stage two
REPLAY = (8000, 1500)  # pairs of stage one and on medicine in each pass of stage two
STRANGERS = 0.12  # claims beside passages that are not about them, for each pair of our own
EDITED = 0.1  # share of the edited pairs shown in each pass
WRITTEN = 0.3  # share of the passages of our own pairs shown in each pass
JUDGED = 0.5  # the same share of topics
SCORED = 3000  # pairs of held-out topics that a pass is scored on
SEED = 20261128


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
        self.encoder = BertModel.from_pretrained(
            base,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.encoder.embeddings.requires_grad_(requires_grad=False)
        for layer in self.encoder.encoder.layer[:FROZEN_LAYERS]:
            layer.requires_grad_(requires_grad=False)
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


class Batches:
    """Batches of one padded length each, shuffled, the same for the same seed."""

    def __init__(self, pairs: Sequence[Pair], tokenizer: Any, rng: random.Random) -> None:
        encoded = tokenizer(
            [p.claim for p in pairs], [p.evidence for p in pairs], truncation="longest_first", max_length=LENGTH
        )
        self.ids, self.types, self.pairs = encoded["input_ids"], encoded["token_type_ids"], pairs
        order = sorted(range(len(pairs)), key=lambda i: (len(self.ids[i]) + rng.randrange(STEP), rng.random()))
        self.plan = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(self.plan)

    def __iter__(self) -> Iterator[tuple[dict[str, torch.Tensor], list[Pair]]]:
        for indexes in self.plan:
            length = -(-max(len(self.ids[i]) for i in indexes) // STEP) * STEP
            pad = [[*self.ids[i], *[0] * (length - len(self.ids[i]))] for i in indexes]
            types = [[*self.types[i], *[0] * (length - len(self.types[i]))] for i in indexes]
            ids = torch.tensor(pad)
            inputs = {"input_ids": ids, "attention_mask": (ids != 0).long(), "token_type_ids": torch.tensor(types)}
            yield inputs, [self.pairs[i] for i in indexes]


def loss_of(outputs: tuple[torch.Tensor, ...], pairs: Sequence[Pair]) -> torch.Tensor:
    """Return the loss of the three heads, each over the pairs that have its label.

    The verdict head is only asked for one of the verdicts that a pair may have: the others are left to it.
    """
    verdicts, stances, facets = outputs
    total = verdicts.sum() * 0
    judged = [i for i, p in enumerate(pairs) if p.allowed]
    if judged:
        open_to = torch.tensor([[v in pairs[i].allowed for v in VERDICTS] for i in judged])
        shares = nn.functional.log_softmax(verdicts[judged], dim=-1).masked_fill(~open_to, -30.0)
        smooth = -nn.functional.log_softmax(verdicts[judged], dim=-1).mean()
        total = total + (0.96 * -shares.logsumexp(-1).mean() + 0.04 * smooth) * len(judged) / len(pairs)
    known = [i for i, p in enumerate(pairs) if p.stance is not None]
    if known:
        target = torch.tensor([STANCES.index(str(pairs[i].stance)) for i in known])
        loss = nn.functional.cross_entropy(stances[known], target, label_smoothing=0.04)
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


def run(model: CrossEncoder, stage: Stage, tokenizer: Any, rng: random.Random, *, bf16: bool) -> None:
    """Pass once over the pairs of `stage`; with `bf16`, multiply in bfloat16."""
    batches = Batches(stage.pairs, tokenizer, rng)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=stage.peak, weight_decay=0.01, fused=True)
    steps, started, running = len(batches.plan), time.time(), 0.0
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, partial(warm_up_and_decay, steps=steps))
    model.train()
    for step, (inputs, labelled) in enumerate(batches):
        optimiser.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            outputs = model(**inputs)
        loss = loss_of(tuple(logits.float() for logits in outputs), labelled)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        schedule.step()
        running = 0.98 * running + 0.02 * float(loss.detach()) if step else float(loss.detach())
        if step % 25 == 0:
            rate = (step + 1) * BATCH / (time.time() - started)
            print(f"{stage.name} {step}/{steps} loss {running:.3f} {rate:.1f} pairs/s", flush=True)


def scores_of(model: CrossEncoder, pairs: Sequence[Pair], tokenizer: Any, *, bf16: bool) -> dict[str, float]:
    """Return accuracy and macro-F1 of the verdict head on pairs with one verdict each."""
    model.eval()
    seen: list[tuple[str, str]] = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        for inputs, labelled in Batches(pairs, tokenizer, random.Random(SEED)):
            best = model(**inputs)[0].argmax(-1).tolist()
            seen += [(p.allowed[0], VERDICTS[b]) for p, b in zip(labelled, best, strict=True)]
    f1 = []
    for verdict in VERDICTS:
        hits = sum(gold == guess == verdict for gold, guess in seen)
        f1.append(2 * hits / max(1, sum((gold == verdict) + (guess == verdict) for gold, guess in seen)))
    accuracy = sum(gold == guess for gold, guess in seen) / len(seen)
    return {"accuracy": round(accuracy, 3), "macro-f1": round(sum(f1) / len(f1), 3)}


def stages_of(public: Path, own: Own, passes: range, replay: tuple[int, int], rng: random.Random) -> Iterator[Stage]:
    """Yield a stage for each of `passes`: 0 is stage one, over public pairs, the others go over the own kept pairs."""
    general, field = general_pairs(public, rng), field_pairs(public)
    for number in passes:
        peak = PEAKS[min(number, len(PEAKS) - 1)]
        if number == 0:
            yield Stage("stage1", [*general, *field], peak)
            continue
        edited = own.edited(rng)
        pairs = own.written(rng.sample(own.kept, round(WRITTEN * len(own.kept))), rng)
        pairs += rng.sample(edited, round(EDITED * len(edited)))
        pairs += [own_pair(row, rng) for row in own.strangers(own.kept, round(STRANGERS * len(pairs)), rng)]
        pairs += own.judged(rng.sample(own.topics, round(JUDGED * len(own.topics))), rng)
        pairs += rng.sample(general, min(replay[0], len(general))) + rng.sample(field, min(replay[1], len(field)))
        yield Stage(f"stage2-{number}", pairs, peak)


def resume(model: CrossEncoder, path: Path) -> None:
    """Load what `path` holds, a state dict or an int8 model, over the weights of the base."""
    state = state_of(path) if path.suffix == ".onnx" else torch.load(path, weights_only=True)
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any("embeddings" not in name for name in missing):
        raise SystemExit(f"{path} does not hold this model: {[*unexpected, *missing][:3]}")


def options_of_command_line() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder with the MiniLM weights and tokenizer")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/entailment"))
    parser.add_argument(
        "--passes", type=int, nargs=2, default=(0, len(PEAKS)), metavar=("FROM", "TO"), help="0 is stage one"
    )
    parser.add_argument("--resume", type=Path, help="weights to go on from, a state dict or the shipped model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--bf16", action="store_true", help="multiply in bfloat16: half as long again where the CPU can"
    )
    parser.add_argument(
        "--replay", type=int, nargs=2, default=REPLAY, metavar=("PUBLIC", "MEDICINE"), help="public pairs in each pass"
    )
    parser.add_argument("--hold-out", type=int, default=6, help="leave one passage in N out, for scoring and blending")
    return parser.parse_args()


def main() -> None:
    """Train both stages and write the weights with a record of what they were trained on and score."""
    options = options_of_command_line()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED + options.passes[0])
    torch.manual_seed(SEED + options.passes[0])
    torch.set_num_threads(options.threads)
    tokenizer, model = AutoTokenizer.from_pretrained(options.base), CrossEncoder(options.base)
    if options.resume:
        resume(model, options.resume)
    public, pairs = options.data / "evaluation" / "public", options.data / "training" / "pairs.jsonl.gz"
    own = Own(pairs, options.hold_out)
    judged = own.judged(own.held_topics, random.Random(SEED))
    sample = random.Random(SEED).sample(judged, min(SCORED, len(judged)))
    held = {name: listed for name, listed in (("pairs", own.written(own.held, None)), ("topics", sample)) if listed}
    scores: dict[str, dict[str, dict[str, float]]] = {}
    for stage in stages_of(public, own, range(*options.passes), tuple(options.replay), rng):
        run(model, stage, tokenizer, rng, bf16=options.bf16)
        torch.save(model.state_dict(), options.out / f"{stage.name}.pt")
        scores[stage.name] = {n: scores_of(model, listed, tokenizer, bf16=options.bf16) for n, listed in held.items()}
        print(stage.name, scores[stage.name], flush=True)
        files = [pairs, *sorted(registry.FOLDER.glob("*.txt")), *sorted(topics.FOLDER.glob("*.txt"))]
        files += [public / f"{name}.jsonl.gz" for name in ("nli-train", *FIELD)]
        digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
        settings = {"seed": SEED, "passes": options.passes, "replay": options.replay, "bf16": options.bf16}
        settings |= {"held-out": own.unseen, "scores": scores}
        record = json.dumps({**settings, "data": digests}, indent=1)
        (options.out / "record.json").write_text(record + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
