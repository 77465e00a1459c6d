"""Denials: what one of claim and passage says, and the other denies: a harm, a need, an attribute, a lasting effect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from sources.matter import SAME, WHOLE, Part, Unit, frame, has, inside, matter_of, parts_in, parts_of
from sources.nulls import DENIAL, HALF, asserts_gain, is_null
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

COMMON = 20  # percent of people from which a harm is no exception
_STEM = 5
_NO = re.compile(r"\b(?:no|without)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|without|free)\b", re.IGNORECASE)
_HARM = re.compile(r"\b(?:no|without(?: any)?)\s+(?P<what>[^.;:,]{3,60})", re.IGNORECASE)
_NOT_HARM = re.compile(
    r"(?:more|less|fewer|better|worse|difference|need|longer|\w+er\b|evidence|doubt|risk|chance|increase|drop|loss|change"
    r"|reason|benefit|effect|one|waiting|side effect|discomfort|serious|severe|lasting|major|significant|known|long)",
    re.IGNORECASE,
)  # a harm of a certain kind, a comparison, or harm in general, which is for the comparison of facets
_SAFE = re.compile(r"\b(?:no risk|safe|harmless)", re.IGNORECASE)
_TAIL = re.compile(r"\s(?:after|during|with|from|when|while|in|on|at|to|for|even|so|because|since)\b")
_USUAL = re.compile(r"\b(?:usual|usually|common|commonly|most|expected|stains?|staining)\b", re.IGNORECASE)
_NO_NEED = re.compile(
    r"\bno need (?:for|of|to) ([^.;,:]{3,60})"
    r"|\b(?:no|not|without|neither) ([^.;,:]{3,60}?)"
    r" (?:is |are |was |were )?(?:needed|required|necessary|given|planned)\b"
    r"|\b(?:needs?|requires?|needed|required) no ([^.;,:]{3,60})"
    r"|(?:not|n['’]t) (?:need|require|have to) ([^.;,:]{3,60})|\bwithout (?:needing|having to) ([^.;,:]{3,60})",
    re.IGNORECASE,
)
_UNSHOWN = re.compile(
    r"\b(?:shown|proven|proved|found|established|known|clear|evidence)\b", re.IGNORECASE
)  # not a need
_COMPARED = re.compile(r"\s*(?:\w+er|more|less|worse|further|other|additional|serious|loss|differ\w*)\b", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_LEADS_TO_ARM = re.compile(
    r"\b(?:or|versus|vs|than|with|to|over|against|from|with and)\s*$", re.IGNORECASE
)  # "with placebo or no treatment"
_VERB = re.compile(r"\s*(?:be |been )?([a-z]{4,})")
_NAMED = re.compile(r"\s*((?:[a-z-]+ ?){1,4})(?:$|[;,.]|\b(?:is|are|was|were|to|in|or|and)\b)")
_GOES_ON = re.compile(
    r"\b(?:stay(?:s|ing)? on|continu\w+ (?:to|with|taking|the)|keep (?:taking|using))\b|\bstart to finish\b",
    re.IGNORECASE,
)


def lasts_beyond(claim: Analysis) -> bool:
    """Whether a claim says that its effect is still there after the end of treatment."""
    said = _says("lasts", claim.text) and _says("you-stop", claim.text)
    return said and not _says("lost", claim.text) and _GOES_ON.search(claim.text) is None


def follows_beyond(premise: Premise) -> bool:
    """Whether a passage speaks of the time after the end of treatment."""
    return _says("stopped", f"{premise.title or ''} {premise.text}")


def lost_on_stopping(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage says that the effect goes after the end of treatment, which the claim says lasts."""
    if not lasts_beyond(claim):
        return None
    for analysis in premise.analyses:
        stopped = _says("stopped", f"{premise.title or ''} {analysis.text}")
        for part in parts_of(analysis):
            lost = find_phrases("lost", part.text, lexicon_name="contraries")
            if stopped and lost and not is_null(part.text):
                return f"the passage says that the effect did not last: “{part.text}”"
    return None


def harm_reported(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage reports as common the very harm that the claim says there is none of."""
    if _SAFE.search(claim.text):
        return None
    for found in _HARM.finditer(claim.text):
        if _NOT_HARM.match(found["what"]):
            continue
        units = _units_in(claim, _TAIL.split(found["what"])[0])
        if found.group().lower().startswith("without"):
            units = [u for u in units if u.is_clinical]
        for part in _affirming(premise):
            if any(has(u, part.text, part.concepts, SAME) for u in units) and _is_common(part.text):
                return f"the passage reports what the claim denies: “{part.text}”"
    return None


def need_reversed(claim: Analysis, premise: Premise) -> str | None:
    """Return where the passage requires what the claim says is not needed, or does without what it requires."""
    unneeded = _unneeded(claim.text)
    for units in (_units_in(claim, what) for what in unneeded):
        for part in _affirming(premise):
            if _says("needed", part.text) and any(has(u, part.text, part.concepts, WHOLE) for u in units):
                return f"the passage requires it: “{part.text}”"
    if unneeded or not _says("needed", claim.text):
        return None
    for part in parts_in(premise):
        for what in _unneeded(part.text):
            if any(has(u, what, inside(part, what)) for u in matter_of(claim)):
                return f"the passage says that it is not needed: “{part.text}”"
    return None


def _unneeded(text: str) -> list[str]:
    """Return what a text says is not needed, as it names it; that nobody has shown a need is another matter."""
    found = [what for match in _NO_NEED.finditer(text) for what in match.groups() if what]
    return [what for what in found if not _UNSHOWN.search(what)]


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
    if DENIAL.search(claim.text) or _NONE.search(claim.text) or "rather than" in claim.text:
        return None
    if _says("against-use", claim.text):
        return None
    for part in parts_in(premise):
        found = DENIAL.search(part.text) or _NO.search(part.text)
        if not found or "%" in part.text or is_null(part.text) or _LEADS_TO_ARM.search(part.text[: found.start()]):
            continue
        scope = part.text[found.end() :]
        if _says("inert", scope) or _COMPARED.match(scope):
            continue
        if _THAN.search(scope) and not _THAN.search(
            claim.text
        ):  # "no evidence that it acts faster than" denies no speed
            continue
        none = _NO.fullmatch(found.group()) is not None
        if none and asserts_gain(claim.text):  # "there were no deaths" may be the gain
            continue
        if _denies_deed(claim, part, scope) or (none and _denies_thing(claim, part, scope, premise)):
            return f"the passage denies it: “{part.text}”"
    return None


def _says(group: str, text: str) -> bool:
    return first_phrase(group, text, affirmed=False, lexicon_name="contraries") is not None


def _attribute(group: str, text: str) -> str | None:
    return first_phrase(group, text, lexicon_name="opposites")


def _affirming(premise: Premise) -> list[Part]:
    """Return the parts of a passage that deny nothing."""
    return [p for p in parts_in(premise) if not (is_null(p.text) or DENIAL.search(p.text) or _NONE.search(p.text))]


def _units_in(claim: Analysis, stretch: str) -> list[Unit]:
    """Return what a stretch of the claim names, what it denies too."""
    known = [Unit(c.text, c) for c in claim.concepts if not c.id.startswith("~")]
    words = [Unit(term) for term in claim.terms if term not in frame() and len(term) >= _STEM - 1]
    return [u for u in (*known, *words) if u.text.lower() in stretch.lower()]


def _is_common(text: str) -> bool:
    shares = [float(share) for share in re.findall(r"(\d+(?:\.\d+)?) ?%", text)]
    return max(shares, default=0.0) >= COMMON or (not shares and _USUAL.search(text) is not None) or "days" in text


def _denies_deed(claim: Analysis, part: Part, scope: str) -> bool:
    """Whether the denial is of what the claim speaks of for the most part, or of its verb with something of it."""
    units = matter_of(claim)
    own = [u for u in units if has(u, scope, inside(part, scope), SAME)]
    if len(own) > 1 and len(own) >= HALF * len(units):
        return True
    verb = _VERB.match(scope)
    if verb is None or verb[1] in frame() or verb[1][:_STEM] not in claim.text.lower():
        return False
    return bool(own) and own[0].text[:_STEM] != verb[1][:_STEM]


def _denies_thing(claim: Analysis, part: Part, scope: str, premise: Premise) -> bool:
    """Whether "no live virus" denies what the claim has, and no other part of the passage has it."""
    named = _NAMED.match(scope)
    words = [w[:_STEM] for w in re.findall(r"[a-z]{4,}", named[1]) if w not in frame()] if named else []
    others = " ".join(p.text for p in parts_in(premise) if p is not part).lower()
    return bool(words) and all(_has_word(claim.text.lower(), w) and not _has_word(others, w) for w in words)


def _has_word(text: str, start: str) -> bool:
    return re.search(rf"\b{re.escape(start)}", text) is not None
