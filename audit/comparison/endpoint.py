"""`endpoint`: the claim speaks of what patients feel or suffer, the evidence of a measurement that stands in for it.

What it means
    A laboratory value, an image or a score of a step on the way was measured (antibody titres, bone density, blood
    sugar, bacteria in a dish), and the claim speaks of the disease, the event or the experience (infections,
    fractures, heart attacks, wrinkles).

Why it matters
    Many treatments that moved a surrogate did nothing for patients. The step from one to the other needs evidence
    of its own.

Fails
    Claim: The supplement prevents fractures.
    Evidence: The supplement raised bone mineral density by 2%; fractures were not assessed.

Passes
    Claim: The supplement raises bone mineral density.
    Evidence: The supplement raised bone mineral density by 2%; fractures were not assessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import ConceptKind
from claims.taxonomy import is_surrogate
from sources.phrasing import first_phrase
from sources.subjects import CLINICAL, closest, concepts_of, known, names

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise


def compare_endpoint(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the clinical outcome of the claim for which the passage has a surrogate only, or no measurement."""
    claimed = [c for c in known(concepts_of((claim,), CLINICAL)) if not is_surrogate(c.id) and not c.negated]
    measured = known(concepts_of(premise.analyses, CLINICAL))
    surrogates = [c for c in measured if is_surrogate(c.id)]
    shared = {c.id for c in concepts_of((claim,), CLINICAL)} & {c.id for c in surrogates}
    for concept in claimed:
        relation, nearest = closest(concept, (c for c in measured if not is_surrogate(c.id)))
        if relation in ("same", "narrower", "broader", "related") and nearest is not None:
            if _unmeasured(nearest.text, premise):
                return Overstatement(Facet.ENDPOINT, concept.text, names(surrogates) or "not measured")
        elif surrogates and concept.kind is not ConceptKind.ADVERSE_EVENT and not (shared and _is_context(concept)):
            return Overstatement(Facet.ENDPOINT, concept.text, names(surrogates))
    return None


def _is_context(concept: Concept) -> bool:
    """Whether a claim that names the measurement itself names `concept` only as what its patients have."""
    return concept.kind is ConceptKind.CONDITION


def _unmeasured(outcome: str, premise: Premise) -> bool:
    """Whether every sentence of the passage that names `outcome` says that it was not looked at."""
    sentences = [a.text for a in premise.analyses if outcome.lower() in a.text.lower()]
    return bool(sentences) and all(first_phrase("not-measured", text, affirmed=False) for text in sentences)
