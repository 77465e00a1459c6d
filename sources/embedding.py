"""The points of a registry's passages (`claims.embedding`), and a store that keeps them between runs."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Protocol

from claims.embedding import WIDTH, embed, identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.embedding import Array

KIND = "points"
_BYTES = 4 * WIDTH  # of a point


class Store(Protocol):
    """Where points are kept between runs (`audit.cache.Store`); it may forget, and it may refuse."""

    def read(self, kind: str, key: str) -> Any:
        """Return the entry, None where there is none."""

    def write(self, kind: str, key: str, value: Any) -> None:
        """Write an entry, or note that it could not be written."""


def embed_stored(groups: Sequence[Sequence[str]], store: Store | None) -> Array:
    """Return what `embed` does for the texts of all groups, in order.

    Each group (the passages of one source) is an entry of `store`, found again by its content, so that a change of one
    source costs no more than that source. A core is left to who does something else meanwhile.
    """
    import numpy as np

    if store is None:
        return embed([text for group in groups for text in group], aside=True)
    keys = [_key(group) for group in groups]
    known = {key: _unpacked(store.read(KIND, key), len(group)) for key, group in zip(keys, groups, strict=True)}
    new = {key: group for key, group in zip(keys, groups, strict=True) if known[key] is None}
    made = embed([text for group in new.values() for text in group], aside=True)
    start = 0
    for key, group in new.items():
        known[key] = made[start : start + len(group)]
        start += len(group)
        store.write(KIND, key, base64.b64encode(known[key].tobytes()).decode("ascii"))
    return np.concatenate([known[key] for key in keys]) if keys else embed(())


def _key(texts: Sequence[str]) -> str:
    parts = [identity(), *texts]
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _unpacked(value: Any, count: int) -> Any:
    """Return the points of an entry, None where it is not one of ours."""
    import numpy as np

    if not isinstance(value, str):
        return None
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError:
        return None
    return np.frombuffer(data, dtype=np.float32).reshape(count, WIDTH) if len(data) == count * _BYTES else None
