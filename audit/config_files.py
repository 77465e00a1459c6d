"""Configuration files: where the nearest one is, and what it says, every key checked against the schema."""

from __future__ import annotations

import json
import os
import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.config import Config, Gate, Override, Settings
from audit.model import Severity
from claims.errors import UsageError
from claims.strictyaml import YamlFile, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jsonschema.protocols import Validator

    from claims.strictyaml import Place

FILE_NAME = "claims-audit.yml"
PROJECT_FILE = "pyproject.toml"
TABLE = ("tool", "claims-audit")


def find(folder: Path) -> Path | None:
    """Return the nearest configuration in `folder` or above it, None where there is none.

    In one folder `claims-audit.yml` goes before a `pyproject.toml` that has the table `[tool.claims-audit]`.
    """
    for each in (folder, *folder.parents):
        if (path := each / FILE_NAME).is_file():
            return path
        if (path := each / PROJECT_FILE).is_file() and _has_table(path):
            return path
    return None


def find_for(paths: Sequence[str]) -> Path | None:
    """Return the configuration nearest above all of `paths`, files or folders of copy, else the current folder's."""
    folders = [p if p.is_dir() else p.parent for p in (Path(path).resolve() for path in paths)]
    try:
        found = find(Path(os.path.commonpath(folders))) if folders else None
    except ValueError:  # on different drives
        found = None
    return found or find(Path.cwd())


def _has_table(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
        return "claims-audit" in text and isinstance(_table(tomllib.loads(text)), dict)
    except (OSError, ValueError):  # somebody else's file, and somebody else's error
        return False


def load(path: Path) -> Config:
    """Read the configuration at `path`; raises `UsageError` with file, line and remedy where it breaks its form."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        reason = (problem.strerror or "unknown error").lower()
        raise UsageError(
            f"the configuration cannot be read: {reason}.", where=path, remedy="Check the path."
        ) from problem
    except UnicodeDecodeError as problem:
        raise UsageError("the configuration is not UTF-8.", where=path, remedy="Save it as UTF-8.") from problem
    file = _from_toml(text, path) if path.suffix == ".toml" else load_yaml(text, path, error=UsageError)
    data = {} if file.data is None else file.data
    if not isinstance(data, dict):
        raise UsageError(
            "the configuration must be keys with values.", where=path, line=1, remedy="Write for example 'gate: ci'."
        )
    _check(file, data)
    return _config(file, path, data)


def _from_toml(text: str, path: Path) -> YamlFile:
    """Read the table of a `pyproject.toml` as if it were YAML; its lines are those where its keys stand."""
    try:
        data = _table(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        raise UsageError(
            f"not valid TOML: {problem}.", where=path, line=int(line[1]) if line else None, remedy="Mend the line."
        ) from problem
    if data is None:
        raise UsageError("there is no table [tool.claims-audit] in it.", where=path, remedy="Add one.")
    return YamlFile(data, str(path), _toml_lines(text))


def _table(document: dict[str, Any]) -> Any:
    tool = document.get(TABLE[0])
    return tool.get(TABLE[1]) if isinstance(tool, dict) else None


def _toml_lines(text: str) -> dict[Place, int]:
    """Return the lines of the keys below `[tool.claims-audit]`, as far as they are written one to a line."""
    lines: dict[Place, int] = {}
    here: tuple[str | int, ...] | None = None
    overrides = -1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]", line)
        key = re.match(r"""\s*["']?([\w.-]+)["']?\s*=""", line)
        if header:
            parts = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            here = parts[2:] if parts[:2] == TABLE else None
            if here and line.lstrip().startswith("[["):
                overrides += 1
                here = (*here, overrides)
            elif here and here[0] == "overrides" and overrides >= 0:
                here = (here[0], overrides, *here[1:])
            if here is not None:
                lines.setdefault(here, number)
        elif key and here is not None:
            lines.setdefault((*here, key[1]), number)
    return lines


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of the configuration; treat it as read-only."""
    data: dict[str, Any] = json.loads((files("audit") / "schema" / "config-1.schema.json").read_text(encoding="utf-8"))
    return data


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def _check(file: YamlFile, data: dict[str, Any]) -> None:
    """Raise `UsageError` for the first breach of the schema in the order of lines, and for a rule that is none."""
    from sources.messages import Breach, explain  # noqa: PLC0415  not needed without a file

    problems: list[tuple[int, UsageError]] = []
    for error in _validator().iter_errors(data):
        place = tuple(error.absolute_path)
        keys = [step for step in place if isinstance(step, str)]
        index = place[-1] + 1 if place and isinstance(place[-1], int) else None
        node = error.schema if isinstance(error.schema, dict) else {}
        breach = Breach(
            str(error.validator), error.validator_value, error.instance, node,
            keys[-1] if keys else "the file", index, error.message,
        )  # fmt: skip
        for told in explain(breach):
            line = file.line((*place, told.key) if told.key else place)
            problems.append((line or 0, UsageError(told.what, where=file.where, line=line, remedy=told.remedy)))
    if problems:
        raise min(problems, key=lambda p: p[0])[1]
    _check_rules(file, (), data)
    for number, override in enumerate(data.get("overrides", ())):
        _check_rules(file, ("overrides", number), override)


def _check_rules(file: YamlFile, place: Place, data: dict[str, Any]) -> None:
    """Raise `UsageError` for a name under `rules` or `severities` that no rule has."""
    named = [(key, rule) for key in ("rules", "severities") for rule in data.get(key, {})]
    if not named:
        return
    from audit.explanations import pages  # noqa: PLC0415  it imports every rule and facet
    from sources.messages import suggest  # noqa: PLC0415  as above

    known = [name for name, page in pages().items() if page.kind == "rule"]
    for key, rule in named:
        if rule not in known:
            near = suggest(rule, known)
            remedy = f"Did you mean '{near}'?" if near else "`claims-audit explain` lists them."
            line = file.line((*place, key, rule))
            raise UsageError(f"there is no rule '{rule}'.", where=file.where, line=line, remedy=remedy)


def _config(file: YamlFile, path: Path, data: dict[str, Any]) -> Config:
    folder = path.parent
    default = Config()
    own = [key for key in data if key not in _SETTINGS and key != "overrides"]
    return Config(
        registry=_within(folder, data.get("registry", ())),
        gate=Gate(data.get("gate", default.gate)),
        pipeline=data.get("pipeline", default.pipeline),
        candidates=data.get("candidates", default.candidates),
        file=str(path),
        paths=_within(folder, data.get("paths", ())),
        exclude=_listed(data.get("exclude", ())),
        baseline=str(folder / data["baseline"]) if "baseline" in data else None,
        waivers=_within(folder, data.get("waivers", ())),
        settings=_settings(file, (), data),
        overrides=tuple(
            Override(_listed(each["paths"]), _settings(file, ("overrides", number), each))
            for number, each in enumerate(data.get("overrides", ()))
        ),
        origins=_origins(file, (), own),
    )


_SETTINGS = ("severities", "thresholds", "rules", "audience", "market", "subject")


def _settings(file: YamlFile, place: Place, data: dict[str, Any]) -> Settings:
    tables = [f"{key}.{name}" for key in ("severities", "thresholds", "rules") for name in data.get(key, {})]
    return Settings(
        tuple((rule, Severity(severity)) for rule, severity in data.get("severities", {}).items()),
        tuple(data.get("rules", {}).items()),
        data.get("thresholds", {}).get("check-worthiness"),
        data.get("audience"),
        data.get("market"),
        data.get("subject"),
        _origins(file, place, [*tables, *(k for k in ("audience", "market", "subject") if k in data)]),
    )


def _origins(file: YamlFile, place: Place, keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return for each key, tables' keys behind a dot, the file and line where it is set."""
    lines = ((key, file.line((*place, *key.split(".", 1)))) for key in keys)
    return tuple((key, f"{file.where}:{line}" if line else file.where) for key, line in lines)


def _listed(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _within(folder: Path, value: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(str(folder / name) for name in _listed(value))
