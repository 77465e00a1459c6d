"""Write the two encoders as int8 ONNX files into `sources/models/`, with their tokenizer.

    python training/export.py --base FOLDER [--weights build/entailment/stage2-8.pt ...]

`encoder.onnx` is the base itself: a text in, its mean state of length one out (Reimers & Gurevych 2019). With
`--weights`, `entailment.onnx` is the cross-encoder that `entailment.py` trained, with its heads side by side: four
verdicts, three stances, fourteen facets. Weights are int8 for each output channel; what flows between layers is
quantised as it comes, for each text alone, so that no text changes what another is given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertModel

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.entailment import LENGTH, CrossEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MODELS = Path(__file__).parents[1] / "sources" / "models"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Sentence(nn.Module):
    """The base encoder, pooled: the mean of the states of a text, of length one."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Return an array of shape (texts, 384)."""
        states = self.encoder(input_ids, attention_mask, token_type_ids).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        return nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=-1)


class Heads(nn.Module):
    """The cross-encoder with its three heads in one output."""

    def __init__(self, model: CrossEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """Return logits of shape (pairs, 21)."""
        return torch.cat(self.model(input_ids, attention_mask, token_type_ids), dim=-1)


def export(model: nn.Module, name: str) -> None:
    """Write `model` as `name`.onnx, int8."""
    model.eval()
    whole = MODELS / f"{name}.fp32.onnx"
    ids = torch.randint(1000, 2000, (1, 24))
    inputs = (ids, torch.ones_like(ids), torch.zeros_like(ids))
    axes = {key: {0: "texts", 1: "pieces"} for key in INPUTS}
    with torch.no_grad():
        torch.onnx.export(
            model,
            inputs,
            str(whole),
            input_names=list(INPUTS),
            output_names=["out"],
            dynamic_axes={**axes, "out": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )
    target = MODELS / f"{name}.onnx"
    quantize_dynamic(
        whole,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # without VNNI, sums of two products of full range overflow 16 bits
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()
    graph = onnx.load(target)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {len(graph.graph.node)} nodes")


def mean_of(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of each weight over several passes, which errs less than the last one (Izmailov et al. 2018)."""
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}


def main() -> None:
    """Export what is asked for and write the digests that are verified on load."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder with the MiniLM weights and tokenizer")
    parser.add_argument("--weights", type=Path, nargs="+", help="state dicts of the cross-encoder, averaged")
    options = parser.parse_args()
    MODELS.mkdir(exist_ok=True)
    shutil.copyfile(options.base / "tokenizer.json", MODELS / "tokenizer.json")
    export(Sentence(options.base), "encoder")
    if options.weights is not None:
        model = CrossEncoder(options.base)
        model.encoder.set_attn_implementation("eager")
        model.load_state_dict(mean_of([torch.load(path, weights_only=True) for path in options.weights]))
        export(Heads(model), "entailment")
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(MODELS.iterdir())
        if path.suffix in {".onnx", ".json"} and path.name != "digests.json"
    }
    text = json.dumps({"pieces": LENGTH, "sha256": digests}, indent=1)
    (MODELS / "digests.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
