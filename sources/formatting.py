"""A source in a few words, and where to read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from claims.identifiers import normalise_url

if TYPE_CHECKING:
    from sources.model import Source

_ET_AL = re.compile(r"^et\.? al\.?$|^and others$", re.IGNORECASE)
# "O'Reardon JP" and "van der Kolk BA": a family name with initials, as Vancouver style and PubMed print it.
_VANCOUVER = re.compile(r"^(?P<family>\w[\w'’ -]*?) [A-Z](?:[A-Z-]{0,3}[A-Z])?(?: (?:Jr|Sr|2nd|3rd|I{2,3}))?\.?$")


def cite(source: Source) -> str:
    """Return author and year with the journal or publisher: "Murrough et al. 2013, American Journal of Psychiatry".

    A source without author is called by its title.
    """
    year = str(source.year) if source.year is not None else "n.d."
    container = source.csl.get("container-title") or source.csl.get("publisher")
    names = author_names(source)
    head = f"{_and(names)} {year}" if names else f"{source.title} ({year})"
    return f"{head}, {container}" if container and str(container) not in names else head


def link(source: Source) -> str | None:
    """Return where to read a source: its DOI, else PubMed, PubMed Central, its own address or ClinicalTrials.gov."""
    doi, pmid, pmcid, url, nct = (str(source.csl.get(key) or "") for key in ("DOI", "PMID", "PMCID", "URL", "NCT"))
    if doi:
        return f"https://doi.org/{quote(doi, safe='/;():._-')}"
    if pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid)}/"
    if pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(pmcid)}/"
    if url and normalise_url(url):
        return url
    return f"https://clinicaltrials.gov/study/{quote(nct)}" if nct else None


def author_names(source: Source) -> tuple[str, ...]:
    """Return family names of the authors, or the name of an institution, in order; "et al." is the last, if given."""
    people = source.csl.get("author") or source.csl.get("editor")
    return tuple(name for person in (people if isinstance(people, list) else ()) for name in _names(person))


def _names(person: dict[str, Any]) -> tuple[str, ...]:
    if person.get("family"):
        return (" ".join(filter(None, (person.get("non-dropping-particle"), person["family"]))),)
    literal = str(person.get("literal") or person.get("given") or "").strip()
    # a whole author list in one literal: "O'Reardon JP, Solvason HB, et al."
    parts = [part.strip() for part in re.split(r",|;|\band\b|&", literal) if part.strip()]
    matched = [_VANCOUVER.match(part) for part in parts]
    if parts and all(match or _ET_AL.match(part) for match, part in zip(matched, parts, strict=True)):
        return tuple(match["family"] if match else "et al." for match in matched)
    return ("et al.",) if _ET_AL.match(literal) else (literal,) if literal else ()


def _and(names: tuple[str, ...]) -> str:
    """Join names as running text does: one, two with "and", more with "et al."."""
    open_ended = names[-1] == "et al."
    named = names[:-1] if open_ended else names
    if len(named) > 2 or (open_ended and named):  # noqa: PLR2004  two authors are both named
        return f"{named[0]} et al."
    return " and ".join(named) if named else "et al."
