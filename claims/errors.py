"""The one family of errors that the program raises on purpose."""

from __future__ import annotations

from pathlib import Path


class ClaimsAuditError(Exception):
    """Something the user can mend: says what is wrong, where, and what to do about it.

    `where` is a file, `line` is 1-based, `remedy` is an imperative sentence. The command line catches this class
    once and exits with `exit_code`.
    """

    exit_code = 2

    def __init__(
        self, what: str, *, where: str | Path | None = None, line: int | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = None if where is None else str(where)
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        place = "" if self.where is None else f"{self.where}:{self.line}: " if self.line else f"{self.where}: "
        return f"{place}{self.what}{f' {self.remedy}' if self.remedy else ''}"


class UsageError(ClaimsAuditError):
    """A path, an option or a configuration that cannot be used (exit code 2)."""


class RegistryError(ClaimsAuditError):
    """A registry that breaks its contract (exit code 3)."""

    exit_code = 3


class ModelError(ClaimsAuditError):
    """A model of the package that is missing or is not the one that was shipped (exit code 2)."""
