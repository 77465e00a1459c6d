"""Approvals: whether what a claim says an authority has granted is what the passage says of it, and since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import ConceptKind, Role
from claims.taxonomy import ancestors
from sources.permissions import (
    CLEARED,
    Stretch,
    approvals_of,
    denials_in,
    denies_approval,
    grants,
    offset_of,
    part_around,
    refusals_of,
)
from sources.subjects import CLINICAL, TREATMENT, closest, concepts_of, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.model import Analysis, Concept, Cue, Quantity
    from sources.model import Premise

REGULATOR = "regulator"  # the concept above all who grant leave
_STEM = 5  # letters that two words must share to count as one family
_WITHIN = frozenset({"same", "narrower"})
_NEAR = frozenset({"same", "narrower", "broader"})
_STATE = re.compile(
    r"\b(?:as of|as at|by|before|until|till|after|prior to|through|up to|review\w*|updat\w*)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)  # "as of 2024" is when somebody looked, "before 2010" leaves the year open
_NO_LEAVE = re.compile(r"\b(?:class|breakthrough|permit|grant|investigational|designat|trial)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """An approval with the year that its clause gives."""

    year: int
    analysis: Analysis
    quantity: Quantity


def approval_settled(claim: Analysis, premise: Premise) -> bool | None:
    """Return what words alone tell of an approval: True where both deny it, or grant the same, False where they differ.

    None where they do not tell, as where the passage speaks of another use than the claim.
    """
    if other_year(claim, premise) is not None:
        return False
    denials = tuple(denials_in(premise.analyses))
    if not denials:
        return True if not denies_approval(claim) and _same_use(claim, premise) else None
    if denies_approval(claim):
        return True
    if not grants((claim,)):
        return None
    if denied_use(claim, premise) is not None:
        return False
    if not _uses(claim) and _grants_in_words(claim, premise, denials):
        return True
    named = any(_names_use(stretch, claim) for stretch in _granting(premise))
    nearer = named and all(_granted_nearer(denial, claim, premise) for denial in denials)
    return True if nearer or _same_use(claim, premise) else None


def approval_reversed(claim: Analysis, premise: Premise) -> str | None:
    """Return in words how the passage takes back what the claim says was granted, None where it does not."""
    denial = denied_use(claim, premise)
    if denial is not None:
        return f"the passage says that it is not: “{denial.analysis.text}”"
    years = other_year(claim, premise)
    return years and f"the claim dates the approval to {years[0]}, the passage to {years[1]}"


def denied_use(claim: Analysis, premise: Premise) -> Stretch | None:
    """Return where the passage denies an approval that the claim says was granted."""
    if denies_approval(claim) or not grants((claim,)):
        return None
    return next((d for d in denials_in(premise.analyses) if _is_of_use(d, claim, premise)), None)


def granted_uses(premise: Premise, uses: Iterable[Concept]) -> tuple[Concept, ...]:
    """Return those of `uses` that the passage does not name only to say that nothing is approved for them."""
    denied = {c.id for denial in denials_in(premise.analyses) for c in denial.concepts}
    return tuple(c for c in uses if c.id not in denied)


def regulators_of(analyses: Iterable[Analysis]) -> tuple[Concept, ...]:
    """Return the authorities of `analyses` by name that approve products, not those that are only called so."""
    named = known(concepts_of(analyses, {ConceptKind.AUTHORITY}))
    return tuple(c for c in named if REGULATOR in ancestors(c.id))


def other_year(claim: Analysis, premise: Premise) -> tuple[str, str] | None:
    """Return the years to which claim and passage date the same approval, where they differ; None where they do not.

    Where the passage dates several approvals, that of the claim's own condition counts, if its place tells which.
    """
    here = tuple(_dated((claim,)))
    there = tuple(_dated(premise.analyses))
    if not here or not there or denies_approval(claim) or not may_be_one(claim, premise):
        return None
    uses = _uses(claim)
    if uses:
        named = known(concepts_of(premise.analyses, CLINICAL))
        if named and not any(closest(use, named)[0] in _NEAR for use in uses):
            return None
        there = tuple(d for d in there if any(_is_year_of(d, use, there) for use in uses)) or there
    years = {dated.year for dated in there}
    if any(dated.year in years for dated in here):
        return None
    return str(here[0].year), " and ".join(map(str, sorted(years)))


def _dated(analyses: Iterable[Analysis]) -> Iterator[Dated]:
    """Yield the years in the clauses of approvals that are granted; a designation is none, nor is a look at one."""
    for analysis in analyses:
        cues = [
            cue
            for cue in approvals_of(analysis)
            if (cue.value or 0) >= CLEARED and not _NO_LEAVE.match(cue.text) and not refusals_of(analysis, cue)
        ]
        for quantity in analysis.quantities:
            year = _year(quantity)
            inside = any(_is_beside(quantity, cue, analysis) for cue in cues)
            if year and inside and not _STATE.search(analysis.text[: quantity.start - offset_of(analysis)]):
                yield Dated(year, analysis, quantity)


def _is_beside(quantity: Quantity, cue: Cue, analysis: Analysis) -> bool:
    """Whether an amount stands in the clause of a word, before any joint."""
    part = part_around(analysis, cue.start)
    return cue.scope_start <= quantity.start < cue.scope_end and part.start <= quantity.start < part.end


def _year(quantity: Quantity) -> int | None:
    low = quantity.low
    exact = quantity.role is Role.DATE and low is not None and low in (quantity.high, int(low))
    return int(low) if exact and low is not None and _FIRST <= low <= _LAST else None


_FIRST, _LAST = 1900, 2100  # what a bare number may be a year of


def _is_year_of(dated: Dated, use: Concept, others: tuple[Dated, ...]) -> bool:
    """Whether a year stands with the condition of the claim: in a list each use has its own, before or behind it."""
    uses = [c for c in known(dated.analysis.concepts) if c.kind in CLINICAL]
    own = [c for c in uses if closest(use, (c,))[0] in _WITHIN]
    years = sorted((d.quantity.start, d.year) for d in others if d.analysis is dated.analysis)
    if not own:
        return False
    first = years[0][0] < uses[0].start  # "in 2008 for depression and in 2018 for OCD"
    for concept in own:
        before = [year for start, year in years if start < concept.start]
        behind = [year for start, year in years if start > concept.start]
        nearest = (before[-1:] or behind[:1]) if first else (behind[:1] or before[-1:])
        if dated.year in nearest:
            return True
    return False


def may_be_one(claim: Analysis, premise: Premise) -> bool:
    """Whether claim and passage may speak of one approval: neither another product nor another authority is named."""
    here, there = regulators_of((claim,)), regulators_of(premise.analyses)
    if here and there and not {c.id for c in here} & {c.id for c in there}:
        return False
    products = known(concepts_of((claim,), TREATMENT))
    others = known(concepts_of(premise.analyses, TREATMENT))
    return not products or not others or any(closest(c, others)[0] in (*_NEAR, "related") for c in products)


def _uses(claim: Analysis) -> tuple[Concept, ...]:
    return known(concepts_of((claim,), CLINICAL))


def _granted_nearer(denial: Stretch, claim: Analysis, premise: Premise) -> bool:
    """Whether the claim shares more with a stretch that grants an approval than with the one that denies it.

    A stretch that does not name the use of the claim is no nearer than one that denies just that use.
    """
    words = {t[:_STEM] for t in claim.terms} | {c.id for c in claim.concepts}

    def shared(stretch: Stretch) -> int:
        inside, low = {c.id for c in stretch.concepts}, stretch.text.lower()
        return sum(1 for word in words if word in inside or (not word.startswith("~") and word in low))

    granting = _granting(premise)
    if _names_use(denial, claim):
        granting = tuple(stretch for stretch in granting if _names_use(stretch, claim))
    return max(map(shared, granting), default=0) > shared(denial)


def _granting(premise: Premise) -> tuple[Stretch, ...]:
    return tuple(
        part_around(analysis, cue.start)
        for analysis in premise.analyses
        for cue in approvals_of(analysis)
        if _is_leave(cue) and not refusals_of(analysis, cue)
    )


def _is_leave(cue: Cue) -> bool:
    """Whether a word says that something may be sold for a use, as labels do by "indicated"."""
    return _INDICATED.match(cue.text) is not None or ((cue.value or 0) >= CLEARED and not _NO_LEAVE.match(cue.text))


_INDICATED = re.compile("indicat", re.IGNORECASE)


def _names_use(stretch: Stretch, claim: Analysis) -> bool:
    there = stretch.uses
    return any(closest(use, there)[0] in _WITHIN for use in _uses(claim))


def _grants_in_words(claim: Analysis, premise: Premise, denials: Iterable[Stretch]) -> bool:
    """Whether a stretch that grants has all words of the use that the claim names, and none that denies has.

    For uses that no lexicon knows: "approved for smile lines".
    """
    named = _FOR.search(claim.text)
    words = {word[:_STEM].lower() for word in re.findall(r"[^\W\d_]{4,}", named[1])} if named else set()

    def has_all(stretch: Stretch) -> bool:
        return bool(words) and all(word in stretch.text.lower() for word in words)

    return any(map(has_all, _granting(premise))) and not any(map(has_all, denials))


_FOR = re.compile(
    r"\b(?:approved|cleared|licen[cs]ed|authori[sz]ed|registered|indicated) (?:only )?for ([^,;.]+)", re.IGNORECASE
)


def _is_of_use(denial: Stretch, claim: Analysis, premise: Premise) -> bool:
    """Whether an approval is denied for a use that the claim names.

    A denial that names no use is of all that the passage names, and of every use where nothing is granted.
    """
    if _granted_nearer(denial, claim, premise):
        return False
    granting = _granting(premise)
    alone = not any(stretch.analysis is denial.analysis for stretch in granting)
    there = denial.uses or (denial.sentence.uses if alone else ())
    there = there or known(concepts_of(premise.analyses, CLINICAL))
    kinds = _WITHIN if denial.uses or granting else _NEAR
    return any(closest(use, there)[0] in kinds for use in _uses(claim))


def _same_use(claim: Analysis, premise: Premise) -> bool:
    """Whether both grant approval to the same product for the same use, where the claim names both."""
    named = known(concepts_of((claim,), CLINICAL | {ConceptKind.INTERVENTION}))
    if len(named) < 2 or named[0].kind is not ConceptKind.INTERVENTION:  # noqa: PLR2004  a product and a use
        return False
    product, *uses = named
    there = known(concepts_of(premise.analyses, CLINICAL | {ConceptKind.INTERVENTION}))
    return (
        grants((claim,))
        and grants(premise.analyses)
        and closest(product, there)[0] == "same"
        and all(closest(use, there)[0] in _WITHIN for use in uses)
    )
