"""Identifiers of publications and trials as copy, reference lists and registries print them, in one spelling each.

A key is a kind and a value: `doi:10.1000/abc` in lower case, `pmid:123`, `pmcid:PMC123`, `nct:NCT01234567`,
`url:https://example.org/page`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACE = r"[<\[]\d\w*::?[\w.-]+[>\]]"  # where in an issue, as old DOIs hold it: "<1661::AID-SIM968>" (ANSI/NISO Z39.56)
# After crossref.org/blog/dois-and-matching-regular-expressions; quotes, "?" and "&name=" are of the text around a DOI.
_DOI = re.compile(
    rf"\b10\.\d{{4,9}}(?:/|%2F)(?:[^\s\"'“”‘’<>{{}}\[\]|\\^`?&]|&(?!(?:amp;)?\w+=)|{_PLACE})+", re.IGNORECASE
)
_PAGE_OF_DOI = re.compile(r"/(?:full|abstract|pdf|epdf|html|meta)$", re.IGNORECASE)
_PMID = re.compile(r"\bPMID\s?[:#]?\s*(\d{1,9})\b", re.IGNORECASE)
# Behind a space a short number may be a year.
_PMCID = re.compile(r"\bPMC(?:ID\s?[:#]?\s?(?:PMC\s?)?|\s(?=\d{5}))?(\d{3,9})\b", re.IGNORECASE)
_NCT = re.compile(r"\bNCT\s?(\d{8})\b", re.IGNORECASE)
_PRINTED = {
    "doi": re.compile(rf"(?:\bdoi\s?[:=]?\s?)?{_DOI.pattern}", re.IGNORECASE),
    "pmid": _PMID,
    "pmcid": _PMCID,
    "nct": _NCT,
}
_LIBRARIES = (
    r"(?:(?:dx\.)?doi\.org|pubmed\.gov|(?:pubmed\.|pmc\.)?ncbi\.nlm\.nih\.gov|europepmc\.org|clinicaltrials\.gov)"
)
# Pages of libraries are addresses without "https://" too.
_URL = re.compile(rf"\b(?:https?://|www\.|(?={_LIBRARIES}/\S*\d))(?:[^\s<>\"“”]|{_PLACE})+", re.IGNORECASE)
_PUBMED = re.compile(
    r"\b(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|pubmed\.gov|europepmc\.org/(?:article|abstract)/med)"
    r"/+(\d{1,9})\b",
    re.IGNORECASE,
)
_PMC_PAGE = re.compile(r"\b(?:ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/|europepmc\.org/.*)(PMC\d{3,9})\b", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id)(?:=|$)", re.IGNORECASE)
_PLAIN = "/:@!$&'()*+,;="  # in a path, beside letters, digits and "-._~" (RFC 3986, 3.3)
_CLOSING = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Printed:
    """An identifier in a text: where it is printed (half-open, label included), and its keys, most certain first."""

    start: int
    end: int
    keys: tuple[str, ...]


def find_identifiers(text: str) -> tuple[Printed, ...]:
    """Return the identifiers and addresses that `text` prints, in order; they do not overlap."""
    found: list[Printed] = []
    for match in _URL.finditer(text):
        address = trimmed(match[0])
        found.append(Printed(match.start(), match.start() + len(address), url_keys(address)))
    for kind, pattern in _PRINTED.items():
        for match in pattern.finditer(text):
            printed = trimmed(match[0])
            key = key_of(kind, printed)
            if key and not any(other.start <= match.start() < other.end for other in found):
                found.append(Printed(match.start(), match.start() + len(printed), (key,)))
    return tuple(sorted(found, key=lambda one: one.start))


def url_keys(url: str) -> tuple[str, ...]:
    """Return the keys of an address, most certain first: the identifier that it holds, if any, then itself."""
    address = url if "://" in url else f"https://{url}"
    own = f"url:{normalise_url(address) or address}"  # an address that cannot be read leads nowhere, and is still one
    if found := _PUBMED.search(address):
        return f"pmid:{int(found[1])}", own
    if found := _PMC_PAGE.search(address):
        return f"pmcid:{normalise_pmcid(found[1])}", own
    plain = address.partition("#")[0]
    held = (key_of(kind, plain) for kind in ("nct", "doi"))
    return (*[key for key in held if key][:1], own)


def key_of(kind: str, text: str) -> str | None:
    """Return the key of the identifier of a kind ("doi", one of `SPELLINGS`) in `text`, None where there is none."""
    spelled = SPELLINGS[kind](text)
    return None if spelled is None else f"{kind}:{spelled}"


def bare_doi(text: str) -> str | None:
    """Return the DOI in `text` as printed, without resolver, label and name of a page of it."""
    found = _DOI.search(unquote(text))
    return None if found is None else _PAGE_OF_DOI.sub("", trimmed(found[0]))


def normalise_doi(text: str) -> str | None:
    """Return the DOI in `text` in lower case, for comparing: DOIs ignore case (DOI Handbook 2.4)."""
    found = bare_doi(text)
    return None if found is None else found.lower()


def normalise_pmid(text: str) -> str | None:
    """Return the digits of a PubMed number, given bare, after "PMID" or in an address."""
    found = re.fullmatch(r"\s*(0*[1-9]\d{0,8})\s*", text) or _PMID.search(text) or _PUBMED.search(text)
    return None if found is None else str(int(found[1]))


def normalise_pmcid(text: str) -> str | None:
    """Return a PubMed Central number as "PMC1234567", given bare, with letters or in an address."""
    found = re.fullmatch(r"\s*(\d{1,9})\s*", text) or _PMCID.search(text)
    return None if found is None else f"PMC{int(found[1])}"


def normalise_nct(text: str) -> str | None:
    """Return a ClinicalTrials.gov number as "NCT01234567"."""
    found = _NCT.search(text)
    return None if found is None else f"NCT{found[1]}"


def normalise_url(text: str) -> str | None:
    """Return an address without what does not change the page: user, "www.", tracking, fragment, slash at the end.

    None where it is no http or https address. Of the two it is https; what a site may tell apart by case, it keeps.
    """
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname and parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    except ValueError:  # a bracket that is no IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.match(part))
    path = quote(unquote(parts.path), safe=_PLAIN).rstrip("/")
    return f"https://{host}{path}{f'?{query}' if query else ''}"


SPELLINGS: dict[str, Callable[[str], str | None]] = {
    "doi": normalise_doi,
    "pmid": normalise_pmid,
    "pmcid": normalise_pmcid,
    "nct": normalise_nct,
    "url": normalise_url,
}
"""How the identifiers of each kind are spelled in keys."""


def trimmed(text: str) -> str:
    """Return `text` without the punctuation of the sentence around it; brackets that it opens itself stay."""
    while text and (text[-1] in ".,;:!?'\"’”*_" or _is_unopened(text)):
        text = text[:-1]
    return text


def _is_unopened(text: str) -> bool:
    opening = _CLOSING.get(text[-1])
    return opening is not None and text.count(text[-1]) > text.count(opening)
