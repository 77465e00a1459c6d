"""Score `check` on registries of one topic each, with claims judged against all of their passages.

    python evaluation/topics.py ../shared/evaluation

The topics (`training/data/topics/`, see `training/topics.py`) are those held out of all training. Each claim is a copy
of its own; the reports go to the `score.py` of the data folder, which has a mode for that.

Then each claim that some passage speaks to is checked without these: `topic-bereft-false-pass` is the share of such
claims that are called supported by what is left, and `topic-bereft-sure` the mean confidence with which they are.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from audit.config import Config
from audit.engine import Desk
from audit.model import Verdict
from claims.readers import read_bytes
from evaluation.accuracy import WORK, claims_audit, score
from sources import load
from training.topics import topics, write_registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.model import Premise
    from training.topics import Topic

FOLDER = WORK / "topics"
AS_OF = date(2026, 1, 1)  # nothing in the topics ages


def checked(topic: Topic) -> Path:
    """Audit the claims of a topic against its registry and return the report."""
    copy, report = (FOLDER / f"{topic.name}.{kind}" for kind in ("jsonl", "json"))
    lines = (json.dumps({"id": f"{topic.name}-{i}", "text": c.text}) for i, c in enumerate(topic.claims))
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    claims_audit("check", copy, "-r", write_registry(topic, FOLDER), "--gate", "draft", "-o", f"json:{report}")
    return report


def bereft_passes(held: Sequence[Topic]) -> tuple[list[float], int]:
    """Return the confidence in each claim called supported although no passage is left to speak to it.

    Second comes how many claims were asked about.
    """
    wrong, asked = [], 0
    for whole in held:
        premises: dict[str, Premise] = {}
        for topic in whole.bereft():
            desk = Desk(load([write_registry(topic, FOLDER)]), Config(), AS_OF, premises=premises)
            premises = desk.premises
            for claim in topic.claims:
                line = json.dumps({"id": "claim", "text": claim.text}).encode()
                (copy,) = read_bytes(line, "claim.jsonl", ".jsonl")
                given = [a.judgement for a in desk.document(copy).assessments]
                asked += 1
                if given and all(judgement.verdict is Verdict.SUPPORTED for judgement in given):
                    wrong.append(min(judgement.confidence for judgement in given))
    return wrong, asked


def main(data: Path) -> None:
    """Check the held-out topics and print the figures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    _, held = topics()
    gold = FOLDER / "gold.jsonl"
    rows = (
        {"id": f"{t.name}-{i}", "verdict": c.label, "facets": c.facets, "sources": c.sources, "relation": "as written"}
        for t in held
        for i, c in enumerate(t.claims)
    )
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    print(score(data, "variants", *(checked(topic) for topic in held), gold).replace("variant-", "topic-"), end="")
    wrong, asked = bereft_passes(held)
    print(f"topic-bereft-false-pass {len(wrong) / asked:.3f} (n={asked})")
    print(f"topic-bereft-sure {sum(wrong) / max(1, len(wrong)):.3f} (n={len(wrong)})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
