"""Names in a registry: none given twice, none used that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.errors import RegistryError
from sources.messages import suggest
from sources.records import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.strictyaml import Place, YamlFile

    Files = Sequence[tuple[YamlFile, Any]]

_SHOWN = 6  # names listed in a message; more do not help


def find_repeated(files: Files) -> Iterator[RegistryError]:
    """Yield ids used twice: of sources, claims and statements in the registry, of evidence entries in their source."""
    seen: dict[tuple[str, str], str] = {}  # kind and id -> where it stands first
    for file, data in files:
        for kind, id_, place in _ids(data):
            line = file.line(place)
            if (kind, id_) in seen:
                yield RegistryError(
                    f"the {kind} id '{id_}' is already used at {seen[kind, id_]}.",
                    where=file.where,
                    line=line,
                    remedy="Rename or remove one of them.",
                )
            else:
                seen[kind, id_] = f"{file.where}:{line}"


def find_dangling(files: Files) -> Iterator[RegistryError]:
    """Yield references to evidence entries and statements that do not exist, with the nearest name that does."""
    names = [(kind, id_) for _, data in files for kind, id_, _ in _ids(data)]
    known = {
        kind: dict.fromkeys(id_ for k, id_ in names if k == kind) for kind in ("source", "evidence entry", "statement")
    }
    for file, data in files:
        for owner, kind, name, place in _references(data):
            if name not in known[kind]:
                remedy = _remedy(name, kind, known)
                yield RegistryError(
                    f"{owner}: there is no {kind} '{name}'.", where=file.where, line=file.line(place), remedy=remedy
                )


def _ids(data: Any) -> Iterator[tuple[str, str, Place]]:
    """Yield kind, full name and place of every id."""
    for key in ("sources", "claims", "statements"):
        for i, row in rows(data, key):
            if "id" in row:
                yield key.removesuffix("s"), str(row["id"]), (key, i, "id")
            for j, entry in rows(row, "evidence"):
                if "id" in entry and key == "sources":
                    yield "evidence entry", f"{row.get('id')}#{entry['id']}", (key, i, "evidence", j, "id")


def _references(data: Any) -> Iterator[tuple[str, str, str, Place]]:
    """Yield owner, kind, name and place of every reference."""
    for key in ("claims", "statements"):
        for i, row in rows(data, key):
            for field, kind in (("evidence", "evidence entry"), ("requires", "statement")):
                listed = row.get(field)
                for j, name in enumerate(listed if isinstance(listed, list) else ()):
                    yield f"{key.removesuffix('s')} '{row.get('id')}'", kind, str(name), (key, i, field, j)


def _remedy(name: str, kind: str, known: dict[str, dict[str, None]]) -> str:
    source = name.partition("#")[0]
    if kind == "evidence entry" and source in known["source"]:
        entries = [entry for entry in known[kind] if entry.startswith(f"{source}#")]
        more = ", …" if len(entries) > _SHOWN else ""
        return (
            f"That source has {', '.join(entries[:_SHOWN])}{more}."
            if entries
            else "That source has no evidence entries."
        )
    near = suggest(name, list(known[kind]))
    return f"Did you mean '{near}'?" if near else "Correct the name or add the entry."
