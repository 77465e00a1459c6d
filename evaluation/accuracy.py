"""Score the program against labelled data, print every figure and write them to docs/accuracy.md.

    python evaluation/accuracy.py ../shared/evaluation            all measurements
    python evaluation/accuracy.py ../shared/evaluation fourway    those whose name starts so; writes nothing

Each measurement runs the command line, as a user would, on data that its labels have been taken out of, and hands the
result to the `score.py` of the data folder.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "evaluation"
PAGE = ROOT / "docs" / "accuracy.md"
PAIRS = ("check-covid-dev", "clinifact-dev", "citation-integrity-dev", "wice-dev", "vitaminc-dev", "scifact-train")
TEXTS = ("scitweets", "checkthat-dev")
REGISTRIES = {"tms": ("tms-*", "mert-*", "spravato-*"), "glp1": ("glp1-*",)}


@dataclass(frozen=True, slots=True)
class Measurement:
    """A data set and how it is scored; `run` takes the data folder and returns what `score.py` printed."""

    name: str
    about: str
    run: Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of `score.py`: `cases` is the number of cases behind `value`.

    A name of the form TABLE:ROW:COLUMN makes the figure a cell of a table of its own.
    """

    name: str
    value: str
    cases: str


def claims_audit(*arguments: str | Path) -> None:
    """Run the command line; its exit code must be 0."""
    command = Path(sys.executable).with_name("claims-audit")
    subprocess.run([command, *map(str, arguments)], stdout=subprocess.DEVNULL, check=True)


def score(data: Path, mode: str, *paths: Path) -> str:
    """Run `score.py` of the data folder and return what it printed."""
    command = [sys.executable, str(data / "score.py"), mode, *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def sentences(data: Path) -> str:
    """Hedges, attribution and quantities in real copy.

    Detection and types are left out: the shipped models saw these labels. `extraction.py` scores them on documents that
    their models did not see.
    """
    copies = sorted((data / "real-copy" / "copy").glob("*.txt"))
    claims_audit("claims", *copies, "-o", f"json:{WORK / 'claims.json'}")
    printed = score(data, "sentences", WORK / "claims.json", data / "real-copy" / "claims.jsonl")
    return "\n".join(line for line in printed.splitlines() if not line.startswith(("detection-", "type-")))


def verdicts(data: Path) -> str:
    """Verdicts, facets and links of claims in real copy."""
    return score(data, "verdicts", *check_real_copy(data), data / "real-copy" / "verdicts.jsonl")


def check_real_copy(data: Path) -> list[Path]:
    """Audit each real page against its registry and return the reports."""
    real, reports = data / "real-copy", []
    for name, patterns in REGISTRIES.items():
        copies = sorted(path for pattern in patterns for path in (real / "copy").glob(f"{pattern}.txt"))
        reports.append(_check(copies, real / "registry" / f"{name}.yml", WORK / f"verdicts-{name}.json"))
    return reports


def variants(data: Path) -> str:
    """Claims of real copy, each made worse, corrected or reworded by a small edit."""
    real, reports = data / "real-copy", []
    rows = [json.loads(line) for line in (real / "variants.jsonl").read_text(encoding="utf-8").splitlines()]
    for name in REGISTRIES:
        copy = WORK / f"variants-{name}.jsonl"
        lines = (json.dumps({"id": row["id"], "text": row["variant"]}) for row in rows if row["registry"] == name)
        copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
        reports.append(_check([copy], real / "registry" / f"{name}.yml", WORK / f"variants-{name}.json"))
    return score(data, "variants", *reports, real / "variants.jsonl")


def pairs(name: str, mode: str, data: Path) -> str:
    """Score claims against one passage each: the rows of the file `name` under `data`."""
    gold = data / name
    return score(data, mode, compare_blind(gold, data), gold)


def table(name: str, data: Path) -> str:
    """Score the pairs of our own in `tests/cases/`, one claim against one passage each."""
    gold = own_pairs(name)
    return score(data, "fourway", compare_blind(gold, data), gold).replace("fourway-", f"{name}-")


def own_pairs(name: str) -> Path:
    """Write the pairs of our own as labelled rows and return the file."""
    path = ROOT / "tests" / "cases" / f"{name}.yaml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    passages = listed if isinstance(listed, list) else [passage for field in listed.values() for passage in field]
    rows = [
        {**passage, **claim, "id": f"{p}-{c}", "label": claim["verdict"], "facets": claim.get("facets", [])}
        for p, passage in enumerate(passages)
        for c, claim in enumerate(passage["claims"])
    ]
    gold = WORK / f"{name}.jsonl"
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return gold


def compare_blind(gold: Path, data: Path) -> Path:
    """Compare the pairs in `gold`, their labels taken out, and return the rows that come out."""
    stem = gold.name.partition(".")[0]
    blind, out = WORK / f"{stem}.in.jsonl", WORK / f"{stem}.out.jsonl"
    score(data, "blind", gold, blind)
    claims_audit("compare", blind, "-o", out)
    return out


def detection(name: str, data: Path) -> str:
    """Score whether each text of the file `name` under `data` holds a claim."""
    gold = data / name
    blind, out = WORK / f"{gold.name.partition('.')[0]}.jsonl", WORK / f"{gold.name.partition('.')[0]}.json"
    score(data, "blind", gold, blind)
    claims_audit("claims", blind, "-o", f"json:{out}")
    return score(data, "detection", out, gold)


def script(name: str, data: Path) -> str:
    """Run another script of this folder, which prints figures in the same form as `score.py`."""
    command = [sys.executable, str(Path(__file__).with_name(name)), str(data)]
    environment = {**os.environ, "EVAL_DATA": str(data.resolve())}
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True).stdout


MEASUREMENTS = (
    Measurement(
        "extraction", "what was trained, scored on documents that it did not see", partial(script, "extraction.py")
    ),
    Measurement("quantities", "value and unit on the test sentences of quantulum3", partial(script, "quantities.py")),
    Measurement("retrieval", "the cited abstract among 5,183", partial(script, "retrieval.py")),
    Measurement("sentences", "every sentence of 15 real marketing pages", sentences),
    Measurement("verdicts", "claims of real pages against two registries", verdicts),
    Measurement("variants", "real claims with one small edit each", variants),
    Measurement(
        "topics",
        "claims against registries of one topic each, ours, that no model saw; thresholds of `check` were set on them",
        partial(script, "topics.py"),
    ),
    Measurement("fourway", "240 hard pairs over 14 health fields", partial(pairs, "pairs-dev.jsonl", "fourway")),
    Measurement("pairs", "pairs of our own over many fields, two in five of them true", partial(table, "pairs")),
    Measurement("easy-pairs", "pairs that nobody should get wrong", partial(table, "easy-pairs")),
    Measurement(
        "reliability",
        "whether verdicts are right as often as their confidence says, and how right the others are when the least"
        " confident are left to a person; false-pass is the share passed of those claims that are not borne out"
        "; rows are tenths of confidence, and the share left to a person; cases stand in brackets",
        partial(script, "reliability.py"),
    ),
    *(
        Measurement(n, "claim against passage, published", partial(pairs, f"public/{n}.jsonl.gz", "pairs"))
        for n in PAIRS
    ),
    *(Measurement(n, "claim or not, published", partial(detection, f"public/{n}.jsonl.gz")) for n in TEXTS),
)


def figures(printed: str) -> Iterator[Figure]:
    """Yield the figures that `score.py` printed."""
    for name, value, cases in re.findall(r"^(\S+) (-?[\d.]+) \(n=(\d+)\)$", printed, re.MULTILINE):
        yield Figure(name, value, cases)


def page(results: dict[Measurement, tuple[Figure, ...]], commit: str, day: str) -> str:
    """Return docs/accuracy.md: a table of all figures."""
    lines = [
        "# Accuracy",
        "",
        f"Measured on {day} at commit `{commit}` by `make evaluate`, which writes this page. What the sets hold and",
        "what they may be used for is said in the README of the data folder; what the figures mean, in its `score.py`.",
    ]
    for measurement, found in results.items():
        about = measurement.about[0].upper() + measurement.about[1:]
        lines += ["", f"## {measurement.name}", "", f"{about}.", ""]
        lines += ["| figure | value | cases |", "| --- | --- | --- |"]
        lines += [f"| {f.name} | {f.value} | {f.cases} |" for f in found if ":" not in f.name]
        lines += tables([f for f in found if ":" in f.name])
    return "\n".join(lines) + "\n"


def tables(cells: Sequence[Figure]) -> Iterator[str]:
    """Yield the lines of a table for each name before the first colon; behind a value stand its cases."""
    placed = [(*cell.name.split(":"), f"{cell.value} ({cell.cases})") for cell in cells]
    for name in dict.fromkeys(table for table, *_ in placed):
        found = {(row, column): text for table, row, column, text in placed if table == name}
        columns = list(dict.fromkeys(column for _, column in found))
        yield from ("", f"| {name} | {' | '.join(columns)} |", "| --- |" + " --- |" * len(columns))
        for row in dict.fromkeys(row for row, _ in found):
            yield f"| {row} | {' | '.join(found.get((row, column), '') for column in columns)} |"


def main(data: Path, prefix: str = "") -> None:
    """Measure, print, and write the page where nothing was left out."""
    if not (data / "score.py").is_file():
        sys.exit(
            f"There is no evaluation data in {data} (no score.py). Name the folder: make evaluate EVAL_DATA=FOLDER"
        )
    WORK.mkdir(parents=True, exist_ok=True)
    results = {}
    for measurement in MEASUREMENTS:
        if measurement.name.startswith(prefix):
            start = time.perf_counter()
            results[measurement] = tuple(figures(measurement.run(data)))
            print(f"{measurement.name} ({time.perf_counter() - start:.0f} s)")
            print("".join(f"  {figure.name:32} {figure.value} (n={figure.cases})\n" for figure in results[measurement]))
    if not prefix:
        PAGE.write_text(page(results, _commit(), _today()), encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")


def _check(copies: list[Path], registry: Path, out: Path) -> Path:
    claims_audit("check", *copies, "-r", registry, "--gate", "draft", "-o", f"json:{out}")
    return out


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty=+"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date().isoformat()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
