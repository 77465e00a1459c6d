"""Premises: passages of the registry made ready to be compared with claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.model import Passage, Premise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claims.model import Analysis


def premises_of(passages: Iterable[Passage]) -> dict[str, Premise]:
    """Return the premise of each passage by its full name; equal texts are analysed once."""
    listed = tuple(passages)
    texts = tuple(dict.fromkeys(t for p in listed for t in (p.text, p.population) if t))
    from claims.analysis import analyse  # noqa: PLC0415  loads spaCy

    analyses = dict(zip(texts, analyse(texts), strict=True))
    return {p.name: premise_of(p, analyses) for p in listed}


def premise_of(passage: Passage, analyses: Mapping[str, tuple[Analysis, ...]]) -> Premise:
    """Return the premise of `passage`, whose text and population have been taken apart in `analyses`."""
    population = analyses.get(passage.population or "", ())
    return Premise(
        text=passage.text,
        analyses=analyses[passage.text],
        design=passage.design,
        population=passage.population,
        population_analysis=population[0] if population else None,
        intervention=passage.intervention,
        comparator=passage.comparator,
        blinding=passage.blinding,
        control=passage.control,
        sample_size=passage.sample_size,
    )
