"""Approved wording: whether a claim says what a reviewer has approved, and what must travel with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.comparison import compare
from sources.alignment import stance_of
from sources.likeness import likeness_of
from sources.model import Premise, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from claims.model import Analysis
    from sources.model import ApprovedClaim, Registry, RequiredStatement

SAME_MEANING = 0.8  # likeness in both directions at which two wordings say the same
MADE = 0.6  # likeness at which a document makes a required statement in its own words


@dataclass(frozen=True, slots=True)
class Library:
    """The approved wording and the required statements of a registry, taken apart once."""

    claims: tuple[tuple[ApprovedClaim, Premise], ...] = ()
    statements: tuple[tuple[RequiredStatement, Premise], ...] = ()

    def for_use(self, audience: str | None, market: str | None) -> Library:
        """Return the library without the wording that is approved for other readers or other markets only."""
        return Library(
            tuple((c, p) for c, p in self.claims if _is_for(c.audience, audience) and _is_for(c.market, market)),
            self.statements,
        )


def _is_for(listed: Sequence[str], wanted: str | None) -> bool:
    return wanted is None or not listed or wanted.casefold() in map(str.casefold, listed)


def library_of(registry: Registry) -> Library:
    """Return the approved wording and statements of `registry`, analysed."""
    texts = tuple(dict.fromkeys([*(c.text for c in registry.claims), *(s.text for s in registry.statements)]))
    if not texts:
        return Library()
    from claims.analysis import analyse  # noqa: PLC0415  loads spaCy

    premises = {t: Premise(t, a) for t, a in zip(texts, analyse(texts), strict=True)}
    return Library(
        tuple((c, premises[c.text]) for c in registry.claims), tuple((s, premises[s.text]) for s in registry.statements)
    )


def approved_wording(claim: Analysis, library: Library, as_of: date) -> ApprovedClaim | None:
    """Return the approved wording that `claim` matches by meaning and that has not expired on `as_of`."""
    for approved, premise in library.claims:
        if approved.expires is not None and approved.expires < as_of:
            continue
        if _says(claim, premise) and not compare(claim, premise):
            return approved
    return None


def missing_statements(
    approved: ApprovedClaim, library: Library, document: Sequence[Analysis]
) -> tuple[tuple[str, str], ...]:
    """Return id and wording of the statements that `approved` requires and no sentence of `document` makes."""
    return tuple(
        (statement.id, statement.text)
        for statement, premise in library.statements
        if statement.id in approved.requires and not _made(premise, document)
    )


def _made(statement: Premise, document: Iterable[Analysis]) -> bool:
    return any(
        likeness_of(part, Premise(sentence.text, (sentence,))).score >= MADE
        and stance_of(part, Premise(sentence.text, (sentence,))).stance is Stance.SUPPORTS
        for sentence in document
        for part in statement.analyses
    )


def _says(claim: Analysis, premise: Premise) -> bool:
    """Whether claim and wording are about the same, both ways, and point the same way."""
    if likeness_of(claim, premise).score < SAME_MEANING:
        return False  # as most are: the stance takes ten times as long to find
    back = Premise(claim.text, (claim,))
    there = min((likeness_of(a, back).score for a in premise.analyses), default=0.0)
    return there >= SAME_MEANING and stance_of(claim, premise).stance is Stance.SUPPORTS
