"""What the numbers of a doc count, and which of them are amounts at all: the part of the grammar that needs spaCy."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from claims.lexicon import lexicon
from claims.quantities.amounts import Amount, Sense, is_defined
from claims.quantities.atoms import HYPHENS, low
from claims.quantities.measures import read_person_time, read_rate
from claims.quantities.numerals import Form
from claims.units import count_groups, irregular_plurals, kind_of, unit_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from claims.quantities.atoms import Atoms

_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_LONGEST = 6  # tokens from a number to the noun it counts
_SMALL = 10  # beyond it a spelled number is an amount even by itself


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount of a doc with its noun: characters `start` to `end`, the phrase it is of, and its tokens' place."""

    amount: Amount
    start: int
    end: int
    noun: str | None
    token: Token
    head: Token | None
    sentence: tuple[int, int] = (0, 0)  # its tokens
    core: int = 0  # the character at which the number itself starts, behind the words of its bound


@dataclass(frozen=True, slots=True)
class Frame:
    """A doc with what is looked up in it again and again: where its tokens, sentences and atoms start."""

    doc: Doc
    text: str
    atoms: Atoms
    tokens: tuple[int, ...]  # characters
    sentences: tuple[int, ...]  # tokens
    atom_starts: tuple[int, ...]  # characters

    def token_at(self, character: int) -> int:
        """Return the index of the first token that starts at or behind a character."""
        return bisect_left(self.tokens, character)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """First and last token (exclusive) of the sentence of a token."""
        place = bisect_right(self.sentences, token)
        return self.sentences[place - 1], self.sentences[place] if place < len(self.sentences) else len(self.doc)


@cache
def treatment_nouns() -> frozenset[str]:
    """Lemmas of nouns that are worth counting even when there is one: doses and sessions."""
    counts = lexicon("counts")
    return frozenset([*counts["doses"]["nouns"], *counts["sessions"]["nouns"]])


@cache
def _words(group: str, part: str = "words") -> frozenset[str]:
    return frozenset(lexicon("numbers")[group][part])


def counted(doc: Doc, atoms: Atoms, amounts: Sequence[Amount]) -> list[Counted]:
    """Attach nouns, and drop numbers that are pronouns, idioms or announcements of a list."""
    if not amounts:
        return []
    tokens = tuple(token.idx for token in doc)
    sentences = tuple(sentence.start for sentence in doc.sents)
    text = doc.text
    frame = Frame(doc, text, atoms, tokens, sentences, tuple(atom.start for atom in atoms))
    kept: list[Counted] = []
    for place, amount in enumerate(amounts):
        limit = atoms[amounts[place + 1].first].start if place + 1 < len(amounts) else len(text)
        entry = _counted(frame, amount, limit)
        if entry is not None and (not kept or entry.start >= kept[-1].end):
            kept.append(
                replace(
                    entry, sentence=frame.sentence_of(entry.token.i), core=max(entry.start, atoms[amount.core].start)
                )
            )
    return kept


def _counted(frame: Frame, amount: Amount, limit: int) -> Counted | None:
    atoms = frame.atoms
    last = amount.end - 1 - (atoms[amount.end - 1].low == "of")
    start, end = atoms[amount.first].start, atoms[last].end
    token = frame.doc[max(0, frame.token_at(atoms[amount.core].start + 1) - 1)]
    following = frame.token_at(end)
    if not _is_amount(frame, amount, following):
        return None
    phrase = _phrase(frame, following, amount, limit)
    if amount.unit is None and amount.form is Form.FRACTION and amount.sense is Sense.PLAIN:
        amount = _as_share(amount, phrase, after_article=low(atoms, amount.end) in ("a", "an"))
    if amount.unit is not None:
        return Counted(amount, start, end, _printed(frame, phrase), token, phrase[-1] if phrase else None)
    if amount.sense is not Sense.PLAIN and amount.sense is not Sense.POSITION:
        return Counted(amount, start, end, None, token, None)
    if not phrase:
        return Counted(amount, start, end, None, token, None) if _stands_alone(amount, token) else None
    return _with_noun(frame, amount, (start, end), token, phrase)


def _as_share(amount: Amount, phrase: Sequence[Token], *, after_article: bool) -> Amount:
    """Read a fraction as percent, except of one thing that is dosed ("half a tablet")."""
    if after_article or (phrase and singular(phrase[-1]) in treatment_nouns() and phrase[-1].tag_ != "NNS"):
        return amount
    low_value, high_value = (None if bound is None else round(100 * bound, 6) for bound in (amount.low, amount.high))
    return replace(amount, low=low_value, high=high_value, unit="percent", sense=Sense.SHARE)


def _phrase(frame: Frame, index: int, amount: Amount, limit: int) -> list[Token]:
    """Return the noun phrase from token `index` on, over "of"; empty where none follows."""
    doc = frame.doc
    end = frame.sentence_of(index)[1] if index < len(doc) else index
    if index < end and doc[index].lower_ == "of" and amount.sense is not Sense.MULTIPLE:
        index += 1
        while (
            index < end
            and doc[index].pos_ in ("DET", "PRON")
            and doc[index].lower_ not in ("them", "those", "it", "us", "which")
        ):
            index += 1
    if index < end and doc[index].text in HYPHENS and not doc[index - 1].whitespace_:  # "12-item"
        index, limit = index + 1, min(limit, doc[index + 1].idx + 1) if index + 1 < end else limit
    found: list[Token] = []
    for token in doc[index : min(end, index + _LONGEST)]:
        hyphen = token.lower_ in ("-", "‐", "‑") and found and not token.whitespace_
        participle = token.tag_ in ("VBN", "VBG", "JJ") or (token.pos_ == "ADV" and token.whitespace_ and not found)
        nominal = token.pos_ in ("NOUN", "PROPN")
        compound = bool(found) and found[-1].lower_ in ("-", "‐", "‑")  # "plant-derived"
        if found and any(t.pos_ in ("NOUN", "PROPN") for t in found) and not (nominal or hyphen or compound):
            break
        if (
            token.idx >= limit
            or not (hyphen or token.text[0].isalnum())
            or not (nominal or hyphen or token.pos_ in _PHRASE or (participle and not token.is_punct))
        ):
            break
        found.append(token)
    while found and found[-1].pos_ not in ("NOUN", "PROPN"):
        found.pop()
    return found


def _printed(frame: Frame, phrase: Sequence[Token]) -> str | None:
    return frame.text[phrase[0].idx : phrase[-1].idx + len(phrase[-1])] if phrase else None


def _with_noun(
    frame: Frame, amount: Amount, span: tuple[int, int], token: Token, phrase: list[Token]
) -> Counted | None:
    if amount.low == amount.high == 1:  # "one dose protects": a verb that the tagger took for a noun
        last = max(
            (place for place, word in enumerate(phrase) if singular(word) in treatment_nouns()), default=len(phrase) - 1
        )
        phrase = phrase[: last + 1]
    head = phrase[-1]
    lemma = singular(head)
    start, end = span
    stop = head.idx + len(head)
    behind = bisect_left(frame.atom_starts, stop)
    rate = read_rate(frame.atoms, behind) or read_person_time(frame.atoms, behind)
    if not _is_counted(amount, phrase, lemma, token) and not (rate is not None and amount.low != 0):
        return None
    unit = unit_words().get(head.lower_)
    unit = unit if unit is not None and kind_of(unit) == "time" else lemma
    near = len(phrase) <= 3 and frame.text[end : phrase[0].idx].strip() in ("", "of", *HYPHENS)  # noqa: PLR2004
    if rate is not None:
        unit, stop = unit + rate[0], frame.atoms[rate[1] - 1].end
    return Counted(
        replace(amount, unit=unit), start, stop if near or rate else end, _printed(frame, phrase), token, head
    )


def singular(token: Token) -> str:
    """Return the noun as a unit: its lemma, lower case, singular."""
    printed = token.lower_
    if printed in irregular_plurals():
        return irregular_plurals()[printed]
    if not printed.endswith("s") or token.tag_ in ("NN", "VB", "JJ") or printed.endswith(("ss", "us", "is")):
        return token.lemma_.lower() if token.tag_ in ("NN", "NNS") else printed
    stems = (printed[:-1], printed[:-2], printed[:-3] + "y" if printed.endswith("ies") else printed[:-1])
    known = next((stem for stem in stems if stem in treatment_nouns() or stem in count_groups()), None)
    lemma = token.lemma_.lower()
    return known or (lemma if lemma != printed else stems[2])  # "doses" has the lemma "dos" in the model


def _is_counted(amount: Amount, phrase: Sequence[Token], lemma: str, token: Token) -> bool:
    """Whether a number and its noun make a statement of amount rather than a turn of phrase."""
    if amount.sense is Sense.POSITION:
        return lemma in treatment_nouns() and len(phrase) <= 2  # noqa: PLR2004
    if amount.form is Form.VAGUE:
        return (
            token.doc[token.i : token.i + 2].text.lower().endswith("handful")
            or unit_words().get(phrase[-1].lower_) is not None
        )
    if (
        amount.form is Form.WORDS
        and 1 in (amount.low, amount.high)
        and amount.low in (1, None)
        and amount.high in (1, None)
    ):
        return lemma in treatment_nouns()
    if amount.form is Form.WORDS and amount.low == amount.high == 0:
        return False  # "zero downtime" denies, it does not count
    small = amount.form is Form.WORDS and (amount.high or 99) <= 10 and not amount.bounded  # noqa: PLR2004
    return not small or not any(word.lower_ in _words("enumerating") for word in phrase)


def _stands_alone(amount: Amount, token: Token) -> bool:
    """Whether a number without unit and noun is still an amount ("fell from 68 to 61", "Leila, 29")."""
    if amount.sense is Sense.POSITION or amount.form is Form.VAGUE:
        return False
    if amount.form is Form.DIGITS or amount.form is Form.COLLECTIVE:
        return True
    if amount.form is Form.WORDS and 1 in (amount.low, amount.high):
        return False
    if amount.form is Form.FRACTION or amount.low != amount.high or amount.bounded or (amount.low or 0) > _SMALL:
        return True
    return token.dep_ in ("pobj", "dobj", "nsubj", "attr", "nummod") and not (
        token.i and token.doc[token.i - 1].lower_ in ("the", "these", "those")
    )


def _is_amount(frame: Frame, amount: Amount, following: int) -> bool:
    """Whether the words around let an ambiguous notation be an amount."""
    doc, atoms = frame.doc, frame.atoms
    after = doc[following] if following < len(doc) else None
    if (
        amount.form is Form.FRACTION
        and amount.unit is None
        and atoms[amount.core].low in ("a", "an", "one")
        and amount.low not in (0.5, None)
    ):
        ordinal = (
            after is not None
            and after.pos_ in ("NOUN", "PROPN", "ADJ")
            and after.tag_ not in ("NNS", "JJR")
            and not amount.bounded
        )
        return not ordinal
    if is_defined(atoms, amount):
        return True
    if amount.unit == "percent" and amount.low == amount.high == 100 and after is not None:  # noqa: PLR2004
        return not (after.pos_ in ("ADJ", "ADV") and after.tag_ != "JJR")
    if (
        amount.form in (Form.ARTICLE, Form.VAGUE)
        and amount.unit is not None
        and amount.sense is Sense.PLAIN
        and not amount.bounded
    ):
        before = low(atoms, amount.first - 1)
        if kind_of(amount.unit) == "currency" and not (after is not None and after.pos_ in _PHRASE):
            return True  # "costs a dollar", but "a dollar bill"
        if kind_of(amount.unit) != "time":  # "a litre of water", "a dollar a day", never "a mile" alone
            return low(atoms, amount.end) == "of" or " per " in amount.unit
        if amount.form is Form.VAGUE and low(atoms, amount.end) == "apart":
            return False
        return before in _words("adverbial", "before") or low(atoms, amount.end) in _words("adverbial", "after")
    if kind_of(amount.unit) == "time" and any(
        token.lemma_.lower() in _words("tenure") for token in doc[following : following + 4]
    ):
        return False
    return not (amount.sense is Sense.DATE and _is_publication(frame, amount, following))


def _is_publication(frame: Frame, amount: Amount, following: int) -> bool:
    """Whether a year only names a publication: "a 2019 review", "(Smith et al., 2019)"."""
    atoms = frame.atoms
    previous, start = low(atoms, amount.first - 1), atoms[amount.first].start
    if previous in ("a", "the", "this", "one", "recent", "another"):
        return any(token.lemma_.lower() in _words("publications") for token in frame.doc[following : following + 4])
    cited = re.search(r"\((?:[^()]*;)?[^()\d]*$", frame.text[max(0, start - 200) : start]) is not None
    return cited and low(atoms, amount.end) in (")", ";") and previous not in ("in", "since", "(")
