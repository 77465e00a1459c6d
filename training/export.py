"""Write the two encoders as int8 ONNX files: the sentence encoder and the tokenizer of both into `claims/models/`.

    python training/export.py --base FOLDER [--sentences build/sentences.pt] [--weights build/entailment/stage2-8.pt …]

`encoder.onnx` is the base as `retrieval.py` tuned it (`--sentences`, else the base itself): a text in, its mean state
of length one out (Reimers & Gurevych 2019). With `--weights`, `sources/models/entailment.onnx` is the cross-encoder
that `entailment.py` trained, with its heads side by side: four verdicts, three stances, fourteen facets. Weights are
int8 for each output channel; what flows between layers is quantised as it comes, for each text alone, so that no text
changes what another is given.

The graphs are not traced from torch but written by `graph.py`, which says what that saves: these models are most of a
first check, and a trace computes masks and shapes that one text at a time has no need of.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from transformers import BertModel

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.entailment import CrossEncoder
from training.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import nn
    from transformers import BertConfig

ROOT = Path(__file__).parents[1]
SENTENCES, PAIRS = ROOT / "claims" / "models", ROOT / "sources" / "models"
IDS, TYPES = "input_ids", "token_type_ids"
HEADS = ("verdict", "stance", "facet")  # in the order of the output


def export_sentence(base: BertModel, path: Path) -> None:
    """Write the base encoder, pooled: the mean of the states of a text, of length one."""
    graph = graph_of(base, base.config)
    states = encoded(graph, base, "", graph.pieces(IDS), None)
    point = graph.add("LpNormalization", "point", graph.mean(states), axis=-1, p=2)
    report(path, graph.write(path, point, base.config.hidden_size))


def export_pairs(model: CrossEncoder, path: Path) -> None:
    """Write the cross-encoder with its three heads in one output."""
    graph = graph_of(model, model.encoder.config)
    states = encoded(graph, model.encoder, "encoder.", graph.pieces(IDS), graph.pieces(TYPES))
    both = graph.add("Concat", "both", graph.first(states), graph.mean(states), axis=-1)
    pooled = graph.add("Tanh", "pooled", graph.linear(both, "mix"))
    heads = [graph.head(pooled, name) for name in HEADS]
    width = sum(getattr(model, name).out_features for name in HEADS)
    report(path, graph.write(path, graph.add("Concat", "heads", *heads, axis=-1), width))


def graph_of(model: nn.Module, config: BertConfig) -> Graph:
    """Return a graph without nodes that knows the weights of `model`."""
    state = {name: tensor.float().numpy() for name, tensor in model.state_dict().items()}
    return Graph(state, config.num_attention_heads, config.layer_norm_eps)


def encoded(graph: Graph, encoder: BertModel, prefix: str, ids: str, types: str | None) -> str:
    """Add the layers of `encoder`, whose weights are named from `prefix`; return the states of the last one."""
    states = graph.embedded(f"{prefix}embeddings", ids, types)
    for number in range(encoder.config.num_hidden_layers):
        states = graph.layer(states, f"{prefix}encoder.layer.{number}")
    return states


def report(path: Path, nodes: int) -> None:
    """Print how large a model became."""
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {nodes} nodes")


def mean_of(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of each weight over several passes, which errs less than the last one (Izmailov et al. 2018)."""
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}


def main() -> None:
    """Export what is asked for, with the digests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True, help="folder with the MiniLM weights and tokenizer")
    parser.add_argument("--sentences", type=Path, help="state dict of the tuned sentence encoder")
    parser.add_argument("--weights", type=Path, nargs="+", help="state dicts of the cross-encoder, averaged")
    options = parser.parse_args()
    shutil.copyfile(options.base / "tokenizer.json", SENTENCES / "tokenizer.json")
    base = BertModel.from_pretrained(options.base, add_pooling_layer=False)
    if options.sentences is not None:
        base.load_state_dict(torch.load(options.sentences, weights_only=True))
    export_sentence(base, SENTENCES / "encoder.onnx")
    if options.weights is not None:
        model = CrossEncoder(options.base)
        model.load_state_dict(mean_of([torch.load(path, weights_only=True) for path in options.weights]))
        export_pairs(model, PAIRS / "entailment.onnx")
    for folder in (SENTENCES, PAIRS):
        write_digests(folder)


def write_digests(folder: Path) -> None:
    """Write the digests of the files of `folder`, which are verified on load."""
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in {".onnx", ".json"} and path.name != "digests.json"
    }
    text = json.dumps({"sha256": digests}, indent=1)
    (folder / "digests.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
