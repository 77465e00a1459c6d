"""Short copy that begins with a bare verb: "Prevent sickness" is something to do, not a kind of sickness.

Small parsers read the first word of such a line as a name or as part of a compound, because the news that they learned
from has few commands. Only verbs whose base form is no noun are mended, so that nothing has to be guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
MISREAD = frozenset({"compound", "amod", "nmod", "ROOT", "dep"})
OBJECTS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PRON"})


def mend_imperatives(doc: Doc) -> Doc:
    """Make the verb at the start of a line without a finite verb, or behind its label, the head of what follows."""
    verbs = frozenset(lexicon("bare-verbs")["words"])
    for word in doc:
        if word.lower_ in verbs and not word.tag_.startswith("VB") and word.dep_ in MISREAD and _begins(word):
            sentence = word.sent
            following = doc[word.i + 1] if word.i + 1 < sentence.end else None
            if following is not None and following.pos_ in OBJECTS and not any(t.tag_ in FINITE for t in sentence):
                _make_verb(word)
    return doc


def _begins(word: Token) -> bool:
    """Whether a word is the first of its sentence, or stands behind a colon."""
    return word.i == word.sent.start or word.nbor(-1).text == ":"


def _make_verb(word: Token) -> None:
    """Tag a word as a verb in its base form; the noun that it was read as a part of becomes its object."""
    noun = word.head
    word.pos_, word.tag_, word.lemma_ = "VERB", "VB", word.lower_
    if noun.i == word.i:
        return
    above, role = noun.head, noun.dep_
    if above.i == noun.i:
        word.head = word
    else:
        word.head = above
    noun.head = word
    word.dep_, noun.dep_ = role, "dobj"
