"""The shipped models: verified on load, and each text on its own."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from claims import encoders
from claims.embedding import WIDTH, embed
from claims.encoders import digests, encoder
from claims.errors import ModelError

TEXTS = ["Zinc lozenges shortened colds.", "Colds were over sooner with zinc.", "The clinic opens at nine."]
PACKAGES = ("claims", "sources")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_model_file_has_a_digest(package: str) -> None:
    named = {path.name for path in (files(package) / "models").iterdir()}
    assert set(digests(package)) == named - {"README.md", "digests.json"}


def test_models_and_tokenizer_take_at_most_50_megabytes() -> None:
    sizes = [len(path.read_bytes()) for package in PACKAGES for path in (files(package) / "models").iterdir()]
    assert sum(sizes) <= 50_000_000


def test_a_model_is_loaded_once_whoever_asks_first() -> None:
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: encoder("claims", "encoder"), range(2))
    assert one is other


def test_a_model_that_a_forked_process_forgets_is_loaded_again() -> None:
    before, points = encoder("claims", "encoder"), embed(TEXTS)
    encoders._forget()
    assert encoder("claims", "encoder") is not before
    assert np.array_equal(embed(TEXTS), points)


def test_a_file_that_was_not_shipped_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "digests", lambda _: {"tokenizer.json": "0" * 64})
    with pytest.raises(ModelError, match=r"tokenizer\.json: is not the file .* shipped.*Install") as raised:
        encoders._verified("claims", "tokenizer.json")
    assert raised.value.exit_code == 2


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ModelError, match=r"absent\.onnx: cannot be read"):
        encoders._verified("sources", "absent.onnx")


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


def test_a_long_text_is_cut_and_not_refused() -> None:
    assert encoder("claims", "encoder").run(["word " * 5000], 16).shape == (1, WIDTH)


@pytest.mark.parametrize(
    "begin",
    [
        "from claims import embedding; embedding.prepare()",
        """
from sources.registry import load
from sources.retrieval import Index
Index(load([Path("examples/ketamine/registry")])).prepare()
""",
    ],
    ids=["a model", "an index"],
)
def test_numpy_is_there_before_a_thread_could_import_it(begin: str) -> None:
    no_threads = "import sys, threading\nfrom pathlib import Path\nthreading.Thread.start = lambda self: None\n"
    command = [sys.executable, "-c", f"{no_threads}{begin}\nprint('numpy' in sys.modules)"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert ran.stdout.strip() == "True", ran.stderr
