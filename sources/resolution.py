"""From a citation in the copy to the registered source that it means.

A wrong link is worse than a missing one: where no source, or more than one, could be meant, there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.identifiers import SPELLINGS, find_identifiers, key_of, url_keys
from sources.bibliography import fold, matches_entry
from sources.formatting import author_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.model import CitationMark
    from sources.model import Registry, Source

# Identifiers of one publication: a source that has another one of the same kind is another publication.
_STRONG = ("doi", "pmid", "pmcid")
_AUTHOR_YEAR = re.compile(r"^(?P<names>.+?)[\s,(]+(?P<year>(?:1[89]|20)\d{2})(?P<suffix>[a-z]?)\)?$")


class Catalogue:
    """The sources of a registry by everything that a citation can name them by."""

    def __init__(self, registry: Registry) -> None:
        self.sources = registry.sources
        self._keys = {source.id: frozenset(key.casefold() for key in _keys_of(source)) for source in registry.sources}
        self._by_key: dict[str, list[Source]] = defaultdict(list)
        for source in registry.sources:
            for key in self._keys[source.id]:
                self._by_key[key].append(source)

    def resolve(self, mark: CitationMark) -> Source | None:
        """Return the one source that `mark` means; None where no source, or more than one, could be meant."""
        keys = [key.casefold() for given in mark.keys for key in _spell(given)]
        for key in keys:
            candidates = [s for s in self._candidates(key) if not self._contradicts(s, keys)]
            if len(candidates) == 1 or (candidates and key.startswith(_STRONG)):
                return candidates[0]
        return None

    def _candidates(self, key: str) -> Iterable[Source]:
        kind, _, value = key.partition(":")
        if kind == "ref":
            found = [s for s in self.sources if matches_entry(s, value)]
            longest = max((len(s.title) for s in found), default=0)
            return [s for s in found if len(s.title) == longest]  # a title may contain another
        if kind == "author-year":
            return _by_author_and_year(value, self.sources)
        if kind == "id" and key not in self._by_key:
            return self._by_key.get(f"citekey:{fold(value).replace(' ', '')}", ())
        return self._by_key.get(key, ())

    def _contradicts(self, source: Source, keys: Iterable[str]) -> bool:
        """Whether the citation carries a DOI, PMID or PMCID where `source` has another one."""
        own = self._keys[source.id]
        kinds = {key.partition(":")[0] for key in own}
        given = {key for key in keys if key.partition(":")[0] in _STRONG}
        return not given & own and any(key.partition(":")[0] in kinds for key in given)


def resolve(mark: CitationMark, registry: Registry) -> Source | None:
    """Return the source of `registry` that `mark` means, None where it cannot be told."""
    return _catalogue(_Same(registry)).resolve(mark)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A registry compared by identity: to hash all of its passages for every citation would be slow."""

    registry: Registry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.registry is other.registry

    def __hash__(self) -> int:
        return id(self.registry)


@lru_cache(maxsize=4)
def _catalogue(same: _Same) -> Catalogue:
    return Catalogue(same.registry)


def _keys_of(source: Source) -> Iterator[str]:
    """Yield the keys that name `source`, spelled as `_spell` spells those of a citation."""
    yield f"id:{source.id}"
    yield f"citekey:{fold(source.id).replace(' ', '')}"
    values = ((kind, str(source.csl.get(kind.upper()) or "")) for kind in SPELLINGS)
    yield from filter(None, (key_of(kind, value) for kind, value in values))
    # an address may be that of a publication: https://pubmed.ncbi.nlm.nih.gov/23982301/
    yield from (key for key in url_keys(str(source.csl.get("URL") or "")) if key.startswith(_STRONG))


def _spell(key: str) -> Iterator[str]:
    """Yield `key` in one spelling, after the identifiers that an address or a reference-list entry prints."""
    kind, _, value = key.partition(":")
    kind, value = kind.casefold(), value.strip()
    if kind == "url":
        yield from url_keys(value)
        return
    if kind == "ref":
        yield from (found for printed in find_identifiers(value) for found in printed.keys)
    yield (key_of(kind, value) if kind in SPELLINGS else None) or f"{kind}:{value}"


def _by_author_and_year(text: str, sources: Iterable[Source]) -> list[Source]:
    """Return the sources of that year whose first author, or first two, `text` names ("ballard & zarate 2020")."""
    match = _AUTHOR_YEAR.match(text.strip())
    if match is None:
        return []
    names = fold(re.sub(r"\bet\.? al\.?|\bet coll?\.?|\band\b|\band others\b|&", " ", match["names"]))
    found = [s for s in sources if s.year == int(match["year"]) and _is_called(s, names)]
    if match["suffix"]:
        ending = f"{match['year']}{match['suffix']}"
        return [
            s
            for s in found
            if fold(s.id).replace(" ", "").endswith(ending) or s.csl.get("year-suffix") == match["suffix"]
        ]
    return found


def _is_called(source: Source, names: str) -> bool:
    """Whether `names` are the first authors of `source`, or the short form of an institution ("fda")."""
    authors = [fold(name) for name in author_names(source) if name != "et al."]
    if not authors or not names:
        return False
    people = source.csl.get("author")
    first = str(people[0].get("literal") or "") if isinstance(people, list) and people else ""
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z][a-z]\w*", first)).casefold()
    if initials and len(initials) > 1 and names in (initials, f"us {initials}"):
        return True
    rest = names.removeprefix(authors[0]).strip() if f"{names} ".startswith(f"{authors[0]} ") else None
    return rest == "" or (rest is not None and len(authors) > 1 and rest.split(" ")[0] in authors[1].split(" "))
