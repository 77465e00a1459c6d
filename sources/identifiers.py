"""Identifiers of publications in one spelling each, so that two ways to print one compare equal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

# The form that Crossref recommends for matching, with the rare legacy characters: letters, digits, -._;()/:<>+ and #.
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"'{}|\\^`\[\]]+", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\s?(\d{3,9})\b", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
_PUBMED = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov|/|\.gov)/*(\d{1,9})\b", re.IGNORECASE)
_NCT = re.compile(r"\bNCT\s?(\d{8})\b", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref)=", re.IGNORECASE)


def bare_doi(text: str) -> str | None:
    """Return the DOI in `text` as printed, without resolver or prefix, None where there is none."""
    found = _DOI.search(unquote(text))
    return None if found is None else _close(found.group())


def normalise_doi(text: str) -> str | None:
    """Return the DOI in `text` in lower case, for comparing: DOIs ignore case (DOI Handbook 2.4)."""
    found = bare_doi(text)
    return None if found is None else found.casefold()


def normalise_pmid(text: str) -> str | None:
    """Return the digits of a PubMed number, given bare, after "PMID" or in an address."""
    if re.fullmatch(r"\s*0*[1-9]\d{0,8}\s*", text):
        return str(int(text))
    found = _PMID.search(text) or _PUBMED.search(text)
    return None if found is None else str(int(found.group(1)))


def normalise_pmcid(text: str) -> str | None:
    """Return a PubMed Central number as "PMC1234567"."""
    found = _PMCID.search(text)
    if found is None and text.strip().isdigit():
        return f"PMC{int(text)}"
    return None if found is None else f"PMC{int(found.group(1))}"


def normalise_nct(text: str) -> str | None:
    """Return a ClinicalTrials.gov number as "NCT01234567"."""
    found = _NCT.search(text)
    return None if found is None else f"NCT{found.group(1)}"


def normalise_url(text: str) -> str | None:
    """Return a web address without scheme, "www.", fragment, tracking parameters and closing slash, for comparing only.

    None where it is no http or https address.
    """
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme.casefold() not in ("http", "https") or not host:
        return None
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.match(p))
    return host + unquote(parts.path).rstrip("/") + (f"?{query}" if query else "")


def identifiers_in(text: str) -> Iterator[str]:
    """Yield keys ("doi:…", "pmid:…", "pmcid:…", "nct:…", "url:…") of all identifiers that `text` prints."""
    plain = unquote(text)
    yield from (f"doi:{_close(m.group()).casefold()}" for m in _DOI.finditer(plain))
    yield from (f"pmid:{int(m.group(1))}" for pattern in (_PMID, _PUBMED) for m in pattern.finditer(plain))
    yield from (f"pmcid:pmc{int(m.group(1))}" for m in _PMCID.finditer(plain))
    yield from (f"nct:nct{m.group(1)}" for m in _NCT.finditer(plain))
    yield from (f"url:{url}" for m in _URL.finditer(text) if (url := normalise_url(m.group().rstrip(".,;:)]"))))


def _close(doi: str) -> str:
    """Cut what a sentence puts behind a DOI: closing punctuation, a bracket that was opened before it, a query."""
    doi = re.split(r"[?<>]|&(?:amp;)?\w+=", doi)[0].rstrip(".,;:")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi
