"""Titles as papers and labels have them, made of the short ones that a registry by hand has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

UNTITLED = 0.15  # share of passages shown without their title
LENGTHENED = 0.45  # the share shown with a longer one
_TRIALS = (
    "a randomised controlled trial",
    "a randomized, double-blind, placebo-controlled trial",
    "a randomised, double-blind, sham-controlled, multicentre trial",
    "results from a phase 3 randomized clinical trial",
    "a multicenter randomized clinical trial",
    "primary results of a pragmatic randomised trial",
    "a randomized, parallel-group, assessor-blinded study",
    "a pilot randomised trial with blinded assessment",
)
_TAILS: dict[str, tuple[str, ...]] = {
    "meta-analysis": (
        "a systematic review and meta-analysis",
        "a systematic review and meta-analysis of randomized controlled trials",
        "an individual participant data meta-analysis",
        "a network meta-analysis of controlled studies",
    ),
    "systematic-review": ("a systematic review", "a systematic review of the literature", "a Cochrane review"),
    "rct": _TRIALS,
    "crossover-rct": ("a randomized, placebo-controlled crossover study", "a double-blind randomised crossover trial"),
    "non-randomised-trial": (
        "an open-label study",
        "results of a prospective single-arm trial",
        "a non-randomized controlled study",
        "an open-label extension study",
        "an uncontrolled pilot study",
    ),
    "cohort": (
        "a prospective cohort study",
        "a population-based cohort study",
        "a retrospective analysis of electronic health records",
        "a multisite, naturalistic, observational study of outcomes in clinical practice",
        "evidence from a national registry",
    ),
    "case-control": ("a nested case-control study", "a population-based case-control study"),
    "cross-sectional": ("a cross-sectional survey", "results from a national health survey"),
    "case-series": ("a case series", "a retrospective case series and review of the literature"),
    "animal": ("a preclinical study", "evidence from a rodent model"),
    "in-vitro": ("an experimental study", "insights from a laboratory model"),
    "guideline": (
        "clinical practice guideline",
        "consensus recommendations of an expert panel",
        "an updated evidence-based guideline for clinicians",
    ),
    "label": (
        "highlights of prescribing information",
        "summary of product characteristics",
        "full prescribing information, revised edition",
        "instructions for use",
    ),
    "regulator": (
        "statement of the regulator for patients and health care providers",
        "decision summary of a premarket notification",
        "safety communication",
    ),
}
_HEADS = (
    "Efficacy and safety of",
    "Effects of",
    "Effect of",
    "Efficacy, tolerability and durability of",
    "Clinical outcomes after",
    "Long-term follow-up of",
)
_KINDS = ("trial", "study", "review", "analysis", "cohort", "survey", "series", "guideline", "information")
_REPORTED = frozenset(("meta-analysis", "rct", "crossover-rct", "non-randomised-trial", "cohort", "case-series"))


def entitled(row: dict[str, Any], rng: random.Random) -> str | None:
    """Return the title of a passage as it is, left out, or as long as that of a paper with its design.

    What is added says only what the design and the population of the passage say already.
    """
    title, design, drawn = row.get("title"), row.get("design"), rng.random()
    if not title or drawn < UNTITLED:
        return None
    said = [kind for kind in _KINDS if kind in title.lower()]
    tails = [tail for tail in _TAILS.get(str(design), ()) if not any(kind in tail for kind in said)]
    if drawn > UNTITLED + LENGTHENED or not tails:
        return str(title)
    head, colon, rest = str(title).partition(": ")
    if design in _REPORTED and rng.random() < 0.4 and not head.startswith(("Effect", "Efficacy")):  # noqa: PLR2004
        head = f"{rng.choice(_HEADS)} {head[0].lower() if head[1:2].islower() else head[0]}{head[1:]}"
    people = row.get("population")
    if people and rng.random() < 0.5 and " in " not in head and len(people.split()) < 10:  # noqa: PLR2004
        head = f"{head} in {people}"
    return f"{head}: {rng.choice(tails)}" + (f" ({rest})" if colon and rng.random() < 0.5 else "")  # noqa: PLR2004
