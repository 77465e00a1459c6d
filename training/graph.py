"""A BERT encoder as an ONNX graph with int8 weights, written node by node: what stands here is what runs.

Traced from torch, the same model spends nearly a third of its time between its products. Here no mask is read (a text
runs alone, so every piece counts), no shape is worked out, and what moves the heads about is inside one attention node.
What was measured on a processor with AVX2, for a pair of 90 pieces on one core:

- A residual is a plain `Add` before its normalisation: the two take a quarter of what `SkipLayerNormalization` takes.
- Query, key and value share one quantisation of their input but stay three products: one product of all three saves
  less than splitting it costs, and `QAttention`, which has a small product for each head, is slower than both.
- GELU by tanh takes two thirds of the one by the error function.

Together they take 0.88 of the time of the trace, and four fifths of the rest are the int8 products themselves. Those
would take a quarter longer with weights in uint8, and twice as long or more in blocks (`MatMulNBits`).

Weights are int8 for each output channel. What flows between layers is quantised as it comes, for the one text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Array = np.ndarray[Any, np.dtype[np.float32]]

STEPS = 64  # an int8 weight lies in ±64: without VNNI, sums of two products of full range overflow 16 bits
TABLE_STEPS = 127  # embeddings are looked up, not multiplied, so they may use the full range
OPSET = 17  # LayerNormalization came with it
IR_VERSION = 8  # what onnxruntime 1.20 reads, and newer ones too
CONTRIB = "com.microsoft"  # operators that onnxruntime adds to the standard
INT8, SCALE = ".int8", ".scale"  # suffixes to the name of a weight, by which `shipped.py` finds it again


class Graph:
    """A graph for one text at a time. Each method adds nodes and returns the name of their output.

    `state` are weights and biases by their names in torch, `heads` the number of attention heads, `epsilon` what the
    variance is raised by in normalisation.
    """

    def __init__(self, state: Mapping[str, Array], heads: int, epsilon: float) -> None:
        self._state, self._heads, self._epsilon = state, heads, epsilon
        self._nodes: list[onnx.NodeProto] = []
        self._held: dict[str, onnx.TensorProto] = {}
        self._inputs: list[str] = []

    def add(self, kind: str, name: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output, which has its name."""
        self._nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def hold(self, name: str, array: np.ndarray[Any, Any] | None = None) -> str:
        """Store `array`, or the weight of that name, in the file once."""
        if name not in self._held:
            value = self._state[name] if array is None else array
            self._held[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def whole(self, name: str, *values: int) -> str:
        """Store whole numbers for a node that wants them as an input."""
        return self.hold(name, np.array(values, dtype=np.int64))

    def pieces(self, name: str) -> str:
        """Add an input of the model: a whole number for each piece of the text."""
        self._inputs.append(name)
        return name

    def embedded(self, prefix: str, ids: str, types: str | None) -> str:
        """Return the states that the first layer is given. Without `types` every piece is of the first segment."""
        words = self._looked_up(f"{prefix}.word_embeddings.weight", "Gather", ids)
        length = self.add("Shape", "length", ids, start=1)
        first = self.whole("zero", 0)
        places = self._looked_up(f"{prefix}.position_embeddings.weight", "Slice", first, length)
        segments = self.hold(f"{prefix}.token_type_embeddings.weight")
        segment = self.add("Gather", f"{prefix}.segment", segments, first if types is None else types)
        placed = self.add("Add", f"{prefix}.placed", words, places)
        return self.normal(self.add("Add", f"{prefix}.sum", placed, segment), f"{prefix}.LayerNorm")

    def layer(self, states: str, prefix: str) -> str:
        """Return the states after a layer: attention, then two products with a GELU between them.

        The GELU is the one by tanh (Hendrycks & Gimpel 2016), off by at most 0.0005, far below a step of the
        quantisation that follows it.
        """
        names = [f"{prefix}.{part}" for part in ("quantised", "step", "zero")]
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [states], names, name=f"{prefix}.quantise"))
        parts = [self._projected(f"{prefix}.attention.self.{part}", *names) for part in ("query", "key", "value")]
        seen = self.add("MultiHeadAttention", f"{prefix}.seen", *parts, domain=CONTRIB, num_heads=self._heads)
        states = self._residual(states, self.linear(seen, f"{prefix}.attention.output.dense"), f"{prefix}.attention")
        wide = self.linear(states, f"{prefix}.intermediate.dense")
        wide = self.add("FastGelu", f"{prefix}.gelu", wide, domain=CONTRIB)
        return self._residual(states, self.linear(wide, f"{prefix}.output.dense"), prefix)

    def linear(self, states: str, name: str) -> str:
        """Return the product with a weight in int8, plus its bias."""
        held = self._int8(name)
        return self.add("DynamicQuantizeMatMul", name, states, *held, "", self.hold(f"{name}.bias"), domain=CONTRIB)

    def normal(self, states: str, name: str) -> str:
        """Return the states, each of mean zero and variance one, then scaled and shifted."""
        scale, shift = self.hold(f"{name}.weight"), self.hold(f"{name}.bias")
        return self.add("LayerNormalization", name, states, scale, shift, epsilon=self._epsilon)

    def head(self, states: str, name: str) -> str:
        """Return the product of one state with a weight too small for int8, plus its bias."""
        return self.add("Gemm", name, states, self.hold(f"{name}.weight"), self.hold(f"{name}.bias"), transB=1)

    def first(self, states: str) -> str:
        """Return the state of the first piece."""
        one = self.whole("one", 1)
        return self.add("Squeeze", "first", self.add("Slice", "start", states, self.whole("zero", 0), one, one), one)

    def mean(self, states: str) -> str:
        """Return the mean state."""
        return self.add("ReduceMean", "mean", states, axes=[1], keepdims=0)

    def write(self, path: Path, output: str, width: int) -> int:
        """Write the graph to `path`, with `output` as its "out" of shape (1, `width`); return the number of nodes."""
        self.add("Identity", "out", output)
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in self._inputs]
        outputs = [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, width])]
        graph = helper.make_graph(self._nodes, path.stem, inputs, outputs, list(self._held.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION), path)
        return len(self._nodes)

    def _residual(self, states: str, change: str, prefix: str) -> str:
        return self.normal(self.add("Add", f"{prefix}.sum", change, states), f"{prefix}.output.LayerNorm")

    def _projected(self, name: str, quantised: str, step: str, zero: str) -> str:
        weight, scale = self._int8(name)
        inputs = (quantised, weight, step, scale, zero, "", self.hold(f"{name}.bias"))
        return self.add("MatMulIntegerToFloat", name, *inputs, domain=CONTRIB)

    def _int8(self, name: str) -> tuple[str, str]:
        """Store the weight of a product in int8, inputs by outputs, with the scale of each output."""
        whole, scale = int8_of(self._state[f"{name}.weight"].T)
        return self.hold(f"{name}.weight{INT8}", whole), self.hold(f"{name}.weight{SCALE}", scale)

    def _looked_up(self, name: str, kind: str, *inputs: str) -> str:
        """Return rows of a table that is held in int8, with one scale for all of it."""
        table = self._state[name]
        scale = np.array(np.abs(table).max() / TABLE_STEPS, dtype=np.float32)
        held = self.hold(f"{name}{INT8}", np.rint(table / scale).astype(np.int8))
        rows = self.add(kind, f"{name}.rows", held, *inputs)
        return self.add("DequantizeLinear", f"{name}.states", rows, self.hold(f"{name}{SCALE}", scale))


def int8_of(weight: Array) -> tuple[np.ndarray[Any, np.dtype[np.int8]], Array]:
    """Return `weight`, inputs by outputs, in whole numbers within ±`STEPS`, and the size of a step for each output."""
    scale = np.maximum(np.abs(weight).max(axis=0), np.finfo(np.float32).tiny) / np.float32(STEPS)
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)
