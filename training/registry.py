"""Pairs in the voice of web pages beside passages as a registry holds them, written by hand: `data/registry/*.txt`.

A block a passage, a line a claim:

    # id
    title: Shock wave therapy for plantar heel pain: a randomised trial
    design: rct
    population: adults with plantar heel pain for six months
    text: Pain fell by 41% with shock waves and by 22% with sham at 12 weeks.
    supported: an option for stubborn heel pain
    overstated durability, population: Everybody's heels stay free of pain for good
    contradicted: sham treatment did just as well
    unsupported: covered by most insurers

Files `k…` are in the voice of web pages, `n…` near paraphrases beside false claims in other words, and `h…` hard: true
claims share few words with their passage, false ones many. Which passages are held out goes by the order of the names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "data" / "registry"
_ABOUT = {"title": "title", "design": "design", "population": "population", "text": "evidence"}


def registry_rows(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Return a row for each claim, with the fields of `pairs.jsonl` and a title.

    Raises:
        ValueError: a line is not of the form above.
    """
    return [row for path in sorted(folder.glob("*.txt")) for row in _rows(path)]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    passage: dict[str, Any] = {}
    count = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line:
            continue
        if line.startswith("# "):
            passage, count = {"passage": line[2:]}, 0
            continue
        field, _, value = line.partition(": ")
        label, *facets = field.replace(",", " ").split()
        if field in _ABOUT:
            passage[_ABOUT[field]] = value
        elif label in {"supported", "overstated", "contradicted", "unsupported"} and "evidence" in passage:
            count += 1
            named = {"id": f"{passage['passage']}-{count}", "claim": value, "label": label, "facets": facets}
            yield {"design": None, "population": None, **passage, **named}
        else:
            raise ValueError(f"{path.name}:{number}: neither about a passage nor a claim: {line}")
