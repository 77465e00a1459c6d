"""Arms: the figures that a passage gives for the two arms of a comparison: "61% with light and 42% with sham"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.taxonomy import good_direction
from sources.matter import SAME, Part, has, inside, matter_of, parts_in
from sources.polarity import Clause, polarity_of
from sources.sayings import phrases, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.model import Analysis
    from sources.model import Premise

EVEN = 0.07  # difference, as a share of the larger figure, up to which two figures are alike
UNLIKE = 0.23  # the same from which they are not: a ratio of 1.3
_PAIR = 2  # shares in a part at the most: of three arms nobody can tell which two are compared
_ARMS = re.compile(
    r"(?P<one>-?\d+(?:\.\d+)?) ?(?:%|[a-z]+(?: [a-z]+)?)? ?\b(?:with|after|on|in|for|under|from)\b"
    r" (?P<first>[^;,.()\d]{2,60}?),? (?:and|versus|vs\.?|against|but|compared with)(?: by)?"
    r" (?P<two>-?\d+(?:\.\d+)?) ?(?:%|[a-z]+)?"
    r"(?: (?P<second>(?:with|after|on|in|without|for|under|from)\b[^;,.()]{0,60}))?",
    re.IGNORECASE,
)
_SURE = re.compile(r"p ?[<=] ?0?\.0[0-4]", re.IGNORECASE)
_TO = re.compile(r" to\b", re.IGNORECASE)  # "fell to 8": the figure is what is left


@dataclass(frozen=True, slots=True)
class Arms:
    """Two figures, the words for the arm that each is of, and the part that gives them."""

    one: float
    two: float
    first: str
    second: str
    part: Part

    @property
    def apart(self) -> float:
        """The difference as a share of the larger figure, 0-1."""
        most = max(abs(self.one), abs(self.two))
        return abs(self.one - self.two) / most if most else 0.0


def arms_of(premise: Premise) -> Iterator[Arms]:
    """Yield the pairs of figures of a passage."""
    for part in parts_in(premise):
        if len(re.findall(r"\d ?%", part.text)) <= _PAIR:
            for found in _ARMS.finditer(part.text):
                yield Arms(float(found["one"]), float(found["two"]), found["first"], found["second"] or "", part)


def figures_alike(arms: Arms) -> bool:
    """Whether the figures are alike, and no p-value says that they differ all the same."""
    return arms.apart <= EVEN and not _SURE.search(arms.part.sentence.text)


def unlike(arms: Arms) -> bool:
    """Whether the figures are far apart."""
    return arms.apart >= UNLIKE


def did_better(claim: Analysis, arms: Arms) -> bool:
    """Whether the arm that the claim says something is better than did far better itself."""
    joint = next(iter(phrases("put-above", claim.text)), None)
    if joint is None or polarity_of(Clause(claim.text), claim).good <= 0 or not unlike(arms):
        return False
    behind = claim.text[joint.end :].lower()
    units = [u for u in matter_of(claim) if u.text.lower() in behind]
    first, second = (
        any(has(u, side, inside(arms.part, side), SAME) for u in units) for side in (arms.first, arms.second)
    )
    other = arms.second if first else arms.first
    if first == second or says("inert", other):
        return False  # an arm that got nothing is not what the claim puts first
    front = [u for u in matter_of(claim) if u not in units]
    own = arms.first if first else arms.second
    if any(has(u, own, inside(arms.part, own)) for u in front):
        return False  # both are called by one name
    gap = (arms.one - arms.two) if first else (arms.two - arms.one)
    return _sense(arms.part) * gap > 0


def _sense(part: Part) -> int:
    """1 where the larger figure is the better, -1 where the smaller is, 0 where nobody can tell."""
    if says("failed-to", part.text):
        return 0
    if any(not _TO.match(part.text, change.end) for change in phrases("changed-by", part.text)):
        return 1
    good, bad = says("good-event", part.text), says("bad-event", part.text)
    if good or bad:
        return good - bad
    directions = filter(None, (good_direction(c.id) for c in part.concepts))
    return next((1 if direction == "higher" else -1 for direction in directions), 0)
