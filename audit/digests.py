"""Digests of what the verdicts depend on, so that two reports can be told apart by more than their date."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from audit.model import Digests

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audit.config import Config
    from sources.model import Registry

_NO_REGISTRY = ""


def digests_of(config: Config, registry: Registry | None) -> Digests:
    """Return the digests of an audit with `config` against `registry`."""
    return Digests(
        registry=_NO_REGISTRY if registry is None else registry.digest,
        config=_prefixed(hashlib.sha256(config.canonical().encode())),
        rules=_tree(("audit", "claims", "sources"), (".py",)),
        lexicons=_tree(("claims/lexicons", "sources/lexicons", "audit/lexicons"), (".yaml", ".tsv", ".txt")),
        models=_models(config.pipeline),
    )


def _prefixed(digest: hashlib._Hash) -> str:
    return f"sha256:{digest.hexdigest()}"


@cache
def _tree(folders: tuple[str, ...], suffixes: tuple[str, ...]) -> str:
    """Digest of the files of our packages with one of `suffixes`, by their names and content."""
    digest = hashlib.sha256()
    for folder in folders:
        package, _, inner = folder.partition("/")
        root = Path(str(files(package))) / inner
        _feed(digest, root, (p for p in root.rglob("*") if p.suffix in suffixes))
    return _prefixed(digest)


@cache
def _models(pipeline: str) -> str:
    """Digest of the spaCy pipeline's files and of the weights that ship with the package."""
    digest = hashlib.sha256()
    for package in ("claims", "sources"):
        root = Path(str(files(package)))
        _feed(digest, root, root.rglob("*.json"), but="schema")
    spec = find_spec(pipeline) if pipeline.isidentifier() else None
    root = Path(spec.origin).parent if spec is not None and spec.origin else Path(pipeline)
    _feed(digest, root, (p for p in root.rglob("*") if p.is_file() and p.suffix not in {".pyc", ".py"}))
    return _prefixed(digest)


def _feed(digest: hashlib._Hash, root: Path, found: Iterable[Path], but: str | None = None) -> None:
    """Add names and content of the files `found` under `root`, those in a folder called `but` left out."""
    for path in sorted(found, key=lambda p: p.relative_to(root).as_posix()):
        if path.parent.name == but:
            continue
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
