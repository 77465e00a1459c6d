"""Features of a claim beside a passage: named observations that the weights of `weights/alignment.json` add up.

Each is present or absent and can be read by a person: "outcome:different", "amount:same-in-another-role",
"clause:null-against-effect". What a claim looks like by itself counts only where it bears on exaggeration; its length
and its numbers do not, since they only tell who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.model import ConceptKind, CueKind, Hedge, Role
from sources.amounts import amounts_of, derived, effects_of, matches, times_of
from sources.direction import nearest_clause, permission_reversed
from sources.likeness import likeness_of
from sources.model import Design
from sources.phrasing import first_phrase, groups_in
from sources.polarity import Clause, Polarity, clauses_of, polarity_of
from sources.subjects import CLINICAL, TREATMENT, analyses_of, closest, concepts_of, known

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.amounts import Amount
    from sources.model import Premise

_GROUPS = {
    "clinical": CLINICAL,
    "treatment": TREATMENT,
    "population": frozenset({ConceptKind.POPULATION}),
    "authority": frozenset({ConceptKind.AUTHORITY}),
    "route": frozenset({ConceptKind.ROUTE}),
}
_UNSPOKEN = frozenset({"small-effect", "harm-reported"})  # so common in evidence that their presence says nothing
_BANDS = (0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
_OBSERVATIONAL = frozenset(
    {Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL, Design.SURVEY, Design.CASE_SERIES}
)
_PRECLINICAL = frozenset({Design.ANIMAL, Design.IN_VITRO})
_STEM = 5
_WORD = re.compile(r"[\w%']+")


def features_of(claim: Analysis, premise: Premise) -> tuple[str, ...]:
    """Return the features of the pair, each once, in a fixed order."""
    found = (
        *_subject(claim, premise),
        *_amounts(claim, premise),
        *_times(claim, premise),
        *_whole(claim, premise),
        *_direction(claim, premise),
        *_phrases(claim, premise),
        *_cues(claim, premise),
        *_design(claim, premise),
    )
    return tuple(dict.fromkeys(found))


def _subject(claim: Analysis, premise: Premise) -> Iterator[str]:
    analyses = analyses_of(premise)
    likeness = likeness_of(claim, premise)
    yield from _banded("likeness", likeness.score)
    yield from _banded("words", likeness.words)
    yield from _banded("concepts", likeness.concepts)
    yield from _banded("verbatim", _verbatim(claim.text, premise.text))
    if likeness.mismatch:
        yield "subject:mismatch"
    for name, kinds in _GROUPS.items():
        claimed, there = known(concepts_of((claim,), kinds)), known(concepts_of(analyses, kinds))
        yield from (f"{name}:{closest(concept, there)[0]}" for concept in claimed if there)
        if claimed and not there:
            yield f"{name}:absent"
        if not claimed:
            yield f"{name}:unnamed"


def _verbatim(claim: str, passage: str) -> float:
    """Return the share of the claim's pairs of neighbouring words that the passage has too."""
    here, there = (_WORD.findall(text.lower()) for text in (claim, passage))
    pairs, known_pairs = set(pairwise(here)), set(pairwise(there))
    return len(pairs & known_pairs) / len(pairs) if pairs else 0.0


def _banded(name: str, value: float) -> Iterator[str]:
    """Yield one feature for each band that `value` reaches, so that weights add up along it."""
    return (f"{name}>={band}" for band in _BANDS if value >= band)


def _amounts(claim: Analysis, premise: Premise) -> Iterator[str]:
    there = amounts_of(premise.analyses)
    follows = derived(effects_of(premise.analyses))
    for amount in amounts_of((claim,)):
        yield f"amount:{_amount(amount, there, follows)}"


def _times(claim: Analysis, premise: Premise) -> Iterator[str]:
    """Say whether an effect comes sooner in the claim than at any time of the passage, or lasts longer."""
    there = times_of(premise.analyses, longest=False)
    for time in times_of((claim,)):
        seen = [t for t in there if t.role is time.role or {t.role, time.role} <= _WHEN]
        if seen and time.role in _WHEN:
            yield f"time:{'sooner' if time.hours < _SOONER * min(t.hours for t in seen) else 'not-sooner'}"
        if seen and time.role is Role.DURABILITY:
            yield f"time:{'longer' if _SOONER * time.hours > max(t.hours for t in seen) else 'not-longer'}"


def _whole(claim: Analysis, premise: Premise) -> Iterator[str]:
    """Say whether everything that the claim says stands in the passage, and whether words of strength are its own."""
    likeness = likeness_of(claim, premise)
    there, follows = amounts_of(premise.analyses), derived(effects_of(premise.analyses))
    missing = [a for a in amounts_of((claim,)) if _amount(a, there, follows) not in _ACCOUNTED]
    if claim.quantities:
        yield "amounts:some-missing" if missing else "amounts:all-there"
    if missing or likeness.mismatch or likeness.concepts < _NEARLY_ALL or likeness.words < _MOST:
        return
    yield "whole:nothing-missing"
    cues = {cue.kind for a in premise.analyses for cue in a.cues}
    if not any(cue.kind in _STRONG and cue.kind not in cues for cue in claim.cues):
        yield "whole:nothing-missing-or-stronger"


_ACCOUNTED = frozenset({"same", "derived"})
_NEARLY_ALL, _MOST = 0.9, 0.5  # shares; 0.5 is also what words count that a claim does not have
_STRONG = frozenset(
    {CueKind.ABSOLUTE, CueKind.BOOSTER, CueKind.SUPERLATIVE, CueKind.ESTABLISHMENT, CueKind.APPROVAL, CueKind.NEGATION}
)
_WHEN = frozenset({Role.ONSET, Role.RECOVERY})
_SOONER = 0.8  # as in the facet of timeframe: a fifth is rounding


def _amount(amount: Amount, there: tuple[Amount, ...], follows: tuple[Amount, ...]) -> str:
    """Say what the passage knows of an amount of the claim."""
    same = [o for o in there if matches(amount, o)]
    if same:
        return "same" if any(o.role is amount.role for o in same) else "same-in-another-role"
    if any(matches(amount, o) for o in follows):
        return "derived"
    if any(matches(amount, o, across=True) for o in there):
        return "same-number-of-something-else"
    comparable = [o for o in there if o.dimension == amount.dimension]
    if not comparable:
        return "of-a-kind-not-given"
    role = "same-role" if any(o.role is amount.role for o in comparable) else "another-role"
    value = abs(amount.most or 0.0)
    if value > max(abs(o.most or 0.0) for o in comparable):
        return f"above-all-{role}"
    return f"below-all-{role}" if value < min(abs(o.least or 0.0) for o in comparable) else f"between-{role}"


def _direction(claim: Analysis, premise: Premise) -> Iterator[str]:
    here = polarity_of(Clause(claim.text), claim)
    if any(polarity_of(clause, a).null for a in premise.analyses for clause in clauses_of(a)):
        yield "passage:some-null"
    elif here.null:
        yield "clause:null-claim-without-null-passage"
    if permission_reversed(claim, premise) is not None:
        yield "permission:reversed"
    directions = {a.pico.direction for a in premise.analyses} - {None}
    if claim.pico.direction is not None and directions:
        yield "direction:same" if claim.pico.direction in directions else "direction:other"
    nearest = nearest_clause(claim, premise)
    if nearest is not None:
        analysis, clause = nearest
        yield from _polarities(here, polarity_of(clause, analysis))
        yield from _negations(claim, analysis, clause)
        low = clause.text.lower()
        stems = {term[:_STEM] for term in claim.terms}
        yield from _banded("clause", sum(stem in low for stem in stems) / max(1, len(stems)))


def _polarities(here: Polarity, there: Polarity) -> Iterator[str]:
    if here.null and there.null:
        yield "clause:both-null"
    if here.null and not there.null and there.stated:
        yield "clause:null-against-effect"
    if there.null and not here.null and here.stated:
        yield "clause:effect-against-null"
    for name, a, b in (("good", here.good, there.good), ("move", here.move, there.move)):
        if a * b:
            yield f"clause:{name}-{'same' if a * b > 0 else 'opposite'}"


def _negations(claim: Analysis, analysis: Analysis, clause: Clause) -> Iterator[str]:
    here = any(c.kind is CueKind.NEGATION for c in claim.cues)
    there = any(c.kind is CueKind.NEGATION and c.text in clause.text for c in analysis.cues)
    if here or there:
        yield "negation:both" if here and there else "negation:claim" if here else "negation:passage"


def _phrases(claim: Analysis, premise: Premise) -> Iterator[str]:
    """Phrases of the lexicons in the claim, in the passage, and in the claim alone."""
    for name, affirmed in (("polarity", False), ("overstatement", True)):
        here = groups_in(name, claim.text, affirmed=affirmed) - _UNSPOKEN
        there = groups_in(name, premise.text, affirmed=affirmed) - _UNSPOKEN
        for group in lexicon(name):
            if group in here:
                yield f"says:{group}"
            if group in there:
                yield f"passage-says:{group}"
            elif group in here:
                yield f"only-claim-says:{group}"


def _cues(claim: Analysis, premise: Premise) -> Iterator[str]:
    there = {cue.kind for a in premise.analyses for cue in a.cues}
    for kind in CueKind:
        if any(cue.kind is kind for cue in claim.cues):
            yield f"cue:{kind.value}"
            if kind not in there:
                yield f"only-claim-cue:{kind.value}"
    if claim.hedge is not Hedge.NONE:
        yield f"hedge:{claim.hedge.value}"
    if not any(a.hedge is Hedge.HEDGED for a in premise.analyses) and claim.hedge is Hedge.NONE:
        yield "hedge:neither"
    elif claim.hedge is Hedge.NONE:
        yield "hedge:only-passage"
    strongest = max((a.strength for a in premise.analyses), default=0)
    yield f"strength:{'above' if claim.strength > strongest else 'below' if claim.strength < strongest else 'level'}"


def _design(claim: Analysis, premise: Premise) -> Iterator[str]:
    if premise.design is None:
        return
    yield f"design:{premise.design.value}"
    causal = any(c.kind is CueKind.CAUSAL for c in claim.cues)
    proof = any(c.kind is CueKind.ESTABLISHMENT for c in claim.cues)
    if premise.design in _OBSERVATIONAL:
        yield from (f"observational:{name}" for name, holds in (("causal", causal), ("proof", proof)) if holds)
    if premise.design in _PRECLINICAL:
        spoken = first_phrase("preclinical", claim.text, affirmed=False) is not None
        yield f"preclinical:{'said' if spoken else 'unsaid'}"
