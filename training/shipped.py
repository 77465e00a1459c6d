"""The weights of a shipped int8 model as floating-point numbers again, so that training can go on from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import onnx
import torch
from onnx import numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

_NODE = re.compile(r"/model/(?P<name>.+?)/(?:MatMul|Gemm_MatMul)_quant$")


def state_of(path: Path) -> dict[str, torch.Tensor]:
    """Return the weights and biases that `path` holds, by their names in `entailment.CrossEncoder`.

    Embeddings are left out: training leaves them as the base has them. A weight is off by half of one of the 128 steps
    that int8 has for its row.
    """
    graph = onnx.load(path).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {
        name.removeprefix("model."): torch.tensor(array)
        for name, array in held.items()
        if name.startswith("model.") and name.endswith((".bias", ".weight")) and "_embeddings" not in name
    }
    for node in graph.node:
        found = _NODE.match(node.name)
        if node.op_type != "MatMulInteger" or not found:
            continue
        name = node.input[1].removesuffix("_quantized")
        weight = held[f"{name}_quantized"].astype("float32") - held[f"{name}_zero_point"].astype("float32")
        state[f"{found['name'].replace('/', '.')}.weight"] = torch.tensor((weight * held[f"{name}_scale"]).T.copy())
    return state
