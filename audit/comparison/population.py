"""`population`: the claim is about more people than were studied, or about others.

What it means
    The passage studied a group: adults with treatment-resistant depression, women after the menopause, trained
    cyclists, mice. The claim speaks of a wider group ("anyone", "people of any age", depression at large), of
    another one, of a younger age, or of everybody with a condition of which one form was studied. A claim that names
    no group at all is not held to exceed, nor is one that divides people otherwise than the passage ("men", where
    adults were studied); children, pregnant and nursing women need evidence of their own.

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

from audit.comparison.groups import below, division, grades_of, is_beast, is_vulnerable, overlap
from audit.comparison.wording import is_told, leaves_open
from audit.model import Facet, Overstatement
from claims.model import ConceptKind
from claims.taxonomy import ancestors
from claims.vocabulary import vocabulary
from sources.amounts import ages_of
from sources.model import Design
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import analyses_of, closest, concepts_of, conditions_of, known, names, text_of

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise
    from sources.phrasing import Phrase

_PEOPLE_WITH = (
    r"\b(?:people|adults|patients|those|everybody|men|women|anyone|anybody) "
    r"(?:who (?:have|live with|suffer from)|with|living with|suffering from) {0}\b"
    r"|\b{0} (?:patients|sufferers|people|adults|men|women)\b"
)
_NARROWING = re.compile(
    r"\s+(?:(?:people|adults|patients|women|men)\s+)?(?:past|living in|with|who|whose|having|given|offered|taking"
    r"|using|aged|over|under|after|before|in (?:their|a|an|the)|on"
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
_LIKE = re.compile(r"\b(?:of|like|as) an?\s+(?:\w+\s+)?$", re.IGNORECASE)  # "the skin of a twenty-year-old"
_ANYBODY = frozenset({"everyone", "human", "animal"})  # "users", "people": no group in particular
_HEALTHY = "healthy-volunteer"
_NEARLY = re.compile(r"\b(?:nearly|almost|practically|virtually|roughly)\s+(?:\w+\s+)?$", re.IGNORECASE)  # a share
_SHARE = re.compile(r"\d\s?(?:%|per ?cent)|\b\d+ (?:out )?of (?:the )?\d+", re.IGNORECASE)
_ACROSS = re.compile(r"\s(?:for|from|to|by)\s.*\bw(?:ith|ho)\b|\b(?:leaks?|kinds? for)\b", re.IGNORECASE)
_HOW_USED = re.compile(
    r"\s+(?:much|many|often|(?:long|hard) (?:you|they|it) (?:\w+ )?(?:take|use|wear|train|try|carry)\b)", re.IGNORECASE
)  # "no matter how often" is of what is given
_WAIVED = re.compile(
    r"\bor not\b|\bregardless\b|\birrespective\b|\bwhether\b|\bwith (?:or|and) without\b", re.IGNORECASE
)
_PRECLINICAL = frozenset({Design.ANIMAL, Design.IN_VITRO})
_IN = re.compile(
    r"\b(?:in|for|of|gives?|helps?|lets?|on)\s+(?:real|living|our|many|most|all|adult)?\s*$", re.IGNORECASE
)
_SOME = re.compile(
    r"\b(?:many|some|most|few|several|share of|half of|thirds? of|(?:%|per ?cent|\d) of|in ten|out of \w+|number of)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)  # what a part of a group had is no promise to all of it
_REPORTS = re.compile(
    r"\bin (?:a|an|one|the|this|that)(?: [\w-]+){0,4} (?:trial|study|comparison|series|cohort)\b", re.IGNORECASE
)  # those of the study
_NOT_FOR = re.compile(
    r"\bunsuitable for\s*$|\b(?:not|never)\s+(?:be\s+)?"
    r"(?:suitable|recommended|advised|meant|intended|licensed|approved|taken|used|given)?\s*(?:for|by|in)\b"
    r"[^.;]*\b(?:or|nor|and)\b[^.;]*$",
    re.IGNORECASE,
)  # the last of those whom it is not for
_TOOK_PART = re.compile(
    r"\s+(?:(?:who )?(?:took|taking) part|else in"
    r"|in (?:the|this|that|our|one) (?:\w+ )?(?:trial|study|group|series|test))\b",
    re.IGNORECASE,
)
_OR_WORSE = re.compile(r"\bmoderate or (?:worse|more|higher|above|greater)\b", re.IGNORECASE)
_DECADE = re.compile(r"ties$", re.IGNORECASE)  # "their late thirties" are a part of the decade
_SLACK = 0.5 * 31_557_600  # half a year, in seconds like every time


def compare_population(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's group goes beyond the people studied, None where it does not or neither is stated."""
    if leaves_open(claim):
        return None
    studied = concepts_of(analyses_of(premise), {ConceptKind.POPULATION})
    ages = ages_of(premise.analyses)
    group = (
        premise.population
        or names(studied)
        or first_phrase("restricted", premise.text, affirmed=False)
        or next((a.text for a in ages), None)
    )
    if not group:
        return _in_people(claim, premise)
    everyone = [p.text for p in find_phrases("everyone", claim.text) if _of_all_people(p, claim.text, premise.text)]
    if everyone and not _studied_all(claim.text, text_of(premise)):
        return Overstatement(Facet.POPULATION, everyone[0], group)
    other = _another_group(claim, premise, tuple(c for c in known(studied) if not c.negated))
    return (
        (None if other is None else Overstatement(Facet.POPULATION, other, group))
        or _in_people(claim, premise)
        or _without_its_condition(claim, premise)
        or _younger(claim, premise)
    )


def _of_all_people(phrase: Phrase, text: str, passage: str) -> bool:
    """Whether a word for everyone promises something to all, not to a share, to those who took part, or to nobody."""
    before, after = text[: phrase.start], text[phrase.end :]
    share = _NEARLY.search(before) is not None and _SHARE.search(passage) is not None  # compared as a frequency
    if share or is_told(before) or _NOT_FOR.search(before) or _TOOK_PART.match(after):
        return False
    return _ACROSS.search(phrase.text) is None and not (phrase.text.endswith("how") and _HOW_USED.match(after))


def _studied_all(claim: str, passage: str) -> bool:
    """Whether the passage is about everyone too; a condition that the claim waives must be waived there."""
    if _WAIVED.search(claim) and not _WAIVED.search(passage):
        return False
    return first_phrase("everyone", passage) is not None


def _in_people(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return people of whom the claim speaks, where a dish or animals were studied and the claim does not say so."""
    if premise.design not in _PRECLINICAL or first_phrase("laboratory", claim.text, affirmed=False) is not None:
        return None
    for concept in known(concepts_of((claim,), {ConceptKind.POPULATION})):
        before = claim.text.partition(concept.text)[0]
        if not concept.negated and not is_beast(concept.id) and _IN.search(before):
            return Overstatement(Facet.POPULATION, concept.text, premise.population or f"{premise.design} study")
    return None


def _another_group(claim: Analysis, premise: Premise, studied: tuple[Concept, ...]) -> str | None:
    """Return the first group that the claim names and the passage, which studied others, does not cover."""
    if first_phrase("warned", claim.text, affirmed=False) is not None:
        return None
    beasts = bool(studied) and all(is_beast(c.id) for c in studied)
    none = [(p.start, p.end) for p in find_phrases("no-group", claim.text, affirmed=False)]
    for concept in known(concepts_of((claim,), {ConceptKind.POPULATION})):
        at = claim.text.find(concept.text)  # its offsets are those of the whole copy
        if concept.negated or is_beast(concept.id) or any(s < at + len(concept.text) and at < e for s, e in none):
            continue
        if beasts:
            if first_phrase("preclinical", claim.text, affirmed=False) is None:
                return concept.text
            continue
        if _too_young(concept, premise):
            return concept.text
        relation = _relation(concept, studied, premise)
        if relation == "broader" and not (_narrowed(concept, claim.text) or _narrower_too(concept, claim, studied)):
            return concept.text
        if relation in ("different", "related") and not (
            _spoken_of(concept, premise) or overlap(concept.id, ages_of(analyses_of(premise)))
        ):
            return concept.text
    return None


def _relation(concept: Concept, studied: tuple[Concept, ...], premise: Premise) -> str:
    """Return how a group relates to those studied; "unknown" where people were divided in another way."""
    if concept.id in _ANYBODY or not division(concept.id):
        return "unknown"
    if concept.id == _HEALTHY:
        ill = premise.population_analysis is not None and conditions_of((premise.population_analysis,))
        healthy = any(c.id == _HEALTHY for c in studied)
        return "different" if ill and not healthy else "unknown"
    alike = [c for c in studied if division(c.id) == division(concept.id)]
    if alike and (grades := grades_of((concept.id,))):
        worst = {"severe"} if _OR_WORSE.search(text_of(premise)) else set()
        return "narrower" if grades <= grades_of(c.id for c in alike) | worst else "different"
    if not alike and is_vulnerable(concept.id) and studied:
        return "different"
    return closest(concept, alike)[0]


def _narrower_too(group: Concept, claim: Analysis, studied: tuple[Concept, ...]) -> bool:
    """Whether the claim names a part of the group as well, and that part was studied ("women ... after menopause")."""
    return any(
        group.id in ancestors(c.id)
        and closest(c, studied)[0] in ("same", "narrower")
        and not re.search(rf"{re.escape(group.text)},? (?:and|or) (?:\w+ )?{re.escape(c.text)}", claim.text)
        for c in known(concepts_of((claim,), {ConceptKind.POPULATION}))
    )


def _too_young(group: Concept, premise: Premise) -> bool:
    """Whether a group of children is younger than everybody whose age the passage states."""
    ages = ages_of(premise.analyses) or ages_of(filter(None, (premise.population_analysis,)))
    return is_vulnerable(group.id) and bool(ages) and below(group.id, ages)


def _narrowed(group: Concept, text: str) -> bool:
    """Whether words around a group make it a smaller one, in a way that nobody can compare ("fit young men")."""
    before, _, after = text.partition(group.text)
    if _REPORTS.search(before) or _SOME.search(before):
        return True
    return _NARROWING.match(after) is not None or _ADJECTIVE.search(before) is not None


def _spoken_of(group: Concept, premise: Premise) -> bool:
    """Whether the passage speaks of the group or its severity in a word that the lexicon keeps apart."""
    if group.text.lower() in _SEVERITY and not first_phrase("severity", premise.population or ""):
        return True
    text = premise.text.lower()
    entry = vocabulary().get(group.id)
    every = {group.text.lower(), *(n for n in (entry.names if entry else ()) if " " not in n)}
    stems = {"child" if word.startswith("child") else word[:_STEM] for word in every}
    return any(re.search(rf"\b{re.escape(s)}" + ("" if len(s) >= _STEM - 1 else r"\b"), text) for s in stems)


def _without_its_condition(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return people with a condition, where a narrower form of it was studied ("treatment-resistant depression")."""
    if premise.population_analysis is None:
        return None
    studied = conditions_of((premise.population_analysis,))
    for concept in conditions_of((claim,)):
        named = re.search(_PEOPLE_WITH.format(re.escape(concept.text)), claim.text, re.IGNORECASE)
        relation, nearest = closest(concept, studied)
        if named and not concept.negated and relation == "broader" and nearest and _is_special(nearest.text, premise):
            return Overstatement(Facet.POPULATION, named[0], premise.population or names(studied))
    return None


def _is_special(form: str, premise: Premise) -> bool:
    """Whether a form of a condition is treated apart from the others, not its common form or the place it is at.

    Two forms side by side ("unipolar or bipolar") are no form of their own.
    """
    where = f"{form} {premise.population or ''}"
    found = find_phrases("special-form", where, affirmed=False)
    if any(re.match(r"\s*(?:,|or|and)\s", where[p.end :]) or re.search(r"\bor\s+$", where[: p.start]) for p in found):
        return False
    return first_phrase("special-form", where, affirmed=False) is not None


def _younger(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Whether the claim names an age outside the ages studied."""
    named, studied = ages_of((claim,)), ages_of(analyses_of(premise))
    if not named or not studied:
        return None
    least, most = min(a.least or 0 for a in studied), max(a.most or 0 for a in studied)
    open_ended = any(a.high is None for a in studied)
    for age in named:
        if _NO_AGE.match(claim.text.partition(age.text)[2]) or _LIKE.search(claim.text.partition(age.text)[0]):
            continue
        if _DECADE.search(age.text) and (age.most or 0) > least and (open_ended or (age.least or 0) < most):
            continue
        if age.least is not None and (
            age.least < least - _SLACK or (not open_ended and most > least and age.least > most + _SLACK)
        ):
            return Overstatement(Facet.POPULATION, age.text, studied[0].text)
    return None
