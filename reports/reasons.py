"""What stands under a verdict, the same in every format: why, what to do, the words that exceed others, and a guess."""

from __future__ import annotations

from audit import guesses
from audit.model import Judgement, Overstatement
from reports.labels import VERDICT_REMEDIES


def remedy_of(judgement: Judgement) -> str:
    """Return what a verdict asks of the writer, empty where a suggestion shows it or a guess leaves it to a reader."""
    told = judgement.suggestion or guesses.is_guess(judgement.overstatements)
    return "" if told else VERDICT_REMEDIES[judgement.verdict]


def named_in(judgement: Judgement) -> tuple[Overstatement, ...]:
    """Return the overstatements that can be shown as words beside words."""
    return guesses.words_named(judgement.overstatements)


def guess_beside(judgement: Judgement) -> str:
    """Return the sentence for what is only guessed, empty where nothing is or where the reason says it already."""
    return guesses.guess_beside(judgement.reason, judgement.overstatements)


def guessed_passage(judgement: Judgement) -> str:
    """Return the words of the passage that a guess asks to read beside the claim, empty where nothing is guessed."""
    return next((o.evidence for o in guesses.guesses_among(judgement.overstatements)), "")
