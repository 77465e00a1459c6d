"""Things for things: what was given, what it was compared with, and what it was tested for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.narrowing.amounts import narrow_dose
from audit.narrowing.words import PREPOSITIONS, exchanged, is_plural, place_of, word_after, word_before
from claims.model import ConceptKind
from sources.subjects import TREATMENT, concepts_of, conditions_of

if TYPE_CHECKING:
    from audit.model import Overstatement
    from audit.narrowing.words import Exchange
    from claims.model import Analysis
    from sources.model import Premise

_ARTICLES = frozenset({"a", "an"})
_THAN = re.compile(
    r"(?:\bthan(?: with| after| on| from)?|\bsuperior to|\bbeats?|\boutperforms?|\bsurpass(?:es)?)$", re.IGNORECASE
)
_ANY_RIVAL = re.compile(r"(?:any|all|every)(?: other)? \w+", re.IGNORECASE)
_CLAUSE_GOES_ON = re.compile(
    r"$|[.;:!]|,(?![^.;:]*\b(?:and|or)\b)|\s+(?:in|within|after|for|at|during|over|by|when|while|if|as|did)\b",
    re.IGNORECASE,
)
_STOP = (
    r"(?=$|[.,;:()]|\s+(?:in|at|after|over|for|on|by|among|who|when|while|and|or|but|did|was|were|had|with|to|from)\b)"
)
_RIVAL = (  # a noun phrase behind a preposition of comparing, up to the end of the phrase
    r"\b(?:than|with|versus|vs\.?|against|compared (?:with|to)|superior to)(?: (?:with|after|on))? "
    r"((?:(?:a|an|the) )?(?:[\w-]+ ){{0,2}}?{0}(?: [a-z-]+){{0,2}}?)" + _STOP
)
_LACKS_ARTICLE = re.compile(  # as in the telegraphic style of abstracts: "versus waiting list"
    r"(?!(?:an?|the|no) )(?:[\w-]+ )*(?:list|waitlist|controls?|groups?|device|arm|programme|program)", re.IGNORECASE
)
_ALL_OF_IT = re.compile(r"(?:any|every|all|each)(?: (?:kinds?|types?|forms?|sorts?) of)?(?= |$)", re.IGNORECASE)


def narrow_intervention(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return what was given, by the route and at the dose it was given, in place of what the claim names."""
    span, given = place_of(found.claim, claim.text), place_of(found.evidence, premise.text)
    if span is None or given is None:
        return None
    if any(found.claim == q.text for q in claim.quantities):
        return narrow_dose(claim, premise, found)
    kinds = {ConceptKind.INTERVENTION, ConceptKind.COMPARATOR, ConceptKind.ROUTE}
    named = {c.text for c in concepts_of((claim,), kinds)}
    tested = {c.text for c in concepts_of(premise.analyses, kinds)}
    if found.claim not in named or found.evidence not in tested:
        return None
    same_head = found.claim.lower().split()[-1] == found.evidence.lower().split()[-1]
    modifier = _modifies(claim.text, span) and _modifies(premise.text, given)
    if not (same_head or modifier or _stand_alike(claim.text, span, premise.text, given)):
        return None
    return exchanged(claim.text, *span, found.evidence)


def _modifies(text: str, span: tuple[int, int]) -> bool:
    """Whether a route is an adjective before its noun ("oral", "intravenous")."""
    return re.search(r"(?:al|ous|ic|ar)$", text[slice(*span)]) is not None and word_after(text, span[1]) not in (
        "",
        *PREPOSITIONS,
    )


def _stand_alike(text: str, span: tuple[int, int], other: str, place: tuple[int, int]) -> bool:
    """Whether two nouns take the same article, or none, and the same number, with nothing else before them."""
    before, given = word_before(text, span[0]), word_before(other, place[0])
    plain = {"", *PREPOSITIONS}
    alike = (before in plain and given in plain) or (before == given == "the") or {before, given} <= _ARTICLES
    return alike and is_plural(text[slice(*span)]) is is_plural(other[slice(*place)])


def narrow_comparator(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return what the passage compared with in place of the rival that the claim names behind "than"."""
    span = _rival_of(claim, found.claim)
    rival = _studied_rival(premise, found.evidence)
    if rival is None or span is None or (rival.startswith("no") and word_before(claim.text, span[0]) != "than"):
        return None  # "beats no treatment"
    if _CLAUSE_GOES_ON.match(claim.text[span[1] :]) is None:
        return None
    return exchanged(claim.text, *span, rival)


def _rival_of(claim: Analysis, value: str) -> tuple[int, int] | None:
    """Return the noun phrase behind "than" that `value` names or begins with."""
    text = claim.text
    for concept in concepts_of((claim,), TREATMENT):
        place = place_of(concept.text, text) if value.endswith(concept.text) else None
        if place is not None:
            article = re.search(r"\b(?:an?|the)\s+$", text[: place[0]])
            start = article.start() if article else place[0]
            return (start, place[1]) if _THAN.search(text[:start].rstrip()) else None
    for every in _ANY_RIVAL.finditer(text):
        overlaps = value in text[max(0, every.start() - len("than ")) : every.end()]
        if overlaps and _THAN.search(text[: every.start()].rstrip()):
            return every.span()
    return None


def _studied_rival(premise: Premise, value: str) -> str | None:
    """Return the noun phrase for the comparator: as registered, or as it stands behind "than" or "with"."""
    if value == premise.comparator:
        return value if re.search(r"[.,;:()]| (?:or|and) ", value) is None and word_before(value, 0) == "" else None
    found = re.search(_RIVAL.format(re.escape(value)), premise.text)
    return None if found is None or _LACKS_ARTICLE.fullmatch(found[1]) else found[1]


def narrow_indication(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return the condition that was studied in place of a wider one behind the same preposition."""
    span, studied = place_of(found.claim, claim.text), place_of(found.evidence, premise.text)
    if span is None or studied is None or found.evidence not in {c.text for c in conditions_of(premise.analyses)}:
        return None
    start, end = span
    every = _ALL_OF_IT.match(claim.text, start)
    named = [place_of(c.text, claim.text) for c in conditions_of((claim,))]
    ends = [p[1] for p in named if p is not None and p[0] == (every.end() + 1 if every else start)]
    if not ends or len(set(named)) > 1 or word_before(claim.text, start) not in PREPOSITIONS:
        return None
    end = max(ends)
    if _CLAUSE_GOES_ON.match(claim.text[end:]) is None or _needs_article(premise.text, studied):
        return None
    return exchanged(claim.text, start, end, found.evidence)


def _needs_article(text: str, span: tuple[int, int]) -> bool:
    """Whether the passage names the condition with an article that would be lost."""
    return word_before(text, span[0]) in {*_ARTICLES, "the"}
