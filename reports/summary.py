"""Counts over a report, and which claims need a look: the same for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.model import Assessment, Document, Finding, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """How many claims there are by verdict, and how many findings by severity, worst first and zeros included.

    Suppressed findings are counted apart, by what suppressed them.
    """

    claims: int
    by_verdict: tuple[tuple[Verdict, int], ...]
    by_severity: tuple[tuple[Severity, int], ...]
    suppressed: tuple[tuple[str, int], ...]

    @property
    def supported(self) -> int:
        """How many claims the evidence carries."""
        return dict(self.by_verdict)[Verdict.SUPPORTED]


def summarise(documents: Iterable[Document]) -> Summary:
    """Count what `documents` hold."""
    listed = tuple(documents)
    verdicts = Counter(a.judgement.verdict for d in listed for a in d.assessments)
    findings = [f for d in listed for f in findings_of(d)]
    severities = Counter(f.severity for f in findings if f.suppressed is None)
    suppressed = Counter(f.suppressed.by for f in findings if f.suppressed is not None)
    return Summary(
        claims=sum(verdicts.values()),
        by_verdict=tuple((v, verdicts[v]) for v in Verdict),
        by_severity=tuple((s, severities[s]) for s in Severity),
        suppressed=tuple(sorted(suppressed.items())),
    )


def findings_of(document: Document) -> Iterator[Finding]:
    """Yield every finding of `document`: its own, then those of its claims in order."""
    yield from document.findings
    for assessment in document.assessments:
        yield from assessment.findings


def severity_of(assessment: Assessment) -> Severity | None:
    """Return the worst severity of the findings that count, None where none does."""
    counted = (f.severity for f in assessment.findings if f.suppressed is None)
    return min(counted, key=tuple(Severity).index, default=None)


def further_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Return the findings that say more than the verdict does.

    A rule named for the verdict, or for one of its facets ("overstated-timeframe"), repeats reason, facets and
    suggestion in one message for readers of single findings; whoever shows these apart need not show it.
    """
    verdict = assessment.judgement.verdict.value
    return tuple(f for f in assessment.findings if f.rule != verdict and not f.rule.startswith(f"{verdict}-"))


def needs_look(assessment: Assessment) -> bool:
    """Whether a reader must see it: it is not supported, or a rule objects, and not everything is suppressed."""
    if assessment.findings:
        return any(f.suppressed is None for f in assessment.findings)
    return assessment.judgement.verdict is not Verdict.SUPPORTED


def in_order(document: Document) -> tuple[Assessment, ...]:
    """Return the assessments of `document` as they follow each other in its text."""
    return tuple(sorted(document.assessments, key=lambda a: (a.claim.span.start, a.claim.span.end, a.claim.id)))
