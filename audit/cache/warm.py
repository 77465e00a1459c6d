"""What a process that goes on keeps in memory: documents judged before, and paragraphs parsed before."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from audit.engine import Shelf
    from audit.model import Document
    from claims.model import Copy

MOST_PARAGRAPHS = 4096
"""Paragraphs whose parse is kept, some 100 MB of them at most; a site has fewer."""


@dataclass(slots=True)
class WarmShelf:
    """The last answer for each copy, and the parse of its paragraphs, above another shelf that may hold more."""

    below: Shelf | None = None
    _documents: dict[str, Document] = field(default_factory=dict)
    _parsed: dict[str, Doc] = field(default_factory=dict)

    def find(self, copy: Copy) -> Document | None:
        """Return what an audit of `copy` gave, None where it has changed since."""
        kept = self._documents.get(copy.uri)
        if kept is not None and kept.copy == copy:
            return kept
        found = self.below.find(copy) if self.below else None
        if found is not None:
            self._documents[copy.uri] = found
        return found

    def keep(self, document: Document) -> None:
        """Keep what an audit of a copy gave, instead of what one gave before."""
        self._documents[document.uri] = document
        if self.below:
            self.below.keep(document)

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Let what was taken apart before be remembered for the time of a `with` block."""
        from claims.pipeline import remembering  # noqa: PLC0415  only where something is audited

        if len(self._parsed) > MOST_PARAGRAPHS:
            self._parsed.clear()
        with ExitStack() as stack:
            stack.enter_context(remembering(self._parsed))
            if self.below:
                stack.enter_context(self.below.remembering())
            yield
