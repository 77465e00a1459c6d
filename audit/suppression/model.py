"""Types of suppression: what was accepted, by whom, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision to let findings pass for a time.

    It names a claim by its id or by its words, and the rules it excuses; `documents` are patterns of paths, all where
    there are none. `line` is its place in `file`.
    """

    claim: str | None
    text: str | None
    rules: tuple[str, ...]
    owner: str
    reason: str
    expires: date
    documents: tuple[str, ...] = ()
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that was there when the baseline was taken.

    `document` is a path that counts from the folder of the baseline; `claim` is the id of the claim, `statement` and
    `text` are its words, all None where the finding concerns a whole document.
    """

    document: str
    rule: str
    severity: str
    claim: str | None = None
    statement: str | None = None
    text: str | None = None
    subject: str = ""
    reason: str | None = None
    expires: date | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings accepted when the tool was adopted. `file` is the path of the baseline as given."""

    entries: tuple[Entry, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that can suppress a finding, apart from what stands in the copy itself."""

    waivers: tuple[Waiver, ...] = ()
    baseline: Baseline | None = None
