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

from sources.approvals import approval_settled
from sources.direction import leaning_of, points_the_same_way, reversal_of
from sources.entailment import VERDICTS, begin_pairs
from sources.features import features_of
from sources.grounds import FOUND, grounds_of
from sources.likeness import Likeness, likeness_of
from sources.model import NO_WORD, Alignment, Opinion, Scores, Stance
from sources.permissions import denies_approval
from sources.rewording import Change, Rewording, rewording_of
from sources.softmax import softmax, weights

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from claims.model import Analysis
    from sources.model import Premise, Reading

BEARS = 0.7  # share for the claim from which a passage that names another condition or treatment speaks to it
SPEAKS = 0.08  # share for a claim, or against it, from which a passage that a search brought up speaks to it
ON_SUBJECT = 0.5  # likeness from which a passage is on the same subject whatever it says
READ = 4  # passages of a claim, beside those that the copy cites, that the cross-encoder reads
AGAIN = 0.2  # relevance (of 2) that a passage loses for each nearer one of its source: one paper seldom speaks twice
# Log-odds, by features alone, that a passage says anything to a claim, with so much for its score (0-1) in the search,
# from which it is read: on the held-out topics (`training/topics.py`) 39% of the passages near enough are spared, and
# of 1,200 true claims 10 more are not found than with everything read. Chosen on those same claims.
HEARD = -1.6
OF_SEARCH = 4.0
FACETS_NAMED = 2
DOUBTED = 0.4  # share at the most that bears a claim out whose amount is another than its passage's
PLAIN = 0.95  # share of what a comparison word for word leaves no doubt of


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a passage to line up; one of a source that the copy cites need not prove that it bears on it.

    `score` is how relevant the search found it, 0-1; `source` is the id of its source.
    """

    claim: Analysis
    premise: Premise
    cited: bool = False
    score: float = 1.0
    source: str = ""


def stance_of(claim: Analysis, premise: Premise) -> Alignment:
    """Return what `premise` says to the core of `claim`, taking for granted that it was meant to."""
    return align_all([Pair(claim, premise, cited=True)])[0]


def align_all(pairs: Sequence[Pair]) -> list[Alignment]:
    """Return what each passage says to its claim."""
    return list(begin_aligning(pairs))


def begin_aligning(pairs: Sequence[Pair]) -> Iterator[Alignment]:
    """Begin to read the pairs, and return an iterator that says what each passage says to its claim, in order.

    Reading a pair takes most of the time, so the cross-encoder sees only the passages nearest to each claim, and of
    them only those that may say something to it. It runs beside the caller, who asks for the first when it must.
    """
    likenesses = [likeness_of(pair.claim, pair.premise) for pair in pairs]
    opinions = {i: opinion_of(pairs[i].claim, pairs[i].premise) for i in sorted(worth_reading(pairs, likenesses))}
    chosen = [i for i, features in opinions.items() if may_speak(pairs[i], features)]
    readings = dict(zip(chosen, begin_pairs((pairs[i].claim.text, pairs[i].premise) for i in chosen), strict=True))
    return (
        _aligned(pair, likenesses[i], opinions[i], readings[i]()) if i in readings else _beside_the_point(likenesses[i])
        for i, pair in enumerate(pairs)
    )


def worth_reading(pairs: Sequence[Pair], likenesses: Sequence[Likeness]) -> Iterator[int]:
    """Yield the indexes of the pairs to read: cited ones, and the nearest of each claim by search and by subject."""
    read: Counter[int] = Counter()
    for i in _nearest_first(pairs, likenesses):
        claim = id(pairs[i].claim)
        if pairs[i].cited:
            yield i
        elif read[claim] < READ:
            read[claim] += 1
            yield i


def _nearest_first(pairs: Sequence[Pair], likenesses: Sequence[Likeness]) -> list[int]:
    """Return the indexes of the pairs, the nearest first, but one passage of each source before its others."""
    relevance = [round(pair.score + likeness.score, 2) for pair, likeness in zip(pairs, likenesses, strict=True)]
    left = less_again(relevance, [(id(pair.claim), pair.source or i) for i, pair in enumerate(pairs)])
    return sorted(range(len(pairs)), key=lambda i: (-left[i], i))


def less_again(relevance: Sequence[float], sources: Sequence[Hashable]) -> list[float]:
    """Return how relevant each passage is, in two decimals, less `AGAIN` for each nearer one of its source."""
    nearer: Counter[Hashable] = Counter()
    left = dict.fromkeys(range(len(relevance)), 0.0)
    for i in sorted(left, key=lambda i: (-relevance[i], i)):
        left[i] = round(relevance[i] - AGAIN * nearer[sources[i]], 2)
        nearer[sources[i]] += 1
    return list(left.values())


def may_speak(pair: Pair, features: Opinion) -> bool:
    """Whether a passage is worth reading beside a claim that it is near to; one that the copy cites always is."""
    silent = min(max(features.unsupported, 1e-9), 1 - 1e-9)
    return pair.cited or round(math.log((1 - silent) / silent) + OF_SEARCH * pair.score, 2) >= HEARD


def _beside_the_point(likeness: Likeness) -> Alignment:
    return Alignment(Stance.NEUTRAL, NO_WORD, likeness.reason, round(likeness.score, 2))


def _aligned(pair: Pair, likeness: Likeness, features: Opinion, reading: Reading) -> Alignment:
    rewording = rewording_of(pair.claim, pair.premise)
    grounds = grounds_of(
        pair.claim, pair.premise, likeness, features, reading, rewording, None if pair.cited else pair.score
    )
    opinion = blend(grounds, features, reading)
    if opinion.contradicted > features.contradicted and points_the_same_way(pair.claim, pair.premise):
        opinion = _at_most("contradicted", features, opinion)  # that it was read as an opposite proves little then
    agreed = approval_settled(pair.claim, pair.premise)  # "not approved" reads much like "approved" to a small model
    withheld = agreed is False
    reversal = reversal_of(pair.claim, pair.premise)
    if likeness.score >= ON_SUBJECT and reversal:
        agreed = False
    elif reversal:  # less alike, and so perhaps about something else; for the claim it is not
        opinion = replace(opinion, supported=0.0, overstated=0.0, unsupported=1 - opinion.contradicted)
    if agreed is not None:
        opinion = _with_permission(opinion, features, agreed=agreed)
        if agreed and denies_approval(pair.claim):  # which goes no further than the passage that denies it too
            opinion = replace(opinion, supported=opinion.supported + opinion.overstated, overstated=0.0)
    if likeness.score >= ON_SUBJECT and grounds["amounts:of-a-kind"]:
        opinion = _at_most("unsupported", features, opinion)  # to the cross-encoder, numbers are strings
    if rewording is not None and not withheld:
        opinion = _in_the_light_of(rewording, opinion)
    for_it = opinion.supported + opinion.overstated
    scores = Scores(round(for_it, 2), round(opinion.contradicted, 2), round(opinion.unsupported, 2))
    stance = scores.stance if pair.cited else brought_up(scores)
    if pair.cited and likeness.mismatch is not None and stance is Stance.SUPPORTS and scores.supports < BEARS:
        stance = Stance.NEUTRAL  # where the two name different conditions or treatments, a likely support is none
    named = reversal is not None and stance is Stance.REFUTES
    against = (reversal or leaning_of(pair.claim, pair.premise)) if stance is Stance.REFUTES else None
    reason = against.reason if against else _reason(stance, likeness)
    if rewording is not None and rewording.change is Change.REVERSED and stance is Stance.REFUTES:
        named, reason = True, _turned(rewording)
    exceeds = round(opinion.overstated / for_it, 2) if for_it else 0.0
    settled = agreed is not None or (rewording is not None and rewording.change is not Change.OTHER)
    core = (
        scores if settled else Scores(round(reading.supports, 2), round(reading.refutes, 2), round(reading.neutral, 2))
    )
    return Alignment(
        stance,
        scores,
        reason,
        round(likeness.score, 2),
        exceeds,
        opinion.facets,
        named=named,
        repeated=rewording is not None and rewording.change is Change.NONE and rewording.whole,
        core=core,
    )


def _doubted(opinion: Opinion) -> Opinion:
    """Return `opinion` with a share for the claim that does not bear it out."""
    over = max(0.0, opinion.supported - DOUBTED * (opinion.supported + opinion.overstated))
    return replace(opinion, supported=opinion.supported - over, overstated=opinion.overstated + over)


def _at_most(verdict: str, features: Opinion, opinion: Opinion) -> Opinion:
    """Return `opinion` with no larger share of `verdict` than the features give; the others keep their proportions."""
    share, most = getattr(opinion, verdict), getattr(features, verdict)
    if share <= most or share == 1:
        return opinion
    scale = (1 - most) / (1 - share)
    others = {name: getattr(opinion, name) * scale for name in VERDICTS if name != verdict}
    return replace(opinion, **others, **{verdict: most})


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


def _with_permission(opinion: Opinion, features: Opinion, *, agreed: bool) -> Opinion:
    """Return `opinion` where words alone tell whether claim and passage agree on what is approved or allowed."""
    if not agreed:
        return replace(opinion, supported=0.0, overstated=1 - PLAIN, contradicted=PLAIN, unsupported=0.0)
    return replace(
        features, supported=features.supported + features.contradicted, contradicted=0.0, facets=opinion.facets
    )


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


def blend(grounds: Mapping[str, float], features: Opinion, reading: Reading) -> Opinion:
    """Return one opinion from all `grounds`, by the weights that `training/blend.py` gave them.

    A passage that a search brought up is weighed by weights of its own: most of them say nothing to the claim.
    """
    model = weights("search" if FOUND in grounds else "blend")
    shares = dict(zip(model.outputs, softmax(model.score_values(grounds)), strict=True))
    facets = tuple(
        dict.fromkeys(name for both in zip(reading.opinion.facets, features.facets, strict=True) for name in both)
    )
    return Opinion(
        shares["supported"], shares["overstated"], shares["contradicted"], shares["unsupported"], facets[:FACETS_NAMED]
    )


def brought_up(scores: Scores) -> Stance:
    """Return the stance of a passage that a search brought up: that it says nothing is likely before it is read."""
    if scores.supports >= max(SPEAKS, scores.refutes):
        return Stance.SUPPORTS
    return Stance.REFUTES if scores.refutes >= SPEAKS else Stance.NEUTRAL


def _reason(stance: Stance, likeness: Likeness) -> str:
    if stance is Stance.NEUTRAL:
        return likeness.reason if likeness.score < ON_SUBJECT else "it says something else on the subject"
    if stance is Stance.SUPPORTS:
        return "the passage is on the same subject and points the same way"
    return "the passage is on the same subject and seems to say otherwise"
