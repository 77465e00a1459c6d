"""Copy in, claims out: find the checkable statements of a text and take them apart."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from claims.errors import ClaimsAuditError
from claims.model import Analysis, Claim, Copy, Quantity, Skipped

if TYPE_CHECKING:
    from claims.analysis import analyse
    from claims.extraction import extract
    from claims.readers import read

__all__ = ["Analysis", "Claim", "ClaimsAuditError", "Copy", "Quantity", "Skipped", "analyse", "extract", "read"]

_FUNCTIONS = {"analyse": "claims.analysis", "extract": "claims.extraction", "read": "claims.readers"}


def __getattr__(name: str) -> object:
    """Import the module of a function when the function is first asked for: types must stay light to import."""
    if name not in _FUNCTIONS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_FUNCTIONS[name]), name)
