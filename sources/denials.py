"""Denials: what one of claim and passage says, and the other denies: a harm, a need, an attribute, a lasting effect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from sources.matter import SAME, WHOLE, Part, Unit, frame, has, inside, matter_of, parts_in, parts_of
from sources.nulls import asserts_gain, is_null
from sources.phrasing import find_phrases, first_phrase
from sources.sayings import begins, ends, first_denial, phrases, says

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

COMMON = 20  # percent of people from which a harm is no exception
FOR_THE_MOST_PART = 0.5  # share of what a claim speaks of from which a denial of it denies the claim
_STEM = 5
_DENIED = re.compile(r"\b(?:no|without(?: any)?)\s+(?P<what>[^.;:,]{3,60})", re.IGNORECASE)
_NO_NEED = re.compile(
    r"\bno need (?:for|of|to) ([^.;,:]{3,60})"
    r"|\b(?:no|not|without|neither) ([^.;,:]{3,60}?)"
    r" (?:is |are |was |were )?(?:needed|required|necessary|given|planned)\b"
    r"|\b(?:needs?|requires?|needed|required) no ([^.;,:]{3,60})"
    r"|(?:not|n['’]t) (?:need|require|have to) ([^.;,:]{3,60})|\bwithout (?:needing|having to) ([^.;,:]{3,60})",
    re.IGNORECASE,
)
_COMPARATIVE = re.compile(r"\s*\w+er\b", re.IGNORECASE)
_DEED = re.compile(r"\s*(?:be |been )?([a-z]{4,})")
_THING = re.compile(r"\s*((?:[a-z-]+ ?){1,4})(?:$|[;,.]|\b(?:is|are|was|were|to|in|or|and)\b)")


def lasts_beyond(claim: Analysis) -> bool:
    """Whether a claim says that its effect is still there after the end of treatment."""
    said = says("lasts", claim.text) and says("you-stop", claim.text)
    return said and not says("lost", claim.text) and not says("goes-on", claim.text)


def follows_beyond(premise: Premise) -> bool:
    """Whether a passage speaks of the time after the end of treatment."""
    return says("stopped", f"{premise.title or ''} {premise.text}")


def lost_on_stopping(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage says that the effect goes after the end of treatment, which the claim says lasts."""
    if not lasts_beyond(claim):
        return None
    for analysis in premise.analyses:
        stopped = says("stopped", f"{premise.title or ''} {analysis.text}")
        for part in parts_of(analysis):
            lost = find_phrases("lost", part.text, lexicon_name="contraries")
            if stopped and lost and not is_null(part.text):
                return f"the passage says that the effect did not last: “{part.text}”"
    return None


def harm_reported(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage reports as common the very harm that the claim says there is none of."""
    if says("safe", claim.text):
        return None
    for found in _DENIED.finditer(claim.text):
        what = found["what"]
        if begins("no-single-harm", what) or _COMPARATIVE.match(what):
            continue
        units = _units_in(claim, _name(what))
        if found.group().lower().startswith("without"):
            units = [u for u in units if u.is_clinical]
        for part in _affirming(premise):
            if any(has(u, part.text, part.concepts, SAME) for u in units) and _is_common(part.text):
                return f"the passage reports what the claim denies: “{part.text}”"
    return None


def _name(what: str) -> str:
    """Return the name of a harm without what says when and where: "pain" of "pain after the session"."""
    words = (phrase.start for phrase in phrases("harm-ends", what) if what[: phrase.start].endswith(" "))
    return what[: next(words, None)]


def need_reversed(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage requires what the claim says is not needed, or does without what it requires."""
    unneeded = _unneeded(claim.text)
    for units in (_units_in(claim, what) for what in unneeded):
        for part in _affirming(premise):
            if says("needed", part.text) and any(has(u, part.text, part.concepts, WHOLE) for u in units):
                return f"the passage requires it: “{part.text}”"
    if unneeded or not says("needed", claim.text):
        return None
    for part in parts_in(premise):
        for what in _unneeded(part.text):
            if any(has(u, what, inside(part, what)) for u in matter_of(claim)):
                return f"the passage says that it is not needed: “{part.text}”"
    return None


def _unneeded(text: str) -> list[str]:
    """Return what a text says is not needed, as it names it; that nobody has shown a need is another matter."""
    found = [what for match in _NO_NEED.finditer(text) for what in match.groups() if what]
    return [what for what in found if not says("unshown", what)]


def attribute_reversed(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage gives the opposite of an attribute that the claim gives: asleep against awake."""
    for name, entry in lexicon("opposites").items():
        here = _attribute(name, claim.text)
        if not here or _attribute(entry["opposite"], claim.text):
            continue
        for part in parts_in(premise):
            there = _attribute(entry["opposite"], part.text)
            if there and not _attribute(name, premise.text.replace(there, "")):
                return f"the passage has “{there}” where the claim has “{here}”: “{part.text}”"
    return None


def denied_fact(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage denies in so many words what the claim says."""
    if first_denial(claim.text) or any(says(group, claim.text) for group in ("lacks", "instead", "against-use")):
        return None
    for part in parts_in(premise):
        denial = first_denial(part.text)
        found = denial or next(iter(phrases("has-none", part.text)), None)
        if not found or "%" in part.text or is_null(part.text) or ends("before-an-arm", part.text[: found.start]):
            continue
        scope = part.text[found.end :]
        if says("inert", scope) or begins("of-degree", scope) or _COMPARATIVE.match(scope):
            continue
        if says("than", scope) and not says("than", claim.text):  # "not shown to act faster than" denies no speed
            continue
        if denial is None and asserts_gain(claim.text):  # "there were no deaths" may be the gain
            continue
        if _denies_deed(claim, part, scope) or (denial is None and _denies_thing(claim, part, scope, premise)):
            return f"the passage denies it: “{part.text}”"
    return None


def _attribute(group: str, text: str) -> str | None:
    return first_phrase(group, text, lexicon_name="opposites")


def _affirming(premise: Premise) -> list[Part]:
    """Return the parts of a passage that deny nothing."""
    return [p for p in parts_in(premise) if not (is_null(p.text) or first_denial(p.text) or says("lacks", p.text))]


def _units_in(claim: Analysis, stretch: str) -> list[Unit]:
    """Return what a stretch of the claim names, what it denies too."""
    known = [Unit(c.text, c) for c in claim.concepts if not c.id.startswith("~")]
    words = [Unit(term) for term in claim.terms if term not in frame() and len(term) >= _STEM - 1]
    return [u for u in (*known, *words) if u.text.lower() in stretch.lower()]


def _is_common(text: str) -> bool:
    shares = [float(share) for share in re.findall(r"(\d+(?:\.\d+)?) ?%", text)]
    return max(shares, default=0.0) >= COMMON or (not shares and says("usual", text)) or "days" in text


def _denies_deed(claim: Analysis, part: Part, scope: str) -> bool:
    """Whether the denial is of what the claim speaks of for the most part, or of its verb with something of it."""
    units = matter_of(claim)
    own = [u for u in units if has(u, scope, inside(part, scope), SAME)]
    if len(own) > 1 and len(own) >= FOR_THE_MOST_PART * len(units):
        return True
    verb = _DEED.match(scope)
    if verb is None or verb[1] in frame() or verb[1][:_STEM] not in claim.text.lower():
        return False
    return bool(own) and own[0].text[:_STEM] != verb[1][:_STEM]


def _denies_thing(claim: Analysis, part: Part, scope: str, premise: Premise) -> bool:
    """Whether "no live virus" denies what the claim has, and no other part of the passage has it."""
    named = _THING.match(scope)
    words = [w[:_STEM] for w in re.findall(r"[a-z]{4,}", named[1]) if w not in frame()] if named else []
    others = " ".join(p.text for p in parts_in(premise) if p is not part).lower()
    return bool(words) and all(_has_word(claim.text.lower(), w) and not _has_word(others, w) for w in words)


def _has_word(text: str, start: str) -> bool:
    return re.search(rf"\b{re.escape(start)}", text) is not None
