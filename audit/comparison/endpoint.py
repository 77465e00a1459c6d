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

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import leaves_open
from audit.model import Facet, Overstatement
from claims.model import ConceptKind
from claims.taxonomy import is_surrogate
from sources.phrasing import first_phrase
from sources.polarity import clauses_of
from sources.subjects import CLINICAL, closest, concepts_of, known, names

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise


def compare_endpoint(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the clinical outcome of the claim for which the passage has a surrogate only, or no measurement."""
    if leaves_open(claim) or first_phrase("not-measured", claim.text, affirmed=False):
        return None
    claimed = [c for c in known(concepts_of((claim,), CLINICAL)) if not is_surrogate(c.id) and not c.negated]
    measured = known(concepts_of(premise.analyses, CLINICAL))
    surrogates = [c for c in measured if is_surrogate(c.id) and c.text.lower() not in _DRUGS]
    shared = {c.id for c in concepts_of((claim,), CLINICAL)} & {c.id for c in surrogates}
    for concept in claimed:
        relation, nearest = closest(concept, (c for c in measured if not is_surrogate(c.id)))
        if relation in ("same", "narrower", "broader", "related") and nearest is not None:
            if _unmeasured(nearest.text, premise) or (
                relation == "same" and _only_context(concept, nearest, claim, premise)
            ):
                return Overstatement(Facet.ENDPOINT, concept.text, names(surrogates) or "not measured")
        elif surrogates and concept.kind is not ConceptKind.ADVERSE_EVENT and not (shared and _is_context(concept)):
            return Overstatement(Facet.ENDPOINT, concept.text, names(surrogates))
    return None


_DRUGS = frozenset(
    {"antibody"}
)  # "an anti-IL-13 antibody" is what was given; levels are "antibodies", "antibody titres"


def _is_context(concept: Concept) -> bool:
    """Whether a claim that names the measurement itself names `concept` only as what its patients have."""
    return concept.kind is ConceptKind.CONDITION


def _only_context(concept: Concept, nearest: Concept, claim: Analysis, premise: Premise) -> bool:
    """Whether the claim heals a condition that the passage only says its patients have: it measured a surrogate.

    The passage must measure nothing that patients feel, and must not speak of healing or preventing itself.
    """
    if _is_context(concept) is False or first_phrase("heals", premise.text) is not None:
        return False
    healed = re.search(rf"{_HEALS}[^.;]*\b{re.escape(concept.text)}", claim.text, re.IGNORECASE)
    felt = [
        c
        for c in known(concepts_of(premise.analyses, CLINICAL))
        if not is_surrogate(c.id) and c.kind is not ConceptKind.CONDITION and c.id != nearest.id
    ]
    surrogate = any(is_surrogate(c.id) for c in concepts_of(premise.analyses, CLINICAL))
    setting = re.search(rf"\b(?:in|with|of|for) (?:\w+ ){{0,3}}{re.escape(nearest.text)}", premise.text, re.IGNORECASE)
    return healed is not None and surrogate and not felt and setting is not None


_HEALS = r"\b(?:cures?|cured|heals?|healed|prevents?|prevented|reverses?|reversed|ends?|beats?|stops?|wipes? out)\b"


def _unmeasured(outcome: str, premise: Premise) -> bool:
    """Whether every clause of the passage that names `outcome` says that it was not looked at."""
    clauses = [c.text for a in premise.analyses for c in clauses_of(a) if outcome.lower() in c.text.lower()]
    return bool(clauses) and all(first_phrase("not-measured", text, affirmed=False) for text in clauses)
