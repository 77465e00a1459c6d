"""Numbers in digits and in words: "8,000", "2½", "twenty-four", "a hundred and fifty", "two thirds", "3 × 10⁸"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, cast

from claims.lexicon import lexicon
from claims.quantities.atoms import HYPHENS, TIMES, Kind, low, step
from claims.quantities.powers import fraction_at, power_at

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms


class Form(StrEnum):
    """How a number is printed, as far as its meaning depends on it."""

    DIGITS = "digits"
    WORDS = "words"
    ARTICLE = "article"  # "a hundred"; also the "a" of "a week", which is no number by itself
    FRACTION = "fraction"
    COLLECTIVE = "collective"  # dozens, thousands of
    PAIR = "pair"  # a couple of
    VAGUE = "vague"  # a few, several


@dataclass(frozen=True, slots=True)
class Number:
    """A number in atoms up to index `end` (exclusive); `value` is None where the words name none ("a few").

    `scale` is what its last words multiply by, which a number before it may share: "two to three hundred".
    """

    value: float | None
    end: int
    form: Form
    scale: float = 1.0


@cache
def values(group: str) -> dict[str, float]:
    """Return the words of one group of `numbers.yaml` and their values."""
    return {word: float(value) for word, value in lexicon("numbers")[group]["values"].items()}


@cache
def vague_words() -> frozenset[str]:
    """Words for an amount without a number."""
    return frozenset(lexicon("numbers")["vague"]["words"])


@cache
def starters() -> frozenset[str]:
    """Words that a number can begin with."""
    groups = ("cardinals", "scales", "collectives", "pairs")
    first = {words[0] for words, _ in _named()}
    return frozenset({"a", "an", "half"}).union(first, vague_words(), *(values(group) for group in groups))


@cache
def _named() -> tuple[tuple[tuple[str, ...], float], ...]:
    """Numbers of several words that their parts do not add up to, with their values."""
    return tuple((tuple(words.split()), value) for words, value in values("named").items())


def read_number(atoms: Atoms, index: int) -> Number | None:
    """Read the longest number that starts at `index`."""
    if index >= len(atoms):
        return None
    key = ("number", index)
    if key not in atoms.read:
        atoms.read[key] = _read_number(atoms, index)
    return cast("Number | None", atoms.read[key])


def _read_number(atoms: Atoms, index: int) -> Number | None:
    atom = atoms[index]
    if atom.value is not None:
        return _digits(atoms, index, atom.value)
    if atom.kind is not Kind.WORD or atom.low not in starters():
        return None
    return _article(atoms, index) if atom.low in ("a", "an", "half") else _words(atoms, index)


def _digits(atoms: Atoms, index: int, value: float) -> Number:
    end = index + 1
    form = Form.FRACTION if atoms[index].kind is Kind.SIGN else Form.DIGITS
    times = low(atoms, end)
    raised = power_at(atoms, end + 1) if times and times in TIMES else None
    if raised is not None:
        return Number(value * raised[0], raised[1], form)
    raised = power_at(atoms, index) if form is Form.DIGITS else None
    if raised is not None:
        return Number(raised[0], raised[1], form)
    if (
        end < len(atoms)
        and atoms[end].kind is Kind.SIGN
        and (part := atoms[end].value) is not None
        and form is Form.DIGITS
    ):
        value, end = value + part, end + 1
    elif (part := fraction_at(atoms, index)) is not None:
        value, end, form = part, index + 3, Form.FRACTION
    elif (part := fraction_at(atoms, step(atoms, end))) is not None and (  # "2 1/2" and "2-1/2"
        not atoms[end].glued or atoms[end].text in HYPHENS
    ):
        value, end = value + part, step(atoms, end) + 3
    elif low(atoms, end) == "and" and low(atoms, end + 1) in ("a", "one") and low(atoms, end + 2) == "half":
        value, end = value + 0.5, end + 3
    after = step(atoms, end)
    scale = scale_at(atoms, after)
    if scale is None and after < len(atoms) and atoms[after].glued:
        decimal = atoms[after].text == "M" and "." in atoms[index].text  # "7M" may be months
        million = decimal and not (after + 1 < len(atoms) and atoms[after + 1].text[0].isupper())  # nor "1.5M NaCl"
        scale = 1e6 if million else values("abbreviated-scales").get(atoms[after].low)
    return Number(value, end, form) if scale is None else Number(value * scale, after + 1, form, scale)


def scale_at(atoms: Atoms, index: int) -> float | None:
    """Return what the word at `index` multiplies a number by: "hundred", "million", "dozen", "gross" of things."""
    word = low(atoms, index)
    if word == "gross":  # "two gross of vials" and "a gross is 144", but "a gross error"
        following = low(atoms, index + 1)
        alone = not following[:1].isalnum() or following in ("of", "and", "or")
        return 144.0 if alone or following in lexicon("numbers")["defining"]["words"] else None
    return 12.0 if word == "dozen" else values("scales").get(word)


def _article(atoms: Atoms, index: int) -> Number | None:
    """Read "a hundred", "half", "half a million", "a third", "a few", "a couple of"."""
    if atoms[index].low == "half":
        return _half(atoms, index)
    following = low(atoms, index + 1)
    if following in vague_words():
        if scale_at(atoms, index + 2):
            return _words(atoms, index + 1)
        return Number(None, index + 2 + (low(atoms, index + 2) == "of"), Form.VAGUE)
    if following in values("pairs"):
        return Number(2.0, index + 2 + (low(atoms, index + 2) == "of"), Form.PAIR)
    if following == "half":
        return _half(atoms, index + 1)
    if following in values("fractions") and not following.endswith("s"):
        return _of_a_scale(atoms, Number(1 / values("fractions")[following], index + 2, Form.FRACTION))
    if scale_at(atoms, index + 1) or any(following == words[0] for words, _ in _named()):
        return _words(atoms, index + 1)
    return None


def _half(atoms: Atoms, index: int) -> Number:
    at = step(atoms, index + 1)
    article = low(atoms, at) in ("a", "an")
    if scale := scale_at(atoms, at + article):  # "half a million", "half a dozen", "a half dozen"
        return Number(scale / 2, at + article + 1, Form.WORDS)
    return Number(0.5, index + 1, Form.FRACTION)


def _of_a_scale(atoms: Atoms, number: Number) -> Number:
    """Multiply a fraction by what it is of: "a quarter of a million", "three quarters of a million"."""
    behind = [low(atoms, number.end + place) for place in range(2)]
    scale = scale_at(atoms, number.end + 2) if behind in (["of", "a"], ["of", "one"]) else None
    if scale is None or number.value is None:
        return number
    return Number(number.value * scale, number.end + 3, Form.WORDS)


def _words(atoms: Atoms, index: int) -> Number | None:
    word = atoms[index].low
    for words, value in _named():
        if words == tuple(low(atoms, index + place) for place in range(len(words))):
            return Number(value, index + len(words), Form.WORDS)
    if word in vague_words() and (scale := scale_at(atoms, index + 1)):  # "several hundred"
        return Number(scale, index + 2, Form.COLLECTIVE)
    if word in vague_words():
        return Number(None, index + 1 + (low(atoms, index + 1) == "of"), Form.VAGUE)
    if word in values("pairs"):
        return Number(values("pairs")[word], index + 1 + (low(atoms, index + 1) == "of"), Form.PAIR)
    if word in values("collectives") and word != "dozen":
        return None if word == "tens" and low(atoms, index + 1) != "of" else _collective(atoms, index)
    total, current, end = 0.0, 0.0, index
    at, last = index, 1.0
    while at < len(atoms):
        word = atoms[at].low
        cardinal, scale = values("cardinals").get(word), scale_at(atoms, at)
        if cardinal is not None and _fits(current, cardinal, started=end > index):
            current, last = current + cardinal, 1.0
        elif scale is not None:
            current, last = (current or 1.0) * scale, last * scale
            if scale >= 1000:  # noqa: PLR2004
                total, current = total + current, 0.0
        else:
            break
        end = at + 1
        at = _next_number_word(atoms, end, scaled=scale is not None)
    if end == index:
        return None
    return _scaled(atoms, _with_fraction(atoms, Number(total + current, end, Form.WORDS, last)))


def _scaled(atoms: Atoms, number: Number) -> Number:
    """Multiply "two and a half" and "one point five" by the scale behind it."""
    if number.form is Form.FRACTION:
        return _of_a_scale(atoms, number)
    scale = scale_at(atoms, number.end)
    if scale is None or number.value is None or number.value.is_integer():
        return number
    return Number(number.value * scale, number.end + 1, Form.WORDS, scale)


def _fits(current: float, cardinal: float, *, started: bool) -> bool:
    """Whether a cardinal may follow: "twenty four", "hundred four", never "four five"."""
    if not started:
        return True
    rest = current % 100
    return (cardinal < 10 <= rest and rest % 10 == 0) or (rest == 0 and 0 < cardinal < 100)  # noqa: PLR2004


def _next_number_word(atoms: Atoms, index: int, *, scaled: bool) -> int:
    """Return the index at which the number may go on: over a hyphen, and after a scale over "and" or a comma."""
    if not scaled:
        return step(atoms, index)
    at = step(atoms, index)
    if low(atoms, at) in ("and", "&", ",") and low(atoms, at + 1) in values("cardinals"):
        after = read_number(atoms, at + 1)
        comma_without_scale = low(atoms, at) == "," and low(atoms, at + 2) not in values("scales")
        return at if comma_without_scale or after is None or after.form is Form.FRACTION else at + 1
    return at


def _collective(atoms: Atoms, index: int) -> Number:
    """Read "thousands", "hundreds of thousands", "tens of millions"."""
    collectives = values("collectives")
    value, end = collectives[atoms[index].low], index + 1
    while low(atoms, end) == "of" and low(atoms, end + 1) in collectives:
        value *= collectives[low(atoms, end + 1)]
        end += 2
    return Number(value, end, Form.COLLECTIVE)


def _with_fraction(atoms: Atoms, number: Number) -> Number:
    """Add "and a half", or turn "two thirds" into its value."""
    value, end = number.value or 0.0, number.end
    at = step(atoms, end)
    if low(atoms, at) == "point" and (decimals := _decimals(atoms, at + 1)):
        return Number(float(f"{value:.0f}.{decimals}"), at + 1 + len(decimals), Form.WORDS)
    if low(atoms, at) == "and" and low(atoms, step(atoms, at + 1)) in ("a", "one"):
        part = step(atoms, step(atoms, at + 1) + 1)
        if low(atoms, part) in ("half", "quarter", "third"):
            return Number(value + 1 / values("fractions")[low(atoms, part)], part + 1, Form.WORDS)
    if low(atoms, at) == "and" and low(atoms, at + 1) in values("cardinals"):  # "two and three quarters"
        part_of = read_number(atoms, at + 1)
        whole = part_of is not None and part_of.form is Form.FRACTION and low(atoms, part_of.end) != "of"
        if part_of is not None and part_of.value is not None and whole and part_of.value < 1:
            return Number(value + part_of.value, part_of.end, Form.WORDS)
    denominator = values("fractions").get(low(atoms, at))
    plural = low(atoms, at).endswith(("s", "halves"))
    if denominator and 0 < value <= 20 and plural == (value != 1):  # noqa: PLR2004
        return Number(value / denominator, at + 1, Form.FRACTION, 1 / denominator)
    return number


def _decimals(atoms: Atoms, index: int) -> str:
    """Read the digits behind a spelled decimal point: "five" of "two point five"; empty where there are none."""
    printed = ""
    while (digit := values("cardinals").get(low(atoms, index + len(printed)))) is not None and digit <= 9:  # noqa: PLR2004
        printed += f"{digit:.0f}"
    return printed
