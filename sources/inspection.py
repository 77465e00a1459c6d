"""What is allowed in a registry and still deserves a look: a retracted paper, an overdue review, a bare source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.identifiers import normalise_doi
from sources.model import Caveat, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sources.model import ApprovedClaim, Registry, Source

_STANDING = {
    Status.CONCERN: ("has an expression of concern.", "Read it, and decide whether claims may rest on this source."),
    Status.RETRACTED: ("is retracted: it supports nothing.", "Replace the source, and the claims that rest on it."),
    Status.SUPERSEDED: ("is superseded: it supports nothing.", "Register its successor."),
}


def inspect(registry: Registry, as_of: date) -> tuple[Caveat, ...]:
    """Return the caveats about `registry` on the day `as_of`, in the order of its files and lines."""
    order = {file: number for number, file in enumerate(registry.files)}
    found = [*_of_sources(registry, as_of), *_of_claims(registry, as_of), *_of_doubles(registry)]
    return tuple(sorted(found, key=lambda c: (order.get(c.where, -1), c.line or 0)))


def is_overdue(source: Source, as_of: date) -> bool:
    """Whether the review date of `source` has passed."""
    return source.review_by is not None and source.review_by < as_of


def has_expired(claim: ApprovedClaim, as_of: date) -> bool:
    """Whether the approval of `claim` no longer holds."""
    return claim.expires is not None and claim.expires < as_of


def _of_sources(registry: Registry, as_of: date) -> Iterator[Caveat]:
    for source in registry.sources:
        name = f"source '{source.id}'"
        if not source.passages:
            yield Caveat(
                f"{name} has no evidence entries, so no claim can rest on it.",
                "Add what it found.",
                source.file,
                source.line,
            )
        if source.status in _STANDING:
            what, remedy = _STANDING[source.status]
            yield Caveat(f"{name} {what}", remedy, source.file, source.line)
        if is_overdue(source, as_of):
            yield Caveat(
                f"{name} was to be reviewed by {source.review_by}.",
                "Review it and set a new date.",
                source.file,
                source.line,
            )


def _of_claims(registry: Registry, as_of: date) -> Iterator[Caveat]:
    fallen = {
        s.id for s in registry.sources if s.status in (Status.RETRACTED, Status.SUPERSEDED) or is_overdue(s, as_of)
    }
    for claim in registry.claims:
        name = f"claim '{claim.id}'"
        if has_expired(claim, as_of):
            yield Caveat(
                f"the approval of {name} expired on {claim.expires}.", "Renew or remove it.", claim.file, claim.line
            )
        resting_on = sorted({name.partition("#")[0] for name in claim.evidence})
        if not resting_on:
            yield Caveat(f"{name} names no evidence.", "Add the entries that it rests on.", claim.file, claim.line)
        elif fallen.issuperset(resting_on):
            listed = ", ".join(resting_on)
            yield Caveat(
                f"{name} rests only on sources that no longer count: {listed}.", "Replace them.", claim.file, claim.line
            )


def _of_doubles(registry: Registry) -> Iterator[Caveat]:
    """Yield sources that have the DOI or PMID of an earlier one."""
    first: dict[tuple[str, str], Source] = {}
    for source in registry.sources:
        identifiers = (("DOI", normalise_doi(str(source.csl.get("DOI", "")))), ("PMID", source.csl.get("PMID")))
        for kind, value in identifiers:
            twin = first.setdefault((kind, str(value)), source) if value else source
            if twin is not source:
                yield Caveat(
                    f"source '{source.id}' has the same {kind} as '{twin.id}'.",
                    "Merge them, or correct the number.",
                    source.file,
                    source.line,
                )
                break
