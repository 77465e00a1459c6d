"""The pairs that models are trained on: read from their files, edited by rule, held out by passage."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sources.windows import sentences_in
from training.edits import edits_of, plainer
from training.registry import FOLDER, registry_rows

BLOCK = """# z1-01
title: Wax drops before syringing: a trial
design: rct
population: adults with impacted wax
text: Syringing worked at once in 70% after drops and in 40% without.
supported: drops make syringing easier
overstated magnitude, population: Drops clear nine ears in ten at any age
contradicted: Drops made no difference to syringing
unsupported: Our nurses remove wax every Tuesday

# z1-02
text: Olive oil softened wax in a dish.
overstated evidence-level: Olive oil clears your ears
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "z1.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_claim_is_a_row_with_its_passage(tmp_path: Path) -> None:
    first, second, *_, last = registry_rows(written(tmp_path, BLOCK))
    assert first["id"] == "z1-01-1"
    assert (first["claim"], first["label"], first["facets"]) == ("drops make syringing easier", "supported", [])
    assert (first["design"], first["title"]) == ("rct", "Wax drops before syringing: a trial")
    assert (second["label"], second["facets"]) == ("overstated", ["magnitude", "population"])
    assert (last["passage"], last["design"], last["population"], last.get("title")) == ("z1-02", None, None, None)


@pytest.mark.parametrize("line", ["supportd: a slip of the pen", "a line without a field"])
def test_a_line_that_is_neither_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"z1.txt:14: neither about a passage nor a claim"):
        registry_rows(written(tmp_path, f"{BLOCK}{line}\n"))


def test_a_claim_needs_its_passage_first(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"z1.txt:2: "):
        registry_rows(written(tmp_path, "# z1-01\nsupported: too early\ntext: Too late.\n"))


def test_the_written_pairs_have_every_verdict_and_no_passage_twice() -> None:
    rows = registry_rows()
    assert {row["label"] for row in rows} == {"supported", "overstated", "contradicted", "unsupported"}
    assert all(bool(row["facets"]) == (row["label"] == "overstated") for row in rows)
    texts: dict[str, str] = {}
    for row in rows:
        assert texts.setdefault(row["passage"], row["evidence"]) == row["evidence"]
    assert len(list(FOLDER.glob("*.txt"))) > 1


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("Pain fell by 41.3% (95% CI 35 to 47) versus sham.", "Pain fell by 41% compared with sham."),
        ("Participants experienced fewer adverse events.", "Participants had fewer side effects."),
        ("Nausea was reported by 7% within 24 hours.", "Nausea was reported by 7% within a day."),
        ("It is indicated for hypertension.", "It is licensed for high blood pressure."),
        ("The first 24 hours are free of charge.", "The first 24 hours are free of charge."),
    ],
)
def test_a_sentence_in_plainer_words(sentence: str, plain: str) -> None:
    assert plainer(sentence) == plain


def test_edits_are_the_same_for_the_same_seed_and_true_ones_stay_true() -> None:
    passage = "Sleep latency was reduced by 12.4 minutes (p = 0.02). Participants discontinued rarely."
    seeds = [random.Random(4), random.Random(4)]  # noqa: S311  no secret
    made = [tuple(edits_of(passage, ["Sleep may come sooner."], ["Teeth get whiter."], rng)) for rng in seeds]
    assert made[0] == made[1]
    assert any(edit.allowed == ("supported",) and "12 minutes" in edit.claim for edit in made[0])
    assert all(edit.claim != s or edit.allowed == ("supported",) for edit in made[0] for s in sentences_in(passage))
