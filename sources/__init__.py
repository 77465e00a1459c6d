"""A registry and a claim in, evidence out: load what may be relied on, and find what bears on a claim."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sources.model import Evidence, Passage, Premise, Registry, Source, Stance

if TYPE_CHECKING:
    from sources.registry import load
    from sources.retrieval import Index

__all__ = ["Evidence", "Index", "Passage", "Premise", "Registry", "Source", "Stance", "load"]

_LAZY = {"Index": "sources.retrieval", "load": "sources.registry"}


def __getattr__(name: str) -> object:
    """Import the module of a function when the function is first asked for: types must stay light to import."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
