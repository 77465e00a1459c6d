"""`population`: the claim is about more people than were studied, or about others.

What it means
    The passage studied a group: adults with treatment-resistant depression, women after the menopause, trained
    cyclists, mice. The claim speaks of a wider group ("anyone", "people of any age", depression at large), of
    another one, of a younger age, or of everybody with a condition of which one form was studied. A claim that names
    no group at all is not held to exceed.

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

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import leaves_open
from audit.model import Facet, Overstatement
from claims.model import ConceptKind
from sources.amounts import ages_of
from sources.phrasing import first_phrase
from sources.subjects import analyses_of, closest, concepts_of, conditions_of, known, names, text_of

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise

_PEOPLE_WITH = (
    r"\b(?:people|adults|patients|those|everybody|men|women|anyone|anybody) "
    r"(?:who (?:have|live with|suffer from)|with|living with|suffering from) {0}\b"
    r"|\b{0} (?:patients|sufferers|people|adults|men|women)\b"
)
_NARROWING = re.compile(
    r"\s+(?:past|with|who|whose|having|given|offered|taking|using|aged|over|under|after|before|in (?:their|a|an|the)|on"
    r"|from|that|undergoing|treated)\b",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"\b(?:fit|young|younger|old|older|healthy|active|trained|elite|sedentary|pregnant|overweight|obese|depressed"
    r"|anxious|premenopausal|postmenopausal|menopausal|breastfeeding|nursing|surgical|elderly|inactive|recreational"
    r"|competitive)[\s,]+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SEVERITY = frozenset({"severe", "mild", "moderate", "advanced", "chronic", "acute", "mildest", "severest"})
_STEM = 6  # letters that make two words one group ("smoker", "smoked" have five in common, "neonat" six)
_NO_AGE = re.compile(
    r"\s+(?:cases|events|infections|deaths|attacks|episodes|percent|per|in|of)\b", re.IGNORECASE
)  # "under five cases"
_ANYBODY = frozenset({"human", "animal"})  # "users", "people": no group in particular
_SLACK = 0.5 * 31_557_600  # half a year, in seconds like every time


def compare_population(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's group goes beyond the people studied, None where it does not or neither is stated."""
    studied = concepts_of(analyses_of(premise), {ConceptKind.POPULATION})
    group = premise.population or names(studied)
    if not group:
        return None
    if leaves_open(claim):
        return None
    everyone = first_phrase("everyone", claim.text)
    if everyone is not None and first_phrase("everyone", text_of(premise)) is None:
        return Overstatement(Facet.POPULATION, everyone, group)
    for concept in known(concepts_of((claim,), {ConceptKind.POPULATION})):
        if concept.negated or concept.id in _ANYBODY:
            continue
        relation, nearest = closest(concept, (c for c in known(studied) if c.id not in _ANYBODY))
        if nearest is None or relation not in ("different", "related", "broader"):
            continue
        if _narrowed(concept, claim.text) if relation == "broader" else _spoken_of(concept, premise):
            continue
        return Overstatement(Facet.POPULATION, concept.text, group)
    return _without_its_condition(claim, premise) or _younger(claim, premise)


def _narrowed(group: Concept, text: str) -> bool:
    """Whether words around a group make it a smaller one, in a way that nobody can compare ("fit young men")."""
    before, _, after = text.partition(group.text)
    return _NARROWING.match(after) is not None or _ADJECTIVE.search(before) is not None


def _spoken_of(group: Concept, premise: Premise) -> bool:
    """Whether the passage speaks of the group or its severity in a word that the lexicon keeps apart."""
    if group.text.lower() in _SEVERITY and not first_phrase("severity", premise.population or ""):
        return True
    stem = group.text.lower()[:_STEM]
    return re.search(rf"\b{re.escape(stem)}" + ("" if len(stem) == _STEM else r"\b"), premise.text.lower()) is not None


def _without_its_condition(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return people with a condition, where a narrower form of it was studied ("treatment-resistant depression")."""
    if premise.population_analysis is None:
        return None
    studied = conditions_of((premise.population_analysis,))
    for concept in conditions_of((claim,)):
        named = re.search(_PEOPLE_WITH.format(re.escape(concept.text)), claim.text, re.IGNORECASE)
        if named and not concept.negated and closest(concept, studied)[0] == "broader":
            return Overstatement(Facet.POPULATION, named[0], premise.population or names(studied))
    return None


def _younger(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Whether the claim names an age outside the ages studied."""
    named, studied = ages_of((claim,)), ages_of(analyses_of(premise))
    if not named or not studied:
        return None
    least, most = min(a.least or 0 for a in studied), max(a.most or 0 for a in studied)
    open_ended = any(a.high is None for a in studied)
    for age in named:
        if _NO_AGE.match(claim.text.partition(age.text)[2]):
            continue
        if age.least is not None and (
            age.least < least - _SLACK or (not open_ended and most > least and age.least > most + _SLACK)
        ):
            return Overstatement(Facet.POPULATION, age.text, studied[0].text)
    return None
