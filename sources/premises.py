"""Premises: passages of the registry made ready to be compared with claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.model import Passage, Premise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claims.model import Analysis


def premises_of(passages: Iterable[Passage], titles: Mapping[str, str]) -> dict[str, Premise]:
    """Return the premise of each passage by its full name, `titles` being those of the sources by id.

    Equal texts are analysed once.
    """
    listed = tuple(passages)
    texts = tuple(dict.fromkeys(t for p in listed for t in (p.text, p.population, titles.get(p.source)) if t))
    from claims.analysis import analyse  # noqa: PLC0415  loads spaCy

    analyses = dict(zip(texts, analyse(texts), strict=True))
    return {p.name: premise_of(p, analyses, titles.get(p.source)) for p in listed}


def premise_of(passage: Passage, analyses: Mapping[str, tuple[Analysis, ...]], title: str | None = None) -> Premise:
    """Return the premise of `passage`; its text, its population and the title have been taken apart in `analyses`."""
    return Premise(
        text=passage.text,
        analyses=analyses[passage.text],
        design=passage.design,
        population=passage.population,
        population_analysis=next(iter(analyses.get(passage.population or "", ())), None),
        intervention=passage.intervention,
        comparator=passage.comparator,
        blinding=passage.blinding,
        control=passage.control,
        sample_size=passage.sample_size,
        title=title,
        title_analysis=next(iter(analyses.get(title or "", ())), None),
    )
