"""Judgement: from a claim and all its evidence to one verdict, with its grounds.

A claim is as strong as the best current evidence for it, tempered by evidence against it. Labels and regulators outrank
papers on what is approved and how it may be used; what no longer stands supports nothing. Nothing here raises a verdict
to `supported` against the comparison of facets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit.approval import Library, approved_wording, missing_statements
from audit.bearing import Bearing, closed, describe, weigh
from audit.confidence import APPROVED, UNRESOLVED, confidence_in
from audit.model import Facet, Judgement, Overstatement, Verdict
from audit.standing import Standing, is_official, standing_of, weight_of
from audit.suggestions import suggestion_for
from audit.unnamed import is_one_product, is_unnamed
from claims.model import CueKind
from sources.model import Stance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from claims.model import Analysis, Claim
    from sources.model import Evidence

_STANDS = frozenset({Verdict.OVERSTATED, Verdict.NEEDS_REVIEW, Verdict.SUPPORTED})  # of a passage not against it
_EMPTY = Library()

ON_TOPIC = 0.75  # relevance (of 2) from which a cited passage is not called beside the point
CLEAR = 0.65  # share of "contradicted" from which a passage that a search brought up counts although no words name it
AS_NEAR = 0.35  # how much less relevant than the nearest a cited passage may be that carries the claim
AS_SURE = 0.5  # the same for one that a search brought up: how sure it must be, as a share of the surest passage
EVEN = 0.5  # sureness, given that a passage is for a claim, where facets decide or nobody does


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece of evidence, what it alone makes of the claim, and whether its source stands.

    `plain` says that if it speaks against the claim, it does so plainly.
    """

    evidence: Evidence
    bearing: Bearing
    standing: Standing
    plain: bool

    @property
    def relevance(self) -> float:
        """How near the passage is to the claim, 0-2: by words and by subject in equal parts."""
        return self.evidence.score + self.bearing.alignment.subject

    @property
    def sureness(self) -> float:
        """How likely it is that the passage makes of the claim what `bearing` says, 0-1; even where facets decide."""
        alignment = self.bearing.alignment
        whole = {Verdict.SUPPORTED: 1 - alignment.exceeds, Verdict.OVERSTATED: max(alignment.exceeds, EVEN)}
        return alignment.scores.supports * whole.get(self.bearing.verdict, EVEN)

    @property
    def weight(self) -> float:
        """How much it counts against other evidence."""
        return weight_of(self.evidence)


def judge(
    claim: Claim,
    evidence: Sequence[Evidence],
    *,
    as_of: date,
    library: Library = _EMPTY,
    document: Sequence[Analysis] = (),
    citations: Sequence[tuple[str, str | None]] = (),
) -> Judgement:
    """Return the verdict on `claim`.

    `library` is the registry's approved wording (`audit.approval.library_of`), `document` the sentences of the copy, in
    which required statements may stand, and `citations` the marks of the claim with the source each leads to.
    """
    approved = approved_wording(claim.analysis, library, as_of)
    if approved is not None:
        missing = missing_statements(approved, library, document)
        return Judgement(
            Verdict.SUPPORTED,
            APPROVED,
            f"It says what the approved wording '{approved.id}' says.",
            approved=approved.id,
            missing=missing,
        )
    bearings = [weigh(claim.analysis, e.premise, e.alignment) for e in evidence]
    weighed = [
        Weighed(e, bearing, standing_of(e.source, as_of), _is_plain(bearing, claim))
        for e, bearing in zip(evidence, bearings, strict=True)
    ]
    verdict = _verdict(claim, weighed, citations, named=not is_unnamed(document))
    if verdict.verdict in (Verdict.OVERSTATED, Verdict.CONTRADICTED):
        bearing = [
            w.evidence
            for w in weighed
            if w.bearing.verdict is not Verdict.UNSUPPORTED and w.standing is Standing.CURRENT
        ]
        said = suggestion_for(claim.analysis, bearing, library, as_of, verdict.overstatements)
        return replace(verdict, suggestion=said)
    return verdict


def _verdict(
    claim: Claim, weighed: list[Weighed], citations: Sequence[tuple[str, str | None]], *, named: bool
) -> Judgement:
    speaking = [w for w in weighed if w.standing is Standing.CURRENT and w.bearing.verdict is not Verdict.UNSUPPORTED]
    if not speaking:
        return _without_evidence(weighed, citations)
    cited = dict.fromkeys(source for _, source in citations if source is not None)
    own = [w for w in speaking if w.evidence.source.id in cited]
    if cited and not own:
        return _stray_citation(list(cited), weighed, speaking)
    for_it = [w for w in own or speaking if w.bearing.verdict in _STANDS]
    against = [w for w in speaking if w.bearing.verdict is Verdict.CONTRADICTED]
    if for_it:  # then only what plainly says otherwise, and is about as near to the claim, counts against it
        against = [w for w in against if _is_rival(w, for_it)]
    judgement = _balance(for_it, against)
    unclear = claim.analysis.unresolved and (named or not is_one_product([w.evidence.premise for w in weighed]))
    if judgement.verdict is Verdict.SUPPORTED and unclear:
        words = ", ".join(f"“{w}”" for w in claim.analysis.unresolved)
        doubt = max(UNRESOLVED, round(1 - judgement.confidence, 2))
        return Judgement(Verdict.NEEDS_REVIEW, doubt, f"It is not clear what {words} refers to.")
    return judgement


def _is_rival(against: Weighed, for_it: list[Weighed]) -> bool:
    """Whether a passage counts against a claim that others are for: it speaks plainly, and about as near to the claim.

    One paper has many results: where one of its passages bears the claim out, another is about something else.
    """
    near = max(w.relevance for w in for_it) - AS_NEAR
    same = [w for w in for_it if w.evidence.source.id == against.evidence.source.id]
    borne_out = any(w.bearing.verdict is Verdict.SUPPORTED for w in same)
    likely = against.bearing.alignment.scores.refutes >= EVEN
    return against.plain and likely and against.relevance >= near and not borne_out


def _balance(for_it: list[Weighed], against: list[Weighed]) -> Judgement:
    """Weigh evidence for a claim against evidence against it."""
    if not for_it:
        return _contradicted(against)
    best = _best(for_it)
    official = [w for w in against if is_official(w.evidence)]
    borne_out = is_official(best.evidence) and best.bearing.verdict is not Verdict.OVERSTATED
    if official and not borne_out:
        return _contradicted(official, divided=True)
    if against:
        return _mixed(best, for_it, against)
    if best.bearing.verdict is Verdict.SUPPORTED:
        reason = f"{best.evidence.passage.name} says the same."
        return Judgement(Verdict.SUPPORTED, _sure(best, Verdict.SUPPORTED), reason)
    if best.bearing.verdict is Verdict.NEEDS_REVIEW:
        return Judgement(Verdict.NEEDS_REVIEW, _sure(best, Verdict.NEEDS_REVIEW), best.bearing.reason)
    return _overstated(best)


def _best(for_it: list[Weighed]) -> Weighed:
    """Return the passage that decides: one that carries the claim whole, unless another is far surer that none does."""
    near = max(w.relevance for w in for_it) - AS_NEAR
    sure = AS_SURE * max(w.sureness for w in for_it)
    carrying = [
        w
        for w in for_it
        if w.bearing.verdict is Verdict.SUPPORTED and (w.relevance >= near if w.evidence.cited else w.sureness >= sure)
    ]
    return max(carrying or for_it, key=lambda w: (w.relevance, w.weight))


def _is_plain(bearing: Bearing, claim: Claim) -> bool:
    """Whether a passage speaks plainly against the claim: by words that were found, or by far the likeliest reading.

    Of a claim that denies something, a small model's reading is not plain enough.
    """
    denies = any(cue.kind is CueKind.NEGATION for cue in claim.analysis.cues)
    return bearing.alignment.named or (bearing.alignment.scores.refutes >= CLEAR and not denies)


def _contradicted(against: list[Weighed], *, divided: bool = False) -> Judgement:
    best = max(against, key=lambda w: (w.weight, w.evidence.score))
    name, why = best.evidence.passage.name, best.bearing.alignment.reason
    if not best.plain:  # of all the passages that a search brings up, one will look like it
        unclear = closed(f"Whether {name} says the opposite is not clear: {why}")
        return Judgement(Verdict.NEEDS_REVIEW, _sure(best, Verdict.NEEDS_REVIEW, divided=divided), unclear)
    reason = closed(f"{name} says the opposite: {why}")
    return Judgement(Verdict.CONTRADICTED, _sure(best, Verdict.CONTRADICTED, divided=divided), reason)


def _mixed(best: Weighed, for_it: list[Weighed], against: list[Weighed]) -> Judgement:
    """Judge by evidence on both sides: the heavier one decides how bad it is, never that it is fine."""
    rival = max(against, key=lambda w: w.weight)
    heaviest = max(w.weight for w in for_it)
    if rival.weight > heaviest + 1:
        return _contradicted(against, divided=True)
    names = f"{best.evidence.passage.name} is for it, {rival.evidence.passage.name} is against it"
    if rival.weight >= best.weight and rival.evidence.score >= best.evidence.score * 0.8:
        finding = Overstatement(
            Facet.CERTAINTY, "stated as settled", rival.evidence.passage.text, rival.evidence.passage.name
        )
        sure = _sure(best, Verdict.OVERSTATED, divided=True)
        return Judgement(Verdict.OVERSTATED, sure, f"The evidence is mixed: {names}.", (finding, *_named(best)))
    sure = _sure(best, Verdict.NEEDS_REVIEW, divided=True)
    return Judgement(Verdict.NEEDS_REVIEW, sure, f"The evidence is mixed: {names}.")


def _overstated(best: Weighed) -> Judgement:
    overstatements = _named(best)
    return Judgement(Verdict.OVERSTATED, _sure(best, Verdict.OVERSTATED), describe(overstatements), overstatements)


def _named(weighed: Weighed) -> tuple[Overstatement, ...]:
    return tuple(replace(o, source=weighed.evidence.passage.name) for o in weighed.bearing.overstatements)


def _without_evidence(weighed: list[Weighed], citations: Sequence[tuple[str, str | None]]) -> Judgement:
    """Nothing that stands speaks to the claim: its only support has aged, its citation strays, or there is none."""
    aged = [w for w in weighed if w.standing is not Standing.CURRENT and w.bearing.alignment.stance is Stance.SUPPORTS]
    if aged:
        retracted = all(w.standing is Standing.RETRACTED for w in aged)
        best = aged[0]
        why = "past its review date" if best.standing is Standing.EXPIRED else best.standing.value
        reason = f"Its only support, {best.evidence.source.id}, is {why}."
        return Judgement(Verdict.OUTDATED, _sure(best, Verdict.OUTDATED), reason, retracted=retracted)
    cited = list(dict.fromkeys(source for _, source in citations if source is not None))
    if cited:
        return _stray_citation(cited, weighed, [])
    if weighed:
        nearest = max(weighed, key=lambda w: w.bearing.alignment.subject)
        why = f"The nearest is {nearest.evidence.passage.name}, but {nearest.bearing.alignment.reason}"
        reason = f"No registered passage speaks to it. {closed(why)}"
        return Judgement(Verdict.UNSUPPORTED, _least(weighed), reason)
    return Judgement(Verdict.UNSUPPORTED, _least([]), "No registered passage speaks to it.")


def _stray_citation(cited: list[str], weighed: list[Weighed], speaking: list[Weighed]) -> Judgement:
    """Judge a claim whose cited sources say nothing to it, as far as the features tell.

    A cited passage that is on the topic all the same is compared facet by facet: what it exceeds, it exceeds.
    """
    named = f"The cited source {', '.join(cited)}"
    own = [w for w in weighed if w.evidence.source.id in cited]
    on_topic = [w for w in own if w.relevance >= ON_TOPIC]
    if on_topic:
        best = max(on_topic, key=lambda w: w.relevance)
        if best.bearing.overstatements:
            return _overstated(best)
        reason = f"{named} is on the subject, but whether it says this is not clear."
        return Judgement(Verdict.NEEDS_REVIEW, _sure(best, Verdict.NEEDS_REVIEW), reason)
    better = next((w.evidence.source.id for w in speaking if w.bearing.verdict is Verdict.SUPPORTED), None)
    reason = f"{named} does not bear on it"
    return Judgement(Verdict.MISATTRIBUTED, _least(own), f"{reason}; {better} does." if better else f"{reason}.")


def _sure(weighed: Weighed, verdict: Verdict, *, divided: bool = False) -> float:
    evidence = weighed.evidence
    return confidence_in(verdict, weighed.bearing, divided=divided, found=None if evidence.cited else evidence.score)


def _least(silent: list[Weighed]) -> float:
    """How sure it is that none of `silent` speaks to the claim: as sure as of the one that most nearly does."""
    if not silent:
        return confidence_in(Verdict.UNSUPPORTED, None, found=0.0)
    return _sure(min(silent, key=lambda w: w.bearing.alignment.scores.neutral), Verdict.UNSUPPORTED)
