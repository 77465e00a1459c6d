"""Files of decisions, as the reviewer's page and the worklist give them: read, checked, and refused with a remedy."""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.decisions import Choice, Decision
from claims.errors import UsageError

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

LIMIT = 50 * 2**20
"""Bytes a file of decisions may have; 2,000 claims with long notes stay under two million."""

_EXPORT = "Export it from the report again."


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the decisions in the JSON or CSV file at `path`; raises `UsageError` with place and remedy."""
    text = _read(path)
    return tuple(_from_csv(text, path)) if path.suffix.lower() == ".csv" else tuple(_from_json(text, path))


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LIMIT:
            raise UsageError("this is too large to be a file of decisions.", where=path, remedy=_EXPORT)
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        reason = (problem.strerror or "unknown error").lower()
        raise UsageError(f"the decisions cannot be read: {reason}.", where=path, remedy="Check the path.") from problem
    except UnicodeDecodeError as problem:
        raise UsageError("the decisions are not UTF-8.", where=path, remedy="Save the file as UTF-8.") from problem


def _from_json(text: str, path: Path) -> list[Decision]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        line = problem.lineno if isinstance(problem, json.JSONDecodeError) else None
        raise UsageError("this is not JSON.", where=path, line=line, remedy=_EXPORT) from problem
    broken = next(iter(sorted(_validator().iter_errors(data), key=lambda e: [str(p) for p in e.absolute_path])), None)
    if broken is not None:
        place = "/".join(map(str, broken.absolute_path)) or "the file"
        detail = broken.message if len(broken.message) < 200 else f"breaks '{broken.validator}'"  # noqa: PLR2004
        raise UsageError(
            f"this is no file of decisions ({place}: {detail}).", where=path, remedy="Export it from an HTML report."
        )
    return [_decision(row, path, None) for row in data["decisions"]]


def _from_csv(text: str, path: Path) -> list[Decision]:
    """Read a filled worklist; rows without a decision or a note say nothing."""
    rows = csv.DictReader(StringIO(text, newline=""))
    missing = {"fingerprint", "decision"} - set(rows.fieldnames or ())
    if missing:
        named = " and ".join(f"'{m}'" for m in sorted(missing))
        raise UsageError(
            f"the worklist has no column {named}.", where=path, line=1, remedy="Keep the head of the worklist as it is."
        )
    found = []
    for row in rows:
        cells = {key: _unescaped(value or "") for key, value in row.items() if isinstance(key, str)}
        if not cells.get("decision") and not cells.get("note"):
            continue
        entry = {key: cells.get(key, "") for key in ("document", "statement", "verdict", "note", "by", "decision")}
        found.append(
            _decision(entry | {"claim": cells["fingerprint"], "text": cells.get("claim", "")}, path, rows.line_num)
        )
    return found


def _unescaped(cell: str) -> str:
    """Take off the apostrophe that keeps a cell from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip()[:1] in set("=+-@＝＋－＠") else cell


def _decision(row: dict[str, Any], path: Path, line: int | None) -> Decision:
    choice = str(row.get("decision") or "").strip().lower()
    if choice and choice not in list(Choice):
        raise UsageError(
            f"there is no decision '{choice}'.", where=path, line=line, remedy="Write accept, change or reject."
        )
    on = row.get("on")
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError as problem:
        raise UsageError(f"'{on}' is no date.", where=path, line=line, remedy="Write it as 2026-11-22.") from problem
    texts = {key: str(row.get(key) or "") for key in ("note", "by", "document", "text", "statement", "verdict")}
    return Decision(str(row["claim"]), Choice(choice) if choice else None, on=day, **texts)


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator

    schema = json.loads(files("audit").joinpath("schema", "decisions-1.schema.json").read_text(encoding="utf-8"))
    validator: Validator = Draft202012Validator(schema)
    return validator
