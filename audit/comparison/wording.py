"""Cues of a statement by what they do to it: those that stand, and those that a negation takes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.model import CueKind
from sources.phrasing import find_phrases

if TYPE_CHECKING:
    from claims.model import Analysis, Cue

_CAN = "can"  # ability, not doubt: "can reduce" is how leaflets say "reduces"
_CONCEDES = re.compile(
    r"whether or not\b|whether\b[^.;]*?\bor not\b|whether (?:you|your|they|their|he|she|it is|it's)\b[^.;]*\bor\b",
    re.IGNORECASE,
)  # "whether or not you smoke" leaves nothing open: it says that it makes no difference

_TOLD = re.compile(
    r"\b(?:tell|remind|warn|advise|ask|assure|greet|inform|teach|show)(?:s|ed|es)?\s+$|\btold\s+$", re.IGNORECASE
)


def is_told(before: str) -> bool:
    """Whether the words before "everyone" make them those who are told something: nothing is promised to them then."""
    return _TOLD.search(before) is not None


def affirmed(analysis: Analysis, kind: CueKind, *, at_least: float = 0.0) -> tuple[Cue, ...]:
    """Return the cues of `kind` whose value is `at_least` so high and that no negation before them takes back."""
    denials = [c for c in analysis.cues if c.kind is CueKind.NEGATION]
    return tuple(
        cue
        for cue in analysis.cues
        if cue.kind is kind
        and (cue.value is None or cue.value >= at_least)
        and not any(d.start < cue.start and d.scope_start <= cue.start < d.scope_end for d in denials)
    )


def leaves_open(analysis: Analysis) -> bool:
    """Whether the statement itself says that nobody knows, looked or tested: it promises nothing."""
    found = find_phrases("left-open", analysis.text, affirmed=False)
    return any(_CONCEDES.match(analysis.text, phrase.start) is None for phrase in found)


def hedges(analysis: Analysis) -> tuple[Cue, ...]:
    """Return the hedges that express doubt."""
    return tuple(c for c in analysis.cues if c.kind is CueKind.HEDGE and c.name != _CAN)
