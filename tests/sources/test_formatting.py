from __future__ import annotations

from typing import Any

import pytest

from sources.formatting import author_names, cite, link
from sources.model import Source


def source(**csl: Any) -> Source:
    return Source("a", "A title", "article-journal", {key.replace("_", "-"): value for key, value in csl.items()})


def family(*names: str) -> list[dict[str, str]]:
    return [{"family": name, "given": "A."} for name in names]


@pytest.mark.parametrize(
    ("csl", "citation"),
    [
        ({"author": family("Doe"), "issued": 2020, "container_title": "Sleep"}, "Doe 2020, Sleep"),
        ({"author": family("Doe", "Roe"), "issued": 2020}, "Doe and Roe 2020"),
        ({"author": family("Doe", "Roe", "Poe"), "issued": 2020}, "Doe et al. 2020"),
        ({"author": [*family("Doe"), {"literal": "et al."}], "issued": 2020}, "Doe et al. 2020"),
        ({"author": [{"literal": "O'Hara JP, Doe R, et al."}], "issued": 2007}, "O'Hara et al. 2007"),
        ({"author": [{"literal": "van der Berg BA"}], "issued": 2007}, "van der Berg 2007"),
        ({"author": [{"family": "Berg", "non-dropping-particle": "van der"}], "issued": 2007}, "van der Berg 2007"),
        ({"author": [{"literal": "National Sleep Agency"}], "issued": 2022}, "National Sleep Agency 2022"),
        ({"author": [{"literal": "Acme, Inc."}], "issued": 2022, "publisher": "Acme, Inc."}, "Acme, Inc. 2022"),
        ({"editor": family("Doe"), "issued": {"date-parts": [[2013, 10]]}}, "Doe 2013"),
        ({"issued": 2020, "container_title": "Sleep"}, "A title (2020), Sleep"),
        ({"author": family("Doe")}, "Doe n.d."),
    ],
)
def test_a_citation_is_short_and_names_who_when_and_where(csl: dict[str, Any], citation: str) -> None:
    assert cite(source(**csl)) == citation


@pytest.mark.parametrize(
    ("csl", "address"),
    [
        ({"DOI": "10.1000/abc", "PMID": "1", "URL": "https://x.example"}, "https://doi.org/10.1000/abc"),
        ({"DOI": "10.1016/S0006-3223(99)00230-9"}, "https://doi.org/10.1016/S0006-3223(99)00230-9"),
        ({"DOI": "10.1000/a<b>#c"}, "https://doi.org/10.1000/a%3Cb%3E%23c"),
        ({"PMID": "123"}, "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ({"PMCID": "PMC123"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/"),
        ({"URL": "https://x.example/a"}, "https://x.example/a"),
        ({"NCT": "NCT01234567"}, "https://clinicaltrials.gov/study/NCT01234567"),
        ({"URL": "javascript:alert(1)"}, None),
        ({}, None),
    ],
)
def test_a_link_leads_to_the_most_lasting_address(csl: dict[str, Any], address: str | None) -> None:
    assert link(source(**csl)) == address


def test_names_keep_their_order() -> None:
    assert author_names(source(author=[*family("Doe", "Roe"), {"literal": "et al."}])) == ("Doe", "Roe", "et al.")
