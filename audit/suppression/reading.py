"""Waivers and baselines as they are read from YAML: every key checked, every error with its line and a remedy."""

from __future__ import annotations

import difflib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.errors import UsageError
from claims.strictyaml import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.strictyaml import Place, YamlFile

VERSION = 1


class Item:
    """One entry of a list in a YAML file; its methods raise `UsageError` where a value is not what it must be."""

    def __init__(self, file: YamlFile, place: Place, known: Sequence[str], noun: str) -> None:
        self._file = file
        self._place = place
        self._noun = noun
        self.line = file.line(place)
        value = file.data
        for key in place:
            value = value[key]
        if not isinstance(value, dict):
            raise self.error(f"each {noun} must be keys with values.", f"Write the keys {', '.join(known)}.")
        self._value: dict[str, Any] = value
        for key in value:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                remedy = f"Did you mean '{near[0]}'?" if near else f"Known keys are {', '.join(known)}."
                raise self.error(f"unknown key '{key}'.", remedy, key)

    def error(self, what: str, remedy: str, key: str | None = None) -> UsageError:
        """Return an error at this entry, or at one of its keys."""
        place = self._place if key is None else (*self._place, key)
        return UsageError(what, where=self._file.where, line=self._file.line(place), remedy=remedy)

    def text(self, key: str) -> str | None:
        """Return the text at `key`, None where there is none."""
        value = self._value.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"'{key}' must be text.", "Put it in quotes.", key)
        return value

    def required(self, key: str) -> str:
        """Return the text at `key`, which must be there."""
        value = self.text(key)
        if value is None:
            raise self.error(f"this {self._noun} has no '{key}'.", f"Add '{key}: …'.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the text or the list of texts at `key`."""
        value = self._value.get(key)
        listed = [] if value is None else [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(v, str) and v.strip() for v in listed):
            raise self.error(f"'{key}' must be text or a list of texts.", f"Write '{key}: [one, two]'.", key)
        return tuple(listed)

    def day(self, key: str) -> date | None:
        """Return the date at `key`, None where there is none."""
        value = self._value.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.error(f"'{key}' must be a date.", "Write it as 2027-01-31.", key)


def read_items(path: str, key: str, known: Sequence[str], noun: str) -> Iterator[Item]:
    """Yield the entries that the file at `path` lists under `key`; raises `UsageError` where it breaks its form."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as problem:
        reason = (problem.strerror or "unknown error").lower()
        remedy = "Check the path; 'claims-audit baseline' writes one." if noun == "baseline" else "Check the path."
        raise UsageError(f"the {noun} file cannot be read: {reason}.", where=path, remedy=remedy) from problem
    except UnicodeDecodeError as problem:
        raise UsageError(f"the {noun} file is not UTF-8.", where=path, remedy="Save it as UTF-8.") from problem
    file = load_yaml(text, path, error=UsageError)
    data = file.data
    example = f"Write 'version: {VERSION}' and, under '{key}:', a list."
    if not isinstance(data, dict) or set(data) - {"version", key}:
        raise UsageError(f"it must have the keys 'version' and '{key}' only.", where=path, line=1, remedy=example)
    if data.get("version") != VERSION:
        remedy = f"Write 'version: {VERSION}'; a newer version needs a newer claims-audit."
        raise UsageError("its version is not known.", where=path, line=file.line(("version",)), remedy=remedy)
    listed = data.get(key)
    if not isinstance(listed, list | None):
        raise UsageError(f"'{key}' must be a list.", where=path, line=file.line((key,)), remedy=example)
    for number in range(len(listed or [])):
        yield Item(file, (key, number), known, noun)
