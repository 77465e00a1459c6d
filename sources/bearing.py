"""Bearing: whether a part of a passage is about the very outcome, comparison and group of which a claim speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.matter import SAME, WHOLE, Part, Unit, frame, has, inside, matter_of, parts_in, shared
from sources.sayings import phrases, says, without
from sources.subjects import CLINICAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.model import Analysis
    from sources.model import Premise

NAMED = 0.4  # share of what a claim speaks of from which a part that names it is about the claim
NAMED_WITH_TITLE = 0.5  # the same where the title must help
_ADDED = re.compile(r"\badding ([\w -]{3,40}?) (?:gave|to|did|made|had|brought)\b", re.IGNORECASE)
_PAIRED = re.compile(r"\b(?:with\b.*\band|and\b.*\b(?:with|did not differ)|against(?! \d)|as \w+ as)\b", re.IGNORECASE)
_SAME_SUBJECT = re.compile(r"^(?:[\w-]+\s+){0,3}(?:it|they)\b", re.IGNORECASE)  # "at 12 weeks they were lower"
_STEM = 6  # letters that two words must share to count as one family


def is_about(claim: Analysis, part: Part, premise: Premise) -> bool:
    """Whether a part of the passage, with its title, is about what the claim says gets better.

    A part about something beside it, or with other results that are good, is not.
    """
    units, objects = matter_of(claim), _objects(claim)
    around = tuple(filter(None, (premise.title_analysis, premise.population_analysis)))
    text = " ".join((part.text, *(a.text for a in around)))
    concepts = (*part.concepts, *(c for a in around for c in a.concepts))
    known = [u for u in units if has(u, text, concepts, WHOLE)]
    unknown = [u for u in units if u not in known]
    here = shared(objects, part, SAME)
    clinical = sum(u.is_clinical for u in here)
    if clinical < sum(u.is_clinical for u in unknown) or _adds_another(units, part):
        return False
    treatments = [u for u in units if u.is_treatment]
    if treatments and not any(has(u, f"{text} {premise.text}", concepts) for u in treatments):
        return False
    named = clinical or len(here) > 1 or (here and len(here) >= NAMED * len(objects))
    if not (named or _compares(claim, part) or _is_in_title(claim, part, known)):
        return False
    return _gained(objects, part, premise) < max(1, len(here))


def answers(claim: Analysis, part: Part, premise: Premise) -> bool:
    """Whether a part is about the outcome of the claim, in its comparison and in its group."""
    return is_about(claim, part, premise) and _same_comparison(claim, part) and not _other_group(claim, part)


def _adds_another(units: Iterable[Unit], part: Part) -> bool:
    """Whether the part is about what something brought that was added, and that the claim does not speak of."""
    added = _ADDED.search(part.text)
    return added is not None and not any(has(u, added[1], inside(part, added[1])) for u in units)


def _compares(claim: Analysis, part: Part) -> bool:
    """Whether the claim compares, and the part names a treatment of it and more."""
    both = shared(matter_of(claim), part)
    return says("compares", claim.text) and len(both) > 1 and any(u.is_treatment for u in both)


def _is_in_title(claim: Analysis, part: Part, known: Sequence[Unit]) -> bool:
    """Whether title and part together name enough of what gets better, and the part nothing clinical beside it."""
    objects = _objects(claim)
    there = [c for c in part.concepts if c.kind in CLINICAL and not c.id.startswith("~")]
    if there and not any(u.is_clinical and has(u, "", there) for u in matter_of(claim)):
        return False
    named = [u for u in objects if u in known]
    return any(u.is_clinical for u in named) and len(named) >= NAMED_WITH_TITLE * len(objects)


def _objects(claim: Analysis) -> tuple[Unit, ...]:
    return tuple(u for u in matter_of(claim) if u.concept is None or u.is_clinical)


def _gained(objects: tuple[Unit, ...], null: Part, premise: Premise) -> int:
    """Return how many of `objects` another part of the passage has that gives an effect."""
    found = 0
    for part in parts_in(premise):
        gives = (says("gains", part.text) or "%" in part.text) and not says("no-effect", part.text)
        if gives and part.text not in null.text:
            same = part.sentence is null.sentence and _SAME_SUBJECT.search(part.text) is not None
            found = max(found, len(objects) if same else len(shared(objects, part, SAME)))
    return found


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
