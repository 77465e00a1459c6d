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


@lru_cache(maxsize=65536)  # the same few texts are asked for the same groups, once for each text beside them
def find_phrases(
    group: str, text: str, *, affirmed: bool = True, lexicon_name: str = "overstatement"
) -> tuple[Phrase, ...]:
    """Return the phrases of `group` in `text`, in order; with `affirmed` without those that a negation precedes."""
    folded = text.casefold()
    found = [
        Phrase(match.group(), match.start(), match.end(), value)
        for place, (_, stems, value) in enumerate(_phrases(lexicon_name, group))
        if any(stem in folded for stem in stems)
        for match in _pattern(lexicon_name, group, place).finditer(text)
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


@cache
def _phrases(name: str, group: str) -> tuple[tuple[tuple[str, ...], frozenset[str], float | None], ...]:
    """Return the phrases of a group, those of one value together, with strings of which a text that has one has one."""
    entry = lexicon(name)[group]
    valued: dict[str, float] = entry.get("hours") or entry.get("factor") or {}
    if valued:
        return tuple(((text,), _stems(text), float(value)) for text, value in valued.items())
    return ((tuple(entry["words"]), frozenset().union(*map(_stems, entry["words"])), None),)


@cache
def _pattern(name: str, group: str, place: int) -> re.Pattern[str]:
    """Return the expression of the phrases at `place` of a group, compiled when a text may first have one."""
    return _joined(_phrases(name, group)[place][0])


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
