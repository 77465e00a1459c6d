"""Types that `audit/` produces: verdicts, findings and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from audit.decisions import Adrift, Decision
from claims.model import Claim, Copy, Skipped, Span
from sources.model import Evidence, Registry

if TYPE_CHECKING:
    import pandas as pd


class Verdict(StrEnum):
    """What the evidence makes of a claim (docs/glossary.md), worst first: a sentence takes the worst of its claims."""

    CONTRADICTED = "contradicted"
    OVERSTATED = "overstated"
    MISATTRIBUTED = "misattributed"
    OUTDATED = "outdated"
    UNSUPPORTED = "unsupported"
    NEEDS_REVIEW = "needs-review"
    SUPPORTED = "supported"


class Facet(StrEnum):
    """A respect in which a claim can exceed its evidence (docs/glossary.md)."""

    MAGNITUDE = "magnitude"
    TIMEFRAME = "timeframe"
    DURABILITY = "durability"
    CERTAINTY = "certainty"
    CAUSALITY = "causality"
    FREQUENCY = "frequency"
    POPULATION = "population"
    INDICATION = "indication"
    INTERVENTION = "intervention"
    ENDPOINT = "endpoint"
    COMPARATOR = "comparator"
    EVIDENCE_LEVEL = "evidence-level"
    SAFETY = "safety"
    AUTHORITY = "authority"


class Severity(StrEnum):
    """How much harm a finding could do in print, worst first (docs/glossary.md)."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


class ClaimClass(StrEnum):
    """How much hangs on a claim: A safety and promises, B effect, C operations, D the rest (docs/glossary.md)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@dataclass(frozen=True, slots=True)
class Overstatement:
    """One facet in which a claim exceeds its evidence: what the copy says and what the evidence says, in their words.

    `source` is the full name of the passage, None in a comparison with a bare passage. `guessed` means that no
    comparison found the words: the models point to the facet, and both texts are whole sentences (`audit.guesses`).
    """

    facet: Facet
    claim: str
    evidence: str
    source: str | None = None
    guessed: bool = False


class Suppressor(StrEnum):
    """What can keep a finding from counting: a comment in the copy, a waiver, or the baseline."""

    INLINE = "inline"
    WAIVER = "waiver"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count, in words of whoever decided so."""

    by: Suppressor
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule reports. `span` is None where a finding concerns a whole document.

    `subject` tells apart what one rule can report several times of one claim, such as the id of a missing statement.
    """

    rule: str
    severity: Severity
    message: str
    verdict: Verdict | None = None
    span: Span | None = None
    suppressed: Suppression | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is wrong with the baseline or the waivers themselves: an entry that has expired or that nothing meets.

    `where` is the file that holds the entry, `line` (1-based) the place in it.
    """

    rule: str
    message: str
    where: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its grounds. `confidence` (0-1) is how likely it is right; it never changes severity."""

    verdict: Verdict
    confidence: float
    reason: str
    overstatements: tuple[Overstatement, ...] = ()
    suggestion: str | None = None
    retracted: bool = False  # for `outdated`: the only support is retracted, rather than expired or superseded
    approved: str | None = None  # id of the approved wording that the claim matches
    missing: tuple[tuple[str, str], ...] = ()  # id and wording of the statements it requires and the document lacks


@dataclass(frozen=True, slots=True)
class Assessment:
    """A claim with its evidence (best first, at most five) and its judgement."""

    claim: Claim
    evidence: tuple[Evidence, ...]
    judgement: Judgement
    claim_class: ClaimClass
    citations: tuple[tuple[str, str | None], ...] = ()  # mark as printed, id of the source or None
    findings: tuple[Finding, ...] = ()
    decision: Decision | None = None  # what a reviewer decided on it


@dataclass(frozen=True, slots=True)
class Document:
    """One audited copy; `copy` is None where it was skipped."""

    uri: str
    copy: Copy | None
    assessments: tuple[Assessment, ...] = ()
    non_claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    skipped: Skipped | None = None


@dataclass(frozen=True, slots=True)
class Digests:
    """What the verdicts depend on, each as `sha256:…`."""

    registry: str
    config: str
    rules: str
    lexicons: str
    models: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands behind each digest, as pairs of name and value, so that a replay can say what differs.

    Values are the first twelve hexadecimal digits of a digest, or settings and versions as they are.
    """

    registry: tuple[tuple[str, str], ...] = ()
    config: tuple[tuple[str, str], ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    lexicons: tuple[tuple[str, str], ...] = ()
    models: tuple[tuple[str, str], ...] = ()
    platform: tuple[tuple[str, str], ...] = ()
    config_file: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an audit found, in the order of the inputs.

    `since` is the revision that the findings were narrowed down to the changes since, None for a whole audit;
    `baselined` tells whether a baseline was applied. `adrift` are decisions of a reviewer whose claim has changed.
    """

    documents: tuple[Document, ...]
    as_of: date
    version: str
    digests: Digests
    registry: Registry = field(repr=False)
    notices: tuple[Notice, ...] = ()
    since: str | None = None
    baselined: bool = False
    manifest: Manifest = field(default=Manifest(), repr=False)
    adrift: tuple[Adrift, ...] = ()

    def to_dataframe(self) -> pd.DataFrame:
        """Return one row per claim: where it is, what it says, its verdict and why."""
        import pandas as pd

        rows = [
            {
                "uri": document.uri,
                "id": a.claim.id,
                "start": a.claim.span.start,
                "end": a.claim.span.end,
                "line": a.claim.span.line,
                "column": a.claim.span.column,
                "text": a.claim.text,
                "statement": a.claim.analysis.text,
                "class": a.claim_class.value,
                "types": tuple(t.value for t in a.claim.analysis.types),
                "hedge": a.claim.analysis.hedge.value,
                "strength": int(a.claim.analysis.strength),
                "attribution": a.claim.analysis.attribution.value,
                "checkworthiness": a.claim.checkworthiness,
                "verdict": a.judgement.verdict.value,
                "confidence": a.judgement.confidence,
                "reason": a.judgement.reason,
                "facets": tuple(o.facet.value for o in a.judgement.overstatements),
                "sources": tuple(e.passage.name for e in a.evidence),
                "suggestion": a.judgement.suggestion,
                "severity": min((f.severity for f in a.findings), key=list(Severity).index, default=None),
            }
            for document in self.documents
            for a in document.assessments
        ]
        return pd.DataFrame(rows)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one copy states, unjudged: its claims and, apart, the sentences that are none; `copy` is None if skipped."""

    uri: str
    copy: Copy | None
    claims: tuple[Claim, ...] = ()
    non_claims: tuple[Claim, ...] = ()
    skipped: Skipped | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """The claims of several copies without verdicts, in the order of the inputs: what `claims-audit claims` prints.

    A digest that played no part (there may be no registry) is an empty string.
    """

    documents: tuple[Extraction, ...]
    as_of: date
    version: str
    digests: Digests
