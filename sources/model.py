"""Types that `sources/` produces: the registry as loaded, and evidence lined up with a claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from claims.model import Analysis


class Design(StrEnum):
    """How a source came to know what it says; limits the strength of the words it can carry."""

    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic-review"
    RCT = "rct"
    CROSSOVER_RCT = "crossover-rct"
    NON_RANDOMISED_TRIAL = "non-randomised-trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CASE_SERIES = "case-series"
    CROSS_SECTIONAL = "cross-sectional"
    ANIMAL = "animal"
    IN_VITRO = "in-vitro"
    GUIDELINE = "guideline"
    CONSENSUS = "consensus"
    LABEL = "label"
    REGULATOR = "regulator"
    REVIEW = "review"
    PROTOCOL = "protocol"
    SURVEY = "survey"
    EXPERT_OPINION = "expert-opinion"


class Status(StrEnum):
    """Whether a source still stands."""

    CURRENT = "current"
    CORRECTED = "corrected"
    CONCERN = "concern"
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"


class Stance(StrEnum):
    """What one passage says to the core of a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable part of a source. Who, what and how fall back to the source's own where the entry is silent."""

    id: str
    source: str
    text: str
    quote: str | None = None
    locator: str | None = None
    population: str | None = None
    intervention: str | None = None
    comparator: str | None = None
    outcome: str | None = None
    design: Design | None = None
    blinding: str | None = None
    control: str | None = None
    sample_size: int | None = None
    line: int | None = None

    @property
    def name(self) -> str:
        """The full name, `source#passage`."""
        return f"{self.source}#{self.id}"


@dataclass(frozen=True, slots=True)
class Source:
    """One registered source. `csl` holds its bibliographic fields under their CSL-JSON names."""

    id: str
    title: str
    type: str
    csl: dict[str, object] = field(repr=False, compare=False)
    design: Design | None = None
    population: str | None = None
    status: Status = Status.CURRENT
    review_by: date | None = None
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    file: str = ""
    line: int | None = None
    subjects: tuple[str, ...] = ()  # `applies-to` of its file: what all its passages are about

    @property
    def year(self) -> int | None:
        """Year of publication, where the registry gives one."""
        issued = self.csl.get("issued")
        parts = issued.get("date-parts") if isinstance(issued, dict) else None
        if parts:
            return int(parts[0][0])
        digits = str(issued or "")[:4]
        return int(digits) if digits.isdigit() else None


@dataclass(frozen=True, slots=True)
class ApprovedClaim:
    """Wording that a reviewer has approved, with the evidence and the statements that must travel with it."""

    id: str
    text: str
    evidence: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    approved_by: str | None = None
    expires: date | None = None
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RequiredStatement:
    """A qualifier that must stand in the document when an approved claim asks for it."""

    id: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """All registered sources, approved wording and required statements, merged from the files given."""

    sources: tuple[Source, ...]
    claims: tuple[ApprovedClaim, ...] = ()
    statements: tuple[RequiredStatement, ...] = ()
    applies_to: tuple[str, ...] = ()
    digest: str = ""
    files: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in the order of the files."""
        return tuple(p for s in self.sources for p in s.passages)


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something in a registry that is allowed and probably not meant, or no longer true: what, where and what to do."""

    what: str
    remedy: str
    where: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.where}{f':{self.line}' if self.line else ''}: {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Premise:
    """A passage made ready to be compared: its sentences taken apart, and what is known of the study behind it.

    `analyses` has one entry per sentence of the passage. `population` and the other study fields are the passage's
    own or else its source's; `population_analysis` is `population` taken apart (None where it is not stated), and
    `title_analysis` the title of the source, which often alone says what a finding is about.
    """

    text: str
    analyses: tuple[Analysis, ...]
    design: Design | None = None
    population: str | None = None
    population_analysis: Analysis | None = None
    intervention: str | None = None
    comparator: str | None = None
    blinding: str | None = None
    control: str | None = None
    sample_size: int | None = None
    title: str | None = None
    title_analysis: Analysis | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """How likely each stance is, 0-1, summing to one; two decimals decide."""

    supports: float
    refutes: float
    neutral: float

    @property
    def stance(self) -> Stance:
        """The likeliest stance; of two that are as likely, the one that says less."""
        if self.neutral >= max(self.supports, self.refutes):
            return Stance.NEUTRAL
        return Stance.REFUTES if self.refutes > self.supports else Stance.SUPPORTS


NO_WORD = Scores(0.0, 0.0, 1.0)
"""Of a passage that says nothing to a claim."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each verdict on a pair is, 0-1, summing to one.

    `facets` are the names of the facets in which the claim would exceed the passage, likeliest first.
    """

    supported: float
    overstated: float
    contradicted: float
    unsupported: float
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the cross-encoder makes of a pair: its verdicts, and how likely each stance is, 0-1, summing to one."""

    opinion: Opinion
    supports: float
    refutes: float
    neutral: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What one passage says to the core of a claim, and why in a few words a reviewer can read.

    `subject` (0-1) is how much of what the claim is about the passage is about too. `exceeds` (0-1) is how likely the
    claim goes further than the passage, given that it is not against it, and `facets` names where, likeliest first.
    `named` means that the words which reverse the claim were found, not only guessed at, and `repeated` that the claim
    is a sentence of the passage over again, with nothing added, changed or left out that could limit it. `core` is how
    claim and passage read side by side, whatever else was weighed: a passage that is for the core of a claim may still
    leave no verdict on the whole.
    """

    stance: Stance
    scores: Scores
    reason: str
    subject: float = 0.0
    exceeds: float = 0.0
    facets: tuple[str, ...] = ()
    named: bool = False
    repeated: bool = False
    core: Scores = NO_WORD


UNALIGNED = Alignment(Stance.NEUTRAL, NO_WORD, "nobody has looked")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage lined up with a claim. `score` is relevance, 0-1; `cited` means that the copy cites its source."""

    source: Source
    passage: Passage
    premise: Premise
    score: float
    stance: Stance = Stance.NEUTRAL
    cited: bool = False
    alignment: Alignment = UNALIGNED
