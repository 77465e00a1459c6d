from __future__ import annotations

import pytest

from reports.bibliography import format_sources
from sources.model import Source

FAMILIES = [{"family": name, "given": "Q. R."} for name in ("Abe", "Baker", "Costa", "Dahl", "Eze", "Fox", "Gray")]


def entry(title: str = "Cold water and mood", **csl: object) -> str:
    source = Source("x y#z", title, "article-journal", {k.replace("_", "-"): v for k, v in csl.items()})
    return format_sources([source])["x y#z"]


def test_an_article_has_people_title_and_place() -> None:
    shown = entry(
        author=FAMILIES[:2],
        issued={"date-parts": [[2019, 4]]},
        container_title="Journal of Invented Medicine",
        volume=3,
        issue=2,
        page="1-9",
    )
    assert shown == "Abe QR, Baker QR. Cold water and mood. Journal of Invented Medicine. 2019;3(2):1–9."


@pytest.mark.parametrize(
    ("title", "csl", "expected"),
    [
        ("Cold water", {}, "Cold water."),
        ("Does it help?", {"issued": 2019}, "Does it help? 2019."),
        ("Cold water", {"author": [{"literal": "Sports Council"}], "publisher": "Sports Council", "issued": 2024},
         "Sports Council. Cold water. 2024."),
        ("Cold water", {"author": [{"family": "Abe"}, {"literal": "et al."}]}, "Abe, et al. Cold water."),
        ("Cold water", {"author": [{"family": "Kolk", "non-dropping-particle": "van der", "given": "B"}]},
         "van der Kolk B. Cold water."),
        ("Cold water", {"editor": [{"family": "Abe"}]}, "Abe. Cold water."),
        ("Cold water", {"author": "Abe", "volume": None, "issued": "no year"}, "Cold water."),
        ("A <b>bold</b> & \x1b[31mred\x1b[0m title", {}, "A <b>bold</b> & ␛[31mred␛[0m title."),
    ],
)  # fmt: skip
def test_what_is_missing_or_odd_is_left_out(title: str, csl: dict[str, object], expected: str) -> None:
    assert entry(title, **csl) == expected


def test_six_authors_are_named_at_most() -> None:
    assert entry(author=FAMILIES).startswith("Abe QR, Baker QR, Costa QR, Dahl QR, Eze QR, Fox QR, et al. Cold water")


def test_sources_keep_their_own_entries() -> None:
    made = [Source(name, f"Title of {name}", "book", {}) for name in ("b", "a", "A")]
    assert format_sources(made) == {"b": "Title of b.", "a": "Title of a.", "A": "Title of A."}
    assert format_sources([]) == {}
