"""`intervention`: the claim is about another product, route, dose or regimen than the evidence.

What it means
    The passage tested one thing: a product, by a route, at a dose, so many times, together with something else.
    The claim names the wider class ("any exercise", "zinc in any form"), another route, a lower dose, one dose for a
    course, or leaves out what it was combined with ("on its own") or who gave it ("without a therapist").

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

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.comparison.company import alone_too
from audit.model import Facet, Overstatement
from claims.model import ConceptKind, Role
from claims.taxonomy import relation
from sources.amounts import Amount, amounts_of, courses_of, matches
from sources.phrasing import first_phrase
from sources.subjects import CLINICAL, TREATMENT, closest, concepts_of, known, names, routes_in, routes_of, text_of

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise


def compare_intervention(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how what the claim speaks of goes beyond what was given, None where it does not."""
    text = text_of(premise)
    titled = f"{text}. {premise.title or ''}"
    every = first_phrase("any-intervention", claim.text)
    if every is not None and (_granted(every, text) or _of_people(every, claim.text) or _of_trouble(every, claim)):
        every = None
    if every is not None and first_phrase("any-intervention", text) is None:
        given = names(concepts_of(premise.analyses, TREATMENT)) or premise.intervention
        return Overstatement(Facet.INTERVENTION, every, given or premise.text)
    alone = first_phrase("alone", claim.text)
    combined = first_phrase("combined", titled)
    if alone is not None and combined is not None and not alone_too(text, titled) and not _of_people(alone, claim.text):
        return Overstatement(Facet.INTERVENTION, alone, combined)
    unaided, guided = first_phrase("self-given", claim.text), first_phrase("guided", text)
    home = unaided is not None and "home" in unaided.lower() and re.search(r"\bhome\b", titled, re.IGNORECASE)
    if unaided is not None and guided is not None and not home and first_phrase("self-given", text) is None:
        return Overstatement(Facet.INTERVENTION, unaided, guided)
    return (
        _another_route(claim, premise)
        or _any_of_its_class(claim, premise)
        or _another_medium(claim, titled)
        or _fewer_times(claim, premise)
        or _less(claim, premise)
        or _another_form(claim, premise)
    )


def _of_trouble(phrase: str, claim: Analysis) -> bool:
    """Whether "any kind" and "all forms" are said of what people have, not of what is given."""
    if _SORT.search(phrase) is None:
        return False
    before, _, after = claim.text.partition(phrase)
    return any(
        re.match(rf"\s+of (?:\w+ ){{0,2}}{re.escape(c.text)}", after)
        or re.search(rf"{re.escape(c.text)} (?:of|in)\s*$", before)
        for c in known(concepts_of((claim,), CLINICAL))
    )


_SORT = re.compile(r"\b(?:kind|form|type|version)s?$", re.IGNORECASE)


def _granted(phrase: str, text: str) -> bool:
    """Whether the passage did without the same thing ("without anaesthesia"), or instead of it."""
    words = [w.removesuffix("s") for w in re.findall(r"[a-z]{5,}", phrase.lower()) if w not in _EMPTY]
    return any(re.search(rf"\b(?:without|no)\s+(?:\w+\s+){{0,2}}{w[:_STEM]}", text, re.IGNORECASE) for w in words) or (
        phrase.lower().startswith("replace")
        and re.search(r"\b(?:instead of|rather than|replac\w+)\b", text) is not None
    )


def _of_people(phrase: str, text: str) -> bool:
    """Whether "alone" says how people live or come, not what was given."""
    before = text.partition(phrase)[0]
    after = text.partition(phrase)[2]
    if _PEOPLE.search(before) or _TRACKS.search(before):
        return True
    single = _SINGLE.search(phrase) is not None
    return single and (_LACKING.search(before) is not None or _SHORT.match(after) is not None)


_EMPTY = frozenset({"needed", "required", "necessary", "without"})
_STEM = 6
_PEOPLE = re.compile(
    r"\b(?:came|come|comes|live|lives|living|lived|feel|felt|sleep|slept|leave|left|were|are|was)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"\b(?:alone|own|itself|themselves)$", re.IGNORECASE)
_LACKING = re.compile(
    r"\b(?:than|beats?|outperform\w*|exceed\w*|over|on top of|when|where|if|rarely|seldom"
    r"|hardly|nobody|no one|users?|people|patients|members"
    r"|(?:leaves?|pass(?:es)?|goes|settles?)(?: \w+){0,3})\s+[^.;,]*$",
    re.IGNORECASE,
)  # what is said to be too little, or to be compared with; what somebody or something does unaided
_SHORT = re.compile(
    r"\s+(?:or (?:together|combined|with|alongside)|(?:is|are|was|were|does|do|did|has|have) ?n[o'’]t|falls? short)\b",
    re.IGNORECASE,
)
_TRACKS = re.compile(r"\brel(?:y|ies|ied) on [^.;]*$", re.IGNORECASE)  # what is counted is who used one thing only


def _another_route(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the route of the claim where it names one and the passage another; several routes compare nothing."""
    routes, tested = routes_of((claim,)), routes_of(premise.analyses) or routes_in(premise.intervention or "")
    routes = {id_: words for id_, words in routes.items() if _is_given(words, claim.text)}
    if len(routes) != 1 or len(tested) != 1:
        return None
    (route, said), (other, given) = *routes.items(), *tested.items()
    if relation(route, other) not in ("different", "related") or {route, other} & _GENERIC:
        return None
    return Overstatement(Facet.INTERVENTION, said, given)


def _is_given(route: str, text: str) -> bool:
    """Whether the words for a route say how the product is given: not a rival, a patch of skin, or where it ends up."""
    before, _, after = text.partition(route)
    return not (_RIVAL.search(before) or _ENDS_UP.search(before) or re.match(r"\s+of\b", after))


_ENDS_UP = re.compile(
    r"\b(?:gets?|got|pass(?:es|ed)?|leaks?|absorbed|enters?|goes|go|reach(?:es)?|little|none)\b[^.;,]*$", re.IGNORECASE
)
_RIVAL = re.compile(
    r"\b(?:than|versus|vs|instead of|rather than|compared (?:with|to)|as|past|beyond|after|despite)\s+"
    r"(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    {"injection", "spray", "drops", "parenteral", "enteral"}
)  # how, but not where: fits several routes


def _fewer_times(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Whether the claim needs fewer doses or sessions than were given."""
    promised, given = courses_of((claim,)), courses_of(premise.analyses)
    promised = tuple(
        p for p in promised if not (_REPEATED.match(claim.text.partition(p.text)[2]) or _ORDINAL.search(p.text))
    )
    if not promised or not given:
        return None
    most, least = max(p.most or 0 for p in promised), min(g.least or 0 for g in given)
    return Overstatement(Facet.INTERVENTION, promised[0].text, given[0].text) if most < least else None


_REPEATED = re.compile(
    r"\s+(?:every|each|a|per|once|after another|at a time|(?:dai|week|month|year)ly)\b", re.IGNORECASE
)  # one again and again is no course of one


_ORDINAL = re.compile(r"\b(?:first|second|third|last|next)\b", re.IGNORECASE)  # which one, not how many


def _less(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return a dose of the claim that is lower than every dose of the passage; a session fewer a week counts too."""
    named, given = _doses(claim), [d for a in premise.analyses for d in _doses(a)]
    for dose in named:
        repeated = _REPEATED.match(claim.text.partition(dose.text)[2]) is not None
        if (repeated or _ORDINAL.search(dose.text)) and "/" not in dose.dimension:
            continue
        same = [g for g in given if g.dimension == dose.dimension and _per(g) == _per(dose)]
        lowest = min((g.least or 0.0 for g in same), default=0.0)
        if same and (dose.most or 0.0) < lowest * _MARGIN and not any(matches(dose, g) for g in same):
            return Overstatement(Facet.INTERVENTION, dose.text, same[0].text)
    return None


_MARGIN = 0.8  # a fifth less is another dose, not rounding


def _doses(analysis: Analysis) -> tuple[Amount, ...]:
    """Return the doses of a sentence and how often something is done in it."""
    found = amounts_of((analysis,), frozenset({Role.DOSE, Role.SCHEDULE, Role.SESSIONS}))
    return tuple(_weekly(a) for a in found if a.least is not None and a.dimension not in ("time", "number"))


def _per(amount: Amount) -> str | None:
    """Return the time in which an amount of time recurs: hours a day are no days a week; None for other amounts."""
    found = _PER.search(amount.text) if amount.dimension == "time/time" else None
    return found and found[1].lower()


_PER = re.compile(r"\b(?:an?|per|each|every|/) ?(day|night|week|month|year)\b", re.IGNORECASE)


def _weekly(amount: Amount) -> Amount:
    """Return "one weekly class" as one class a week; other amounts as they are."""
    weekly = re.search(r"\bweekly\b", amount.text, re.IGNORECASE)
    if weekly is None or "/" in amount.dimension or amount.least is None or amount.most is None:
        return amount
    return replace(amount, dimension=f"{amount.dimension}/time", low=amount.least / _WEEK, high=amount.most / _WEEK)


_WEEK = 604_800.0  # seconds, the base unit of time


def _any_of_its_class(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return "any chewing gum" and the like, where the passage gave one kind and speaks of no others."""
    tested = known(concepts_of(premise.analyses, TREATMENT))
    for concept in known(concepts_of((claim,), {ConceptKind.INTERVENTION})):
        any_kind = re.search(rf"\b(?:any|every|all)\s+{re.escape(concept.text)}\b", claim.text, re.IGNORECASE)
        given = closest(concept, tested)[1]
        if (
            any_kind
            and given is not None
            and len(given.text.split()) > len(concept.text.split())
            and not _OR_ANY.search(premise.text)
        ):
            return Overstatement(Facet.INTERVENTION, any_kind[0], given.text)
    return None


_OR_ANY = re.compile(r"\b(?:any|all|every|whatever|other|types?|kinds?|forms?)\b", re.IGNORECASE)


def _another_medium(claim: Analysis, tested: str) -> Overstatement | None:
    """Return a screen in the claim where the passage sat people in front of a person, and had no screen."""
    screen, person = _SCREEN.search(claim.text), _IN_PERSON.search(tested)
    if screen is None or person is None or _RIVAL.search(claim.text[: screen.start()]):
        return None
    affirmed = re.sub(r"\bno \w+ (?:study|trial|version)[^.;]*", "", tested, flags=re.IGNORECASE)
    return None if _SCREENS.search(affirmed) else Overstatement(Facet.INTERVENTION, screen[0], person[0])


_SCREEN = re.compile(r"\b(?:app|apps|online|smartphone|chatbot|website|web-based)\b", re.IGNORECASE)
_SCREENS = re.compile(
    r"\b(?:apps?|online|(?:smart)?phone|chatbot|web\w*|internet|digital\w*|video\w*|remote\w*|tele\w+|virtual\w*|computer\w*|screen)\b",
    re.IGNORECASE,
)
_IN_PERSON = re.compile(
    r"\b(?:face-to-face|in-person|in person|therapist-led|clinician-led|clinic visits?)\b", re.IGNORECASE
)


def _another_form(claim: Analysis, premise: Premise) -> Overstatement | None:
    titled = () if premise.title_analysis is None else (premise.title_analysis,)
    tested = known(concepts_of((*premise.analyses, *titled), TREATMENT))
    for concept in known(concepts_of((claim,), {ConceptKind.INTERVENTION})):
        relation, nearest = closest(concept, tested)
        if nearest is None or _RIVAL.search(claim.text.partition(concept.text)[0]):
            continue
        if relation in ("related", "different") and _same_substance(concept, nearest):
            return Overstatement(Facet.INTERVENTION, concept.text, nearest.text)
    return None


def _same_substance(a: Concept, b: Concept) -> bool:
    """Whether two products differ in form or route only ("oral-ketamine", "iv-ketamine")."""
    one, other = a.id.rpartition("-")[2], b.id.rpartition("-")[2]
    return (one == other and one != a.id) or {one, other} in _MIRRORED


_MIRRORED: tuple[set[str], ...] = (
    {"ketamine", "esketamine"},
    {"citalopram", "escitalopram"},
    {"omeprazole", "esomeprazole"},
)
