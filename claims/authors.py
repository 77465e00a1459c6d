"""Authors with a year, as running text cites them: "(Murrough et al., 2013)", "Murrough and colleagues (2013)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claims.lexicon import lexicon

_PARTICLE = r"(?:(?:van|von|de|del|della|der|den|di|da|dos|du|la|le|el|al|bin|ibn|ten|ter)[ -]){0,3}"
_NAME = rf"\b{_PARTICLE}[A-ZÀ-ÖØ-Þ][\w'’]{{1,30}}(?:-[A-ZÀ-ÖØ-Þ]?[\w'’]{{1,30}}){{0,3}}"
_INITIALS = r"(?:,? (?:[A-Z]\.?[ -]?){1,3}(?=[\s,;&(]))?"
_OTHERS = (
    rf"(?:,? et al\.?|,? (?:and|&) (?:colleagues|co-?workers|co-?authors|others|(?:his|her|their) team)"
    rf"|(?:, {_NAME}{_INITIALS}){{0,5}},? (?:and|&) {_NAME}{_INITIALS})"
)
_YEAR = r"(?P<year>(?:19|20)\d{2})[a-z]?"
_LEAD = r"(?:see(?: also)?,?|e\.g\.,?|cf\.?|reviewed in|review:|adapted from|data from|from|source:|after|in)?\s*"
_PAGES = r"(?:[,:] ?(?:pp?\.? ?)?\d+(?:[–-]\d+)?)?"

_ROUND = re.compile(r"[(\[]([^()\[\]]{5,300})[)\]]")
_PIECE = re.compile(rf"{_LEAD}(?P<author>{_NAME}){_INITIALS}(?P<others>{_OTHERS})?,? \(?{_YEAR}\)?{_PAGES}\.?")
_LONG_PIECE = re.compile(rf"{_LEAD}(?P<author>{_NAME}){_INITIALS}{_OTHERS}[,;.]? [^;]{{0,80}}?\b{_YEAR}\b[^;]{{0,30}}")
_NARRATIVE = re.compile(rf"(?P<author>{_NAME}){_INITIALS}(?P<others>{_OTHERS}),? [(\[]{_YEAR}[)\]]")
_SINGLE = re.compile(
    rf"(?:(?<=\bby )|(?<=\bsee )|(?<=\bto ))(?P<by>{_NAME}) \((?P<by_year>(?:19|20)\d{{2}})[a-z]?\)"
    rf"|(?P<author>{_NAME}) \({_YEAR}\)(?= (?:found|showed?n?|reports?|reported|demonstrated?s?|concluded?s?|suggests?|"
    r"suggested|observed|described|compared|randomi[sz]ed|reviewed|estimated|noted|and colleagues)\b)"
)
_STUDY_BY = re.compile(
    rf"\b{_YEAR} (?:[\w-]+ ){{0,3}}(?:study|trial|paper|review|meta-analysis|analysis|survey|report) (?:by|from) "
    rf"(?P<author>{_NAME})(?:{_OTHERS})?"
)
_FIRST_AUTHOR = re.compile(rf"\W*(?P<author>{_NAME})")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class AuthorYear:
    """The first author's family name as printed, and the year."""

    author: str
    year: str

    @property
    def key(self) -> str:
        """The key by which sources are looked up."""
        return f"author-year:{self.author.lower().replace('’', chr(39))} {self.year}"


@cache
def words(group: str) -> frozenset[str]:
    """Return the words of a group of the lexicon `citations`."""
    return frozenset(word for line in lexicon("citations")[group]["words"] for word in line.split())


def author_years(text: str) -> Iterator[tuple[int, int, tuple[AuthorYear, ...]]]:
    """Yield start, end and sources of each citation by author and year in `text`.

    Brackets that hold nothing else belong to the citation.
    """
    taken: list[tuple[int, int]] = []
    for bracket in _ROUND.finditer(text):
        pieces = list(_pieces(text, bracket.start(1), bracket.end(1)))
        cited = [(start, end, source) for start, end, source in pieces if source]
        if cited and len(cited) == len(pieces):
            taken.append(bracket.span())
            yield *bracket.span(), tuple(source for *_, source in cited)
        else:
            for start, end, source in cited:
                taken.append((start, end))
                yield start, end, (source,)
    for match in (match for pattern in (_NARRATIVE, _SINGLE, _STUDY_BY) for match in pattern.finditer(text)):
        found = match.groupdict()
        named = _source(found.get("author") or found.get("by"), found.get("year") or found.get("by_year"))
        if named is not None and not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            yield *match.span(), (named,)


def entry_author_year(entry: str) -> AuthorYear | None:
    """Return the first author and the year of an entry of a reference list, if it has both."""
    author, year = _FIRST_AUTHOR.match(entry), _ANY_YEAR.search(entry)
    return _source(author["author"], year[0]) if author and year else None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, AuthorYear | None]]:
    """Yield what semicolons separate between `start` and `end`, with the source that it names."""
    place = start
    for piece in text[start:end].split(";"):
        first = place + len(piece) - len(piece.lstrip())
        match = _PIECE.fullmatch(piece.strip()) or _LONG_PIECE.fullmatch(piece.strip())
        yield first, first + len(piece.strip()), _source(match["author"], match["year"]) if match else None
        place += len(piece) + 1


def _source(author: str | None, year: str | None) -> AuthorYear | None:
    if author is None or year is None or author.lower() in words("no-names"):
        return None
    return AuthorYear(author, year)
