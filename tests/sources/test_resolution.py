from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.model import CitationMark
from sources.bibliography import fold, matches_entry
from sources.model import Registry, Source
from sources.resolution import Catalogue, resolve

CASES = Path(__file__).parents[1] / "cases" / "citations.yaml"


def source(id_: str, title: str, year: int, *authors: str | dict[str, str], **csl: str) -> Source:
    people = [{"family": author} if isinstance(author, str) else author for author in authors]
    fields = {key.replace("_", "-"): value for key, value in csl.items()}
    return Source(id_, title, "article-journal", {"issued": {"date-parts": [[year]]}, "author": people, **fields})


REGISTRY = Registry(
    sources=(
        source(
            "doe-2020", "Melatonin for falling asleep in adults with insomnia: a randomized trial", 2020,
            "Doe", "Roe", "Poe", DOI="10.1000/Sleep.2020.7", PMID="12345678", PMCID="PMC7654321",
            NCT="NCT01234567", container_title="Sleep Science",
        ),
        source(
            "berg-2018", "Jet lag and light", 2018, {"non-dropping-particle": "van der", "family": "Berg"},
            NCT="NCT00000002",
        ),
        source("smith-2015", "Light in the morning and mood in winter", 2015, "Smith", NCT="NCT00000002"),
        source("smith-2015b", "Light in the evening and alertness of shift workers", 2015, "Smith"),
        source(
            "agency-2022", "Melatonin", 2022, {"literal": "National Sleep Agency"},
            URL="https://www.agency.example/melatonin/",
        ),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "case", yaml.safe_load(CASES.read_text(encoding="utf-8")), ids=lambda case: " + ".join(case["keys"])
)
def test_citations_are_linked_to_the_source_they_mean(case: dict[str, Any]) -> None:
    found = resolve(CitationMark("[1]", 0, 3, tuple(case["keys"])), REGISTRY)
    assert (found.id if found else None) == case["source"], case.get("why")


def test_the_longer_of_two_titles_wins_where_one_contains_the_other() -> None:
    short = source("short", "Melatonin for sleep onset in older adults", 2020, "Doe")
    long = source("long", "Melatonin for sleep onset in older adults with dementia", 2020, "Doe")
    mark = CitationMark("[1]", 0, 3, ("ref:Doe J. Melatonin for sleep onset in older adults with dementia. 2020.",))
    assert Catalogue(Registry((short, long))).resolve(mark) == long


def test_one_paper_registered_twice_still_resolves_by_its_doi() -> None:
    first, second = (source(id_, "A title", 2020, "Doe", DOI="10.1000/x") for id_ in ("first", "second"))
    assert Catalogue(Registry((first, second))).resolve(CitationMark("[1]", 0, 3, ("doi:10.1000/X",))) == first


def test_a_one_word_title_needs_author_and_year() -> None:
    agency = REGISTRY.sources[-1]
    assert not matches_entry(agency, "Melatonin is sold in many shops")
    assert matches_entry(agency, "National Sleep Agency. Melatonin. 2022.")


def test_accents_and_case_do_not_matter() -> None:
    assert fold("Étude  du SOMMEIL, 2020") == "etude du sommeil 2020"
