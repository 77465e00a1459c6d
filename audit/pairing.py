"""Comparing claims with one passage each, in bulk: the rows of `claims-audit compare` (schema compare-1)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from audit.bearing import Bearing, weigh, worst
from audit.confidence import are_divided, confidence_in
from audit.model import Overstatement, Verdict
from claims.errors import UsageError
from claims.model import Analysis, Strength
from sources.alignment import Pair, align_all
from sources.designs import Study, read_design
from sources.model import Premise, Scores, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BATCH = 256  # rows analysed together: few enough to stream, many enough to keep the pipeline busy


@dataclass(frozen=True, slots=True)
class Row:
    """A claim and a passage to compare it with. `evidence` is one text or its sentences."""

    id: str
    claim: str
    evidence: tuple[str, ...]
    study: Study = Study(None)  # noqa: RUF009  frozen, so it can be shared
    population: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A row, taken apart and lined up: what its passage makes of each statement of its claim."""

    row: Row
    statements: tuple[Analysis, ...]
    premise: Premise
    bearings: tuple[Bearing, ...]


@dataclass(frozen=True, slots=True)
class PairResult:
    """What one passage makes of one claim. `confidence` (0-1) is how likely the verdict is right.

    `stance` and `scores` are about the core of the claim; a claim whose core the passage supports may be overstated.
    """

    id: str
    stance: Stance
    verdict: Verdict
    confidence: float
    scores: Scores
    claim_strength: Strength
    evidence_strength: Strength
    overstatements: tuple[Overstatement, ...]
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Return the row as the schema compare-1 has it."""
        return {
            "id": self.id,
            "stance": self.stance.value,
            "verdict": self.verdict.value,
            "confidence": self.confidence,
            "scores": {
                "supports": self.scores.supports,
                "refutes": self.scores.refutes,
                "neutral": self.scores.neutral,
            },
            "claim-strength": int(self.claim_strength),
            "evidence-strength": int(self.evidence_strength),
            "overstatements": [
                {"facet": o.facet.value, "claim": o.claim, "evidence": o.evidence} for o in self.overstatements
            ],
            "reason": self.reason,
        }


def read_row(data: Mapping[str, Any], where: str, line: int) -> Row:
    """Read one row of input; keys that the contract does not name are ignored.

    Raises `UsageError` with file and line where a key is missing or of the wrong kind.
    """
    evidence = data.get("evidence")
    texts = (evidence,) if isinstance(evidence, str) else tuple(evidence) if isinstance(evidence, list) else ()
    if not isinstance(data.get("claim"), str) or not texts or not all(isinstance(t, str) for t in texts):
        raise UsageError(
            "a row needs a claim (text) and evidence (a text or a list of texts).",
            where=where,
            line=line,
            remedy='Write it as {"id": "1", "claim": "…", "evidence": "…"}.',
        )
    design = read_design(str(data["design"])) if data.get("design") else Study(None)
    population = data.get("population")
    return Row(str(data.get("id", line)), data["claim"], texts, design, str(population) if population else None)


def compare_rows(rows: Iterable[Row]) -> Iterator[PairResult]:
    """Yield what each passage makes of its claim, in the order of `rows`."""
    return map(_result, line_up(rows))


def line_up(rows: Iterable[Row]) -> Iterator[Compared]:
    """Yield each claim taken apart, beside its passage, in the order of `rows`; a batch analyses equal texts once."""
    waiting = iter(rows)
    while group := tuple(islice(waiting, _BATCH)):
        texts = dict.fromkeys(t for row in group for t in (row.claim, " ".join(row.evidence), row.population) if t)
        from claims.analysis import analyse  # noqa: PLC0415  loads spaCy

        analyses = dict(zip(texts, analyse(texts), strict=True))
        prepared = [(row, _statements(row, analyses), _premise(row, analyses)) for row in group]
        pairs = [Pair(statement, premise, cited=True) for _, told, premise in prepared for statement in told]
        aligned = iter(zip(pairs, align_all(pairs), strict=True))
        for row, told, premise in prepared:
            bearings = tuple(weigh(pair.claim, premise, alignment) for pair, alignment in islice(aligned, len(told)))
            yield Compared(row, told, premise, bearings)


def _statements(row: Row, analyses: Mapping[str, tuple[Analysis, ...]]) -> tuple[Analysis, ...]:
    return analyses[row.claim] or (Analysis(row.claim),)


def _premise(row: Row, analyses: Mapping[str, tuple[Analysis, ...]]) -> Premise:
    text = " ".join(row.evidence)
    population = analyses.get(row.population or "", ())
    return Premise(
        text=text,
        analyses=analyses[text],
        design=row.study.design,
        population=row.population,
        blinding=row.study.blinding,
        control=row.study.control,
        population_analysis=population[0] if population else None,
    )


def _result(compared: Compared) -> PairResult:
    bearing = worst(compared.bearings)
    return PairResult(
        compared.row.id,
        bearing.alignment.core.stance,
        bearing.verdict,
        confidence_in(bearing.verdict, bearing, divided=are_divided(compared.bearings)),
        bearing.alignment.core,
        max((s.strength for s in compared.statements), default=Strength.NONE),
        max((s.strength for s in compared.premise.analyses), default=Strength.NONE),
        bearing.overstatements,
        bearing.reason,
    )
