"""Advice: where a passage advises against, or rules out, a use that a claim grants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.model import ConceptKind
from sources.bearing import is_about
from sources.matter import Unit, has, inside, matter_of, parts_in
from sources.sayings import first_denial, phrases, says

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

_EVERYBODY = re.compile(r"\b(?:every\w*|all|any\w*|whatever|whoever|alike|whole)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:unless|if|when|where|whether)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:\b(?:is|are|be|must|should|may|can)\s*$)|^(?:must|should|may|can)\b", re.IGNORECASE)


def advised_against(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage advises against the use that the claim grants, or makes no such recommendation.

    What the title names, or what the passage allows elsewhere, is not what it advises against.
    """
    if not says("grants-use", claim.text) or says("against-use", claim.text) or says("cautions", claim.text):
        return None
    if first_denial(claim.text):
        return None
    for part in parts_in(premise):
        undecided = says("advises", claim.text) and says("undecided", part.text)
        if undecided and is_about(claim, part, premise):
            return f"the passage makes no such recommendation: “{part.text}”"
        phrase = next(iter(phrases("against-use", part.text)), None)
        if phrase is None or _IF.search(part.text[: phrase.start]):
            continue
        passive = _PASSIVE.search(part.text[: phrase.start]) or _PASSIVE.match(phrase.text)
        object_ = part.text if passive else part.text[phrase.end :]
        if any(has(u, object_, inside(part, object_)) for u in _own(claim, premise)):
            return f"the passage advises against it: “{part.text}”"
    return None


def _own(claim: Analysis, premise: Premise) -> list[Unit]:
    """Return what the claim speaks of beside the subject of the whole passage, and what the passage does not allow.

    Where a claim is of everybody, only what is known by name is its own: a wider group is an exaggeration.
    """
    title = premise.title_analysis
    allowing = [part for part in parts_in(premise) if not says("against-use", part.text)]
    units = [
        u
        for u in matter_of(claim)
        if not (title and has(u, title.text, title.concepts))
        and not any(has(u, part.text, part.concepts) for part in allowing)
        and not (u.concept and u.concept.kind is ConceptKind.AUTHORITY)
    ]
    wide = _EVERYBODY.search(claim.text) is not None
    return [u for u in units if not wide or (u.concept is not None and not u.is_people)]
