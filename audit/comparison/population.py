"""`population`: the claim is about more people than were studied, or about others.

What it means
    The passage studied a group: adults with treatment-resistant depression, women after the menopause, trained
    cyclists, mice. The claim speaks of a wider group ("anyone", "people of any age", depression at large), of
    another one, or of a younger age. A claim that names no group at all is not held to exceed.

Why it matters
    A treatment that helps one group may do nothing for another, or harm it; children and pregnant women above all.

Fails
    Claim: The gel soothes sunburn in children and adults.
    Evidence: The gel soothed sunburn better than vehicle in adults aged 18 to 60.

Passes
    Claim: The gel soothes sunburn in adults.
    Evidence: The gel soothed sunburn better than vehicle in adults aged 18 to 60.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import ConceptKind
from sources.amounts import ages_of
from sources.phrasing import first_phrase
from sources.subjects import analyses_of, closest, concepts_of, known, names, text_of

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_ANYBODY = frozenset({"human", "animal"})  # "users", "people": no group in particular
_SLACK = 0.5 * 31_557_600  # half a year, in seconds like every time


def compare_population(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's group goes beyond the people studied, None where it does not or neither is stated."""
    studied = concepts_of(analyses_of(premise), {ConceptKind.POPULATION})
    group = premise.population or names(studied)
    if not group:
        return None
    everyone = first_phrase("everyone", claim.text)
    if everyone is not None and first_phrase("everyone", text_of(premise)) is None:
        return Overstatement(Facet.POPULATION, everyone, group)
    for concept in known(concepts_of((claim,), {ConceptKind.POPULATION})):
        if concept.negated or concept.id in _ANYBODY:
            continue
        relation, nearest = closest(concept, (c for c in known(studied) if c.id not in _ANYBODY))
        if nearest is not None and relation in ("different", "related", "broader"):
            return Overstatement(Facet.POPULATION, concept.text, group)
    return _younger(claim, premise)


def _younger(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Whether the claim names an age outside the ages studied."""
    named, studied = ages_of((claim,)), ages_of(analyses_of(premise))
    if not named or not studied:
        return None
    least, most = min(a.least or 0 for a in studied), max(a.most or 0 for a in studied)
    open_ended = any(a.high is None for a in studied)
    for age in named:
        if age.least is not None and (
            age.least < least - _SLACK or (not open_ended and most > least and age.least > most + _SLACK)
        ):
            return Overstatement(Facet.POPULATION, age.text, studied[0].text)
    return None
