"""What an audit need not do again: documents judged before, passages taken apart, registries loaded.

An entry is found by a digest of everything that it depends on: the copy, its name and settings, the registry, our
rules, lexicons and models, the day, the version of this program and of the libraries that parse. So nothing that is
found can be out of date, and an answer from the cache has the same bytes as a fresh one.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from audit.cache.codec import Codec, Reference
from audit.cache.store import Store, key_of
from audit.digests import digests_of
from audit.model import Assessment, Document, Finding
from audit.version import VERSION
from claims.model import Analysis, Claim
from sources.model import Passage, Premise, Registry, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from audit.config import Config
    from audit.model import Digests
    from claims.model import Copy

FORM = "1"  # of the entries; a new one makes all old ones unfindable
_PARSERS = ("spacy", "thinc", "numpy")
_DAMAGED = (ValueError, TypeError, LookupError, AttributeError)


@dataclass(slots=True)
class CacheShelf:
    """The documents of one audit in the cache; what `audit/engine.py` calls a shelf."""

    store: Store
    registry: Registry
    config: Config
    as_of: date
    found: int = 0
    missed: int = 0
    _digests: Digests = field(init=False)
    _sources: dict[str, Source] = field(init=False)
    _passages: dict[str, Passage] = field(init=False)
    _analyses: Analyses | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Prepare the look-ups."""
        self._digests = digests_of(self.config, self.registry)
        self._sources = {source.id: source for source in self.registry.sources}
        self._passages = {passage.name: passage for passage in self.registry.passages}

    def find(self, copy: Copy) -> Document | None:
        """Return what an audit of `copy` gave, None where there was none with the same registry and settings."""
        key = self._key(copy)
        data = self.store.read("documents", key)
        document = None
        if data is not None:
            try:
                document = self._document(copy, data)
            except _DAMAGED:
                self.store.discard("documents", key)
        self.found += document is not None
        self.missed += document is None
        return document

    def keep(self, document: Document) -> None:
        """Keep what an audit of a copy gave."""
        if document.copy is None:
            return
        premises: list[Premise] = []
        places: dict[int, int] = {}

        def numbered(premise: Premise) -> int:
            if id(premise) not in places:
                places[id(premise)] = len(premises)
                premises.append(premise)
            return places[id(premise)]

        codec = self._codec(Reference(numbered, numbered))
        body = [codec.encode(v) for v in (document.assessments, document.non_claims, document.findings)]
        self.store.write("documents", self._key(document.copy), [Codec().encode(premises), *body])

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Let passages that were taken apart before be remembered for the time of a `with` block."""
        from claims.analysis import remembering  # noqa: PLC0415  only where something is audited

        if self._analyses is None:
            key = key_of(FORM, *_platform(), *self._behind(), self.registry.digest, self.config.pipeline)
            self._analyses = Analyses(self.store, key)
        with remembering(self._analyses):
            yield

    def save(self) -> None:
        """Write to the cache what was taken apart anew; once for all documents, since it is one entry."""
        if self._analyses is not None:
            self._analyses.save()

    def _document(self, copy: Copy, data: Any) -> Document:
        listed, assessments, non_claims, findings = data
        premises = Codec().decode(tuple[Premise, ...], listed)
        codec = self._codec(Reference(premises.index, premises.__getitem__))
        return Document(
            copy.uri,
            copy,
            codec.decode(tuple[Assessment, ...], assessments),
            codec.decode(tuple[Claim, ...], non_claims),
            codec.decode(tuple[Finding, ...], findings),
        )

    def _codec(self, premises: Reference) -> Codec:
        """Return a codec that writes what the registry holds by name, and premises by number."""
        return Codec(
            {
                Source: Reference(lambda s: s.id, self._sources.__getitem__),
                Passage: Reference(lambda p: p.name, self._passages.__getitem__),
                Premise: premises,
            }
        )

    def _key(self, copy: Copy) -> str:
        settings = json.dumps(self.config.settings_for(copy.uri).canonical(), sort_keys=True)
        return key_of(
            FORM, *_platform(), *self._behind(), self._digests.config, self.registry.digest, settings,
            self.as_of.isoformat(), copy.uri, copy.media_type, copy.digest,
        )  # fmt: skip

    def _behind(self) -> tuple[str, ...]:
        return VERSION, self._digests.rules, self._digests.lexicons, self._digests.models


class Analyses(MutableMapping[str, "tuple[Analysis, ...]"]):
    """Passages taken apart, by their text; made into values one by one, so that a large registry costs what is used."""

    def __init__(self, store: Store, key: str) -> None:
        """Read what the cache has under `key`."""
        self._store, self._key = store, key
        found = store.read("passages", key)
        self._raw: dict[str, Any] = found if isinstance(found, dict) else {}
        self._made: dict[str, tuple[Analysis, ...]] = {}
        self._codec = Codec()
        self._new = False

    def __getitem__(self, text: str) -> tuple[Analysis, ...]:
        if text not in self._made:
            try:
                self._made[text] = self._codec.decode(tuple[Analysis, ...], self._raw[text])
            except KeyError:
                raise
            except _DAMAGED as problem:
                del self._raw[text]
                raise KeyError(text) from problem
        return self._made[text]

    def __setitem__(self, text: str, analyses: tuple[Analysis, ...]) -> None:
        self._made[text], self._new = analyses, True

    def __delitem__(self, text: str) -> None:
        self._raw.pop(text, None)
        self._made.pop(text, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw | self._made)

    def __len__(self) -> int:
        return len(self._raw | self._made)

    def save(self) -> None:
        """Write what is new to the cache."""
        if self._new:
            self._raw |= {text: self._codec.encode(analyses) for text, analyses in self._made.items()}
            self._store.write("passages", self._key, self._raw)
            self._new = False


def load_registry(paths: Sequence[Path], store: Store | None) -> Registry:
    """Load the registry at `paths`, or take from the cache what loading the same files gave.

    Raises what `sources.registry.load` raises; a registry with problems is never kept.
    """
    from sources.files import find_files  # noqa: PLC0415  light, like the next
    from sources.registry import load  # noqa: PLC0415  heavy where it has to load

    if store is None:
        return load(paths)
    content = []
    for path in find_files(paths):
        try:
            content += [str(path), hashlib.sha256(path.read_bytes()).hexdigest()]
        except OSError:
            return load(paths)  # which says what is wrong
    key = key_of(FORM, *_platform(), VERSION, _source_digest(), *content)
    data = store.read("registries", key)
    if data is not None:
        try:
            registry: Registry = Codec().decode(Registry, data)
        except _DAMAGED:
            store.discard("registries", key)
        else:
            return registry
    registry = load(paths)
    store.write("registries", key, Codec().encode(registry))
    return registry


@cache
def _source_digest() -> str:
    from audit.config import Config  # noqa: PLC0415  only its defaults

    return digests_of(Config(), None).rules


@cache
def _platform() -> tuple[str, ...]:
    """Return what the same input gives the same answer on."""
    return (platform.machine(), sys.platform, platform.python_version(), *map(_version, _PARSERS))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
