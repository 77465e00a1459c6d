"""The store of a registry's points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audit.cache import Store
from claims.embedding import embed
from sources.embedding import embed_stored

TEXTS = ["Zinc lozenges shortened colds.", "Colds were over sooner with zinc.", "The clinic opens at nine."]


def test_a_store_gives_back_the_same_points_for_each_source(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = embed_stored([TEXTS[:2], TEXTS[2:]], store)
    assert len(store.entries()) == 2
    assert np.array_equal(first, embed(TEXTS))
    assert np.array_equal(first[2:], embed_stored([TEXTS[2:]], store))
    assert np.array_equal(first, embed_stored([TEXTS[:2], TEXTS[2:]], store))


@pytest.mark.parametrize("value", [None, 7, "not base 64", "AAAA"])
def test_an_entry_that_is_none_of_ours_costs_only_time(value: object) -> None:
    class Odd:
        def read(self, kind: str, key: str) -> object:
            assert kind == "points"
            assert key
            return value

        def write(self, kind: str, key: str, value: object) -> None: ...

    assert np.array_equal(embed_stored([TEXTS[:1]], Odd()), embed(TEXTS[:1]))
