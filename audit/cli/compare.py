"""`claims-audit compare`: a claim against one passage, or a file of such pairs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit.guesses import guess_beside, words_named
from claims.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.pairing import PairResult, Row

EPILOG = """\b
Examples:
  claims-audit compare --claim "Works within 2 hours." --evidence "Pain had eased after 24 hours."
  claims-audit compare pairs.jsonl -o out.jsonl
"""


@click.command("compare", epilog=EPILOG, short_help="compare a claim with one passage, or many pairs at once")
@click.argument("pairs", required=False, metavar="[PAIRS.jsonl]")
@click.option("--claim", help="The claim.")
@click.option("--evidence", help="The passage.")
@click.option("--design", help="How the study was done (rct, cohort, animal, …).")
@click.option("--population", help="Who was studied.")
@click.option("-o", "--output", metavar="FILE", help="Where the rows go (default: standard output).")
def command(
    pairs: str | None,
    claim: str | None,
    evidence: str | None,
    design: str | None,
    population: str | None,
    output: str | None,
) -> None:
    """Say what a passage makes of a claim: stance, verdict, and the facets in which the claim exceeds it.

    The confidence (0-1) is how likely the verdict is right or, of needs-review, how likely a person is needed.
    """
    from audit.pairing import compare_rows, read_row

    if (pairs is None) == (claim is None and evidence is None):
        raise click.UsageError("Give either a file of pairs, or --claim with --evidence.")
    if pairs is not None:
        rows = _read(Path(pairs))
        lines = (json.dumps(result.to_json(), ensure_ascii=False) for result in compare_rows(rows))
        _write(lines, output)
        return
    if not claim or not evidence:
        raise click.UsageError("--claim and --evidence go together.")
    row = read_row(
        {"id": "1", "claim": claim, "evidence": evidence, "design": design, "population": population}, "command line", 1
    )
    result = next(compare_rows([row]))
    if output is None and sys.stdout.isatty():
        click.echo(_told(result))
    else:
        _write(iter([json.dumps(result.to_json(), ensure_ascii=False)]), output)


def _read(path: Path) -> Iterator[Row]:
    """Yield the rows of a JSON-lines file; raises `UsageError` with file and line where one cannot be read."""
    from audit.pairing import read_row

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise UsageError("no such file.", where=path, remedy="Check the path.") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"cannot be read: {problem}.", where=path, remedy="Save it as UTF-8 text.") from problem
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except ValueError as problem:
            raise UsageError(
                f"not valid JSON: {problem}.", where=path, line=number, remedy="Write one JSON object per line."
            ) from problem
        if not isinstance(data, dict):
            raise UsageError(
                "not a JSON object.",
                where=path,
                line=number,
                remedy='Write it as {"id": "1", "claim": "…", "evidence": "…"}.',
            )
        yield read_row(data, str(path), number)


def _write(lines: Iterator[str], output: str | None) -> None:
    """Write `lines` as they come, to a file or to standard output."""
    if output is None:
        for line in lines:
            click.echo(line)
        return
    path = Path(output)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as problem:
        raise UsageError(f"cannot be written: {problem.strerror}.", where=path, remedy="Check the folder.") from problem


def _told(result: PairResult) -> str:
    """Return the result for a person at a terminal, who has both texts before them."""
    lines = [
        f"{result.verdict.value} (stance: {result.stance.value}, confidence: {result.confidence:.2f})",
        result.reason,
    ]
    lines += [
        f"  {o.facet.value}: the claim says “{o.claim}”, the passage “{o.evidence}”"
        for o in words_named(result.overstatements)
    ]
    lines.append(guess_beside(result.reason, result.overstatements))
    return "\n".join(line for line in lines if line)
