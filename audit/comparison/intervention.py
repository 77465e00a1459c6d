"""`intervention`: the claim is about another product, route, dose or regimen than the evidence.

What it means
    The passage tested one thing: a product, by a route, at a dose, so many times, together with something else.
    The claim names the wider class ("any exercise", "zinc in any form"), another route, one dose for a course, or
    leaves out what it was combined with ("on its own").

Why it matters
    A nasal spray is not a tablet and esketamine is not ketamine. The effect belongs to what was given.

Fails
    Claim: Zinc in any form shortens a cold.
    Evidence: Zinc lozenges of at least 75 mg a day shortened colds.

Passes
    Claim: Zinc lozenges shorten a cold.
    Evidence: Zinc lozenges of at least 75 mg a day shortened colds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import ConceptKind
from claims.taxonomy import relation
from sources.amounts import courses_of
from sources.phrasing import first_phrase
from sources.subjects import TREATMENT, closest, concepts_of, known, names, routes_in, routes_of, text_of

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise


def compare_intervention(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how what the claim speaks of goes beyond what was given, None where it does not."""
    text = text_of(premise)
    every = first_phrase("any-intervention", claim.text)
    if every is not None and first_phrase("any-intervention", text) is None:
        given = names(concepts_of(premise.analyses, TREATMENT)) or premise.intervention
        return Overstatement(Facet.INTERVENTION, every, given or premise.text)
    alone = first_phrase("alone", claim.text)
    combined = first_phrase("combined", text)
    if alone is not None and combined is not None and first_phrase("alone", text) is None:
        return Overstatement(Facet.INTERVENTION, alone, combined)
    return _another_route(claim, premise) or _fewer_times(claim, premise) or _another_form(claim, premise)


def _another_route(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the route of the claim where it names one and the passage another; several routes compare nothing."""
    routes, tested = routes_of((claim,)), routes_of(premise.analyses) or routes_in(premise.intervention or "")
    if len(routes) != 1 or len(tested) != 1:
        return None
    (route, said), (other, given) = *routes.items(), *tested.items()
    if relation(route, other) not in ("different", "related"):
        return None
    return Overstatement(Facet.INTERVENTION, said, given)


def _fewer_times(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Whether the claim needs fewer doses or sessions than were given."""
    promised, given = courses_of((claim,)), courses_of(premise.analyses)
    if not promised or not given:
        return None
    most, least = max(p.most or 0 for p in promised), min(g.least or 0 for g in given)
    return Overstatement(Facet.INTERVENTION, promised[0].text, given[0].text) if most < least else None


def _another_form(claim: Analysis, premise: Premise) -> Overstatement | None:
    tested = known(concepts_of(premise.analyses, TREATMENT))
    for concept in known(concepts_of((claim,), {ConceptKind.INTERVENTION})):
        relation, nearest = closest(concept, tested)
        if nearest is not None and relation == "related" and _same_substance(concept, nearest):
            return Overstatement(Facet.INTERVENTION, concept.text, nearest.text)
    return None


def _same_substance(a: Concept, b: Concept) -> bool:
    """Whether two products differ in form or route only ("oral-ketamine", "iv-ketamine")."""
    return a.id.rpartition("-")[2] == b.id.rpartition("-")[2]
