"""Registries of one topic each, with claims judged against all of their passages, written by hand: `data/topics/*.txt`.

    # topic: Shock wave therapy for heel pain
    ## S1
    title: Shock wave therapy for plantar heel pain: a randomised trial
    design: rct
    population: adults with plantar heel pain for six months
    n: 246
    text: Success at 12 weeks was 61% with active shock waves and 42% with sham.
    ## S2
    ...
    supported @ S1, S4: an effective option for stubborn heel pain
    overstated durability, population @ S1: Everybody's heels stay free of pain for good
    contradicted @ S6: works as well as surgery
    unsupported: covered by most insurers

After "@" stand all passages that alone bear the claim out, are exceeded by it, or say the opposite; the others are
silent on it. That is what a search brings up, and what a pair of one claim and one passage cannot show.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sources.windows import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).parent / "data" / "topics"
SEED = 20261128
HOLD_OUT = 6  # one topic in so many is left out of all training, and measured on
NEAREST = 5  # silent passages of a registry that sound most like a claim: what a search would bring up
# Silent passages shown beside a claim in each pass. Many beside a supported claim too: else a claim that sounds
# careful, as most of these do, would itself be a sign that the passage beside it bears it out.
SILENT = {"unsupported": 3, "supported": 3, "overstated": 2, "contradicted": 2}
_FIELD = re.compile(r"(title|design|population|n|text): (.+)")
_CLAIM = re.compile(
    r"(?P<label>supported|overstated|contradicted|unsupported)(?P<facets> [a-z, -]+?)?"
    r"(?: @ (?P<sources>S\d+(?:, ?S\d+)*))?: (?P<text>.+)"
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim with its verdict against a whole registry; `sources` are the passages that speak to it."""

    text: str
    label: str
    facets: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A small registry, its passages by id with the fields of `pairs.jsonl`, and the claims on it."""

    name: str
    about: str
    passages: dict[str, dict[str, Any]]
    claims: tuple[Judged, ...]

    def row(self, claim: Judged, source: str) -> dict[str, Any]:
        """Return `claim` beside a passage as a row of `pairs.jsonl`."""
        speaks = source in claim.sources
        label, facets = (claim.label, list(claim.facets)) if speaks else ("unsupported", [])
        return {**self.passages[source], "claim": claim.text, "label": label, "facets": facets}

    def rows(self, rng: random.Random) -> Iterator[dict[str, Any]]:
        """Yield each claim beside every passage that speaks to it, and beside some that only sound like it."""
        for claim in self.claims:
            silent = self._nearest(claim, [name for name in self.passages if name not in claim.sources])[:NEAREST]
            chosen = rng.sample(silent, min(SILENT[claim.label], len(silent)))
            yield from (self.row(claim, source) for source in (*claim.sources, *chosen))

    def bereft(self) -> Iterator[Topic]:
        """Yield the topic without the passages that speak to a claim, once for each such set, with its claims alone.

        What is left shares their subject and says nothing to them, as with most soft claims of real copy.
        """
        for sources in dict.fromkeys(claim.sources for claim in self.claims if claim.sources):
            left = {name: passage for name, passage in self.passages.items() if name not in sources}
            claims = tuple(replace(c, label="unsupported", sources=()) for c in self.claims if c.sources == sources)
            yield replace(self, passages=left, claims=claims)

    def _nearest(self, claim: Judged, sources: Iterable[str]) -> list[str]:
        wanted = stems_of(claim.text)

        def shared(source: str) -> int:
            passage = self.passages[source]
            return len(wanted & stems_of(f"{passage['title'] or ''} {passage['evidence']}"))

        return sorted(sources, key=lambda source: -shared(source))


def write_registry(topic: Topic, folder: Path) -> Path:
    """Write the passages of a topic as a registry file, a source each, and return the file."""
    sources = [
        {
            "id": name,
            **{key: passage[key] for key in ("design", "population", "sample-size") if passage.get(key)},
            "title": passage["title"] or topic.about,
            "evidence": [{"id": "1", "text": passage["evidence"]}],
        }
        for name, passage in topic.passages.items()
    ]
    path = folder / f"{topic.name}.yml"
    text = yaml.safe_dump({"version": 1, "sources": sources}, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def topic_rows() -> list[dict[str, Any]]:
    """Return the rows of all topics, those held out too, always the same."""
    rng = random.Random(SEED)
    return [row for listed in topics() for topic in listed for row in topic.rows(rng)]


def topics(folder: Path = FOLDER) -> tuple[list[Topic], list[Topic]]:
    """Return the topics to train on and those held out.

    Raises:
        ValueError: a line is not of the form above, or names a passage that is not there.
    """
    found = [topic for path in sorted(folder.glob("*.txt"), key=_number) for topic in _read(path)]
    held = found[::HOLD_OUT]
    return [topic for topic in found if topic not in held], held


def _number(path: Path) -> int:
    return int(re.sub(r"\D", "", path.stem))


def _read(path: Path) -> Iterator[Topic]:
    parts = path.read_text(encoding="utf-8").split("# topic: ")
    lines_before = 0
    for number, part in enumerate(parts):
        if number:
            about, _, rest = part.partition("\n")
            yield _topic(path, f"{path.stem}-{number}", about.strip(), rest, lines_before + 1)
        lines_before += part.count("\n")


def _topic(path: Path, name: str, about: str, text: str, line: int) -> Topic:
    passages: dict[str, dict[str, Any]] = {}
    claims: list[Judged] = []
    source = ""
    for number, raw in enumerate(text.splitlines(), line + 1):
        if not raw.strip():
            continue
        if raw.startswith("## "):
            source = raw[3:].strip()
            passages[source] = {"design": None, "population": None, "title": None, "passage": f"{name}#{source}"}
        elif (field := _FIELD.fullmatch(raw)) and source:
            key = {"text": "evidence", "n": "sample-size"}.get(field[1], field[1])
            passages[source][key] = int(field[2]) if key == "sample-size" else field[2]
        elif (found := _CLAIM.fullmatch(raw)) and set(named := _listed(found["sources"])) <= passages.keys():
            claims.append(Judged(found["text"], found["label"], tuple(_listed(found["facets"])), tuple(named)))
        else:
            raise ValueError(f"{path.name}:{number}: neither about a passage nor a claim on one above: {raw}")
    return Topic(name, about, passages, tuple(claims))


def _listed(names: str | None) -> list[str]:
    return [name.strip() for name in (names or "").split(",") if name.strip()]
