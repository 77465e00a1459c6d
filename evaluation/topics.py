"""Score `check` on registries of one topic each, with claims judged against all of their passages.

    python evaluation/topics.py ../shared/evaluation

The topics (`training/data/topics/`, see `training/topics.py`) are those held out of all training. Each claim is a copy
of its own; the reports go to the `score.py` of the data folder, which has a mode for that.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from evaluation.accuracy import WORK, claims_audit, score
from training.topics import topics, write_registry

if TYPE_CHECKING:
    from training.topics import Topic

FOLDER = WORK / "topics"


def checked(topic: Topic) -> Path:
    """Audit the claims of a topic against its registry and return the report."""
    copy, report = (FOLDER / f"{topic.name}.{kind}" for kind in ("jsonl", "json"))
    lines = (json.dumps({"id": f"{topic.name}-{i}", "text": c.text}) for i, c in enumerate(topic.claims))
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    claims_audit("check", copy, "-r", write_registry(topic, FOLDER), "--gate", "draft", "-o", f"json:{report}")
    return report


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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
