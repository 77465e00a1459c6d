"""What a reviewer decided on claims: read from the file that the page exports, and laid on the claims of a copy again.

A decision belongs to a claim by its fingerprint, which survives moved lines. One whose claim has changed since is not
carried over: it is reported, with the claim that now comes nearest.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from claims.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SCHEMA = "claims-audit/decisions/1"

NEAR = 0.6
"""Similarity (Ratcliff and Obershelp, 0-1) from which a changed claim is shown as what became of another; the
threshold that difflib's own `get_close_matches` takes."""


class Choice(StrEnum):
    """What a reviewer decides on a claim: it may stand, it must be reworded, it must go."""

    ACCEPT = "accept"
    CHANGE = "change"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's decision on one claim, which `claim` names by its fingerprint.

    `choice` is None for a note alone. `document`, `text` and `statement` are those of the report that was decided on.
    """

    claim: str
    choice: Choice | None
    note: str = ""
    by: str = ""
    on: date | None = None
    document: str = ""
    text: str = ""
    statement: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Landed:
    """A decision beside the claim that it is about, in the document called `uri`."""

    decision: Decision
    uri: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Adrift:
    """A decision whose claim is no longer in the copy, with the place of the claim that comes nearest, if any does."""

    decision: Decision
    uri: str | None = None
    nearest: Claim | None = None

    @property
    def is_moved(self) -> bool:
        """Whether the same statement still stands, under other headings or a different number of times."""
        return self.nearest is not None and self.nearest.analysis.text == self.decision.statement


def land(
    decisions: Sequence[Decision], documents: Iterable[tuple[str, Sequence[Claim]]]
) -> tuple[tuple[Landed, ...], tuple[Adrift, ...]]:
    """Lay `decisions` on the claims of `documents` (uri and claims of each); return those that landed and the others.

    A fingerprint is looked for in the document of its name first, then in every other: a file may have been renamed.
    """
    places = [(uri, claim) for uri, claims in documents for claim in claims]
    by_id: dict[str, list[tuple[str, Claim]]] = {}
    for place in places:
        by_id.setdefault(place[1].id, []).append(place)
    landed: list[Landed] = []
    lost: list[Decision] = []
    for decision in decisions:
        found = sorted(by_id.get(decision.claim, ()), key=lambda p: p[0] != decision.document)
        if found:
            landed.append(Landed(decision, *found[0]))
        else:
            lost.append(decision)
    taken = {(done.uri, done.claim.id) for done in landed}
    free = [(uri, claim) for uri, claim in places if (uri, claim.id) not in taken]
    return tuple(landed), tuple(_adrift(decision, free) for decision in lost)


def _adrift(decision: Decision, free: Sequence[tuple[str, Claim]]) -> Adrift:
    words = decision.statement or decision.text
    best: tuple[float, str, Claim] | None = None
    for uri, claim in _candidates(decision, free):
        likeness = difflib.SequenceMatcher(None, words, claim.analysis.text, autojunk=False).ratio()
        if likeness >= NEAR and (best is None or likeness > best[0]):
            best = (likeness, uri, claim)
    return Adrift(decision, best[1], best[2]) if best else Adrift(decision)


def _candidates(decision: Decision, free: Sequence[tuple[str, Claim]]) -> Iterator[tuple[str, Claim]]:
    """Yield the claims of the document that the decision names, or of all where it names none of them."""
    same = [place for place in free if place[0] == decision.document]
    yield from same or free
