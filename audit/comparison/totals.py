"""Words for a total effect ("eliminates", "completely"), against a sentence that reports a part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import Role
from sources.amounts import effects_of
from sources.phrasing import find_phrases, first_phrase

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.amounts import Amount
    from sources.phrasing import Phrase

_WHOLE = 95.0  # percent; from here on "eliminates" is hardly more than rounding
_LARGE = 40.0  # percent; own choice: a change of two fifths may be called large, though it is not total
_MOST = 50.0  # percent
_BY_SO_MUCH = re.compile(r"\bby (?:a mean of |an average of |about )?\d+(?:\.\d+)? (?:points?|mm|cm|decibels|dB)\b")
_ARMS = re.compile(  # a value that is left with the treatment: "3 men on vaccine and 28 on placebo", "from 11 to 5"
    r"\bfrom \d+(?:\.\d+)? to (?:[1-9]\d*(?:\.\d+)?|0\.\d+)(?! (?:year|month|week|day))"
    r"|\b\d+(?:\.\d+)? (?:\w+ )?(?:with|on|in|after) [^.;]*\b(?:and|versus|vs|against|than) \d+(?:\.\d+)?",
    re.IGNORECASE,
)
_SOME = re.compile(  # what some reach is no promise to all
    r"\b(?:some|a few|a small number|(?:\d+|one|two|three|four|five|six|seven|eight) (?:in|out of) \w+|a minority"
    r"|about half|half"
    r"|(?:many|most|more) (?:\w+ )?(?:people|patients|women|men|children|adults|users|partners|wearers))\b[^.;,]*$"
    r"|\beffects? (?:can|could|may) be $|\bway to (?:\w+ )?$",
    re.IGNORECASE,
)
_PART = re.compile(  # "stops more decay", "gone back to smoking", "complete a course": a part, or no end of an ill
    r"\s+(?:more|further|some|part|back (?:to|into|at|in|on)|through|on|into|ahead|when|if"
    r"|a course|the course|courses?|treatment)\b"
    r"|\s+from (?:the|your) (?:blood|body|system|urine)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:after|when|once(?!-)|until|before)\b[^.,;]*$", re.IGNORECASE)  # "after the course ends"
_CAN = re.compile(r"\b(?:can|may|could) (?:\w+ly )?$", re.IGNORECASE)  # "can halt decay" promises it to no case
_LARGE_WORD = re.compile(r"(?:dramatic|remarkabl|huge|massive|enormous|powerful|extraordinar|major)", re.IGNORECASE)
_OF_SAFETY = re.compile(  # that nothing happens is for the facet `safety`
    r"\b(?:safe|safest|harmless|painless|comfortable|risks?|side[ -]effects?|(?:adverse|allergic|unwanted) \w+"
    r"|reactions?)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:stopp|discontinu|withdr|dropp|left|gave up|relaps|recur|side effects?)", re.IGNORECASE)
_STUDIES = re.compile(r"\b(?:trials?|stud(?:y|ies)|participants?|patients?)\b", re.IGNORECASE)
_NEAR = 40  # code points after an amount in which it is said whom it counts


def beyond_total(claim: Analysis, sentence: Analysis) -> Overstatement | None:
    """Return a total effect of `claim` where the sentence reports a part of it, or a small effect."""
    phrase = next((p for p in find_phrases("total-effect", claim.text) if not _partly(p, claim.text)), None)
    if phrase is None or _OF_SAFETY.search(claim.text) or first_phrase("small-effect", claim.text):
        return None
    if first_phrase("total-effect", sentence.text):
        return None
    small = first_phrase("small-effect", sentence.text)
    part = small if small is not None or effects_of((claim,)) else _part_in(sentence, phrase, claim)
    return Overstatement(Facet.MAGNITUDE, phrase.text, part) if part is not None else None


def _partly(phrase: Phrase, text: str) -> bool:
    """Whether the word is said of some people only, of a part, of a time to come or of what leaves by itself."""
    before, after = text[: phrase.start], text[phrase.end :]
    return any((_SOME.search(before), _PART.match(after), _WHEN.search(before)))


def _part_in(sentence: Analysis, phrase: Phrase, claim: Analysis) -> str | None:
    """Return the amount of the sentence that is less than `phrase` says, None where none is."""
    before = claim.text[: phrase.start]
    large = _LARGE_WORD.match(phrase.text) is not None and not before.lower().endswith("most ")
    found = [a for a in effects_of((sentence,)) if not _STUDIES.search(a.text) and not _gave_up(a, sentence)]
    parts = [a for a in found if a.dimension == "percent"]
    largest = max(parts, key=lambda a: abs(a.most or 0.0), default=None)
    if largest is not None:
        of_people = _CAN.search(before) is not None and largest.role is not Role.EFFECT_SIZE
        whole = _MOST if of_people else _LARGE if large else _WHOLE
        return largest.text if abs(largest.most or 0.0) < whole else None
    if large:
        return None  # whether a number of points is much, the number does not tell
    step = _BY_SO_MUCH.search(sentence.text) or _ARMS.search(sentence.text)
    return found[0].text if found else step[0] if step else None


def _gave_up(amount: Amount, sentence: Analysis) -> bool:
    """Whether the amount counts those who left or had it back: "17% dropped out"."""
    after = re.split(r"[,;.]", sentence.text.partition(amount.text)[2])[0]
    return _LEFT.search(after[:_NEAR]) is not None
