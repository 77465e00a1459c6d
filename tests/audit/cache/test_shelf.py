"""What is put on a shelf comes back equal, and only while nothing that it depends on has changed."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit.cache import CacheShelf, Store, WarmShelf, load_registry, shelf
from audit.cache.codec import Codec
from audit.cache.shelf import Analyses
from audit.config import Config, Override, Settings
from audit.model import Document
from claims.model import Analysis, ClaimType
from reports.json_report import render
from reports.options import RenderOptions
from sources.files import InvalidRegistryError
from sources.model import Registry
from sources.registry import load
from tests.reports.factory import make_report

REPORT = make_report()
DOCUMENT = REPORT.documents[0]
DAY = date(2026, 11, 22)


def shelf_in(folder: Path, registry: Registry = REPORT.registry, config: Config | None = None) -> CacheShelf:
    return CacheShelf(Store(folder), registry, config or Config(), DAY)


def found(shelf: CacheShelf | WarmShelf, document: Document = DOCUMENT) -> Document | None:
    assert document.copy is not None
    return shelf.find(document.copy)


def test_a_document_comes_back_with_the_same_bytes(tmp_path: Path) -> None:
    for document in REPORT.documents:
        shelf_in(tmp_path).keep(document)
    again = shelf_in(tmp_path)
    back = [found(again, d) if d.copy else d for d in REPORT.documents]
    kept = [d for d in back if d is not None]
    assert kept == list(REPORT.documents)
    options = RenderOptions()
    assert render(replace(REPORT, documents=tuple(kept)), options) == render(REPORT, options)
    assert again.missed == 0


def test_the_sources_of_what_comes_back_are_those_of_the_registry(tmp_path: Path) -> None:
    shelf_in(tmp_path).keep(DOCUMENT)
    back = found(shelf_in(tmp_path))
    assert back is not None
    sources = {s.id: s for s in REPORT.registry.sources}
    evidence = [e for a in back.assessments for e in a.evidence]
    assert evidence
    assert all(e.source is sources[e.source.id] for e in evidence)


def test_nothing_is_found_once_something_it_depends_on_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    shelf_in(tmp_path).keep(DOCUMENT)
    assert DOCUMENT.copy is not None
    copy, registry = DOCUMENT.copy, REPORT.registry
    override = Override(("*",), Settings(market="US"))
    for other in (
        CacheShelf(store, registry, Config(), date(2026, 11, 23)),
        CacheShelf(store, registry, Config(candidates=9), DAY),
        CacheShelf(store, registry, Config(settings=Settings(audience="public")), DAY),
        CacheShelf(store, registry, Config(overrides=(override,)), DAY),
        CacheShelf(store, replace(registry, digest="sha256:other"), Config(), DAY),
    ):
        assert found(other) is None
    for changed in (replace(copy, digest="sha256:0"), replace(copy, uri="b.md"), replace(copy, media_type="text/html")):
        assert shelf_in(tmp_path).find(changed) is None
    for name, value in (("VERSION", "0.0.0"), ("_platform", lambda: ("other",))):
        with monkeypatch.context() as patch:
            patch.setattr(shelf, name, value)
            assert found(shelf_in(tmp_path)) is None
    digests = shelf_in(tmp_path)
    for part in ("rules", "lexicons", "models"):
        digests._digests = replace(digests._digests, **{part: "sha256:other"})
        assert found(digests) is None
    assert found(shelf_in(tmp_path)) == DOCUMENT


def test_an_entry_of_another_shape_is_ignored_and_noted(tmp_path: Path) -> None:
    first = shelf_in(tmp_path)
    first.keep(DOCUMENT)
    (path,) = tmp_path.glob("documents/*.entry")
    first.store.write("documents", path.stem, [[], [["no", "assessment"]], [], []])
    assert found(first) is None
    assert len(first.store.notes) == 1
    assert not path.exists()


def test_a_skipped_input_is_not_kept(tmp_path: Path) -> None:
    (skipped,) = [d for d in REPORT.documents if d.copy is None]
    shelf_in(tmp_path).keep(skipped)
    assert not list(tmp_path.glob("*/*"))


def test_passages_are_remembered_from_run_to_run(tmp_path: Path) -> None:
    analysis = Analysis("It works.", (ClaimType.EFFICACY,), terms=("work",))
    first = Analyses(Store(tmp_path), "k")
    first["It works."] = (analysis,)
    first.save()
    again: MutableMapping[str, tuple[Analysis, ...]] = Analyses(Store(tmp_path), "k")
    assert "It works." in again
    assert "It fails." not in again
    assert again["It works."] == (analysis,)
    assert list(again) == ["It works."]


def test_a_passage_that_cannot_be_read_is_as_good_as_none(tmp_path: Path) -> None:
    Store(tmp_path).write("passages", "k", {"It works.": [["too", "short"]], "It is safe.": []})
    memory = Analyses(Store(tmp_path), "k")
    assert "It works." not in memory
    assert memory["It is safe."] == ()


def test_a_registry_is_loaded_once(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, store = root / "audit" / "starter" / "sources.yml", Store(tmp_path)
    fresh = load_registry([path], store)
    with monkeypatch.context() as patch:
        patch.setattr("sources.registry.load", lambda _: pytest.fail("it is in the cache"))
        kept = load_registry([path], store)
    assert kept == fresh
    assert Codec().encode(kept) == Codec().encode(load([path]))
    changed = tmp_path / "sources.yml"
    changed.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert load_registry([changed], store).files == (str(changed),)


def test_an_invalid_registry_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text("version: 2\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InvalidRegistryError):
            load_registry([path], Store(tmp_path / "cache"))
    assert not list((tmp_path / "cache").glob("*/*"))


def test_a_warm_shelf_keeps_the_last_answer_for_each_copy(tmp_path: Path) -> None:
    warm = WarmShelf(shelf_in(tmp_path))
    assert found(warm) is None
    warm.keep(DOCUMENT)
    assert found(warm) is DOCUMENT
    assert DOCUMENT.copy is not None
    assert warm.find(replace(DOCUMENT.copy, digest="sha256:changed", text="new")) is None
    assert found(WarmShelf(shelf_in(tmp_path))) == DOCUMENT, "what is below holds it too"
    assert found(WarmShelf()) is None
