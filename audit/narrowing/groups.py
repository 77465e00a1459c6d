"""Groups for groups: a share in place of "most", and the people studied in place of everybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.narrowing.amounts import counts_cases, own_arm
from audit.narrowing.bounds import bounded
from audit.narrowing.words import PREPOSITIONS, exchanged, is_plural, place_of, word_after, word_before
from claims.model import ConceptKind, Role
from sources.subjects import concepts_of, conditions_of

if TYPE_CHECKING:
    from audit.model import Overstatement
    from audit.narrowing.words import Exchange
    from claims.model import Analysis
    from sources.model import Premise

_QUANTIFIED = re.compile(
    r"(?:(?:nearly|almost|virtually|practically|just about) )?(?:most|all|the (?:vast |great |large )?majority)"
    r"(?P<of> of)?(?: (?:the|our|your|these|those))? (?P<noun>[\w-]+)\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"(?:nearly|almost|virtually|practically|just about)\s+$", re.IGNORECASE)
_SHARE = re.compile(r"\d+(?:\.\d+)?\s?(?:%|per ?cent)|half|(?:a|one|two) (?:thirds?|quarters?|fifths?)", re.IGNORECASE)
_SOME = re.compile(r"(some|many|several|a few|few)(?: \w+)?", re.IGNORECASE)
_ANYBODY = frozenset("people patients users participants volunteers adults subjects".split())

_PRONOUN = re.compile(r"(?:(?:nearly|almost|virtually) )?(?:any|every)(?:one|body)$", re.IGNORECASE)
_SINGULAR = re.compile(
    r"(?:any|every|each) (?:adult|patient|person|child|woman|man|user|smoker|runner|athlete|wearer|teenager)$",
    re.IGNORECASE,
)
_TAKES_PEOPLE = re.compile(r"(?:help|suit|protect|benefit|treat|support|reach)(?:s|ed)?")
_WHOLE = re.compile(r"\b(?:all|our|your|the|nearly|almost|virtually|practically)\s+$", re.IGNORECASE)
_VERB = re.compile(r"(?<!a)s$")  # "everyone gains"; not "as"
_MODALS = frozenset("can could may might will would should must".split())
_HAVING = re.compile(
    r"\s+(?:with|who (?:have|has|suffers? from|lives? with)|living with|suffering from)\s+", re.IGNORECASE
)
_GOES_ON = frozenset(  # the noun phrase is not over yet
    "with of who whose aged over under from on and or living having taking using undergoing in suffering alike".split()
)
_MODIFIERS = re.compile(
    r"\s+(?:with|who|whose|aged|undergoing|over|in|of|on|after|before|from|having|living|taking|at|receiving|under)\b.*"
)
_LONGEST = 12  # words of a registered population that still read as one noun phrase


def narrow_share(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return the share that the passage gives in place of a word for more ("most people", "28% of people")."""
    span = place_of(found.claim, claim.text)
    nearly = _NEARLY.search(claim.text[: span[0]]) if span else None
    quantified = _QUANTIFIED.match(claim.text, nearly.start() if nearly else span[0]) if span else None
    if quantified is None or not is_plural(quantified["noun"]):
        return None
    noun = quantified["noun"]
    some = _SOME.fullmatch(found.evidence)
    if some is not None:
        return exchanged(claim.text, *quantified.span(), f"{some[1].lower()} {noun}")
    if not (own_arm(found.evidence, claim, premise) and counts_cases(found.evidence, premise)):
        return None
    place = place_of(found.evidence, premise.text)
    said = bounded(premise.text, *place) if place else None
    if said is None or _SHARE.fullmatch(said.core) is None:
        return None
    counted = re.match(r"\s+of (?:(?:the|all|our) )?(?P<noun>[\w-]+)", premise.text[said.end :])
    if counted is None:
        if not quantified["of"] and not re.search(r"\bof\b", premise.text):
            return None
    elif counted["noun"].lower() != noun.lower():
        if noun.lower() not in _ANYBODY or not is_plural(counted["noun"]):
            return None
        noun = counted["noun"]
    words = " ".join(filter(None, (said.rough, said.least, said.most, said.core, "of", noun)))
    return exchanged(claim.text, *quantified.span(), words)


def narrow_group(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return the people studied, as registered, in place of a group of the claim that is wider or another."""
    studied = premise.population
    if studied is None or found.evidence != studied or not _is_noun_phrase(studied):
        return None
    span = _group(claim, found.claim)
    if span is None:
        return None
    start, end = span
    text, group = claim.text, claim.text[slice(*span)]
    pronoun, singular = _PRONOUN.match(group) is not None, _SINGULAR.match(group) is not None
    if not (pronoun or singular or is_plural(_MODIFIERS.sub("", group))):
        return None
    end = _with_condition(claim, end)
    if _names_another(claim, start, end):
        return None
    after = word_after(text, end)
    if after in _GOES_ON and not (after in ("in", "on") and not _names_people(text[end:], claim)):
        return None
    if re.match(r",.*\b(?:and|or)\b", text[end:]):
        return None
    subject = not text[:start].strip()
    if (pronoun or singular) and not (after in _MODALS or after.endswith("ed")) and (subject or _VERB.search(after)):
        return None  # the verb is in the singular
    before = word_before(text, start)
    if not (subject or pronoun or before in PREPOSITIONS or _TAKES_PEOPLE.fullmatch(before)):
        return None  # an adjective may belong to it
    return exchanged(text, start, end, _within_sentence(studied))


def _group(claim: Analysis, value: str) -> tuple[int, int] | None:
    """Return the noun phrase of the claim that names the group: with "people" of "any age", and with "all"."""
    span = place_of(value, claim.text)
    if span is None:
        return None
    start, end = span
    for concept in concepts_of((claim,), {ConceptKind.POPULATION}):
        whole = place_of(concept.text, claim.text)
        if whole and whole[0] <= start and end <= whole[1]:
            start, end = whole
    preposition = re.match(r"(?:for|at|in)\s+", claim.text[start:end])
    start += preposition.end() if preposition else 0
    before = _WHOLE.search(claim.text[:start])
    if re.search(r"\b(?:all|any|every|each)$", claim.text[start:end]):  # "people of all" is "people of all ages"
        end += len(word_after(claim.text, end)) + 1
    return (before.start() if before else start), end


def _with_condition(claim: Analysis, end: int) -> int:
    """Return the end of the group with the condition it has ("anyone with depression"), where one is known."""
    having = _HAVING.match(claim.text, end)
    if having is None:
        return end
    ends = [having.end() + len(c.text) for c in conditions_of((claim,)) if claim.text.startswith(c.text, having.end())]
    return max(ends, default=end)


def _names_another(claim: Analysis, start: int, end: int) -> bool:
    """Whether the claim names a group or an age beside the one that is exchanged."""
    rest = f"{claim.text[:start]}|{claim.text[end:]}"
    ages = [q.text for q in claim.quantities if q.role is Role.AGE]
    return any(words in rest for words in (*ages, *(c.text for c in concepts_of((claim,), {ConceptKind.POPULATION}))))


def _names_people(rest: str, claim: Analysis) -> bool:
    """Whether the preposition after a group belongs to it, as far as the concepts behind it tell ("in care homes")."""
    found = re.match(r"\s+\w+\s+(?:\w+\s+)?", rest)
    times = [q.text for q in claim.quantities]
    return found is None or not any(rest.lstrip().startswith(t) or t in rest[: found.end() + len(t)] for t in times)


def _is_noun_phrase(studied: str) -> bool:
    """Whether a registered population is one plural noun phrase, such as "adults with hay fever"."""
    if re.search(r"[.,;:()]", studied) or len(studied.split()) > _LONGEST:
        return False
    head = _MODIFIERS.sub("", studied)
    return is_plural(head) and not re.search(r"\b(?:and|or|were|was|is|are)\b", head)


def _within_sentence(studied: str) -> str:
    """Return a registered population without the capital it may begin with; "Japanese adults" keep theirs."""
    first = studied.split(maxsplit=1)[0]
    return studied[0].lower() + studied[1:] if is_plural(first) and first[1:].islower() else studied
