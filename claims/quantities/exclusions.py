"""Numbers that count nothing: telephone numbers, addresses, identifiers, labels ("phase 3"), codes and list marks."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense
from claims.quantities.atoms import DASHES, HYPHENS, Kind, is_ordinal, joined, low, step
from claims.quantities.measures import measured, read_unit
from claims.quantities.numerals import Form, read_number, values
from claims.units import count_groups, kind_of

if TYPE_CHECKING:
    from claims.quantities.atoms import Atoms

_NUMBERS = re.compile(  # telephone numbers, citation marks and codes, by their shape
    r"""(?=[\d+(\[\#™®])(?:
    (?:\+\d{1,3}[\s.-]?)?(?:\(\d{3,5}\)|\b\d{3,4})[\s.-]\d{3}[.-]\d{4}\b        # 555-012-3456, (555) 012-3456
    |\b1[-.]\d{3}[-.]\d{3}[-.]\d{4}\b
    |\+\d{1,3}[\s.-]?(?:\(0\)\s?)?\d{2,5}(?:[\s.-]\d{2,4}){1,4}\b               # +44 20 0000 0000
    |\b\d{1,2}\+\d{3}-\d{3}-\d{4}\b
    |\b0\d{2,4}\s\d{3,4}\s\d{3,4}\b                                             # 020 0000 0000
    |\b\d{1,5}\s(?:[NSEW]\.?\s)?(?:[A-Z][\w'.]+\s){1,3}(?:Ave|Avenue|Street|St|Road|Rd|Blvd|Boulevard|Drive|Dr|Lane
        |Ln|Way|Court|Ct|Place|Pl|Parkway|Pkwy|Highway|Hwy|Square|Terrace)\b
    |\#\s?[A-Z]?-?\d+\b
    |\[\d{1,3}(?:\s?[-–,;]\s?\d{1,3})*\]                                         # citation marks
    |\b24\s?[/-]\s?7(?!\d)|\b365\s?days?\sa\syear\b|\b20\s?/\s?20\b|\b9-1-1\b
    |\b\d{1,3}°\s?\d{1,2}[′'](?:\s?\d{1,2}(?:\.\d+)?[″"])?                     # degrees, minutes and seconds
    |\b(?:6[678][ ]?Ga|1[35]N)\b                                                # isotopes that end as units do
    |[™®]\d+\b|\b\d+\([a-z]\)                                                   # 510(k)
    )""",
    re.VERBOSE,
)
_NAMED = re.compile(  # numbers whose name says that they are none
    r"\b(?:(?i:call|dial|text|phone|tel|fax|ring)\b[:.]?\s+(?:us\s+(?:on|at)\s+)?\d{3}(?![\d]|[-.\s]\d)"
    r"|(?:PMID|PMCID|ISBN|ISSN|ISRCTN|NCT|EudraCT|DIN|CAS|EIN|NPI|ACTRN|CRD|ABN|VAT)\b\W{0,3}[\d-]+"
    r"|[A-Z]{2},?\s\d{5}(?:-\d{4})?\b"  # a ZIP code behind its state
    r"|(?i:company|registration|registered|licen[cs]e|charity|patent|order)\s(?i:no|number)\b\W*\d[\d\s]*)"
)
_LINKS = re.compile(
    r"https?://\S+|\bwww\.\S+|\bdoi:\s?\S+|\b10\.\d{4,9}/\S+|[\w.+-]+@[\w-]+\.\w+"
    r"|\b[\w-]+\.(?:com|org|net|edu|gov|info|co\.uk|io)\b(?:/\S*)?"
)
_PREFIXES = frozenset("over under mid sub pre post above below to or and a".split())
_JOINABLE = frozenset(
    "fold digit per times time half third thirds quarter quarters fifth fifths plus million billion thousand".split()
)
_ABBREVIATED = frozenset("no fig vol ext step phase apt pp".split())
_PLURAL_LABELS = frozenset("types stages phases grades levels groups figures tables trials steps".split())
_LIST_MARK = re.compile(r"(?m)^[^\w\n]{0,6}\d{1,2}[.)](?=\s)")


def masked(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches of `text` whose digits are no amounts."""
    if re.search(r"\d", text) is None:
        return ()
    linked = (_LINKS,) if "/" in text or "@" in text or "www" in text else ()
    return tuple(
        match.span() for pattern in (_NUMBERS, _NAMED, _LIST_MARK, *linked) for match in pattern.finditer(text)
    )


@cache
def labels() -> frozenset[str]:
    """Words that make the number behind them a name."""
    return frozenset(lexicon("numbers")["labels"]["words"])


@cache
def _compounds() -> frozenset[str]:
    counts = lexicon("counts")
    return frozenset(
        [
            *lexicon("numbers")["compounds"]["words"],
            *counts["doses"]["nouns"],
            *counts["sessions"]["nouns"],
            *count_groups(),
        ]
    )


def read_nothing(atoms: Atoms, index: int) -> Amount | None:
    """Read a number that names, numbers or decorates; the caller drops it."""
    number = read_number(atoms, index)
    if number is None:
        return None
    end = number.end
    if (
        _is_label(atoms, index, end)
        or _is_part_of_code(atoms, index, number.form, end)
        or _is_half_of_word(atoms, index, number.form, end)
    ):
        return _nothing(index, end)
    joint = low(atoms, end)
    if (
        joint == "/"
        and joined(atoms, end, "/")
        and number.form is Form.DIGITS
        and (other := read_number(atoms, end + 1))
    ):
        behind = read_unit(atoms, other.end)
        bare = behind is None and joined(atoms, end, "/")
        return _nothing(index, other.end) if bare and (number.value or 0) >= (other.value or 0) else None
    return None


def _nothing(first: int, end: int) -> Amount:
    return Amount(first, end, first, None, None, None, sense=Sense.NOTHING)


def _is_label(atoms: Atoms, index: int, end: int) -> bool:
    """Whether a word before the number makes it a name: "phase 3", "No. 5", "types 1 and 2"."""
    at = index - 1
    if low(atoms, at) in (".", ":", "-", "–") and low(atoms, at - 1) in _ABBREVIATED:
        at -= 1
    elif low(atoms, at) in ("and", "or", "/", "to") and at > 1 and atoms[at - 1].value is not None:
        at -= 2
    word = low(atoms, at)
    plural = word.endswith("s") and word not in _PLURAL_LABELS
    if word not in labels() or plural or (word == "no" and low(atoms, index - 1) != "."):
        return False
    joint = low(atoms, end)
    share = joint in ("in", "out") and read_number(atoms, end + 1 + (joint == "out")) is not None
    return not share and measured(atoms, end) is None


def _is_part_of_code(atoms: Atoms, index: int, form: Form, end: int) -> bool:
    """Whether letters touch the digits so that they make a name: "COVID-19", "3D", "5-HT", "one-size-fits-all"."""
    before_sign, before_word = index - 1, index - 2
    if (
        index > 1
        and atoms[before_sign].text in HYPHENS
        and joined(atoms, before_sign)
        and atoms[before_word].kind is not Kind.NUMBER
    ):
        word = low(atoms, before_word)
        known = word in _PREFIXES or word in values("cardinals")
        if not known and atoms[before_word].kind in (Kind.WORD, Kind.CODE):
            return True
    if end >= len(atoms):
        return False
    following = atoms[end]
    if form is Form.DIGITS and following.glued and following.kind in (Kind.WORD, Kind.CODE):
        return is_ordinal(atoms, end - 1) or (
            read_unit(atoms, end) is None and following.low not in ("s", "k", "m", "bn", "b", "x", "mn", "to")
        )
    if not joined(atoms, end, HYPHENS) or atoms[end + 1].kind is Kind.NUMBER:
        return False
    word = low(atoms, end + 1)
    return not _counts(atoms, end + 1, word)


def _counts(atoms: Atoms, index: int, word: str) -> bool:
    """Whether a word joined to a number by a hyphen is counted by it."""
    if atoms[index].kind is Kind.WORD and len(word) == 1 and word not in ("g", "h", "m", "l"):
        return False
    known = word in _compounds() or word in _JOINABLE
    rated = word in ("hourly", "daily", "weekly", "monthly", "yearly")
    if word in ("in", "of", "out", "to", "or", "and"):
        return read_number(atoms, step(atoms, index + 1)) is not None or word == "and"
    return known or rated or read_unit(atoms, index) is not None or word in values("cardinals")


def _is_half_of_word(atoms: Atoms, index: int, form: Form, end: int) -> bool:
    """Whether "half" or "quarter" is no share: "half-life", "the second half", "third quarter"."""
    if form is not Form.FRACTION or atoms[index].kind is not Kind.WORD:
        return False
    words = lexicon("numbers")["not-halves"]
    hyphen = low(atoms, end) in DASHES and bool(low(atoms, end)) and joined(atoms, end)
    following = low(atoms, end + 1 if hyphen else end)
    unit = read_unit(atoms, end + 1 if hyphen else end)
    at = end + (following == "of")
    measured = low(atoms, at) in ("a", "an") and read_unit(atoms, at + 1) is not None  # "better half a year later"
    return (
        (low(atoms, index - 1) in words["before"] and not measured)
        or following in words["after"]
        or (hyphen and (unit is None or kind_of(unit[0]) != "time"))
    )
