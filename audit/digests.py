"""Digests of what the verdicts depend on, so that two reports can be told apart by more than their date."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from audit.model import Digests, Manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audit.config import Config
    from sources.model import Registry

_NO_REGISTRY = ""
_RULES = (("audit", "claims", "sources"), (".py",))
_LEXICONS = (("claims/lexicons", "sources/lexicons", "audit/lexicons"), (".yaml", ".tsv", ".txt"))
_LIBRARIES = ("spacy", "numpy", "bm25s", "pint", "pystemmer", "tree-sitter-html", "markdown-it-py", "python-docx")
SHORT = 12  # hexadecimal digits that a manifest keeps of a digest

if TYPE_CHECKING:
    Entry = tuple[str, str]  # a name, and the digest or the value of what it names


def digests_of(config: Config, registry: Registry | None) -> Digests:
    """Return the digests of an audit with `config` against `registry`."""
    return Digests(
        registry=_NO_REGISTRY if registry is None else registry.digest,
        config=_prefixed(hashlib.sha256(config.canonical().encode())),
        rules=_prefixed(_digest(_tree(*_RULES))),
        lexicons=_prefixed(_digest(_tree(*_LEXICONS))),
        models=_prefixed(_digest(_models(config.pipeline))),
    )


def manifest_of(config: Config, registry: Registry) -> Manifest:
    """Return the parts behind the digests of an audit, and the versions of the libraries that decide with them."""
    return Manifest(
        registry=tuple(_registered(registry)),
        config=tuple((key, str(value)) for key, value in json.loads(config.canonical()).items()),
        rules=_shortened(_tree(*_RULES)),
        lexicons=_shortened(_tree(*_LEXICONS)),
        models=_shortened(_models(config.pipeline)),
        platform=(
            ("system", f"{platform.system()} {platform.machine()}"),
            ("python", platform.python_version()),
            *((name, version(name)) for name in _LIBRARIES),
        ),
        config_file=config.file,
    )


def _registered(registry: Registry) -> Iterator[Entry]:
    """Yield what a registry holds with the digest of its content, wherever in its files it stands."""
    kinds = (("source", registry.sources), ("claim", registry.claims), ("statement", registry.statements))
    for kind, entries in kinds:
        for entry in entries:
            content = {key: value for key, value in asdict(entry).items() if key not in _PLACES}
            for passage in content.get("passages", ()):
                passage.pop("line", None)
            written = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
            yield f"{kind} {entry.id}", hashlib.sha256(written.encode()).hexdigest()[:SHORT]


_PLACES = frozenset({"file", "line"})


def _shortened(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple((name, digest[:SHORT]) for name, digest in entries)


def _prefixed(digest: hashlib._Hash) -> str:
    return f"sha256:{digest.hexdigest()}"


@cache
def _tree(folders: tuple[str, ...], suffixes: tuple[str, ...]) -> tuple[Entry, ...]:
    """Return the files of our packages with one of `suffixes`, by their names, with the digests of their content."""
    found: list[Entry] = []
    for folder in folders:
        package, _, inner = folder.partition("/")
        root = Path(str(files(package))) / inner
        found += _entries(root, (p for p in root.rglob("*") if p.suffix in suffixes), folder)
    return tuple(found)


@cache
def _models(pipeline: str) -> tuple[Entry, ...]:
    """Return the files of the spaCy pipeline and the weights that ship with the package, as `_tree` does."""
    found: list[Entry] = []
    for package in ("claims", "sources"):
        root = Path(str(files(package)))
        weights = (p for p in root.rglob("*") if p.suffix in {".json", ".onnx"} and p.parent.name != "schema")
        found += _entries(root, weights, package)
    spec = find_spec(pipeline) if pipeline.isidentifier() else None
    root = Path(spec.origin).parent if spec is not None and spec.origin else Path(pipeline)
    parts = (p for p in root.rglob("*") if p.is_file() and p.suffix not in {".pyc", ".py"})
    return (*found, *_entries(root, parts, root.name))


def _entries(root: Path, found: Iterable[Path], name: str) -> Iterator[Entry]:
    """Yield the files `found` under `root` in the order of their names, `name` before each."""
    for path in sorted(found, key=lambda p: p.relative_to(root).as_posix()):
        yield f"{name}/{path.relative_to(root).as_posix()}", hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(entries: Iterable[Entry]) -> hashlib._Hash:
    digest = hashlib.sha256()
    for name, content in entries:
        digest.update(f"{name}\0{content}\n".encode())
    return digest
