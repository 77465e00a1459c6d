"""Identifiers of publications and trials, as copy and reference lists print them, made comparable."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
"""A DOI as Crossref recommends to match it (crossref.org/blog/dois-and-matching-regular-expressions)."""

_PRINTED_DOI = re.compile(rf"(?:\bdoi\s?[:=]?\s?|\bhttps?://(?:dx\.)?doi\.org/)?{DOI.pattern}", re.IGNORECASE)
_PMID = re.compile(r"\bPMID\s?[:#]?\s?(\d{4,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC(?:ID\s?[:#]?\s?(?:PMC)?)?(\d{4,9})\b", re.IGNORECASE)
_NCT = re.compile(r"\b(NCT\d{8})\b", re.IGNORECASE)
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{4,9})", re.IGNORECASE)
_PMC_PAGE = re.compile(
    r"ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/PMC(\d{4,9})|europepmc\.org/.*PMC(\d{4,9})", re.IGNORECASE
)
_EUROPE_PMC = re.compile(r"europepmc\.org/(?:article|abstract)/med/(\d{4,9})", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_\w+|gclid|fbclid|msclkid|mc_cid|mc_eid)$", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{"}


def identifiers(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, key) of the identifiers in `text`, in order; the range is what is printed, label included.

    Keys are `doi:…` (lower case), `pmid:…`, `pmcid:PMC…`, `nct:NCT…`, `url:…`; an address that holds an identifier
    gives that one.
    """
    found: list[tuple[int, int, str]] = []
    for address in _URL.finditer(text):
        end = address.start() + len(trimmed(address[0]))
        found.append((address.start(), end, url_keys(text[address.start() : end])[0]))
    patterns = ((_PRINTED_DOI, "doi:"), (_PMID, "pmid:"), (_PMCID, "pmcid:PMC"), (_NCT, "nct:"))
    for pattern, prefix in patterns:
        for match in pattern.finditer(text):
            if any(start <= match.start() < end for start, end, _ in found):
                continue
            if prefix == "doi:":
                printed = trimmed(match[0])
                found.append((match.start(), match.start() + len(printed), doi_key(printed)))
            else:
                found.append((match.start(), match.end(), prefix + match[1].upper()))
    return sorted(found)


def url_keys(url: str) -> tuple[str, ...]:
    """Return the keys of an address, most certain first: the identifier that it holds, if any, then itself."""
    own = f"url:{normal_url(url)}"
    if found := _PUBMED.search(url) or _EUROPE_PMC.search(url):
        return f"pmid:{found[1]}", own
    if found := _PMC_PAGE.search(url):
        return f"pmcid:PMC{found[1] or found[2]}", own
    if "clinicaltrials.gov" in url.lower() and (found := _NCT.search(url)):
        return f"nct:{found[1].upper()}", own
    plain = unquote(url)
    if found := DOI.search(plain):
        return doi_key(re.split(r"[?#]", trimmed(found[0]))[0]), own
    return (own,)


def normal_url(url: str) -> str:
    """Return `url` without what does not change the page: www, tracking, fragment, slash at the end; as https."""
    address = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is no IPv6 address; such a link leads nowhere
        return address
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key)])
    host = parts.netloc.lower().removeprefix("www.")
    return f"https://{host}{parts.path.rstrip('/')}{f'?{query}' if query else ''}"


def doi_key(text: str) -> str:
    """Return the key of the DOI in `text`, which is case-insensitive (DOI Handbook, 2.4)."""
    found = DOI.search(text)
    doi = (found[0] if found else text).lower()
    return f"doi:{re.sub(r'(?:/(?:full|abstract|pdf|epdf|html|meta))$', '', doi)}"


def trimmed(text: str) -> str:
    """Return `text` without the punctuation of the sentence around it; brackets that it opens itself stay."""
    while text and (text[-1] in ".,;:!?'\"’”*_" or _is_unopened(text)):
        text = text[:-1]
    return text


def _is_unopened(text: str) -> bool:
    opening = _CLOSING.get(text[-1])
    return opening is not None and text.count(text[-1]) > text.count(opening)
