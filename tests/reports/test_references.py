from __future__ import annotations

import pytest

from reports.references import links_of, safe_url, short_citation
from sources.model import Source


def source(title: str = "Cold water and mood", **csl: object) -> Source:
    return Source("x", title, "article-journal", {k.replace("_", "-"): v for k, v in csl.items()})


FAMILIES = [{"family": name} for name in ("Abe", "Baker", "Costa", "Dahl", "Eze", "Fox", "Gray", "Hill")]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ([{"family": "Abe"}], "Abe 2019"),
        ([{"family": "Abe"}, {"family": "Baker"}], "Abe & Baker 2019"),
        (FAMILIES[:3], "Abe et al. 2019"),
        ([{"family": "Abe"}, {"literal": "et al."}], "Abe et al. 2019"),
        ([{"literal": "National Sports Council"}], "National Sports Council 2019"),
        ([], "Cold water and mood 2019"),
    ],
)
def test_short(authors: list[object], expected: str) -> None:
    assert short_citation(source(author=authors, issued=2019)) == expected


def test_a_long_title_stands_in_shortened() -> None:
    assert short_citation(source("One two three four five six seven")) == "One two three four five six …"


def test_links_go_to_the_most_lasting_first() -> None:
    links = links_of(
        source(DOI="10.1000/182", PMID="123", PMCID="PMC9", NCT="NCT01234567", URL="https://example.org/a")
    )
    assert [(link.label, link.url) for link in links] == [
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("PubMed 123", "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ("PMC9", "https://pmc.ncbi.nlm.nih.gov/articles/PMC9/"),
        ("NCT01234567", "https://clinicaltrials.gov/study/NCT01234567"),
        ("example.org", "https://example.org/a"),
    ]


def test_a_doi_written_as_address_is_a_doi() -> None:
    (link,) = links_of(source(DOI="https://doi.org/10.1016/S0006-3223(99)00230-9"))
    assert link.url == "https://doi.org/10.1016/S0006-3223(99)00230-9"


@pytest.mark.parametrize("field", ["DOI", "PMID", "PMCID", "NCT", "URL"])
@pytest.mark.parametrize("value", ["", "n/a", "javascript:alert(1)", '10.x/"><b>', "12 34", {"a": 1}, None])
def test_what_is_no_identifier_gives_no_link(field: str, value: object) -> None:
    assert links_of(Source("x", "x", "book", {field: value})) == ()


@pytest.mark.parametrize("url", ["http://example.org", "https://example.org/a?b=c#d"])
def test_web_addresses_are_safe(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "ftp://a",
        "https://", "https://a@b", "https://a b", " https://a", "https://a\x00", "https://a\u202e", "http://[x", "x",
    ],
)  # fmt: skip
def test_everything_else_is_not(url: str) -> None:
    assert safe_url(url) is None
