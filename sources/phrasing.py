"""Phrases of a lexicon found in a text, in a mini-syntax that is shorter to write and to review than expressions.

Words are apart by spaces and match over spaces and hyphens; `a|b` is a choice, `word?` may be missing, `stem~` takes
any ending, `_` joins the words of one choice, `...` stands for up to three words, `#` for a number in digits or words.
`overstatement.yaml` holds how copy goes further and how evidence holds back, `polarity.yaml` which way a clause points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.lexicon import lexicon

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
)
_LEAD = 3  # letters of a stem by which it is found
_GAP = r"[\s,-]+"
_NEGATION = re.compile(
    r"(?:\b(?:not|no|never|none|nor|neither|cannot|without|nothing|hardly|nobody|yet to be|far from"
    r"|(?:is|are|was|were|does|do|did|ca|wo)n['’]t)\b)(?:[\s-]+[\w'’-]+){0,3}[\s-]*$"
    # a subject that is nobody or nothing: "no drip of this kind has been approved"
    r"|\b(?:no|none|neither|nobody|no one)\b(?:(?!without)[^.;:,!?])*\b(?:is|are|was|were|been|be|has|have|had)\b"
    r"(?:\s+[\w'’-]+){0,2}\s+$"
    # what is not to be expected, and what is not known
    r"|(?:\bnot|n['’]t)\s+(?:\w+ly\s+)?(?:expect|promise|claim|assume|mean|prove[nd]?|shown?|known|certain|clear|tell|say)\b"
    r"[^.;:!?]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as printed, its place in the text (half-open), and what its entry stands for (None: no value)."""

    text: str
    start: int
    end: int
    value: float | None = None


Together = tuple[float | None, tuple[str, ...]]
"""A value, None for none, and the phrases of a group that stand for it and are looked for at once."""


@lru_cache(maxsize=65536)  # the same few texts are asked for the same groups, once for each text beside them
def find_phrases(
    group: str, text: str, *, affirmed: bool = True, lexicon_name: str = "overstatement"
) -> tuple[Phrase, ...]:
    """Return the phrases of `group` in `text`, in order; with `affirmed` without those that a negation precedes."""
    found = [
        Phrase(match.group(), match.start(), match.end(), value)
        for value, phrases in _possible(lexicon_name, text).get(group, ())
        for match in _joined(phrases).finditer(text)
        if not (affirmed and _NEGATION.search(text, 0, match.start()))
    ]
    return tuple(sorted(found, key=lambda p: (p.start, -p.end)))


def first_phrase(group: str, text: str, *, affirmed: bool = True, lexicon_name: str = "overstatement") -> str | None:
    """Return the first phrase of `group` in `text` as printed, None where there is none."""
    return next(
        (phrase.text for phrase in find_phrases(group, text, affirmed=affirmed, lexicon_name=lexicon_name)), None
    )


@lru_cache(maxsize=8192)
def groups_in(lexicon_name: str, text: str, *, affirmed: bool = True) -> frozenset[str]:
    """Return the groups of a lexicon that have a phrase in `text`, found as `find_phrases` finds them."""
    return frozenset(
        group
        for group in lexicon(lexicon_name)
        if find_phrases(group, text, affirmed=affirmed, lexicon_name=lexicon_name)
    )


@lru_cache(maxsize=8192)
def _possible(name: str, text: str) -> dict[str, tuple[Together, ...]]:
    """Return by group the phrases that `text` may have, by their stems: few of many, and only they are compiled."""
    folded = text.casefold()
    phrases, stems = _known(name)
    begun = {"", *(folded[i : i + _LEAD] for i in range(len(folded)))} & stems.keys()
    numbers = {number for lead in begun for stem, of in stems[lead] if stem in folded for number in of}
    found: dict[str, list[Together]] = {}
    for group, value, phrase in (phrases[number] for number in sorted(numbers)):
        together = found.setdefault(group, [])
        if value is None and together:
            together[0] = None, (*together[0][1], phrase)
        else:
            together.append((value, (phrase,)))
    return {group: tuple(together) for group, together in found.items()}


@cache
def _known(name: str) -> tuple[list[tuple[str, float | None, str]], dict[str, list[tuple[str, list[int]]]]]:
    """Return the phrases of a lexicon with group and value, and by first letters each stem with their numbers.

    Under "" stand stems that are shorter than that.
    """
    phrases: list[tuple[str, float | None, str]] = []
    numbers: dict[str, list[int]] = {}
    for group, entry in lexicon(name).items():
        valued: dict[str, float] = entry.get("hours") or entry.get("factor") or {}
        for text in valued or entry["words"]:
            for stem in _stems(text):
                numbers.setdefault(stem, []).append(len(phrases))
            phrases.append((group, float(valued[text]) if valued else None, text))
    leads: dict[str, list[tuple[str, list[int]]]] = {}
    for stem, of in numbers.items():
        leads.setdefault(stem[:_LEAD] if len(stem) >= _LEAD else "", []).append((stem, of))
    return phrases, leads


def _stems(text: str) -> frozenset[str]:
    """Return strings of which every text that has the phrase contains one, whatever the case.

    They are those of the word whose shortest choice is longest; a look for them is much cheaper than to compile an
    expression and to search with it.
    """
    required = [word.split("|") for word in text.split() if word != "..." and not word.endswith("?")]
    choices = [[_longest_part(choice) for choice in word] for word in required if "#" not in word]
    return frozenset(max(choices, key=lambda choice: min(map(len, choice)), default=[""]))


def _longest_part(word: str) -> str:
    return max(word.removesuffix("~").split("_"), key=len).casefold()


def compile_phrase(text: str) -> re.Pattern[str]:
    """Return the expression of a phrase in the mini-syntax of the lexicon."""
    return _joined((text,))


@lru_cache(maxsize=4096)
def _joined(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression for all `phrases`; where two begin at one place, the longer one as written comes first."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?<!non-)(?:{'|'.join(map(_expression, ordered))})(?![\w])", re.IGNORECASE)


def _expression(text: str) -> str:
    pattern, begun = "", False
    for word in text.split():
        if word == "...":
            pattern += rf"(?:{_GAP}[\w'’%.-]+){{0,3}}"
            continue
        optional = word.endswith("?")
        choice = "|".join(_word(w) for w in word.removesuffix("?").split("|"))
        if begun:
            pattern += f"(?:{_GAP}(?:{choice}))?" if optional else f"{_GAP}(?:{choice})"
        else:
            pattern += f"(?:(?:{choice}){_GAP})?" if optional else f"(?:{choice})"
        begun = begun or not optional
    if not begun:
        problem = f"every word of '{text}' may be missing"
        raise ValueError(problem)
    return pattern


def _word(word: str) -> str:
    if word == "#":
        return _NUMBER
    text = _GAP.join(re.escape(part) for part in word.removesuffix("~").split("_"))
    return rf"{text}\w*" if word.endswith("~") else text
