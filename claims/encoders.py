"""The small transformer models that ship with the package: verified when loaded, run one text at a time.

One text at a time, because what flows between the layers of an int8 model is scaled by the largest number in sight: in
a batch, one text would change what another is given. Texts are spread over threads instead; each result depends on its
own text alone, so their number changes nothing but the time.
"""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Any

from claims.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

WORKERS = 4  # threads at the most: past the cores of a laptop they only wait for each other
FEW = 200  # texts that are done, a core left free, before a caller with a copy to read asks for them


class Encoder:
    """A model of `models/` in one of our packages. Texts or pairs of texts in, one row of numbers each out."""

    def __init__(self, package: str, name: str) -> None:
        import onnxruntime

        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 1
        settings.inter_op_num_threads = 1
        settings.graph_optimization_level = (
            onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        )  # the rest is for images
        settings.log_severity_level = 3  # errors only: standard error is the user's
        self._session = onnxruntime.InferenceSession(
            _verified(package, f"{name}.onnx"),
            settings,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # four times as slow as what it fuses
        )
        self._inputs = {given.name for given in self._session.get_inputs()}
        workers = min(WORKERS, os.cpu_count() or 1)
        self._workers, self._fewer = ThreadPoolExecutor(workers), ThreadPoolExecutor(max(1, workers - 1))

    def run(self, texts: Sequence[str | tuple[str, str]], pieces: int, *, aside: bool = False) -> Array:
        """Return an array with one row for each text or pair; of a longer one only the first `pieces` pieces count.

        Of a pair, the longer text is cut first. With `aside`, a core is left to who does something else meanwhile.
        """
        import numpy as np

        encoded = _tokenizer(pieces).encode_batch(list(texts))
        workers = self._fewer if aside and len(texts) <= FEW else self._workers
        found = list(workers.map(self._row, [(e.ids, e.type_ids) for e in encoded]))
        return np.concatenate(found) if found else np.zeros((0, 0), dtype=np.float32)

    def begin(self, first: str, second: str, pieces: int) -> Future[Array]:
        """Return the one row that `run` gives for a pair, to come: the caller can go on in the meantime."""
        encoded = _tokenizer(pieces).encode(first, second)
        return self._workers.submit(self._row, (encoded.ids, encoded.type_ids))

    def _row(self, row: tuple[list[int], list[int]]) -> Array:
        import numpy as np

        ids = np.array([row[0]], dtype=np.int64)
        given = {"input_ids": ids, "token_type_ids": np.array([row[1]], dtype=np.int64)}
        result: Array = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        return result


_RUNTIME = ("", "onnxruntime")
_locks: dict[tuple[str, str], Lock] = {}  # one each: two models may load side by side


def encoder(package: str, name: str) -> Encoder:
    """Return the model `name` of `package`, loaded once, whichever thread asks for it first.

    Raises `ModelError` where its file is not the one that was shipped.
    """
    with _locks.setdefault(_RUNTIME, Lock()):  # two that load side by side import it one after the other
        import onnxruntime  # noqa: F401
    with _locks.setdefault((package, name), Lock()):
        return _loaded(package, name)


@cache
def prepare(package: str, name: str) -> Future[Encoder]:
    """Start to load a model, so that the caller can go on in the meantime.

    The caller has numpy first: two threads that import it side by side get half of it.
    """
    import numpy as np  # noqa: F401

    worker = ThreadPoolExecutor(1)
    loading = worker.submit(encoder, package, name)
    worker.shutdown(wait=False)
    return loading


def _forget() -> None:
    """Forget the models: a forked process has them, but none of their threads."""
    prepare.cache_clear()
    _loaded.cache_clear()
    _locks.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


@cache
def _loaded(package: str, name: str) -> Encoder:
    return Encoder(package, name)


@cache
def digests(package: str) -> dict[str, str]:
    """Return the SHA-256 of each file of `models/` in `package` as it was shipped."""
    text = (files(package) / "models" / "digests.json").read_text(encoding="utf-8")
    listed: dict[str, str] = json.loads(text)["sha256"]
    return listed


def _verified(package: str, name: str) -> bytes:
    """Return the content of a file of `models/` in `package` if it is what was shipped."""
    path = files(package) / "models" / name
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ModelError(
            f"cannot be read: {problem.strerror}.", where=str(path), remedy="Install claims-audit again."
        ) from problem
    if hashlib.sha256(content).hexdigest() != digests(package).get(name):
        raise ModelError(
            "is not the file that this version shipped, so its verdicts could not be trusted.",
            where=str(path),
            remedy="Install claims-audit again.",
        )
    return content


@cache
def _tokenizer(pieces: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(_verified("claims", "tokenizer.json").decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(pieces, strategy="longest_first")
    return tokenizer
