"""Arms: the figures that a passage gives for the two arms of a comparison: "61% with light and 42% with sham"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.taxonomy import good_direction
from sources.matter import SAME, Part, has, inside, matter_of, parts_in
from sources.phrasing import first_phrase
from sources.polarity import Clause, polarity_of

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
_THAN = re.compile(r"\b(?:than|beats?|beating|outperforms?|outdoes|over|versus|compared with)\b", re.IGNORECASE)
_CHANGE = re.compile(  # what figures are of whose larger one is the larger effect
    r"\b(?:fell|fallen|drop\w*|declin\w+|improv\w+|reduc\w+|decreas\w+|cut|lowered|shortened)\b(?! to\b)", re.IGNORECASE
)
_FAILED = re.compile(r"\bfail\w* to\b", re.IGNORECASE)
_GOOD = re.compile(
    r"\b(?:respon\w+|remission|success|reached|clear\w*|abstinence|lost|loss|relief|surviv\w+|births?|pregnanc\w+"
    r"|preserv\w+|closure|heal\w+)\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:relaps\w*|return\w*|recur\w*|fail\w*|infection\w*|mortality|deaths?|exacerbation\w*|flares?|pain|bleeding"
    r"|complication\w*)\b",
    re.IGNORECASE,
)


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
    joint = _THAN.search(claim.text)
    if joint is None or polarity_of(Clause(claim.text), claim).good <= 0 or not unlike(arms):
        return False
    behind = claim.text[joint.end() :].lower()
    units = [u for u in matter_of(claim) if u.text.lower() in behind]
    first, second = (
        any(has(u, side, inside(arms.part, side), SAME) for u in units) for side in (arms.first, arms.second)
    )
    other = arms.second if first else arms.first
    if first == second or first_phrase("inert", other, affirmed=False, lexicon_name="contraries"):
        return False  # an arm that got nothing is not what the claim puts first
    front = [u for u in matter_of(claim) if u not in units]
    own = arms.first if first else arms.second
    if any(has(u, own, inside(arms.part, own)) for u in front):
        return False  # both are called by one name
    gap = (arms.one - arms.two) if first else (arms.two - arms.one)
    return _sense(arms.part) * gap > 0


def _sense(part: Part) -> int:
    """1 where the larger figure is the better, -1 where the smaller is, 0 where nobody can tell."""
    if _FAILED.search(part.text):
        return 0
    if _CHANGE.search(part.text):
        return 1
    good, bad = _GOOD.search(part.text) is not None, _BAD.search(part.text) is not None
    if good or bad:
        return good - bad
    directions = filter(None, (good_direction(c.id) for c in part.concepts))
    return next((1 if direction == "higher" else -1 for direction in directions), 0)
