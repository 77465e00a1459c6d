"""Who, what, against what and which outcome of one statement, in its own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.concepts import find_concepts
from claims.directions import direction_of
from claims.model import Concept, ConceptKind, Pico, Quantity, Role
from claims.parts import describes_patients

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.segmentation import Part

Piece = tuple[int, int]

_POPULATION_GAP = re.compile(
    r"\s*(?:,|with|who have|who has|who had|who are|living with|suffering from|diagnosed with|aged?|having|undergoing"
    r"|over|and|or|of|on|under|from|-|\()?\s*(?:[a-z]+[ -]){0,2}",
    re.IGNORECASE,
)
_TREATMENT_GAP = re.compile(
    r"\s*(?:,|of|at|per|over|for|a|an|the|by|in|as|with|\(|\)|given|taken|once|twice|-)*\s*(?:single|daily|weekly|dose)?\s*",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:\s|,|-|\band\b|\bor\b|\bto\b|\bof\b)*", re.IGNORECASE)
_REGIMEN = frozenset({Role.DOSE, Role.SCHEDULE, Role.SESSIONS, Role.SESSION_LENGTH})


def pico_of(part: Part) -> Pico:
    """Return population, condition, intervention, comparator and outcome of `part`, and the way the outcome moves."""
    concepts = [c for c in _concepts(part) if part.covers(c.start, c.end)]
    quantities = [q for q in _quantities(part) if part.covers(q.start, q.end)]
    by_kind = {kind: [c for c in concepts if c.kind is kind] for kind in ConceptKind}
    tokens = part.tokens
    start = tokens[0].idx if tokens else part.sentence.start_char
    end = tokens[-1].idx + len(tokens[-1]) if tokens else part.sentence.end_char
    text = part.doc.text[start:end]
    outcome, direction = direction_of(text, concepts, start)
    if (
        outcome is not None
        and outcome.kind is ConceptKind.CONDITION
        and (direction is None or describes_patients(text, outcome.start - start))
    ):
        outcome = None
    return Pico(
        population=_population(part, by_kind, quantities),
        condition=_first(by_kind[ConceptKind.CONDITION]),
        intervention=_intervention(part, by_kind, quantities),
        comparator=_first(by_kind[ConceptKind.COMPARATOR]),
        outcome=None if outcome is None else outcome.text,
        direction=direction,
    )


def _concepts(part: Part) -> Sequence[Concept]:
    """Return the concepts of the doc; found now where no component has set them."""
    doc = part.doc
    found: Sequence[Concept] = doc._.claims_concepts if doc.has_extension("claims_concepts") else ()
    return found or find_concepts(doc)


def _quantities(part: Part) -> Sequence[Quantity]:
    """Return the quantities of the doc."""
    doc = part.doc
    found: Sequence[Quantity] = doc._.claims_quantities if doc.has_extension("claims_quantities") else ()
    return found


def _first(concepts: Iterable[Concept]) -> str | None:
    """Return the words of the first concept that a lexicon knows, or else of the first."""
    ranked = sorted(concepts, key=lambda concept: concept.id.startswith("~"))
    return ranked[0].text if ranked else None


def _population(part: Part, by_kind: dict[ConceptKind, list[Concept]], quantities: Sequence[Quantity]) -> str | None:
    """Return the group with what narrows it: "adults aged 65 or over with knee osteoarthritis"."""
    groups = by_kind[ConceptKind.POPULATION]
    if not groups:
        return None
    pieces = [(c.start, c.end) for c in (*groups, *by_kind[ConceptKind.CONDITION])]
    pieces += [(q.start, q.end) for q in quantities if q.role is Role.AGE]
    text = _grown(part.doc.text, (groups[0].start, groups[0].end), pieces, _POPULATION_GAP)
    return text + ")" if text.count("(") > text.count(")") else text


def _intervention(part: Part, by_kind: dict[ConceptKind, list[Concept]], quantities: Sequence[Quantity]) -> str | None:
    """Return the treatment with its route, dose and regimen: "ketamine 0.5 mg/kg over 40 minutes"."""
    treatments = sorted(by_kind[ConceptKind.INTERVENTION], key=lambda concept: concept.id.startswith("~"))
    if not treatments:
        return None
    pieces = [(c.start, c.end) for c in (treatments[0], *by_kind[ConceptKind.ROUTE])]
    pieces += [(q.start, q.end) for q in quantities if q.role in _REGIMEN]
    return _grown(part.doc.text, (treatments[0].start, treatments[0].end), pieces, _TREATMENT_GAP)


def _grown(text: str, seed: Piece, pieces: Iterable[Piece], gap: re.Pattern[str]) -> str:
    """Return the words of `seed`, of the pieces after it that only `gap` parts from it, and of those right before.

    A piece that begins inside and ends behind belongs to it too: "adults aged 18" and "18-65".
    """
    start, end = seed
    for piece in sorted(pieces):
        if start <= piece[0] < end < piece[1] or (piece[0] >= end and gap.fullmatch(text[end : piece[0]])):
            end = piece[1]
    for piece in sorted(pieces, reverse=True):
        if piece[1] <= start and _BESIDE.fullmatch(text[piece[1] : start]):
            start = piece[0]
    return text[start:end]
