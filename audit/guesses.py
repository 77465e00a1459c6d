"""Guesses: the models say that a claim goes further than its passage, and no comparison can name the words.

A guess has a likely facet and both texts whole. It is told in one line for all its facets, never as words that exceed
other words: who tells `words_named` and `seems_further` apart shows no guess as a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audit.model import Overstatement


def words_named(overstatements: Sequence[Overstatement]) -> tuple[Overstatement, ...]:
    """Return those of which a comparison found the words, in order."""
    return tuple(o for o in overstatements if not o.guessed)


def guesses_among(overstatements: Sequence[Overstatement]) -> tuple[Overstatement, ...]:
    """Return those that are guesses, in order."""
    return tuple(o for o in overstatements if o.guessed)


def is_guess(overstatements: Sequence[Overstatement]) -> bool:
    """Whether all that speaks for an overstatement is a guess; of none at all, there is nothing to guess."""
    return bool(overstatements) and not words_named(overstatements)


def seems_further(guesses: Sequence[Overstatement]) -> str:
    """Return one sentence for all of `guesses`: which passage, in which facets most likely, and what to do about it.

    `guesses` must not be empty; they are about one passage.
    """
    facets = [name.replace("-", " ") for name in dict.fromkeys(o.facet.value for o in guesses)]
    likely = " or ".join([", ".join(facets[:-1]), facets[-1]] if len(facets) > 1 else facets)
    passage = f"the passage {guesses[0].source}" if guesses[0].source else "the passage"
    return (
        f"The claim seems to go further than {passage}, most likely in {likely}, but no comparison could name the "
        "words: read the two side by side."
    )


def guess_beside(reason: str, overstatements: Sequence[Overstatement]) -> str:
    """Return the sentence for what is only guessed, empty where nothing is or where `reason` says it already."""
    guesses = guesses_among(overstatements)
    sentence = seems_further(guesses) if guesses else ""
    return "" if sentence in reason else sentence
