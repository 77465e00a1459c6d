"""The citation registry, and the evidence in it that bears on a claim."""

from __future__ import annotations

from sources.model import Evidence, Passage, Registry, Source

__all__ = ["Evidence", "Passage", "Registry", "Source"]
