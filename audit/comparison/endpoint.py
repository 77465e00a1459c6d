"""`endpoint`: the claim speaks of what patients feel or suffer, the evidence of a measurement that stands in for it.

What it means
    A laboratory value, an image or a score of a step on the way was measured (antibody titres, bone density, blood
    sugar, bacteria in a dish), and the claim promises something of the disease, the event or the experience that it
    stands in for (infections, fractures, heart attacks, wrinkles), lives that nobody counted, or a part of the body
    built anew. Who has a disease, and how something works, is no promise.

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
from claims.taxonomy import is_surrogate, stands_for
from sources.phrasing import first_phrase
from sources.polarity import clauses_of
from sources.subjects import CLINICAL, closest, concepts_of, is_condition, known, names

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
    for concept in claimed:
        relation, nearest = closest(concept, (c for c in measured if not is_surrogate(c.id)))
        if relation in ("same", "narrower", "broader", "related") and nearest is not None:
            if _unmeasured(nearest.text, premise) or (
                relation == "same" and _only_context(concept, nearest, claim, premise)
            ):
                return Overstatement(Facet.ENDPOINT, concept.text, names(surrogates) or "not measured")
        elif surrogates and _stood_for(concept, surrogates, claim) and not _borne_out(concept, premise):
            return Overstatement(Facet.ENDPOINT, concept.text, names(surrogates))
    return _lives(claim, premise) or _repair(claim, premise) or _not_looked_at(claim, premise)


def _stood_for(concept: Concept, surrogates: list[Concept], claim: Analysis) -> bool:
    """Whether the claim promises what only a measurement in its place was seen to change.

    A condition is promised something where the claim ends it or makes it rarer, not where people have it.
    """
    if concept.kind is ConceptKind.ADVERSE_EVENT:
        return False
    if concept.id in _ENDS or _governed(_HEALS, concept, claim):
        return True
    stands = any(stands_for(s.id, concept.id) for s in surrogates)
    if stands and is_condition(concept.id):
        shared = {c.id for c in concepts_of((claim,), CLINICAL)} & {s.id for s in surrogates}
        return not shared and _governed(_RARER, concept, claim)
    return stands


def _borne_out(concept: Concept, premise: Premise) -> bool:
    """Whether the passage counts bouts of the disease in another word, or calls what it measured protective."""
    text = f"{premise.text} {premise.title or ''}"
    return (_BOUT.search(concept.text) and _BOUT.search(text)) is not None or (
        _PROTECTIVE.search(text) is not None and concept.id not in _ENDS
    )


_BOUT = re.compile(r"\b(?:attack|bout|episode|exacerbation|flare|relapse|crisis|crises)(?:s|-ups?)?\b", re.IGNORECASE)
_PROTECTIVE = re.compile(r"\bprotective (?:\w+ )?(?:level|titre|titer|antibod|respons)|\bseroprotect", re.IGNORECASE)


def _not_looked_at(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return what the claim promises in the words of what the passage says it did not measure or nobody has shown."""
    for pattern in (_SUBJECT, _NOBODY):
        for found in pattern.finditer(premise.text):
            words = [w for w in re.findall(r"[a-z]{4,}", found[1].lower()) if w not in _PLAIN]
            shared = next(
                (m[0] for w in words[-1:] for m in [re.search(rf"\b{w[:_STEM]}\w*", claim.text, re.IGNORECASE)] if m),
                None,
            )
            if shared is not None:
                return Overstatement(Facet.ENDPOINT, shared, found[0])
    return None


_SUBJECT = re.compile(
    r"(?:^|[.;,:]|\band|\bbut)\s*([\w\s-]{3,40}?)\s+(?:was|were) not "
    r"(?:an? (?:endpoint|outcome)|examined|assessed|measured|analysed|analyzed|recorded|evaluated|counted)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\bno (?:trial|study|one|data)\b[^.;]{0,20}\b(?:shown|measured|counted|tested|examined) ([\w\s-]{3,40})",
    re.IGNORECASE,
)
_PLAIN = frozenset(
    {"change", "changes", "outcome", "outcomes", "results", "effects", "clinical", "health", "long", "term", "other"}
)
_STEM = 6


def _governed(verbs: str, concept: Concept, claim: Analysis) -> bool:
    """Whether one of `verbs` stands before a concept in its clause."""
    before = claim.text.partition(concept.text)[0]  # its offsets are those of the whole copy
    return re.search(rf"{verbs}[^.;]*$", before, re.IGNORECASE) is not None and not re.search(
        _HAVING, before, re.IGNORECASE
    )


def _lives(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return lives that the claim saves where the passage counts no deaths, or saw none."""
    saved = first_phrase("lives-saved", claim.text)
    if saved is None or first_phrase("deaths-compared", premise.text) is not None:
        return None
    return Overstatement(Facet.ENDPOINT, saved, names(concepts_of(premise.analyses, CLINICAL)) or "no deaths counted")


def _repair(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return a part of the body that the claim builds anew where the passage saw nothing of the kind."""
    repaired = first_phrase("rebuilt", claim.text)
    if repaired is None or first_phrase("rebuilt", premise.text, affirmed=False) is not None:
        return None
    measured = names(known(concepts_of(premise.analyses, CLINICAL)))
    return Overstatement(Facet.ENDPOINT, repaired, measured) if measured else None


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


_ENDS = frozenset({"cure", "survival"})  # what no measurement on the way can show
_HEALS = (
    r"\b(?:cures?|cured|curing|heals?|healed|prevents?|prevented|preventing|reverses?|reversed|reversing|ends|ended|beats?"
    r"|stops?|stopped|wip(?:es?|ing) out|switch(?:es)? off|eliminates?|eradicates?|rid of)\b"
)
_RARER = (
    r"\b(?:fewer|less|lower|lowers|lowering|reduc\w+|cut|cuts|cutting|halv\w+|protect\w*|risk|chance|keep|keeps|keeping|ward\w*"
    r"|avoid\w*|smooth\w*|against|away|without|live longer)\b"
)
_HAVING = (
    r"\b(?:(?:people|adults|patients|those|women|men|children|anyone|everyone|living|sufferers?) with"
    r"|in (?:people|adults|patients|women|men|children) with)\s+(?:\w+\s+){0,2}$|\b(?:in|with) (?:\w+ )?$"
)


def _unmeasured(outcome: str, premise: Premise) -> bool:
    """Whether every clause of the passage that names `outcome` says that it was not looked at."""
    clauses = [c.text for a in premise.analyses for c in clauses_of(a) if outcome.lower() in c.text.lower()]
    return bool(clauses) and all(first_phrase("not-measured", text, affirmed=False) for text in clauses)
