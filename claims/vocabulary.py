"""The vocabulary of health: concepts with their names, what is broader than what, and which way is good.

Two layers. The hand-made one is `lexicons/*.yaml`; each group has a `source` and an indented tree of lines

    id (flag, flag): name | name | name

where indentation says what is broader and the id, its hyphens as spaces, is a name too. Flags: `lower` or `higher`
(the way that is good for the patient; narrower concepts inherit it), `surrogate` (a measurement that stands in for a
clinical outcome), `for ID` (the outcome it stands in for), `in ID` (one more broader concept), `not ID` (easily
mistaken for it, and something else), `noun` (its names count only as nouns), `class` (only gathers what is under it:
two things under it have nothing else in common). The generated layer is `lexicons/generated/*.txt`, made once from open
vocabularies by `training/vocabulary.py`; hand-made names win over generated ones.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from claims.errors import ClaimsAuditError
from claims.lexicon import lexicon
from claims.model import ConceptKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LEXICONS = (
    "outcomes",
    "conditions",
    "adverse-events",
    "interventions",
    "comparators",
    "populations",
    "routes",
    "settings",
    "authorities",
)
GENERATED = (("conditions", ConceptKind.CONDITION), ("interventions", ConceptKind.INTERVENTION))
MAX_UNITS = 7  # longest name that is looked for, in words

UNIT = re.compile(r"[^\W_]+(?:['\u2019]s\b)?")
_LINE = re.compile(r"(?P<indent> *)(?P<id>[a-z0-9-]+)(?: \((?P<flags>[^)]*)\))?:(?P<names>.*)")
_SPELLING = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("ll", "l"),
    ("sulph", "sulf"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the vocabulary; `better` is "lower", "higher" or None (neither, or inherited)."""

    id: str
    kind: ConceptKind
    names: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    better: str | None = None
    surrogate: bool = False
    stands_for: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    noun: bool = False
    gathers: bool = False


Row = tuple[ConceptKind, str]
"""A generated entry, unread: its kind, and its line: id, flag, broader ids and keys, with tabs between."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Entries by id, and ids by key (a name as `key_of` writes it).

    `first` maps the first word of every key to the length of the longest key that begins with it, in words, so that
    most words of a text are dismissed with one look-up.
    `generated` are rows not yet made into entries.
    """

    entries: Mapping[str, Entry]
    keys: Mapping[str, str]
    first: Mapping[str, int]
    generated: Mapping[str, Row]

    def get(self, id_: str) -> Entry | None:
        """Return the entry of `id_`; None where the vocabulary has none."""
        entry = self.entries.get(id_)
        if entry is None and id_ in self.generated:
            kind, row = self.generated[id_]
            _, flag, broader, keys = row.split("\t")
            above = tuple(b for b in broader.split(",") if b)
            entry = Entry(id_, kind, tuple(keys.split("|")), above, gathers=flag == "class")
        return entry

    def named(self, key: str) -> Entry | None:
        """Return the entry that has `key` among its names; None where no entry has."""
        id_ = self.keys.get(key)
        return None if id_ is None else self.get(id_)

    def learn(self, terms: Iterable[str], kind: ConceptKind = ConceptKind.INTERVENTION) -> Vocabulary:
        """Return this vocabulary with the product names among `terms` added; known names keep their meaning.

        What a longer name contains is broader than it: "IV ketamine infusion" is a kind of ketamine.
        """
        entries, keys = dict(self.entries), dict(self.keys)
        for term in terms:
            key = key_of(term)
            if not key or key in keys:
                continue
            id_ = "-".join(UNIT.findall(term.lower()))
            entries[id_] = Entry(id_, kind, (term,), tuple(dict.fromkeys(self._inside(key, kind))))
            keys[key] = id_
        return replace(self, entries=entries, keys=keys, first=_first_words(keys))

    def _inside(self, key: str, kind: ConceptKind) -> Iterator[str]:
        """Yield the ids of `kind` whose names stand inside `key`, longest first."""
        words = key.split(" ")
        for size in range(len(words) - 1, 0, -1):
            for start in range(len(words) - size + 1):
                entry = self.named(" ".join(words[start : start + size]))
                if entry is not None and entry.kind is kind:
                    yield entry.id


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """Return `word` without case, accents, possessive and plural, in one spelling for Britain and America.

    It is a key to compare by, not a word: "diabetes" and "analyses" lose their ends too, on both sides.
    """
    word = word.lower()
    if word.endswith(("'s", "\u2019s")):
        word = word[:-2]
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    for british, american in _SPELLING:
        word = word.replace(british, american)
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004  "ties" and "dies" are too short to tell
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004  "gas", "yes"
        return word[:-1]
    return word


def is_cased(name: str) -> bool:
    """Whether a name counts only as printed: abbreviations of up to three letters, and what is marked "=" (=AIDS).

    Short abbreviations are other words, or none, in lower case (SI, OA, ED); what falls is not a fall.
    """
    return name.startswith("=") or (len(name) <= 3 and sum(c.isupper() for c in name) >= 2)  # noqa: PLR2004


def key_of(name: str) -> str:
    """Return the key of a name: its words as `normal` writes them, or an abbreviation as printed."""
    return name.removeprefix("=") if is_cased(name) else " ".join(normal(unit) for unit in UNIT.findall(name))


@cache
def vocabulary() -> Vocabulary:
    """Load the vocabulary that ships with the package; raises `ClaimsAuditError` where a lexicon breaks its form."""
    entries = {entry.id: entry for name in LEXICONS for entry in handmade(name)}
    generated: dict[str, Row] = {}
    keys: dict[str, str] = {}
    for name, kind in GENERATED:
        text = (files("claims") / "lexicons" / "generated" / f"{name}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            if not line.startswith("#"):
                id_ = line.partition("\t")[0]
                generated[id_] = (kind, line)
                keys.update(dict.fromkeys(line.rpartition("\t")[2].split("|"), id_))
    keys.update({key_of(name): entry.id for entry in entries.values() for name in entry.names})
    return Vocabulary(entries, keys, _first_words(keys), generated)


def _first_words(keys: Iterable[str]) -> dict[str, int]:
    """Return the first word of every key, with the length of the longest key that begins with it."""
    first: dict[str, int] = {}
    for key in keys:
        if " " not in key:
            first.setdefault(key, 1)
        elif (size := key.count(" ") + 1) > first.get(word := key[: key.index(" ")], 0):
            first[word] = size
    return first


def handmade(name: str) -> Iterator[Entry]:
    """Yield the entries of one hand-made lexicon, parents before children."""
    data = lexicon(name)
    kind = ConceptKind(data["kind"])
    for title, group in data["groups"].items():
        above: list[tuple[int, str]] = []
        for line in group["concepts"].splitlines():
            if not line.strip():
                continue
            match = _LINE.fullmatch(line)
            if match is None:
                message = f"in '{title}', not 'id (flags): names': {line.strip()!r}."
                raise ClaimsAuditError(message, where=f"claims/lexicons/{name}.yaml", remedy="Mend the line.")
            indent = len(match["indent"])
            while above and above[-1][0] >= indent:
                above.pop()
            yield _entry(match, kind, above[-1][1] if above else None)
            above.append((indent, match["id"]))


def _entry(match: re.Match[str], kind: ConceptKind, parent: str | None) -> Entry:
    """Return the entry that one line of a lexicon states."""
    id_ = match["id"]
    names = tuple(dict.fromkeys([id_.replace("-", " "), *(n.strip() for n in match["names"].split("|") if n.strip())]))
    above = (parent,) if parent else ()
    if not match["flags"]:
        return Entry(id_, kind, names, above)
    flags = match["flags"].split(", ")
    named = {
        word: tuple(f[len(word) + 1 :] for f in flags if f.startswith(f"{word} ")) for word in ("in", "for", "not")
    }
    return Entry(
        id_,
        kind,
        names,
        tuple(dict.fromkeys(above + named["in"])),
        next((f for f in flags if f in {"lower", "higher"}), None),
        "surrogate" in flags,
        named["for"],
        named["not"],
        "noun" in flags,
        "class" in flags,
    )
