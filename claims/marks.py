"""Citation marks: where the copy names a source, and the keys by which the source can be found.

A mark that stands beside the words ("[1]", "¹", "(Murrough et al., 2013)") disturbs a parser; `without_marks` takes
such marks out and leaves every other code point its place in the file. A mark that is part of the sentence ("Murrough
and colleagues (2013)", linked words, a printed address) stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.authors import AuthorYear, author_years, entry_author_year
from claims.authors import words as lexicon_words
from claims.identifiers import find_identifiers, url_keys
from claims.model import CitationMark, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claims.model import Block

    References = Sequence[tuple[str, str]]

_RANK = ("doi", "pmid", "pmcid", "nct", "id", "url", "ref", "author-year")
_LIST = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
_BRACKETED = re.compile(rf"\[({_LIST})\]|\^({_LIST})\^")
_ROUND = re.compile(rf"(?<=[\w%\"”’)])\s?\(({_LIST})\)(?=[\s.,;:!?]|$)")
_RAISED_DIGIT = "[⁰¹²³⁴-⁹]"
_RAISED = re.compile(rf"(?<=\S){_RAISED_DIGIT}+(?:[,;–-]\s?{_RAISED_DIGIT}+)*(?![A-Za-z])")
_FLATTENED = re.compile(rf"(?<=[A-Za-z][.,;!?])({_LIST.replace('{1,3}', '{1,2}')})(?=\s|$)")
_SIGN = re.compile(r"(?<=[\w.!?%\"”’)])(\*{1,3}|[†‡§¶])(?!\w)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]|\^\[([^\]]+)\]")
_PANDOC = re.compile(r"\[[^\[\]]*?(?<![\w.])-?@[\w][^\[\]]*\]")
_CITEKEY = re.compile(r"(?<![\w.])-?@(\{[^{}\s]+\}|[\w](?:[\w:.#$%&+?<>~/-]*[\w])?)")
_BARE_CITEKEY = re.compile(r"(?<![\w.@/])@(?=[\w:.-]*[A-Za-z])(?=[\w:.-]*(?:19|20)\d\d)[\w](?:[\w:.-]*[\w])?")
_LABEL = re.compile(r"\[([^\[\]^@]{1,40})\]")
_NUMBERED_BEFORE = re.compile(
    r"(?:\d|[:,;]|\b(?:and|or|for|to|with|by|of|are|is|either|both|includ(?:e|es|ing)))\s*$", re.IGNORECASE
)
# A raised number after one of these is an exponent, not a note.
_EXPONENT_BASE = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmnµμ]?m|in|ft|yd|kg|cm|s|co|no|[A-Za-z])$", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OPENING = re.compile(r"\((?:see|source|clinicaltrials\.gov)?[:,]? ?$", re.IGNORECASE)
_BESIDE = re.compile(r"[\[(^*†‡§¶⁰¹²³⁴-⁹].*|[\d,;–\s-]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    keys: tuple[str, ...]


def find_marks(block: Block, references: References = ()) -> tuple[CitationMark, ...]:
    """Return the citation marks of `block` in order, with offsets into its text; they do not overlap.

    `references` is the reference list of the copy. A mark without keys names a source that the page does not list.
    """
    text, known = block.text, dict(references)
    found = [*_printed(text, known), *_labelled(text, known), *_names(text, references), *_plain_identifiers(text)]
    merged = _merge(_join_links(found, block, known))
    return tuple(CitationMark(text[each.start : each.end], each.start, each.end, _ranked(each.keys)) for each in merged)


def without_marks(block: Block, marks: Iterable[CitationMark]) -> Block:
    """Return `block` without the marks that stand beside its words; what is left keeps its offsets into the file.

    The space before a mark goes with it where punctuation follows, and so does what joins two marks ("[1], [2]").
    """
    text = block.text
    gaps: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda each: each.start):
        if not is_beside(mark):
            continue
        start, end = mark.start, mark.end
        if gaps and not text[gaps[-1][1] : start].strip(" ,;–-"):
            start = gaps.pop()[0]
        if start and text[start - 1] == " " and (end == len(text) or text[end] in " .,;:!?)"):
            start -= 1
        elif start == 0 and text[end : end + 1] == " ":
            end += 1
        gaps.append((start, end))
    if not gaps:
        return block
    kept = [i for i in range(len(text)) if not any(start <= i < end for start, end in gaps)]
    places = [block.offsets[i] for i in kept]
    last = block.offsets[kept[-1] + 1] if kept else block.offsets[0]
    links = tuple(
        Link(bisect_left(kept, link.start), bisect_left(kept, link.end), link.target)
        for link in block.links
        if bisect_left(kept, link.start) < bisect_left(kept, link.end)
    )
    return replace(block, text="".join(text[i] for i in kept), offsets=(*places, last), links=links)


def is_beside(mark: CitationMark) -> bool:
    """Whether `mark` stands beside the words, so that the sentence reads on without it."""
    return _BESIDE.fullmatch(mark.mark) is not None


def anchor_of(mark: CitationMark, block: Block, clean: Block) -> int:
    """Return the code point of `clean`, made of `block` by `without_marks`, that `mark` belongs to.

    It is the first of a mark that was kept, and for one taken out the one it followed; the sentence around it is the
    sentence that cites.
    """
    place = bisect_left(clean.offsets, block.offsets[mark.start])
    return max(place - 1, 0) if is_beside(mark) else place


def _printed(text: str, known: Mapping[str, str]) -> Iterator[_Found]:
    """Yield numbers and signs."""
    for match in _BRACKETED.finditer(text):
        if match.start() and not text.startswith(":", match.end()):  # at the start it numbers the entry itself
            yield _Found(match.start(), match.end(), _keys_of_labels(_labels(match[1] or match[2]), known))
    for match in _RAISED.finditer(text):
        labels = _labels(match[0].translate(_SUPERSCRIPTS))
        if not _is_exponent(text[: match.start()], labels, known):
            yield _Found(match.start(), match.end(), _keys_of_labels(labels, known))
    for match in [*_ROUND.finditer(text), *_FLATTENED.finditer(text)]:
        labels = _labels(match[1])
        if labels and all(label in known for label in labels) and not _NUMBERED_BEFORE.search(text[: match.start()]):
            start = match.end() - len(match[0].lstrip())
            yield _Found(start, match.end(), _keys_of_labels(labels, known))
    for match in _SIGN.finditer(text):
        if match[1] in known:
            yield _Found(match.start(), match.end(), entry_keys(known[match[1]]))


def _labelled(text: str, known: Mapping[str, str]) -> Iterator[_Found]:
    """Yield footnotes and citekeys."""
    for match in _FOOTNOTE.finditer(text):
        yield _Found(match.start(), match.end(), _footnote_keys(match[1], match[2], known))
    for match in _PANDOC.finditer(text):
        keys = [key.strip("{}") for key in _CITEKEY.findall(match[0])]
        yield _Found(match.start(), match.end(), tuple(f"id:{key}" for key in keys))
    for match in _BARE_CITEKEY.finditer(text):
        yield _Found(match.start(), match.end(), (f"id:{match[0][1:]}",))
    for match in _LABEL.finditer(text):
        if match.start() and match[1] in known and not match[1].isdigit():
            yield _Found(match.start(), match.end(), (*entry_keys(known[match[1]]), f"id:{match[1]}"))


def _names(text: str, references: References) -> Iterator[_Found]:
    """Yield authors with their year, and what the reference list says of them."""
    for start, end, sources in author_years(text):
        keys: list[str] = []
        for source in sources:
            keys += [key for _, entry in references if _is_by(entry, source) for key in entry_keys(entry)]
            keys.append(source.key)
        yield _Found(start, end, tuple(keys))


def _is_by(entry: str, source: AuthorYear) -> bool:
    author = rf"\b{re.escape(source.author)}\b"
    return source.year in entry and re.search(author, entry[:200], re.IGNORECASE) is not None


def _plain_identifiers(text: str) -> Iterator[_Found]:
    """Yield identifiers and addresses; brackets around nothing else belong to the mark."""
    for printed in find_identifiers(text):
        opening = _OPENING.search(text[: printed.start])
        if opening and text.startswith(")", printed.end):
            yield _Found(opening.start(), printed.end + 1, printed.keys)
        else:
            yield _Found(printed.start, printed.end, printed.keys)


def _join_links(found: list[_Found], block: Block, known: Mapping[str, str]) -> list[_Found]:
    """Give marks the keys of the links on them; a citing link on other words is a mark of its own."""
    joined = list(found)
    for link in block.links:
        words = block.text[link.start : link.end]
        label = words.strip("[]() ").translate(_SUPERSCRIPTS)
        if link.target.startswith("#"):
            keys = entry_keys(known.get(label) or known.get(link.target) or "")
            cites = bool(keys)
        else:
            keys = url_keys(link.target) if "://" in link.target else ()
            cites = bool(keys) and (len(keys) > 1 or _is_scholarly(link.target, words) or label.isdigit())
        inner = [i for i, each in enumerate(joined) if each.start < link.end and link.start < each.end]
        if inner and (cites or keys):
            first = joined[inner[0]]
            joined[inner[0]] = replace(first, keys=(*first.keys, *keys))
        elif cites:
            joined.append(_Found(link.start, link.end, keys))
    return joined


def _is_scholarly(target: str, words: str) -> bool:
    host, _, path = target.partition("://")[2].partition("/")
    parts, said = set(host.lower().split(".")), set(words.lower().split())
    return bool(path.strip("/")) and bool(
        parts & lexicon_words("scholarly-hosts") or said & lexicon_words("scholarly-words")
    )


def _merge(found: Sequence[_Found]) -> list[_Found]:
    """Return `found` in order, those that overlap made one."""
    merged: list[_Found] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if merged and each.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = _Found(last.start, max(last.end, each.end), (*last.keys, *each.keys))
        else:
            merged.append(each)
    return merged


@lru_cache(maxsize=1024)
def entry_keys(entry: str) -> tuple[str, ...]:
    """Return the keys of an entry of a reference list: its identifiers, its text, its first author and year."""
    if not entry:
        return ()
    by = entry_author_year(entry)
    found = (key for printed in find_identifiers(entry) for key in printed.keys)
    return _ranked((*found, f"ref:{' '.join(entry.split())}", *((by.key,) if by else ())))


def _footnote_keys(label: str | None, inline: str | None, known: Mapping[str, str]) -> tuple[str, ...]:
    if label is None:
        return entry_keys(inline or "")
    named = (f"id:{label}",) if any(c.isalpha() for c in label) and any(c.isdigit() for c in label) else ()
    entry = known.get(f"^{label}", "")
    cited = tuple(f"id:{key.strip('{}')}" for key in _CITEKEY.findall(entry))
    return (*cited, *entry_keys(entry), *named)


def _labels(printed: str) -> list[str]:
    """Return the labels in "1, 3–5"."""
    labels: list[str] = []
    for part in re.split(r"[,;]", printed):
        first, dash, last = re.sub(r"\s", "", part).replace("–", "-").partition("-")
        if not first:
            continue
        stop = int(last) if dash and last else int(first)
        labels += [str(number) for number in range(int(first), min(stop, int(first) + 50) + 1)] or [first]
    return labels


def _keys_of_labels(labels: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for label in labels for key in entry_keys(known.get(label, "")))


def _is_exponent(before: str, labels: Sequence[str], known: Mapping[str, str]) -> bool:
    if before[-1:].isdigit():
        return before.endswith("10") or not all(label in known for label in labels)
    return _EXPONENT_BASE.search(before) is not None


def _ranked(keys: Iterable[str]) -> tuple[str, ...]:
    """Return `keys` once each, most certain first."""
    return tuple(sorted(dict.fromkeys(keys), key=lambda key: _RANK.index(key.partition(":")[0])))
