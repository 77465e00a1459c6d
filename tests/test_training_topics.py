"""Topics: small registries with claims judged against all of their passages, read, held out and written as files."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sources.registry import load
from training.topics import HOLD_OUT, SILENT, topic_rows, topics, write_registry

TOPIC = """# topic: Wax drops
## S1
title: Drops before syringing: a trial
design: rct
population: adults with impacted wax
n: 120
text: Syringing worked at once in 70% after drops and in 40% without.
## S2
text: A nurse looks into the ear before and after.
## S3
text: Drops are not for a perforated eardrum.
supported @ S1: drops make syringing easier
overstated magnitude, population @ S1, S3: Drops clear every ear
contradicted @ S3: Fine for a perforated eardrum
unsupported: Our nurses are kind
"""


def folder(tmp_path: Path, text: str, name: str = "t1") -> Path:
    (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_claim_knows_the_passages_that_speak_to_it(tmp_path: Path) -> None:
    _, (topic,) = topics(folder(tmp_path, TOPIC))
    assert [(c.label, c.facets, c.sources) for c in topic.claims] == [
        ("supported", (), ("S1",)),
        ("overstated", ("magnitude", "population"), ("S1", "S3")),
        ("contradicted", (), ("S3",)),
        ("unsupported", (), ()),
    ]
    assert topic.row(topic.claims[1], "S3")["label"] == "overstated"
    assert topic.row(topic.claims[0], "S2") == {
        "passage": "t1-1#S2",
        "title": None,
        "design": None,
        "population": None,
        "evidence": "A nurse looks into the ear before and after.",
        "claim": "drops make syringing easier",
        "label": "unsupported",
        "facets": [],
    }


def test_a_claim_stands_beside_all_that_speak_and_some_that_are_silent(tmp_path: Path) -> None:
    _, (topic,) = topics(folder(tmp_path, TOPIC))
    rows = list(topic.rows(random.Random(1)))  # noqa: S311  no secret
    labels = [row["label"] for row in rows if row["claim"] == "Drops clear every ear"]
    left = len(topic.passages) - 2
    assert labels == ["overstated", "overstated", *["unsupported"] * min(left, SILENT["overstated"])]


def test_a_bereft_topic_asks_of_what_is_left_about_the_claims_whose_passages_are_gone(tmp_path: Path) -> None:
    _, (topic,) = topics(folder(tmp_path, TOPIC))
    asked = [(sorted(each.passages), [(c.text, c.label) for c in each.claims]) for each in topic.bereft()]
    assert asked[0] == (["S2", "S3"], [("drops make syringing easier", "unsupported")])
    assert [passages for passages, _ in asked] == [["S2", "S3"], ["S2"], ["S1", "S2"]]


def test_one_topic_in_six_is_held_out_in_the_order_of_numbers(tmp_path: Path) -> None:
    for number in range(1, 13):
        folder(tmp_path, TOPIC, f"t{number}")
    kept, held = topics(tmp_path)
    assert [topic.name for topic in held] == ["t1-1", f"t{1 + HOLD_OUT}-1"]
    assert [topic.name for topic in kept][-1] == "t12-1"


@pytest.mark.parametrize("line", ["supported @ S9: a passage that is not there", "supportd @ S1: a slip of the pen"])
def test_a_line_that_is_neither_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"t1.txt:16: neither about a passage nor a claim"):
        topics(folder(tmp_path, f"{TOPIC}{line}\n"))


def test_the_registry_of_a_topic_is_one_that_the_program_reads(tmp_path: Path) -> None:
    _, (topic,) = topics(folder(tmp_path, TOPIC))
    registry = load([write_registry(topic, tmp_path)])
    assert [(s.id, s.title, s.passages[0].sample_size) for s in registry.sources] == [
        ("S1", "Drops before syringing: a trial", 120),
        ("S2", "Wax drops", None),
        ("S3", "Wax drops", None),
    ]


def test_the_written_topics_have_every_verdict_and_facets_where_they_belong() -> None:
    kept, held = topics()
    assert len(held) * HOLD_OUT >= len(kept)
    for topic in (*kept, *held):
        assert {c.label for c in topic.claims} == {"supported", "overstated", "contradicted", "unsupported"}
        assert all(bool(c.facets) == (c.label == "overstated") for c in topic.claims)
        assert all(bool(c.sources) == (c.label != "unsupported") for c in topic.claims)
    assert topic_rows() == topic_rows()
