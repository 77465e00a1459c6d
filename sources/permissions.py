"""Permissions: what a statement says an authority lets be sold or used, and for what it says that it does not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import CueKind
from sources.subjects import CLINICAL, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.model import Analysis, Concept, Cue

CLEARED = 3  # rung of the lexicon from which a word speaks of an authority's leave, not of advice
_OBJECT = 40  # characters between "approved" and the "no" of its object or complement
_NOBODY = frozenset({"no", "none", "neither", "nobody"})
_IS_SAID = re.compile(r"[^.;:,!?]*\b(?:is|are|was|were|been|be|has|have|had)(?:\s+[\w-]+){0,2}\s+", re.IGNORECASE)
_JOINT = re.compile(
    r";|:\s|,?\s+(?:but|whereas|while|although|though|however|yet|except)\b|,?\s+(?:and\s+|but\s+)?(?=(?:is|are|was)?\s*not\b)"
    r"|,?\s+and\s+(?=no\s)|,\s+(?=which\b|use\b)",
    re.IGNORECASE,
)  # where a sentence may go on to what is not granted


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a sentence, between two joints (half-open, in the places of `analysis`), that an approval stands in."""

    analysis: Analysis
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        offset = offset_of(self.analysis)
        return self.analysis.text[self.start - offset : self.end - offset]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """What it names."""
        return tuple(c for c in self.analysis.concepts if self.start <= c.start < self.end)

    @property
    def sentence(self) -> Stretch:
        """The whole sentence that it stands in."""
        offset = offset_of(self.analysis)
        return Stretch(self.analysis, offset, offset + len(self.analysis.text))

    @property
    def uses(self) -> tuple[Concept, ...]:
        """The known conditions and outcomes among them."""
        return tuple(c for c in known(self.concepts) if c.kind in CLINICAL)


def denies_approval(claim: Analysis) -> bool:
    """Whether a statement says that something is not approved, or used outside its approval."""
    return any(True for _ in denials_in((claim,)))


def grants(analyses: Iterable[Analysis]) -> bool:
    """Whether one of `analyses` speaks of an authority's leave."""
    return any((cue.value or 0) >= CLEARED for a in analyses for cue in approvals_of(a))


def approvals_of(analysis: Analysis) -> list[Cue]:
    """Return the words of a statement that speak of an approval, of whatever rung."""
    return [cue for cue in analysis.cues if cue.kind is CueKind.APPROVAL]


def denials_in(analyses: tuple[Analysis, ...]) -> Iterator[Stretch]:
    """Yield where an approval is denied.

    "Cleared, which is not an approval" denies what goes further than was granted: that is for the comparison of facets.
    """
    granted = max((cue.value or 0 for a in analyses for cue in approvals_of(a) if not refusals_of(a, cue)), default=0)
    for analysis in analyses:
        for cue in approvals_of(analysis):
            refusals = refusals_of(analysis, cue)
            further = CLEARED <= granted < (cue.value or 0) and not _names_use_after(analysis, cue)
            if cue.value == 0 or (refusals and not further):
                yield part_around(analysis, cue.start)


def refusals_of(analysis: Analysis, approval: Cue) -> list[Cue]:
    """Return the words that take an approval back."""
    return [cue for cue in analysis.cues if cue.kind is CueKind.NEGATION and _denies(analysis, cue, approval)]


def _denies(analysis: Analysis, denial: Cue, approval: Cue) -> bool:
    """Whether a negation takes an approval back: "not approved", "approved for no use", "no such drug is approved"."""
    if denial.scope_start <= approval.start < denial.scope_end:
        return True
    if denial.text.lower() == "no" and 0 <= denial.start - approval.end <= _OBJECT:
        return True
    offset = offset_of(analysis)
    between = analysis.text[denial.end - offset : approval.start - offset]
    return denial.text.lower() in _NOBODY and _IS_SAID.fullmatch(between) is not None


def _names_use_after(analysis: Analysis, approval: Cue) -> bool:
    """Whether a use is named after an approval: "not approved for insomnia" is about that use alone."""
    return any(c.kind in CLINICAL and c.start >= approval.end for c in analysis.concepts)


def part_around(analysis: Analysis, place: int) -> Stretch:
    """Return the stretch around `place` between two joints."""
    offset = offset_of(analysis)
    cuts = [offset + joint.end() for joint in _JOINT.finditer(analysis.text)]
    start = max((cut for cut in cuts if cut <= place), default=offset)
    return Stretch(analysis, start, min((cut for cut in cuts if cut > place), default=offset + len(analysis.text)))


def offset_of(analysis: Analysis) -> int:
    """Return where the text of a statement begins in the text that its places count in."""
    places = [
        *((cue.start, cue.text) for cue in analysis.cues),
        *((concept.start, concept.text) for concept in analysis.concepts),
        *((quantity.start, quantity.text) for quantity in analysis.quantities),
    ]
    begins = Counter(start - analysis.text.find(text) for start, text in places)
    return begins.most_common(1)[0][0] if begins else 0
