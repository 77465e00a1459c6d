"""Words and signs for values of the model, as a reader of a report meets them; a sign never stands without its word."""

from __future__ import annotations

from collections.abc import Iterator

from audit.decisions import Choice
from audit.model import Facet, Severity, Verdict
from claims.model import Analysis, Attribution, ClaimType, Hedge, Strength
from sources.model import Design, Stance, Status

#: One character each, in fonts that terminals and browsers have; told apart by shape, not by colour.
VERDICT_SIGNS: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "✗",
    Verdict.OVERSTATED: "▲",
    Verdict.MISATTRIBUTED: "≠",
    Verdict.OUTDATED: "◷",
    Verdict.UNSUPPORTED: "○",
    Verdict.NEEDS_REVIEW: "?",
    Verdict.SUPPORTED: "✓",
}

VERDICT_WORDS: dict[Verdict, str] = {v: v.value.replace("-", " ") for v in Verdict}

#: What a verdict asks of the writer (docs/glossary.md).
VERDICT_ADVICE: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "The evidence says the opposite: remove or correct.",
    Verdict.OVERSTATED: "Goes further than the evidence: narrow it.",
    Verdict.MISATTRIBUTED: "The source cited does not bear on it: cite another.",
    Verdict.OUTDATED: "Rests on a source that no longer stands: replace the source.",
    Verdict.UNSUPPORTED: "Nothing in the registry speaks to it: add a source or cut.",
    Verdict.NEEDS_REVIEW: "Not clear to the tool: a person decides.",
    Verdict.SUPPORTED: "Carried by current evidence.",
}

#: The same as an instruction, beside a claim whose reason has been given.
VERDICT_REMEDIES: dict[Verdict, str] = {
    Verdict.CONTRADICTED: "Remove or correct it.",
    Verdict.OVERSTATED: "Narrow it to what the evidence says.",
    Verdict.MISATTRIBUTED: "Cite a source that bears on it.",
    Verdict.OUTDATED: "Replace the source.",
    Verdict.UNSUPPORTED: "Register a source or cut it.",
    Verdict.NEEDS_REVIEW: "Compare it with the evidence and decide.",
    Verdict.SUPPORTED: "",
}

#: What a reviewer decided.
CHOICE_WORDS: dict[Choice | None, str] = {
    Choice.ACCEPT: "accepted",
    Choice.CHANGE: "to change",
    Choice.REJECT: "to remove",
    None: "note",
}

SEVERITY_SIGNS: dict[Severity, str] = {
    Severity.CRITICAL: "!!!",
    Severity.MAJOR: "!!",
    Severity.MINOR: "!",
    Severity.INFO: "i",
}

STANCE_WORDS: dict[Stance, str] = {
    Stance.SUPPORTS: "supports",
    Stance.REFUTES: "contradicts",
    Stance.NEUTRAL: "related, neither way",
}

DESIGN_WORDS: dict[Design, str] = {
    Design.META_ANALYSIS: "meta-analysis",
    Design.SYSTEMATIC_REVIEW: "systematic review",
    Design.RCT: "randomised controlled trial",
    Design.CROSSOVER_RCT: "randomised crossover trial",
    Design.NON_RANDOMISED_TRIAL: "non-randomised trial",
    Design.COHORT: "cohort study",
    Design.CASE_CONTROL: "case-control study",
    Design.CASE_SERIES: "case series",
    Design.CROSS_SECTIONAL: "cross-sectional study",
    Design.ANIMAL: "animal study",
    Design.IN_VITRO: "laboratory study",
    Design.GUIDELINE: "guideline",
    Design.CONSENSUS: "consensus statement",
    Design.LABEL: "product label",
    Design.REGULATOR: "regulator",
    Design.REVIEW: "narrative review",
    Design.PROTOCOL: "study protocol",
    Design.SURVEY: "survey",
    Design.EXPERT_OPINION: "expert opinion",
}

STATUS_WORDS: dict[Status, str] = {
    Status.CURRENT: "current",
    Status.CORRECTED: "corrected",
    Status.CONCERN: "expression of concern",
    Status.RETRACTED: "retracted",
    Status.SUPERSEDED: "superseded",
}

FACET_WORDS: dict[Facet, str] = {f: f.value.replace("-", " ") for f in Facet}

TYPE_WORDS: dict[ClaimType, str] = {t: t.value.replace("-", " ") for t in ClaimType}

STRENGTH_WORDS: dict[Strength, str] = {
    Strength.NONE: "no cause stated",
    Strength.CORRELATIONAL: "association",
    Strength.CONDITIONAL: "possible cause",
    Strength.CAUSAL: "cause",
}

HEDGE_WORDS: dict[Hedge, str] = {Hedge.NONE: "not hedged", Hedge.HEDGED: "hedged", Hedge.SOME: "limited to some"}

ATTRIBUTION_WORDS: dict[Attribution, str] = {
    Attribution.NONE: "no source named",
    Attribution.VAGUE: "vague source",
    Attribution.SPECIFIC: "names a source",
}


def wording(analysis: Analysis) -> Iterator[str]:
    """Yield what is notable in how a statement is put: its causal strength, its hedge, its authority."""
    if analysis.strength is not Strength.NONE:
        yield STRENGTH_WORDS[analysis.strength]
    if analysis.hedge is not Hedge.NONE:
        yield HEDGE_WORDS[analysis.hedge]
    if analysis.attribution is not Attribution.NONE:
        yield ATTRIBUTION_WORDS[analysis.attribution]


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return `number` with `noun` in the form that fits it: "1 claim", "2 claims"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
