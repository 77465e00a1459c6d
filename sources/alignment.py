"""Alignment of a claim with passages: same subject or not, same direction or reversed, further or not.

Two opinions on each pair are weighed against each other: named features (`sources.features`), added up with weights
that were fitted on hand-written pairs, and a cross-encoder that reads claim and passage together
(`sources.entailment`). How far each can be trusted was fitted on passages that neither had seen (`training/blend.py`).
Shared words are a weak prior only, since false claims share more words with a passage than true ones do. The reason
is always one that a reader can check.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sources.amounts import amounts_of, derived, effects_of, matches
from sources.direction import approval_settled, reversal_of
from sources.entailment import STANCES, VERDICTS, read_pairs
from sources.features import features_of
from sources.likeness import Likeness, likeness_of
from sources.model import Alignment, Opinion, Scores, Stance
from sources.rewording import Change, Rewording, rewording_of
from sources.softmax import softmax, weights
from sources.substance import has_substance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claims.model import Analysis
    from sources.model import Premise, Reading

READ = 2  # passages of a claim, beside those that the copy cites, that the cross-encoder reads
OFF_TOPIC = 0.8  # share of "unsupported" by the features from which a pair is not read
ALIKE = 0.55  # likeness from which a passage with an amount for the claim's is not about something else
BESIDE = 0.15  # share of "unsupported" by the features below which it is not either
STRANGE = 0.12  # likeness below which a passage is about something else, whatever the weights say
FACETS_NAMED = 2
DOUBTED = 0.4  # share at the most that bears a claim out whose amount is another than its passage's
PLAIN = 0.95  # share of what a comparison word for word leaves no doubt of
_LEAST = 0.001  # no opinion is surer than a thousand to one


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a passage to line up; one of a source that the copy cites need not prove that it bears on it.

    `score` is how relevant the search found it, 0-1.
    """

    claim: Analysis
    premise: Premise
    cited: bool = False
    score: float = 1.0


def stance_of(claim: Analysis, premise: Premise) -> Alignment:
    """Return what `premise` says to the core of `claim`, taking for granted that it was meant to."""
    return align_all([Pair(claim, premise, cited=True)])[0]


def align_all(pairs: Sequence[Pair]) -> list[Alignment]:
    """Return what each passage says to its claim.

    Reading a pair takes most of the time, so the cross-encoder sees only the passages nearest to each claim, and of
    these not the ones that plainly speak of something else.
    """
    likenesses = [likeness_of(pair.claim, pair.premise) for pair in pairs]
    opinions = {
        i: opinion_of(pair.claim, pair.premise) for i, pair in enumerate(pairs) if _may_bear(pair, likenesses[i])
    }
    chosen = list(_worth_reading(pairs, likenesses, opinions))
    readings = read_pairs((pairs[i].claim.text, pairs[i].premise) for i in chosen)
    found = [_beside_the_point(likeness) for likeness in likenesses]
    for i, reading in zip(chosen, readings, strict=True):
        found[i] = _aligned(pairs[i], likenesses[i], opinions[i], reading)
    return found


def _may_bear(pair: Pair, likeness: Likeness) -> bool:
    return likeness.score >= STRANGE and (pair.cited or has_substance(pair.claim, pair.premise))


def _worth_reading(
    pairs: Sequence[Pair], likenesses: Sequence[Likeness], opinions: Mapping[int, Opinion]
) -> Iterator[int]:
    """Yield the indexes of the pairs to read: cited ones, and the nearest of each claim that may speak to it."""
    read: Counter[int] = Counter()
    for i in sorted(opinions, key=lambda i: (-round(pairs[i].score + likenesses[i].score, 2), i)):
        claim = id(pairs[i].claim)
        if pairs[i].cited:
            yield i
        elif opinions[i].unsupported < OFF_TOPIC and read[claim] < READ:
            read[claim] += 1
            yield i


def _beside_the_point(likeness: Likeness) -> Alignment:
    return Alignment(Stance.NEUTRAL, Scores(0.0, 0.0, 1.0), likeness.reason, round(likeness.score, 2))


def _aligned(pair: Pair, likeness: Likeness, features: Opinion, reading: Reading) -> Alignment:
    opinion = blend(features, reading)
    if approval_settled(pair.claim, pair.premise):
        opinion = replace(features, facets=opinion.facets)  # "not approved" reads much like "approved" to a small model
    alike = likeness.score >= ALIKE or features.unsupported < BESIDE
    if alike and _gives_amounts_for(pair.claim, pair.premise):
        opinion = _at_most_as_neutral_as(features, opinion)
    if _counts_something_else(pair.claim, pair.premise):
        opinion = _doubted(opinion)
    rewording = rewording_of(pair.claim, pair.premise)
    if rewording is not None:
        opinion = _in_the_light_of(rewording, opinion)
    for_it = opinion.supported + opinion.overstated
    scores = Scores(round(for_it, 2), round(opinion.contradicted, 2), round(opinion.unsupported, 2))
    stance = _stance(scores)
    reversal = reversal_of(pair.claim, pair.premise) if stance is Stance.REFUTES else None
    reason = reversal.reason if reversal else _reason(stance, likeness)
    named = reversal is not None
    if rewording is not None and rewording.change is Change.REVERSED and stance is Stance.REFUTES:
        named, reason = True, _turned(rewording)
    exceeds = round(opinion.overstated / for_it, 2) if for_it else 0.0
    return Alignment(
        stance,
        scores,
        reason,
        round(likeness.score, 2),
        exceeds,
        opinion.facets,
        named=named,
        repeated=rewording is not None and rewording.change is Change.NONE and rewording.whole,
    )


def _gives_amounts_for(claim: Analysis, premise: Premise) -> bool:
    """Whether the passage has, or implies, an amount of the same kind and in the same role for one of the claim."""
    there = (*amounts_of(premise.analyses), *derived(effects_of(premise.analyses)))
    return any(a.dimension == o.dimension and a.role is o.role for a in amounts_of((claim,)) for o in there)


def _counts_something_else(claim: Analysis, premise: Premise) -> bool:
    """Whether a number of the claim stands in the passage only as a number of something else: 90% of 90 people."""
    there = (*amounts_of(premise.analyses), *derived(effects_of(premise.analyses)))
    return any(
        any(matches(a, o, across=True) for o in there) and not any(matches(a, o) for o in there)
        for a in amounts_of((claim,))
    )


def _doubted(opinion: Opinion) -> Opinion:
    """Return `opinion` with a share for the claim that does not bear it out."""
    over = max(0.0, opinion.supported - DOUBTED * (opinion.supported + opinion.overstated))
    return replace(opinion, supported=opinion.supported - over, overstated=opinion.overstated + over)


def _at_most_as_neutral_as(features: Opinion, opinion: Opinion) -> Opinion:
    """Return `opinion` with no larger share of "unsupported" than the features give.

    To the cross-encoder, numbers are strings: two ways to write one amount look like two different things to it.
    """
    neutral = min(opinion.unsupported, features.unsupported)
    rest = 1 - opinion.unsupported
    scale = (1 - neutral) / rest if rest else 0.0
    return replace(
        opinion,
        supported=opinion.supported * scale,
        overstated=opinion.overstated * scale,
        contradicted=opinion.contradicted * scale,
        unsupported=neutral if rest else 1.0,
    )


def _in_the_light_of(rewording: Rewording, opinion: Opinion) -> Opinion:
    """Return `opinion` with what word for word is plain: the claim is the passage over again but for one change.

    Then it is not about something else; nor does it say the reverse, unless the change reverses it.
    """
    if rewording.change is Change.OTHER:
        return opinion
    left = opinion.supported + opinion.overstated
    if rewording.change is Change.REVERSED:
        return replace(opinion, supported=0.0, overstated=1 - PLAIN, contradicted=PLAIN, unsupported=0.0)
    repeats = rewording.change is Change.NONE or rewording.less
    if repeats and rewording.whole:
        return replace(opinion, supported=PLAIN, overstated=1 - PLAIN, contradicted=0.0, unsupported=0.0)
    supported = opinion.supported / left if left else 0.5
    plain = replace(opinion, supported=supported, overstated=1 - supported, contradicted=0.0, unsupported=0.0)
    return plain if repeats else _doubted(plain)


def _turned(rewording: Rewording) -> str:
    if rewording.there and rewording.here:
        return f"the passage has “{rewording.there}” where the claim has “{rewording.here}”: “{rewording.sentence}”"
    return f"the same sentence with or without “{rewording.there or rewording.here}”: “{rewording.sentence}”"


def opinion_of(claim: Analysis, premise: Premise) -> Opinion:
    """Return what the weighted features of the pair say."""
    features = features_of(claim, premise)
    verdicts, facets = weights("alignment"), weights("facets")
    shares = dict(zip(verdicts.outputs, softmax(verdicts.score(features)), strict=True))
    ranked = sorted(zip(facets.score(features), facets.outputs, strict=True), reverse=True)
    return Opinion(
        shares["supported"],
        shares["overstated"],
        shares["contradicted"],
        shares["unsupported"],
        tuple(name for _, name in ranked),
    )


def blend(features: Opinion, reading: Reading) -> Opinion:
    """Return one opinion from both, by the weights that `training/blend.py` gave their log-odds."""
    model = weights("blend")
    shares = dict(zip(model.outputs, softmax(model.score_values(log_shares(features, reading))), strict=True))
    facets = tuple(
        dict.fromkeys(name for both in zip(reading.opinion.facets, features.facets, strict=True) for name in both)
    )
    return Opinion(
        shares["supported"], shares["overstated"], shares["contradicted"], shares["unsupported"], facets[:FACETS_NAMED]
    )


def log_shares(features: Opinion, reading: Reading) -> dict[str, float]:
    """Return the natural logarithms of all shares of both opinions, by name."""
    named = {
        **{f"features:{name}": getattr(features, name) for name in VERDICTS},
        **{f"reading:{name}": getattr(reading.opinion, name) for name in VERDICTS},
        **{f"reading:{name}": getattr(reading, name) for name in STANCES},
    }
    return {name: math.log(max(share, _LEAST)) for name, share in named.items()}


def _stance(scores: Scores) -> Stance:
    if scores.neutral >= max(scores.supports, scores.refutes):
        return Stance.NEUTRAL
    return Stance.REFUTES if scores.refutes > scores.supports else Stance.SUPPORTS


def _reason(stance: Stance, likeness: Likeness) -> str:
    if stance is Stance.NEUTRAL:
        return likeness.reason
    if stance is Stance.SUPPORTS:
        return "the passage is on the same subject and points the same way"
    return "the passage is on the same subject and seems to say otherwise"
