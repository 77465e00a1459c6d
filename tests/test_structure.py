"""The project keeps its shape: every facet, rule and format has its twin file, its cases and its page.

That every reader has its file and its cases is asserted beside those cases, in `claims/test_readers_cases.py`.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from pathlib import Path

import pytest
import yaml

import audit
from audit.comparison import COMPARISONS
from audit.explanations import pages
from audit.model import Facet
from audit.rules import DOCUMENT_RULES, RULES
from reports import CLAIM_FORMATS, FILE_FORMATS, FORMATS

PACKAGES = ("audit", "claims", "reports", "sources")
LONGEST = 320  # lines of a module; at 300 it is time to split
RULE_NAMES = tuple(rule.__module__.rpartition(".")[2] for rule in (*RULES, *DOCUMENT_RULES))


def words(name: str) -> str:
    """Return the file name of a facet or rule: `evidence-level` lives in `evidence_level.py`."""
    return name.replace("-", "_")


@pytest.mark.parametrize("facet", Facet)
def test_a_facet_has_a_file_a_line_cases_and_a_page(facet: Facet, root: Path) -> None:
    (function,) = [f for f in COMPARISONS if f.__name__ == f"compare_{words(facet)}"]
    assert function.__module__ == f"audit.comparison.{words(facet)}"
    assert yaml.safe_load((root / "tests" / "cases" / "facets" / f"{facet}.yaml").read_text(encoding="utf-8"))
    page = pages()[facet]
    assert page.meaning
    assert page.why
    assert page.fails is not None
    assert page.passes is not None


def test_facets_are_compared_in_the_order_of_their_enum() -> None:
    assert [f.__name__ for f in COMPARISONS] == [f"compare_{words(facet)}" for facet in Facet]


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_a_rule_has_a_page_with_an_example_that_fails_and_one_that_passes(rule: str) -> None:
    page = pages()[rule.replace("_", "-")]
    assert page.kind == "rule"
    assert page.meaning
    assert page.why
    assert page.fails is not None
    assert page.passes is not None


@pytest.mark.parametrize(
    "module", sorted({f.module for t in (FORMATS, FILE_FORMATS, CLAIM_FORMATS) for f in t.values()})
)
def test_a_format_has_a_file_and_a_test(module: str, root: Path) -> None:
    name = module.removeprefix("reports.")
    assert (root / "reports" / f"{name}.py").is_file()
    assert (root / "tests" / "reports" / f"test_{name}.py").is_file()


def test_every_submodule_of_audit_is_in_the_import_contract(root: Path) -> None:
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = table["contracts"]
    listed = re.findall(r"audit\.\w+", " ".join(contract["layers"]))
    found = [f"audit.{module.name}" for module in pkgutil.iter_modules(audit.__path__)]
    assert sorted(listed) == sorted(found)
    assert contract["layers"][0] == "audit.cli"


def test_tests_are_no_package(root: Path) -> None:
    assert list((root / "tests").rglob("__init__.py")) == []


def test_modules_stay_small(root: Path) -> None:
    long = {
        str(path.relative_to(root)): lines
        for package in PACKAGES
        for path in (root / package).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}
