"""Amounts for amounts: sizes of an effect, times, doses and courses, each with the words that bind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.model import Facet
from audit.narrowing.bounds import Bounded, bounded
from audit.narrowing.words import NUMBER_WORDS, PREPOSITIONS, exchanged, is_plural, place_of, word_after, word_before
from claims.model import ConceptKind, Role
from claims.units import to_base
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import TREATMENT, concepts_of

if TYPE_CHECKING:
    from audit.model import Overstatement
    from audit.narrowing.words import Exchange
    from claims.model import Analysis, Quantity
    from sources.model import Premise

_EFFECTS = frozenset({Role.EFFECT_SIZE, Role.SHARE, Role.INCIDENCE, Role.OTHER})
_COUNTS = frozenset({Role.SHARE, Role.INCIDENCE})
_NOT_FOLLOWED = frozenset({Role.AGE, Role.SESSION_LENGTH, Role.DATE})
_DETERMINERS = frozenset("a an the this that one each every your our first last next second".split())
_PERCENT = re.compile(r"\d+(?:\.\d+)?\s?(?:%|per ?cent)")
_FRACTION = re.compile(r"half|(?:a|one|two|three) (?:thirds?|quarters?|fifths?)", re.IGNORECASE)
_IN_SO_MANY = re.compile(r"[\w-]+ (?:out of|in) (?:every )?[\w-]+", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"(?:\d+(?:[.,]\d+)*|an?|{'|'.join(NUMBER_WORDS)})(?:[\s-][a-z]+){{0,3}}(?:/[a-z]+)?", re.IGNORECASE
)
_OFTEN = re.compile(r"(?:once|twice|[\w-]+ times) (?:an?|per|every|each) \w+", re.IGNORECASE)
_COMPARED = re.compile(
    r"\s+(?:\w+er|less|more|reduction|increase|fall|drop|cut|rise|gain|improvement)\b", re.IGNORECASE
)
_ADVERB = re.compile(
    r"(?:in|within|by|after|from|on|over) .+|overnight|instantly|immediately|(?:right|straight) away|at once"
    r"|forever|permanently|indefinitely|(?:for|once and for) .+",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"$|[.;:!]|,(?! (?:and|or)\b)|\s+(?:with|after|in|for|of|on|when|while|if)\b", re.IGNORECASE)


def narrow_size(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return the size of the effect that the passage gives in place of the claim's ("up to 70%", "24%")."""
    here, there = _quantity(found.claim, (claim,)), _quantity(found.evidence, premise.analyses)
    span = place_of(found.claim, claim.text)
    if here is None or there is None or span is None or not own_arm(found.evidence, claim, premise):
        return None
    said = bounded(premise.text, *_place(found.evidence, premise.text))
    old = bounded(claim.text, *span)
    if _counts(here, claim.text) is not _counts(there, premise.text) or not _same_unit(here, there):
        return None
    if any(q.text != here.text and said.core in q.text for q in claim.quantities):
        return None  # the claim has this amount too, of the other arm
    new = _as_bound(said)
    after = word_after(claim.text, old.end)
    if _PERCENT.fullmatch(old.core):
        if not _PERCENT.fullmatch(said.core) and not (_FRACTION.fullmatch(said.core) and _takes_fraction(old, after)):
            return None
    elif _FRACTION.fullmatch(old.core) or _IN_SO_MANY.fullmatch(old.core):
        if not _PERCENT.fullmatch(said.core):
            return None
        if _counts(here, claim.text) and after != "of":
            if not re.search(rf"{re.escape(said.core)}\s+of\b", premise.text):
                return None
            new = f"{new} of"
    elif not (_AMOUNT.fullmatch(old.core) and _AMOUNT.fullmatch(said.core)):
        return None
    article = word_before(claim.text, old.inner) in ("a", "an")
    if article and not (_PERCENT.fullmatch(old.core) and new == said.core):
        return None
    return exchanged(claim.text, old.inner, old.end, new)


def narrow_time(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return the time that the passage gives in place of the claim's sooner or longer one."""
    there = _quantity(found.evidence, premise.analyses)
    span = place_of(found.claim, claim.text)
    if there is None or span is None or not _only_time(there, found, premise):
        return None
    said = bounded(premise.text, *_place(found.evidence, premise.text))
    if said.least.lower() == "over":  # "over four weeks" is how long they were followed
        said = replace(said, least="")
    if not _AMOUNT.fullmatch(said.core) or (found.facet is Facet.TIMEFRAME and said.least):
        return None
    old = bounded(claim.text, *span)
    if not _AMOUNT.fullmatch(old.core):
        return _in_place_of_adverb(claim.text, (old.start, old.end), said)
    if not claim.text[: old.inner].strip() or word_before(claim.text, old.inner) in _DETERMINERS:
        return None
    if (word_after(claim.text, old.end) == "of" and old.place.lower() != "within") or _is_name(old.core, premise):
        return None  # "15 minutes of hypnosis" is what is given
    if found.facet is Facet.DURABILITY and old.most and not said.least:  # "up to a year" stays "up to"
        return exchanged(claim.text, claim.text.index(old.core, old.inner), old.end, said.core)
    new = _after_preposition(old.place.lower(), said)
    return None if new is None else exchanged(claim.text, old.inner, old.end, new)


def narrow_dose(claim: Analysis, premise: Premise, found: Overstatement) -> Exchange | None:
    """Return the dose, the course or the schedule that was given in place of the claim's smaller one."""
    here, there = _quantity(found.claim, (claim,)), _quantity(found.evidence, premise.analyses)
    span = place_of(found.claim, claim.text)
    if here is None or there is None or span is None or not _same_unit(here, there):
        return None
    old, said = bounded(claim.text, *span), bounded(premise.text, *_place(found.evidence, premise.text))
    before = word_before(claim.text, old.inner)
    if before in _DETERMINERS or (said.least and old.place):
        return None
    if _OFTEN.fullmatch(old.core) or _OFTEN.fullmatch(said.core):
        alike = _OFTEN.fullmatch(old.core) and _OFTEN.fullmatch(said.core)
        return exchanged(claim.text, old.inner, old.end, _as_bound(said)) if alike else None
    if not (_names_unit(old, here) and _names_unit(said, there)):
        return None
    counted = is_plural(said.core) is not is_plural(
        old.core
    )  # "one session", "six sessions": a verb would have to agree
    if counted and before not in PREPOSITIONS:
        return None
    return exchanged(claim.text, old.inner, old.end, _as_bound(said))


def _names_unit(amount: Bounded, quantity: Quantity) -> bool:
    """Whether an amount ends in its unit ("two sessions"), and not in a word before it ("a single nightly session")."""
    last = amount.core.rpartition(" ")[2].lower()
    return _AMOUNT.fullmatch(amount.core) is not None and last in (quantity.unit, quantity.noun, f"{quantity.unit}s")


def counts_cases(value: str, premise: Premise) -> bool:
    """Whether an amount of the passage is a share of people or events."""
    found = _quantity(value, premise.analyses)
    return found is not None and _counts(found, premise.text)


def own_arm(value: str, claim: Analysis, premise: Premise) -> bool:
    """Whether an amount of the passage is of the claim's own treatment, and not of what it was compared with.

    So it is where its sentence has no other amount of the kind, or where the words up to the next one name what the
    claim names and those of every other amount name what it was held against.
    """
    sentence = next((a for a in premise.analyses if place_of(value, a.text)), None)
    if sentence is None or place_of(value, premise.text) is None:
        return False
    own = _quantity(value, (sentence,))
    if own is None:
        return False
    rivals = [
        q for q in sentence.quantities if q.role in _EFFECTS and _dimension(q) == _dimension(own) and q.text != own.text
    ]
    if not rivals:
        return True
    starts = sorted(sentence.text.find(q.text) for q in (own, *rivals))
    segments = dict(zip(starts, map(sentence.text.__getitem__, map(slice, starts, [*starts[1:], None])), strict=True))
    mine = segments.pop(sentence.text.find(own.text))
    given = [
        word
        for c in concepts_of((claim,), {ConceptKind.INTERVENTION, ConceptKind.ROUTE})
        for word in c.text.split()
        if len(word) >= _TELLING
    ]
    against = {
        c.text.lower()
        for c in concepts_of((sentence,), TREATMENT)
        if not any(word.lower() in c.text.lower() for word in given)
    }
    return (
        any(re.search(rf"\b{re.escape(word)}\b", mine, re.IGNORECASE) for word in given)
        and not _is_of_rival(mine, against)
        and all(_is_of_rival(segment, against) for segment in segments.values())
    )


_TELLING = 3  # letters of a word that can name what was given


def _is_of_rival(segment: str, against: set[str]) -> bool:
    inactive = first_phrase("inactive", segment, affirmed=False) is not None
    return inactive or any(name in segment.lower() for name in against)


def _quantity(value: str, analyses: tuple[Analysis, ...]) -> Quantity | None:
    """Return the quantity that `value` is, None where it is none; a quantity stands for itself, not for two arms."""
    return next((q for a in analyses for q in a.quantities if q.text == value), None)


def _place(value: str, text: str) -> tuple[int, int]:
    start = text.find(value)
    return start, start + len(value)


def _dimension(quantity: Quantity) -> str:
    dimension = to_base(1.0, quantity.unit)[0]
    return "percent" if "percent" in dimension or dimension.startswith("share") else dimension


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return _dimension(one) == _dimension(other)


def _counts(quantity: Quantity, text: str) -> bool:
    """Whether an amount is a share of people or events: "40% of users", not "40% shallower" or "a 40% cut"."""
    after = text.partition(quantity.text)[2]
    return after.lstrip().startswith("of ") or (quantity.role in _COUNTS and not _COMPARED.match(after))


def _takes_fraction(old: Bounded, after: str) -> bool:
    return after == "of" or old.place.lower() == "by"


def _as_bound(said: Bounded) -> str:
    """Return an amount as the passage prints it, without the preposition of its place."""
    return " ".join(filter(None, (said.rough, said.least, said.most, said.core))).replace("  ", " ")


def _after_preposition(place: str, said: Bounded) -> str | None:
    """Return an amount of time as it stands after `place`; "within" is itself a bound and takes no second one."""
    if place in ("within", "by"):
        return said.core if not said.least and said.rough.lower() in ("under", "less than", "") else _rough(said)
    if place in ("at", "after") and said.most:
        return None
    return _as_bound(said)


def _rough(said: Bounded) -> str | None:
    return None if said.least else f"{said.rough} {said.core}"


def _is_name(core: str, premise: Premise) -> bool:
    """Whether the passage has the time as the name of something: "six minutes" of "the six-minute walk"."""
    return (
        re.search(rf"\b{re.escape(core.removesuffix('s').replace(' ', '-'))}\b", premise.text, re.IGNORECASE)
        is not None
    )


def _only_time(there: Quantity, found: Overstatement, premise: Premise) -> bool:
    """Whether the passage leaves no doubt which of its times it is: no second one, and nothing that wore off."""
    if found.facet is Facet.DURABILITY and find_phrases("fades", premise.text, affirmed=False):
        return False
    session = there.role is Role.SESSION_LENGTH
    times = {
        q.text
        for a in premise.analyses
        for q in a.quantities
        if to_base(1.0, q.unit)[0] == "time" and (q.role is there.role if session else q.role not in _NOT_FOLLOWED)
    }
    return times == {there.text} and place_of(there.text, premise.text) is not None


def _in_place_of_adverb(text: str, span: tuple[int, int], said: Bounded) -> Exchange | None:
    """Return a time with its preposition in place of an adverb that ends its clause ("heals overnight")."""
    start, end = span
    adverb = text[start:end].lower()
    closes = _CLAUSE_ENDS.match(text[end:]) is not None and text[:start].strip() != ""
    opens = text[end:].startswith(",") and text[:start].strip() == ""
    if not (_ADVERB.fullmatch(adverb) and (closes or opens)):
        return None
    if adverb.startswith(("for ", "within ")):
        place = adverb.partition(" ")[0]
    elif said.place:
        place = said.place.lower()
    else:
        return None
    return None if (new := _after_preposition(place, said)) is None else exchanged(text, start, end, f"{place} {new}")
