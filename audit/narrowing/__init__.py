"""Narrowing: the claim over again with the evidence's own values in place of those that exceed it.

Each facet has one function, listed here, that puts a value of the evidence where the claim has one of the same kind,
and gives up where the sentence would need any other word to change. A facet that is not listed has no such exchange:
a hedge, a cause or an outcome is more than a word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.bearing import weigh
from audit.comparison import compare
from audit.model import Facet, Overstatement, Verdict
from audit.narrowing.amounts import narrow_size, narrow_time
from audit.narrowing.groups import narrow_group, narrow_share
from audit.narrowing.things import narrow_comparator, narrow_indication, narrow_intervention
from audit.narrowing.words import Exchange, place_of
from claims.model import Analysis
from sources.alignment import stance_of
from sources.model import Premise

#: Puts the value of the evidence in place of the claim's, or returns None where it does not fit.
Narrowing = Callable[[Analysis, Premise, Overstatement], Exchange | None]

NARROWINGS: dict[Facet, Narrowing] = {
    Facet.MAGNITUDE: narrow_size,
    Facet.TIMEFRAME: narrow_time,
    Facet.DURABILITY: narrow_time,
    Facet.FREQUENCY: narrow_share,
    Facet.POPULATION: narrow_group,
    Facet.INDICATION: narrow_indication,
    Facet.INTERVENTION: narrow_intervention,
    Facet.COMPARATOR: narrow_comparator,
}

_PASSES = frozenset({Verdict.SUPPORTED, Verdict.NEEDS_REVIEW})


def narrowed(claim: Analysis, premise: Premise, overstatements: Sequence[Overstatement]) -> str | None:
    """Return `claim` with the values of `premise` in place of all that exceeds it.

    None where the words of one of `overstatements` cannot be exchanged, and where the new sentence, compared again,
    still exceeds the passage or finds no support in it. Words that exceed in two facets ("anyone") are exchanged once.
    """
    chosen: list[Exchange] = []
    for found in overstatements:
        exchange = _exchange(claim, premise, found)
        if exchange is not None and not any(exchange.overlaps(other.start, other.end) for other in chosen):
            chosen.append(exchange)
    for found in overstatements:
        place = place_of(found.claim, claim.text)
        if place is None or not any(exchange.overlaps(*place) for exchange in chosen):
            return None
    text = claim.text
    for exchange in sorted(chosen, key=lambda e: e.start, reverse=True):
        text = f"{text[: exchange.start]}{exchange.words}{text[exchange.end :]}"
    group = any(found.facet is Facet.POPULATION for found in overstatements)
    return text if text != claim.text and _holds(text, premise, group=group) else None


def _exchange(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    narrowing = NARROWINGS.get(found.facet)
    return None if narrowing is None else narrowing(claim, premise, found)


def _holds(text: str, premise: Premise, *, group: bool) -> bool:
    """Whether the passage bears the new sentence out; with `group` the people in it are the registry's own."""
    from claims.analysis import analyse  # noqa: PLC0415  loads spaCy

    ((*parts,),) = analyse([text])
    return all(not compare(part, premise) and _is_spoken_for(part, premise, group=group) for part in parts)


def _is_spoken_for(part: Analysis, premise: Premise, *, group: bool) -> bool:
    """Whether the passage speaks to the new sentence, and nothing says that it goes further or the reverse.

    A contradiction that no words show counts no more than it does in a judgement, and neither does a doubt about the
    people who were studied where the registry itself names them.
    """
    bearing = weigh(part, premise, stance_of(part, premise))
    if bearing.verdict is Verdict.OVERSTATED:
        return group and Facet.POPULATION.value in bearing.alignment.facets
    return bearing.verdict in _PASSES or (bearing.verdict is Verdict.CONTRADICTED and not bearing.alignment.named)


__all__ = ["NARROWINGS", "Narrowing", "narrowed"]
