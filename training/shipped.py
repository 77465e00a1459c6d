"""The weights of a shipped int8 model as floating-point numbers again, so that training can go on from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx
import torch
from onnx import numpy_helper

from training.graph import INT8, SCALE

if TYPE_CHECKING:
    from pathlib import Path


def state_of(path: Path) -> dict[str, torch.Tensor]:
    """Return the weights and biases that `path` holds, by their names in `entailment.CrossEncoder`.

    Embeddings are left out: training leaves them as the base has them. A weight is off by half of one of the 128 steps
    that int8 has for its row.
    """
    tensors = onnx.load(path).graph.initializer
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in tensors if "_embeddings" not in tensor.name}
    state = {name: torch.tensor(array) for name, array in held.items() if name.endswith((".bias", ".weight"))}
    for stored, array in held.items():
        if stored.endswith(INT8):
            name = stored.removesuffix(INT8)
            state[name] = torch.tensor((array.astype("float32") * held[f"{name}{SCALE}"]).T.copy())
    return state
