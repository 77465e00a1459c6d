"""Nulls: where a passage found no effect or no difference in what a claim says gets better."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.model import Role
from sources.arms import Arms, arms_of, did_better, figures_alike, unlike
from sources.bearing import answers
from sources.matter import Part, frame, has, inside, matter_of, parts_in
from sources.sayings import first_denial, phrases, says, without

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_STEM = 6  # letters that two words must share to count as one family
# What is said of those "who cannot" or "where others fail" denies nothing of a claim.
_ASIDE = re.compile(r"\b(?:who|whose|where|unlike)\b[^,;.]*", re.IGNORECASE)
_CHANCE = re.compile(r"\bp ?= ?0?\.[1-9]", re.IGNORECASE)  # a difference that chance would often bring
_INTERVAL = re.compile(r"\bratio\b[^;]{0,20}?95% CI (\d+\.\d+)(?: to |-|–)(\d+\.\d+)", re.IGNORECASE)
_FAILED_IN_SOME = re.compile(r"\bfailed to \w+ in \d", re.IGNORECASE)
_LIMITED = re.compile(r"\b(?:by|at|after|with|in|on) (?:the )?(?:\w+ )?\d", re.IGNORECASE)  # to a time, a dose


def found_nothing(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage found no effect or no difference in what the claim says gets better."""
    if not asserts_gain(claim.text) or (_gives_share(claim) and any(map(_gives_share, premise.analyses))):
        return None  # how many got better is for the comparison of numbers: that as many did on sham takes none back
    for part in parts_in(premise):
        if not is_null(part.text) or _is_of_some(part.text):
            continue
        bare = _is_bare(part)
        if bare and _LIMITED.search(_CHANCE.sub("", part.text)):
            continue  # "by day 30 there was no difference" takes nothing back of what was found before
        whole = part.sentence_part if bare else part
        if answers(claim, whole, premise):
            return f"the passage found no effect or no difference: “{whole.text}”"
    return None


def figures_reversed(claim: Analysis, premise: Premise) -> str | None:
    """Return where the figures of two arms are alike that the claim tells apart, or unlike that it calls alike."""
    if claim.text[:3].lower() == "no ":
        return None
    gain = asserts_gain(claim.text)
    for arms in arms_of(premise):
        text = arms.part.text
        if gain and figures_alike(arms) and _of_figures(claim, arms, premise):
            return f"the passage found much the same in both: “{text}”"
        if gain and did_better(claim, arms):
            return f"the passage found the other one better: “{text}”"
        level = not gain and says("equals", claim.text) and not first_denial(claim.text)
        if level and unlike(arms) and not is_null(arms.part.sentence.text) and _has_side(claim, arms):
            return f"the passage found the two unlike: “{text}”"
    return None


def asserts_gain(text: str) -> bool:
    """Whether a claim says that something gets better, and neither denies it nor says that two things are alike."""
    plain = without("not-the-cause", _ASIDE.sub("", text))
    if first_denial(plain) or says("no-effect", plain) or says("level-claimed", plain):
        return False
    return says("gains", plain)


def is_null(text: str) -> bool:
    """Whether a passage says in words, by a p-value or by the interval of a ratio that nothing was found."""
    interval = _INTERVAL.search(text)
    spans = interval is not None and float(interval[1]) < 1 < float(interval[2])
    return says("no-effect", text) or _CHANCE.search(text) is not None or spans


def _is_of_some(text: str) -> bool:
    """Whether nothing was found in the control alone, in a part of those treated, or in who did not get better."""
    return says("of-some", text) or _FAILED_IN_SOME.search(text) is not None


def _gives_share(analysis: Analysis) -> bool:
    """Whether a sentence says what share of people something is true of."""
    return any(quantity.role is Role.SHARE for quantity in analysis.quantities)


def _is_bare(part: Part) -> bool:
    """Whether a part only says how a comparison ended, not of what: "the difference was not significant"."""
    rest = without("links", without("no-effect", part.text))
    words = re.findall(r"[a-z]\w{2,}", rest.lower())
    return all(word in frame() or word.removesuffix("s") in frame() for word in words)


def _of_figures(claim: Analysis, arms: Arms, premise: Premise) -> bool:
    """Whether two figures that are alike are of what the claim says differs, and no other result is."""
    part = arms.part
    others = " ".join(p.text for p in parts_in(premise) if p is not part).lower()
    repeated = any(gain.text[:_STEM].lower() in others for gain in phrases("gains", claim.text))
    return not repeated and answers(claim, part, premise)


def _has_side(claim: Analysis, arms: Arms) -> bool:
    """Whether the claim names what one of the arms got, and neither arm got nothing."""
    sides = (arms.first, arms.second)
    if any(says("inert", side) for side in sides):
        return False
    return any(has(u, side, inside(arms.part, side)) for u in matter_of(claim) for side in sides)
