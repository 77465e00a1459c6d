"""Claims with their evidence in, verdicts out: audit copy, and say in which respect it goes too far."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from audit.model import Assessment, Facet, Finding, Judgement, Report, Severity, Verdict

if TYPE_CHECKING:
    from audit.comparison import compare
    from audit.config import Config
    from audit.engine import audit
    from audit.explanations import explain

__all__ = [
    "Assessment",
    "Config",
    "Facet",
    "Finding",
    "Judgement",
    "Report",
    "Severity",
    "Verdict",
    "audit",
    "compare",
    "explain",
]

_LAZY = {
    "Config": "audit.config",
    "audit": "audit.engine",
    "compare": "audit.comparison",
    "explain": "audit.explanations",
}


def __getattr__(name: str) -> object:
    """Import the module of a function when the function is first asked for: types must stay light to import."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
