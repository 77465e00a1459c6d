"""`frequency`: the claim says that it happens to more people, or more often, than the evidence shows.

What it means
    Some < many < most < all. The passage gives a share, or a word for one, and the claim uses a word for a larger
    one: "most" of 22%, "everyone" of 62%. A mean over a group does not say that everyone in it gained.

Why it matters
    A reader takes "most people" as the odds for themselves.

Fails
    Claim: Most users stop snoring.
    Evidence: 28% of users stopped snoring.

Passes
    Claim: Some users stop snoring.
    Evidence: 28% of users stopped snoring.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import affirmed
from audit.model import Facet, Overstatement
from claims.model import CueKind
from sources.amounts import Amount, shares_of
from sources.phrasing import first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis, Cue
    from sources.model import Premise

#: Lowest share (percent) that bears out a rung: many, most, all (Moxey & Sanford 1993; rounding for "all").
_LEAST = {3.0: 20.0, 4.0: 50.0, 5.0: 97.0}
_MANY, _ALL = 3.0, 5.0
_CUSTOM = frozenset({"usual", "common"})  # "usual care": a custom, not a count
_DENIED = re.compile(r"\b(?:not|nor|as|how)\s+$", re.IGNORECASE)
_TIMES = re.compile(
    r"\s+(?:other|few|\d+|one|two|three|four|six|hundred|hour|day|night|morning|evening|week|month|year|visit|session|bit)s?\b",
    re.IGNORECASE,
)


def compare_frequency(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's word for a share goes beyond the passage, None where it does not or nothing is stated."""
    every = first_phrase("every-case", claim.text)
    words = [c for c in affirmed(claim, CueKind.FREQUENCY, at_least=_MANY) if _counts_cases(c, claim.text)]
    cue = max(words, key=lambda c: c.value or 0.0, default=None)
    if every is None and cue is None:
        return None
    word, rung = (every, _ALL) if cue is None or (every and (cue.value or 0.0) < _ALL) else (cue.text, cue.value or 0.0)
    if word is None or first_phrase("every-case", premise.text) is not None:
        return None
    said = [c for a in premise.analyses for c in affirmed(a, CueKind.FREQUENCY)]
    if any((c.value or 0.0) >= rung for c in said):
        return None
    shares = shares_of(premise.analyses)
    if any((s.most or 0.0) >= _LEAST.get(rung, 100.0) for s in shares):
        return None
    return _beyond(word, rung, said, shares)


def _counts_cases(cue: Cue, text: str) -> bool:
    """Whether a word of frequency is about people or events: not "every other day", "usual care", "twice as many"."""
    before, _, after = text.partition(cue.text)
    return cue.text.lower() not in _CUSTOM and not _DENIED.search(before) and not _TIMES.match(after)


def _beyond(word: str, rung: float, said: list[Cue], shares: tuple[Amount, ...]) -> Overstatement | None:
    if shares:
        best = max(shares, key=lambda s: s.most or 0.0)
        return Overstatement(Facet.FREQUENCY, word, best.text)
    if said:
        return Overstatement(Facet.FREQUENCY, word, max(said, key=lambda c: c.value or 0.0).text)
    whole = rung >= _ALL and word.lower() != "always"  # "always tell your doctor" counts nothing
    return Overstatement(Facet.FREQUENCY, word, "no share stated") if whole else None
