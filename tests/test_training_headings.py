"""Titles lengthened for training: left out, as they are, or as long as those of papers, and true of the passage."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from training.headings import LENGTHENED, UNTITLED, entitled

ROW = {"title": "Wax drops before syringing", "design": "rct", "population": "adults with impacted wax"}


def drawn(row: dict[str, Any], times: int = 4000) -> list[str | None]:
    rng = random.Random(7)  # noqa: S311
    return [entitled(row, rng) for _ in range(times)]


def test_titles_are_left_out_kept_and_lengthened_by_their_shares() -> None:
    counts = Counter("none" if t is None else "kept" if t == ROW["title"] else "longer" for t in drawn(ROW))
    assert abs(counts["none"] / 4000 - UNTITLED) < 0.03
    assert abs(counts["longer"] / 4000 - LENGTHENED) < 0.03
    assert counts["kept"] > counts["none"]


def test_a_longer_title_keeps_its_words_and_says_the_design() -> None:
    longer = [t for t in drawn(ROW) if t not in {None, ROW["title"]}]
    assert all("wax drops before syringing" in str(t).lower() for t in longer)
    assert all("trial" in str(t) or "study" in str(t) for t in longer)
    assert any("in adults with impacted wax" in str(t) for t in longer)
    assert not any("meta-analysis" in str(t) for t in longer)


def test_a_title_that_says_its_design_is_not_made_to_say_it_twice() -> None:
    titles = [t for t in drawn({**ROW, "title": "Wax drops: a randomised trial"}) if t]
    assert {t.count("trial") for t in titles} <= {0, 1}
    assert any("study" in t for t in titles)


def test_a_design_without_wordings_and_a_passage_without_title_stay_as_they_are() -> None:
    assert {t for t in drawn({**ROW, "design": "protocol"}) if t} == {ROW["title"]}
    assert set(drawn({**ROW, "title": None})) == {None}
