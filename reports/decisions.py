"""Decisions at the claims that they are about, for whoever carries them out, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from audit.decisions import Adrift, Choice, Decision, Landed
from reports.labels import CHOICE_WORDS, count
from reports.options import RenderOptions
from reports.screen import Screen

_BODY = 6
_STYLES = {Choice.ACCEPT: "green", Choice.CHANGE: "yellow", Choice.REJECT: "red", None: ""}
_ORDER = (Choice.REJECT, Choice.CHANGE, None, Choice.ACCEPT)


def is_done(landed: Sequence[Landed], adrift: Sequence[Adrift]) -> bool:
    """Whether nothing is left: no claim stands that was to change or to go, and none that was accepted has changed."""
    stands = any(each.decision.choice in {Choice.CHANGE, Choice.REJECT} for each in landed)
    reopened = any(each.nearest is not None and not each.is_moved for each in adrift)
    return not stands and not reopened


def render(landed: Sequence[Landed], adrift: Sequence[Adrift], options: RenderOptions) -> str:
    """Return every decision: those whose claim stands, document by document, then those whose claim has changed."""
    screen = Screen(options)
    for uri in dict.fromkeys(each.uri for each in landed):
        screen.line((uri, "bold"))
        screen.blank()
        here = [each for each in landed if each.uri == uri]
        for each in sorted(here, key=lambda e: (_ORDER.index(e.decision.choice), e.claim.span.start)):
            span = each.claim.span
            _head(screen, f"{span.line}:{span.column}", each.decision)
            screen.line((each.claim.text, ""), indent=_BODY)
            _note(screen, each.decision)
            screen.blank()
    if adrift:
        screen.line(("No longer in the copy as it was decided on", "bold"))
        screen.blank()
    for lost in adrift:
        _head(screen, lost.decision.document or "unknown document", lost.decision)
        screen.line((lost.decision.statement or lost.decision.text or lost.decision.claim, "dim"), indent=_BODY)
        _note(screen, lost.decision)
        _nearest(screen, lost)
        screen.blank()
    _close(screen, landed, adrift)
    return screen.text


def _head(screen: Screen, place: str, decision: Decision) -> None:
    screen.line(
        (place, "bold"), ("  ", ""), (CHOICE_WORDS[decision.choice], f"bold {_STYLES[decision.choice]}".strip())
    )


def _note(screen: Screen, decision: Decision) -> None:
    who = ", ".join(part for part in (decision.by, decision.on.isoformat() if decision.on else "") if part)
    if decision.note:
        screen.line((f"“{decision.note}”", ""), ("  ", ""), (who, "dim"), indent=_BODY)
    elif who:
        screen.line((who, "dim"), indent=_BODY)


def _nearest(screen: Screen, lost: Adrift) -> None:
    if lost.nearest is None:
        screen.line(("Nothing like it is left.", "green"), indent=_BODY)
        return
    span = lost.nearest.span
    place = f"{lost.uri}:{span.line}:{span.column}"
    if lost.is_moved:
        screen.line((f"The same words now stand at {place}, under other headings. Decide again.", ""), indent=_BODY)
    else:
        screen.line((f"Now at {place}: ", ""), (lost.nearest.text, ""), indent=_BODY)


def _close(screen: Screen, landed: Sequence[Landed], adrift: Sequence[Adrift]) -> None:
    items = [
        (f"{number} {CHOICE_WORDS[choice]}", _STYLES[choice])
        for choice in _ORDER
        if (number := sum(each.decision.choice is choice for each in landed))
    ]
    total = count(len(landed) + len(adrift), "decision")
    screen.items((total, "bold"), [*items, *([(f"{len(adrift)} changed or gone", "magenta")] if adrift else [])])
