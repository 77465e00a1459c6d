"""Bearing: what one passage makes of one statement, from alignment and the comparison of facets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit.comparison import compare
from audit.guesses import seems_further, words_named
from audit.model import Facet, Overstatement, Verdict
from claims.model import CueKind
from sources.amounts import all_there
from sources.direction import nearest_sentence
from sources.model import Alignment, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.model import Analysis
    from sources.model import Premise

SURE = 0.45  # share of "contradicted" from which a contradiction counts although no words name it
EXCEEDS = 0.45  # share of "overstated" from which a claim counts as going further although no facet names the words
ALMOST = 0.4  # share for the claim from which a named facet, and not another subject, is what sets a passage apart
CARRIES = 0.25  # share for the claim below which a passage that may bear it out is for a person to read
AGAINST = 0.45  # share against the claim, for each share for it, from which it is for a person too
READS_SO = 0.2  # the same of how claim and passage read side by side, whatever else was weighed
DOUBTED = 0.03  # share below which a facet found by comparison is doubted: the parts disagree, a person decides

#: Worst first; a text of several statements is as bad as its worst.
ORDER = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Bearing:
    """The verdict that one passage alone would give a statement, with its grounds.

    With the verdict unsupported, `overstatements` are what the statement would exceed if the passage spoke to it.
    `guessed` means that no comparison found them: the features only point to their facets.
    """

    verdict: Verdict
    alignment: Alignment
    overstatements: tuple[Overstatement, ...]
    reason: str
    guessed: bool = False


def weigh(claim: Analysis, premise: Premise, alignment: Alignment) -> Bearing:
    """Return what `premise` alone makes of `claim`, with which it has been lined up."""
    overstatements = compare(claim, premise)
    if alignment.stance is Stance.NEUTRAL and not (overstatements and _nearly_speaks(alignment)):
        return Bearing(Verdict.UNSUPPORTED, alignment, overstatements, closed(f"No evidence: {alignment.reason}"))
    sure = alignment.scores.refutes >= SURE and not all_there(claim, premise)  # the right amounts are no opposite
    if alignment.stance is Stance.REFUTES and (alignment.named or sure):
        return Bearing(Verdict.CONTRADICTED, alignment, (), closed(f"Evidence says the opposite: {alignment.reason}"))
    if alignment.stance is Stance.REFUTES and not overstatements:
        return Bearing(
            Verdict.NEEDS_REVIEW, alignment, (), f"It is not clear what this makes of it: {alignment.reason}."
        )
    if alignment.repeated:
        return Bearing(Verdict.SUPPORTED, alignment, (), "The passage says the same, word for word.")
    if overstatements and alignment.exceeds < DOUBTED:
        reason = f"The claim as a whole seems borne out, but one facet does not. {describe(overstatements)}"
        return Bearing(Verdict.NEEDS_REVIEW, alignment, (), reason)
    guessed = not overstatements and alignment.exceeds >= EXCEEDS and not _says_the_same(claim, premise)
    if guessed:
        if all_there(claim, premise):
            reason = f"The amounts are right, but the claim may go further ({' or '.join(alignment.facets)})."
            return Bearing(Verdict.NEEDS_REVIEW, alignment, (), reason)
        overstatements = _likely(claim, premise, alignment)
    if overstatements:
        return Bearing(Verdict.OVERSTATED, alignment, overstatements, describe(overstatements), guessed=guessed)
    scores, core = alignment.scores, alignment.core
    denies = any(cue.kind is CueKind.NEGATION for cue in claim.cues)  # and two denials read like a contradiction
    if core.stance is Stance.REFUTES and not denies:
        reason = "All that can be compared agrees, but side by side the passage reads as if it were against the claim."
        return Bearing(Verdict.NEEDS_REVIEW, alignment, (), reason)
    unlike = core.supports < READS_SO or scores.refutes > AGAINST * scores.supports
    if scores.supports < CARRIES or (unlike and not denies):
        reason = "The passage may bear it out, and nothing in the claim goes further, but that is far from clear."
        return Bearing(Verdict.NEEDS_REVIEW, alignment, (), reason)
    return Bearing(Verdict.SUPPORTED, alignment, (), "The passage says the same, and the claim goes no further.")


def _says_the_same(claim: Analysis, premise: Premise) -> bool:
    """Whether a claim is a sentence of the passage in another order: it adds no word or amount, and leaves none out.

    A guess that it goes further then has nothing to stand on.
    """
    sentence = nearest_sentence(claim, premise)
    if sentence is None or (claim.quantities and not all_there(claim, premise)):
        return False
    here, there = claim.text.lower(), f"{premise.title or ''} {sentence.text}".lower()
    return all(term in there for term in _other_terms(claim)) and all(term in here for term in _other_terms(sentence))


def _other_terms(statement: Analysis) -> tuple[str, ...]:
    """Return the terms of a statement beside its amounts, which are compared by value: "an hour", "60 minutes"."""
    amounts = [word for quantity in statement.quantities for word in quantity.text.lower().split()]
    return tuple(term for term in statement.terms if not any(word.startswith(term) for word in amounts))


def _nearly_speaks(alignment: Alignment) -> bool:
    """Whether a passage just misses the claim: what it names instead, another group or product, is what is exceeded."""
    return ALMOST <= alignment.scores.supports < alignment.scores.neutral


def _likely(claim: Analysis, premise: Premise, alignment: Alignment) -> tuple[Overstatement, ...]:
    """Return guesses at the facets that the features point to, with both sentences for words that nothing names."""
    sentence = nearest_sentence(claim, premise)
    said = sentence.text if sentence else premise.text
    return tuple(Overstatement(Facet(name), claim.text, said, guessed=True) for name in alignment.facets)


def closed(sentence: str) -> str:
    """Return `sentence` with a full stop, unless it ends in one inside its quotation marks."""
    return sentence if sentence.endswith((".", ".”", "!”", "?”")) else f"{sentence}."


def worst(bearings: Sequence[Bearing]) -> Bearing:
    """Return the worst of several bearings, with the overstatements of all; `bearings` must not be empty."""
    found = min(bearings, key=lambda b: ORDER.index(b.verdict))
    overstatements = tuple(dict.fromkeys(o for b in bearings for o in b.overstatements))
    if found.verdict is not Verdict.OVERSTATED:
        return replace(found, overstatements=())
    reason = describe(overstatements) if found.guessed else found.reason
    return replace(found, overstatements=overstatements, reason=reason)


def describe(overstatements: Sequence[Overstatement]) -> str:
    """Return one sentence that names the first facet with both values, and the other facets by name.

    Guesses are told only where there is nothing else, all in one sentence without values.
    """
    named = words_named(overstatements)
    if not named:
        return seems_further(overstatements)
    first = named[0]
    text = f"The claim exceeds its evidence in {first.facet.value}: “{first.claim}” against “{first.evidence}”"
    others = [o.facet.value for o in named[1:]]
    return f"{text}; also in {', '.join(others)}." if others else f"{text}."
