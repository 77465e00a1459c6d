"""The shipped models: verified on load, and each text on its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audit.cache import Store
from claims.errors import ModelError
from sources import encoders
from sources.embedding import WIDTH, embed, embed_stored
from sources.encoders import digests, encoder
from sources.entailment import read_pairs
from sources.model import Design, Premise

TEXTS = ["Zinc lozenges shortened colds.", "Colds were over sooner with zinc.", "The clinic opens at nine."]


def test_every_model_file_has_a_digest() -> None:
    assert set(digests()) == {"encoder.onnx", "entailment.onnx", "tokenizer.json"}


def test_models_and_tokenizer_take_at_most_50_megabytes() -> None:
    folder = Path(encoders.__file__).parent / "models"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 50_000_000


def test_a_file_that_was_not_shipped_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "digests", lambda: {"tokenizer.json": "0" * 64})
    with pytest.raises(ModelError, match=r"tokenizer\.json: is not the file .* shipped.*Install") as raised:
        encoders._verified("tokenizer.json")
    assert raised.value.exit_code == 2


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ModelError, match=r"absent\.onnx: cannot be read"):
        encoders._verified("absent.onnx")


def test_no_text_changes_what_another_is_given() -> None:
    together = embed(TEXTS)
    assert together.shape == (len(TEXTS), WIDTH)
    assert np.array_equal(together[1:2], embed(TEXTS[1:2]))


def test_points_have_length_one_and_alike_texts_lie_closer() -> None:
    zinc, colds, clinic = embed(TEXTS)
    assert float(zinc @ zinc) == pytest.approx(1, abs=0.001)
    assert float(zinc @ colds) > float(zinc @ clinic) + 0.3


def test_nothing_to_embed_gives_no_rows() -> None:
    assert embed([]).shape == (0, WIDTH)


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


def test_a_long_text_is_cut_and_not_refused() -> None:
    assert encoder("encoder").run(["word " * 5000], 16).shape == (1, WIDTH)


def test_readings_are_shares_in_the_order_asked_for() -> None:
    premise = Premise("Zinc lozenges shortened colds by two days.", (), Design.RCT, "adults")
    claims = ["Zinc shortened colds.", "Zinc lengthened colds.", "Zinc shortened colds."]
    readings = read_pairs([(claim, premise) for claim in claims])
    assert readings[0] == readings[2] != readings[1]
    for reading in readings:
        opinion = reading.opinion
        assert opinion.supported + opinion.overstated + opinion.contradicted + opinion.unsupported == pytest.approx(1)
        assert reading.supports + reading.refutes + reading.neutral == pytest.approx(1)
        assert len(set(opinion.facets)) == 14
    assert read_pairs([]) == []
