"""`overstated`: evidence on the same subject exists, and the claim goes further than it.

What it means
    The claim exceeds its evidence in at least one facet; there is one rule per facet, `overstated-timeframe`,
    `overstated-population` and so on, and the finding quotes both sides. Each facet has a page of its own. Where the
    models say that a claim goes further and no comparison can name the words, there is one finding, called just
    `overstated`: it says in which facets that is most likely, and a person reads claim and passage side by side.

Why it matters
    The evidence may be sound and the claim still mislead: sooner, longer, larger, safer, for more people or more
    certain than anyone has shown.

Fails
    Claim: Relief within 2 hours.
    Evidence: Pain was lower than with placebo at 24 hours, the first assessment.

Passes
    Claim: Relief within a day or two.
    Evidence: Pain was lower than with placebo at 24 hours, the first assessment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.guesses import guesses_among, seems_further, words_named
from audit.model import Facet, Verdict
from audit.rules.findings import advise, on_verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Finding, Overstatement

_REMEDY: dict[Facet, str] = {
    Facet.MAGNITUDE: "State the size of the effect as the evidence does",
    Facet.TIMEFRAME: "Give the time that the evidence gives",
    Facet.DURABILITY: "Limit the claim to the time that was followed up",
    Facet.CERTAINTY: "Use words no surer than the evidence",
    Facet.CAUSALITY: "Say that the two go together, not that one causes the other",
    Facet.FREQUENCY: "Say how many it applies to",
    Facet.POPULATION: "Name the people who were studied",
    Facet.INDICATION: "Limit the claim to the condition that was studied",
    Facet.INTERVENTION: "Name the product, dose, route and regimen that were studied",
    Facet.ENDPOINT: "Name what was measured",
    Facet.COMPARATOR: "Name what it was compared with",
    Facet.EVIDENCE_LEVEL: "Say what kind of study it was",
    Facet.SAFETY: "State the risks that the evidence states",
    Facet.AUTHORITY: "Say exactly what the authority decided",
}


def check(assessment: Assessment) -> Iterator[Finding]:
    """Report each facet in which a claim exceeds its evidence, and once what is only a guess."""
    judgement = assessment.judgement
    for overstatement in words_named(judgement.overstatements):
        message = advise(_difference(overstatement), _REMEDY[overstatement.facet], judgement.suggestion)
        yield from on_verdict(assessment, Verdict.OVERSTATED, f"overstated-{overstatement.facet.value}", message)
    if guesses := guesses_among(judgement.overstatements):
        message = advise(seems_further(guesses), f"The passage says “{guesses[0].evidence}”", judgement.suggestion)
        yield from on_verdict(assessment, Verdict.OVERSTATED, "overstated", message)


def _difference(overstatement: Overstatement) -> str:
    source = f" ({overstatement.source})" if overstatement.source else ""
    return f"The copy says “{overstatement.claim}”; the evidence{source} says “{overstatement.evidence}”"
