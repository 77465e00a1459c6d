"""The dateline of a press release: "LEEDS, 3 May 2025 (Example Wire) — " in front of the first statement.

Place, date and agency say where and when a text was sent out, not what it claims (The Associated Press Stylebook,
"datelines"). A dateline holds nothing else before its dash, and at least two of the three; a place with its state or
province counts as two, because prose does not put one in front of a dash.
"""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import lexicon

MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?"
)
LONGEST = 160  # characters before the dash; no place, date and agency need more
_DASH = re.compile(r"\s*--+\s*|\s+[–—-]\s+|(?<=[\d)/])[–—]\s*")
_DATE = re.compile(
    rf"(?:{MONTHS})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTHS})\b\.?(?:,?\s+\d{{4}})?|(?:{MONTHS})\b\.?,?\s+\d{{4}}\b|"
    r"\d{4}-\d\d-\d\d\b|\d{1,2}[/.]\d{1,2}[/.]\d{4}\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"@|\d{1,2}[:.]\d\d(?::\d\d)?\b")
_AGENCY = re.compile(r"\(([^()]{2,60})\)|/([^/]{2,60})/(?!\S*/)")
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*", re.UNICODE)
_BETWEEN = re.compile(r"[\s,;:|]+|[–—-](?=\s)")
_LOWER = frozenset({"de", "del", "la", "le", "of", "upon", "on", "the", "and", "am", "sur", "di", "da", "do"})


def dateline_end(text: str, start: int = 0) -> int | None:
    """Return the offset at which the statement behind the dateline at `start` begins, None where there is none."""
    for dash in _DASH.finditer(text, start, start + LONGEST):
        behind = text[dash.end() : dash.end() + 2].lstrip("\"'“‘«(")
        if behind[:1].isupper() or behind[:1].isdigit():
            kinds = _kinds(text[start : dash.start()])
            if len(kinds) > 1:
                return dash.end()
            if not kinds:
                return None
    return None


def _kinds(head: str) -> frozenset[str]:
    """Return what a stretch consists of: place, region, date, agency; nothing where it holds any other words."""
    found: set[str] = set()
    words: list[str] = []
    at = 0
    while at < len(head):
        if gap := _BETWEEN.match(head, at):
            at = gap.end()
        elif piece := _DATE.match(head, at) or _CLOCK.match(head, at):
            found.add("date")
            at = piece.end()
        elif agency := _AGENCY.match(head, at):
            found.add("agency" if _is_agency(agency[1] or agency[2]) or agency[2] else "bracket")
            at = agency.end()
        elif word := _WORD.match(head, at):
            words.append(word.group())
            at = word.end()
        else:
            return frozenset()
    return _with_place(found, words)


def _with_place(found: set[str], words: list[str]) -> frozenset[str]:
    """Add the place that `words` name to what was `found`; nothing where they are no name of a place."""
    names = [word for word in words if word.lower().rstrip(".") not in _known("dates")]
    if names:
        first = names[0]
        capital = all(word[0].isupper() or word.lower() in _LOWER for word in names)
        if not capital or not first[0].isupper() or first.lower() in _known("openers"):
            return frozenset()
        found.add("place")
        if len(names) > 1 and names[-1] in _known("regions"):
            found.add("region")
    if "bracket" in found:  # "Zinc (a mineral) — …": only a date tells an agency in brackets from an explanation
        found = {*(found - {"bracket"}), "agency"} if "date" in found else set()
    return frozenset(found)


def _is_agency(name: str) -> bool:
    lowered = name.lower()
    words = re.findall(r"\w+", lowered)
    return any(part in words or (len(part) > 3 and part in lowered) for part in _known("agencies"))  # noqa: PLR2004


@cache
def _known(group: str) -> frozenset[str]:
    return frozenset(word for line in lexicon("datelines")[group]["words"] for word in line.split())
