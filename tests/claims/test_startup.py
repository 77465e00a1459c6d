"""Heavy libraries come without their unused parts, and whoever wants those gets them."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from claims.startup import placed

SCRIPT = """
import sys
from claims.startup import import_spacy

import_spacy()
import spacy
print("typer" in sys.modules, "spacy.cli" in sys.modules)
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
import spacy.cli
print(hasattr(spacy.cli, "download"), "typer" in sys.modules)
"""


def test_spacys_command_line_is_left_for_later_and_works_then() -> None:
    out = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert out.split("\n") == ["False False", "True", "True True", ""]


def test_a_module_placed_stands_for_another_while_the_block_runs() -> None:
    stand_in = ModuleType("no_such_module")
    with placed({"no_such_module": stand_in, "json": None}):
        import no_such_module  # type: ignore[import-not-found]
    assert no_such_module is stand_in
    assert "no_such_module" not in sys.modules
    assert sys.modules["json"] is not None, "what is loaded already stays"


def test_a_module_placed_as_none_cannot_be_imported() -> None:
    with placed({"no_such_module": None}), pytest.raises(ImportError):
        import no_such_module  # noqa: F401
