from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from audit import digests
from audit.config import Config
from audit.digests import digests_of
from sources.model import Registry

if TYPE_CHECKING:
    import pytest


def test_every_digest_is_told_and_the_registry_is_its_own() -> None:
    found = digests_of(Config(), Registry((), digest="sha256:abc"))
    assert found.registry == "sha256:abc"
    assert all(d.startswith("sha256:") for d in (found.config, found.rules, found.lexicons, found.models))
    assert len({found.config, found.rules, found.lexicons, found.models}) == 4


def test_what_can_change_a_verdict_changes_the_digest_of_the_configuration() -> None:
    usual = digests_of(Config(), None)
    assert digests_of(Config(candidates=3), None).config != usual.config
    assert digests_of(replace(Config(), file="elsewhere.yml"), None).config == usual.config


def test_weights_of_both_packages_are_in_the_digest_of_the_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "files", lambda package: tmp_path / package)
    for package in ("claims", "sources"):
        (tmp_path / package / "weights").mkdir(parents=True)
        (tmp_path / package / "weights" / "model.json").write_text("1", encoding="utf-8")
    seen = set()
    for package in ("", "claims", "sources"):
        if package:
            (tmp_path / package / "weights" / "model.json").write_text("2", encoding="utf-8")
        digests._models.cache_clear()
        seen.add(digests._models("no_such_pipeline"))
    digests._models.cache_clear()
    assert len(seen) == 3
