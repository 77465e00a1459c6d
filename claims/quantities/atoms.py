"""The smallest pieces of a text that the grammar of quantities reads: numbers, words, codes and signs.

Atoms are cut from the characters, not from spaCy's tokens, because a tokenizer glues and splits what a grammar of
numbers needs whole ("8,000mg", "40–60", "p<0.05"). Offsets are those of the text.
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

SPACE = " \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u200b\u200e\u200f\u202f\u205f\u2060\u3000\ufeff"
HYPHENS = "-\u2010\u2011"  # inside words
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\u2043\ufe63\uff0d"  # in ranges
MINUSES = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"  # before a negative number
TIMES = "×xX✕*⨯"
_LONGEST_EXPONENT = 2  # digits
_THIN = "\u00a0\u2009\u202f\u2007\u2008"
_LETTER = "A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u2126\u212b"

_ATOM = re.compile(
    rf"""
    (?P<code>(?<![\d.,])(?!\d+[eExX]\d)\d+[A-Za-z]{{1,3}}\d[A-Za-z\d]*
        |(?<![\d.,])[{_LETTER}]+\d[\d{_LETTER}]*(?:[.+-]\d+)*(?![\d]))
    |(?P<number>
        \d{{1,3}}(?:,\d{{3}})+(?!\d)(?:[.·]\d+)?
        |(?<![\d,])\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?![\d,])(?:\.\d+)?
        |\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?![\d,])
        |\d{{1,3}}(?:['’]\d{{3}})+(?![\d'’])(?:[.]\d+)?
        |(?<![\d.,]\ )(?<![\d.,])\d{{1,3}}(?:[ {_THIN}]\d{{3}})+,\d{{1,2}}(?![\d,])
        |\d{{1,3}}(?:[{_THIN}]\d{{3}})+(?!\d)(?:[.]\d+)?
        |(?<!\d[ .])(?<!/)\b\d{{1,3}}(?:[ ]\d{{3}})+(?![\d,.]\d|\d|[ ]?[-‐‑–]\d)
        |\d+(?:\.\d+)?[eE][-+]?\d+\b
        |\d+[.·]\d+(?:\.\d+)*
        |(?<![\d{_LETTER}])[.·]\d+
        |(?<!\d,)\d+,\d{{1,2}}(?![\d,])
        |\d+)
    |(?P<word>°[CF]\b|[{_LETTER}]+(?:['’](?:[a-zA-Z]+|(?=\s)))*)
    |(?P<sign>[^\s])
    """,
    re.VERBOSE,
)


class Kind(IntEnum):
    """What an atom is made of; a code mixes letters and digits ("HbA1c") and is never read as a number."""

    NUMBER = 0
    WORD = 1
    CODE = 2
    SIGN = 3


class Atom(NamedTuple):
    """A piece `text[start:end]`; `low` is its comparable form, `glued` tells that no space stands before it.

    A named tuple, because every word of a text becomes one and it is made in half the time of a frozen dataclass.
    """

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    glued: bool
    value: float | None = None


_KINDS = {"number": Kind.NUMBER, "word": Kind.WORD, "code": Kind.CODE, "sign": Kind.SIGN}


class Atoms(list[Atom]):
    """The atoms of a text, with a memory of what has been read at each of them."""

    __slots__ = ("read",)

    def __init__(self) -> None:
        super().__init__()
        self.read: dict[tuple[str, int], object] = {}


def atoms_of(text: str) -> Atoms:
    """Cut `text` into atoms; white space, zero-width marks and soft hyphens fall between them."""
    found = Atoms()
    end = -1
    for match in _ATOM.finditer(text):
        printed, kind, value = match.group(), _KINDS[match.lastgroup or "sign"], None
        if kind is Kind.NUMBER:
            value = number_of(printed)
            if value is None:  # "1.2.3" is a section or a version
                kind = Kind.CODE
        elif kind is Kind.SIGN and not printed.isascii():
            if unicodedata.category(printed) in {"Cf", "Mn", "Cc"}:
                continue
            value = _sign_value(printed)
        start, last = match.span()
        low = printed.lower() if printed.isascii() else printed.lower().replace("’", "'").replace("μ", "µ")
        found.append(Atom(kind, printed, low, start, last, start == end, value))
        end = last
    return found


def number_of(printed: str) -> float | None:
    """Return the value of a numeral in digits; None where it is no decimal number.

    Commas, apostrophes and spaces before three digits separate thousands, a comma before one or two digits is a decimal
    comma, and points before it separate thousands.
    """
    if printed.isdecimal() and printed.isascii():
        return float(printed)
    if re.match(r"\d{1,2}(?:,\d{2})+,\d{3}", printed):  # "1,50,000": lakhs and crores
        return float(printed.replace(",", ""))
    if "." in printed and re.search(r",\d{1,2}$", printed):
        printed = printed.replace(".", "")
    plain = re.sub(rf"[ '’{_THIN}]|,(?=\d{{3}})", "", printed).replace("·", ".").replace(",", ".")
    if plain.count(".") > 1:
        return None
    return float(plain)


def _sign_value(sign: str) -> float | None:
    """Return the value of a vulgar fraction (½); None for every other sign."""
    if unicodedata.category(sign) != "No" or not unicodedata.decomposition(sign).startswith("<fraction>"):
        return None
    return unicodedata.numeric(sign)


def low(atoms: Atoms, index: int) -> str:
    """Return the comparable form of an atom; an empty string outside of the text."""
    return atoms[index].low if 0 <= index < len(atoms) else ""


def joined(atoms: Atoms, index: int, signs: str = HYPHENS) -> bool:
    """Whether one of `signs` at `index` joins its neighbours without a space."""
    return index + 1 < len(atoms) and atoms[index].text in signs and atoms[index].glued and atoms[index + 1].glued


def step(atoms: Atoms, index: int) -> int:
    """Return the index of the next word, over a hyphen that joins it."""
    return index + 1 if joined(atoms, index) else index


def is_ordinal(atoms: Atoms, index: int) -> bool:
    """Whether the number at `index` is printed as an ordinal: "3rd", "21st"; no ordinal ends as "9st" does."""
    value, suffix = atoms[index].value, low(atoms, index + 1)
    if value is None or suffix not in ("st", "nd", "rd", "th") or not atoms[index + 1].glued:
        return False
    return suffix != "st" or (value % 10 == 1 and value % 100 != 11)  # noqa: PLR2004


def exponent(atoms: Atoms, index: int) -> tuple[int, int] | None:
    """Return the value and the end of "⁸", "^8", "^-8" or "(-8)" at `index`; None where there is no exponent.

    Bibliographic databases print a superscript in parentheses, without a space before them: "10(9)", "cm(2)".
    """
    if index + 2 < len(atoms) and atoms[index].text == "(" and atoms[index].glued:
        at = index + 1 + (atoms[index + 1].text in MINUSES)
        digits = at < len(atoms) and atoms[at].kind is Kind.NUMBER and len(atoms[at].text) <= _LONGEST_EXPONENT
        closed = low(atoms, at + 1) == ")" and low(atoms, at + 2) != ":"  # "10(3):245" is a place in a journal
        value = atoms[at].value if digits and closed else None
        return None if value is None else (int(value if at == index + 1 else -value), at + 2)
    if index < len(atoms) and atoms[index].text == "^":
        at = index + 1 + (index + 1 < len(atoms) and atoms[index + 1].text in DASHES)
        value = atoms[at].value if at < len(atoms) else None
        return None if value is None else (int(value if at == index + 1 else -value), at + 1)
    printed = ""
    while (
        index < len(atoms)
        and atoms[index].glued
        and unicodedata.decomposition(atoms[index].text[:1]).startswith("<super>")
    ):
        printed += unicodedata.normalize("NFKC", atoms[index].text).replace("\u2212", "-")
        index += 1
    return (int(printed), index) if printed.lstrip("-").isdigit() else None
