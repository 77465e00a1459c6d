"""Texts as points whose angle says how alike they are in meaning.

The encoder is MiniLM (Wang et al. 2020) as tuned for sentences (Reimers & Gurevych 2019) and, half as far as it would
go, for claims and the passages that speak to them (`training/retrieval.py`), int8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims import encoders

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

WIDTH = 384
PIECES = 192  # of a text, about 140 words; what an abstract finds stands in its title and its first sentences
REMEMBERED = 4096  # texts, some 6 MB of points
_PLACE = ("claims", "encoder")


def embed(texts: Sequence[str], *, aside: bool = False) -> Array:
    """Return an array of shape (texts, 384), each row of length one.

    With `aside`, a core is left to who does something else meanwhile.
    """
    import numpy as np

    if not texts:
        return np.zeros((0, WIDTH), dtype=np.float32)
    return encoders.encoder(*_PLACE).run(texts, PIECES, aside=aside)


def recall(texts: Sequence[str]) -> Array:
    """Return what `embed` does; the points of short texts of a copy are remembered, so that each is made once."""
    import numpy as np

    found = {text: _recent.get(text) for text in texts}
    new = [text for text, point in found.items() if point is None]
    made = dict(zip(new, embed(new), strict=True))
    found.update(made)
    if len(_recent) + len(new) > REMEMBERED:
        _recent.clear()
    _recent.update(made)
    return np.array([found[text] for text in texts], dtype=np.float32).reshape(len(texts), WIDTH)


_recent: dict[str, Array] = {}


def prepare() -> None:
    """Start to load the encoder, so that the caller can go on in the meantime."""
    encoders.prepare(*_PLACE)


def identity() -> str:
    """Return what says which points these are: equal texts have equal points wherever it is the same."""
    return f"{encoders.digests('claims')['encoder.onnx']}\0{PIECES}"
