"""A source as readers expect it cited beside a passage, with links that are safe to follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from reports.inert import one_line
from sources.formatting import author_names
from sources.model import Passage, Source

_PAIR = 2  # authors that APA names in the text
_DOI = re.compile(r"^10\.\d{4,9}/\S+$")
_PMID = re.compile(r"^\d{1,9}$")
_PMCID = re.compile(r"^(?:PMC)?(\d{1,9})$", re.IGNORECASE)
_NCT = re.compile(r"^NCT\d{8}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reader finds a source: `label` as printed, `url` always http or https."""

    label: str
    url: str


def short_citation(source: Source) -> str:
    """Return author and year ("Okafor et al. 2019"), or a short title where nobody is named."""
    names = _names(source)
    if not names:
        who = _shorten(one_line(source.title)) or source.id
    elif len(names) == 1:
        who = names[0]
    elif len(names) == _PAIR and names[1] != "et al.":
        who = f"{names[0]} & {names[1]}"
    else:
        who = f"{names[0]} et al."
    return f"{who} {source.year}" if source.year else who


def located_citation(source: Source, passage: Passage) -> str:
    """Return the short citation with where in the source the passage stands."""
    locator = one_line(passage.locator or "")
    return f"{short_citation(source)}, {locator}" if locator else short_citation(source)


def links_of(source: Source) -> tuple[Link, ...]:
    """Return links to `source`, the most lasting first; an identifier that is not one gives none."""
    doi, pmid, pmcid, nct, url = (_field(source, k) for k in ("DOI", "PMID", "PMCID", "NCT", "URL"))
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)", "", doi, flags=re.IGNORECASE)
    found = []
    if _DOI.match(doi):
        found.append(Link(f"doi:{doi}", f"https://doi.org/{quote(doi, safe='/()')}"))
    if _PMID.match(pmid):
        found.append(Link(f"PubMed {pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"))
    if number := _PMCID.match(pmcid):
        found.append(Link(f"PMC{number[1]}", f"https://pmc.ncbi.nlm.nih.gov/articles/PMC{number[1]}/"))
    if _NCT.match(nct):
        found.append(Link(nct.upper(), f"https://clinicaltrials.gov/study/{nct.upper()}"))
    if (safe := safe_url(url)) and "doi.org/" not in safe:
        found.append(Link(urlsplit(safe).hostname or safe, safe))
    return tuple(found)


def safe_url(url: str) -> str | None:
    """Return `url` if it is http or https with a host and nothing that acts, else None."""
    cleaned = one_line(url)
    if cleaned != url or any(c in url for c in " \"'<>\\`"):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and host and "@" not in parts.netloc else None


def _names(source: Source) -> list[str]:
    return [one_line(name) for name in author_names(source)]


def _field(source: Source, key: str) -> str:
    value = source.csl.get(key)
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    return "" if value is None or isinstance(value, dict) else one_line(str(value))


def _shorten(title: str, words: int = 6) -> str:
    listed = title.split()
    return title if len(listed) <= words else " ".join(listed[:words]) + " …"
