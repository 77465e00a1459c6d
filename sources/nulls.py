"""Nulls: where a passage found no effect or no difference in what a claim says gets better."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.model import Role
from sources.arms import Arms, arms_of, did_better, figures_alike, unlike
from sources.matter import SAME, WHOLE, Part, Unit, frame, has, inside, matter_of, parts_in, shared
from sources.sayings import first_denial, phrases, says, without
from sources.subjects import CLINICAL

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

MOST = 0.4  # share of the words of a claim from which a part that has them is about it
HALF = 0.5  # the same where the title must help
_STEM = 6  # letters that two words must share to count as one family
# What is said of those "who cannot" or "where others fail" denies nothing of a claim.
_ASIDE = re.compile(r"\b(?:who|whose|where|unlike)\b[^,;.]*", re.IGNORECASE)
_CHANCE = re.compile(r"\bp ?= ?0?\.[1-9]", re.IGNORECASE)
_INTERVAL = re.compile(r"\bratio\b[^;]{0,20}?95% CI (\d+\.\d+)(?: to |-|–)(\d+\.\d+)", re.IGNORECASE)
_FAILED_IN_SOME = re.compile(r"\bfailed to \w+ in \d", re.IGNORECASE)
_LIMITED = re.compile(r"\b(?:by|at|after|with|in|on) (?:the )?(?:\w+ )?\d", re.IGNORECASE)
_ADDED = re.compile(r"\badding ([\w -]{3,40}?) (?:gave|to|did|made|had|brought)\b", re.IGNORECASE)
_PAIRED = re.compile(r"\b(?:with\b.*\band|and\b.*\b(?:with|did not differ)|against(?! \d)|as \w+ as)\b", re.IGNORECASE)
_GOES_ON_WITH = re.compile(r"^(?:[\w-]+\s+){0,3}(?:it|they)\b", re.IGNORECASE)  # "at 12 weeks they were lower"


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
        if is_about(claim, whole, premise) and _same_comparison(claim, whole) and not _other_group(claim, whole):
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


def is_about(claim: Analysis, part: Part, premise: Premise) -> bool:
    """Whether a part of the passage, with its title, is about what the claim says gets better.

    A part about something beside it, or with other results that are good, is not.
    """
    units, objects = matter_of(claim), _objects(claim)
    around = tuple(filter(None, (premise.title_analysis, premise.population_analysis)))
    text = " ".join((part.text, *(a.text for a in around)))
    concepts = (*part.concepts, *(c for a in around for c in a.concepts))
    seen = [u for u in units if has(u, text, concepts, WHOLE)]
    direct = shared(objects, part, SAME)
    clinical = [u for u in direct if u.is_clinical]
    if len(clinical) < len([u for u in units if u.is_clinical and u not in seen]):
        return False
    added = _ADDED.search(part.text)
    if added and not any(has(u, added[1], inside(part, added[1])) for u in units):
        return False
    treatments = [u for u in units if u.is_treatment]
    if treatments and not any(has(u, f"{text} {premise.text}", concepts) for u in treatments):
        return False
    there = [c for c in part.concepts if c.kind in CLINICAL and not c.id.startswith("~")]
    kin = not there or any(u.is_clinical and has(u, "", there) for u in units)
    titled = kin and any(u in seen and u.is_clinical for u in objects)
    known = len([u for u in objects if u in seen]) / max(1, len(objects))
    named = clinical or len(direct) > 1 or (direct and len(direct) >= MOST * len(objects))
    both = shared(units, part)
    compared = says("compares", claim.text) and len(both) > 1 and any(u.is_treatment for u in both)
    if not (named or compared or (titled and known >= HALF)):
        return False
    return _gained(objects, part, premise) < max(1, len(direct))


def _is_of_some(text: str) -> bool:
    """Whether nothing was found in the control alone, in a part of those treated, or in who did not get better."""
    return says("of-some", text) or _FAILED_IN_SOME.search(text) is not None


def _objects(claim: Analysis) -> tuple[Unit, ...]:
    return tuple(u for u in matter_of(claim) if u.concept is None or u.is_clinical)


def _gives_share(analysis: Analysis) -> bool:
    """Whether a sentence says what share of people something is true of."""
    return any(quantity.role is Role.SHARE for quantity in analysis.quantities)


def _is_bare(part: Part) -> bool:
    """Whether a part only says how a comparison ended, not of what: "the difference was not significant"."""
    rest = without("links", without("no-effect", part.text))
    words = re.findall(r"[a-z]\w{2,}", rest.lower())
    return all(word in frame() or word.removesuffix("s") in frame() for word in words)


def _same_comparison(claim: Analysis, part: Part) -> bool:
    """Whether the null is against nothing active, or against what the claim compares with too."""
    text = without("among-arms", part.text)
    joints = [phrase.start for phrase in phrases("set-against", text)]
    joints += [pair.start() for pair in _PAIRED.finditer(text)]
    if not joints or says("inert", part.text):
        return True
    behind = text[min(joints) :]
    return says("compares", claim.text) and any(has(u, behind, inside(part, behind)) for u in matter_of(claim))


def _other_group(claim: Analysis, part: Part) -> bool:
    """Whether the part speaks of a group that the claim does not name."""
    there = [c for c in part.concepts if not c.id.startswith("~") and Unit(c.text, c).is_people]
    return any(not has(Unit(c.text, c), claim.text, claim.concepts) and not _shares_word(c.text, claim) for c in there)


def _shares_word(group: str, claim: Analysis) -> bool:
    """Whether the claim speaks of what makes a group one: "after the menopause"."""
    words = (word for word in re.findall(r"[a-z]{5,}", group.lower()) if word not in frame() and word != "women")
    return any(word[:_STEM] in claim.text.lower() for word in words)


def _gained(objects: tuple[Unit, ...], null: Part, premise: Premise) -> int:
    """Return how many of `objects` another part of the passage has that gives an effect."""
    found = 0
    for part in parts_in(premise):
        gives = (says("gains", part.text) or "%" in part.text) and not says("no-effect", part.text)
        if gives and part.text not in null.text:
            same = part.sentence is null.sentence and _GOES_ON_WITH.search(part.text) is not None
            found = max(found, len(objects) if same else len(shared(objects, part, SAME)))
    return found


def _of_figures(claim: Analysis, arms: Arms, premise: Premise) -> bool:
    """Whether two figures that are alike are of what the claim says differs, and no other result is."""
    part = arms.part
    if not (is_about(claim, part, premise) and _same_comparison(claim, part)) or _other_group(claim, part):
        return False
    gains = phrases("gains", claim.text)
    others = " ".join(p.text for p in parts_in(premise) if p is not part).lower()
    return not any(gain.text[:_STEM].lower() in others for gain in gains)


def _has_side(claim: Analysis, arms: Arms) -> bool:
    """Whether the claim names what one of the arms got, and neither arm got nothing."""
    sides = (arms.first, arms.second)
    if any(says("inert", side) for side in sides):
        return False
    return any(has(u, side, inside(arms.part, side)) for u in matter_of(claim) for side in sides)
