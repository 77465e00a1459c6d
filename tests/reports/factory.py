"""An audit made by hand: two copies, their claims, a registry and what a judge might say. All of it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from audit.model import (
    Assessment,
    ClaimClass,
    Digests,
    Document,
    Extraction,
    Facet,
    Finding,
    Inventory,
    Judgement,
    Overstatement,
    Report,
    Severity,
    Suppression,
    Suppressor,
    Verdict,
)
from audit.severity import severity_of
from claims.model import (
    Analysis,
    Attribution,
    Block,
    BlockKind,
    CitationMark,
    Claim,
    ClaimType,
    Copy,
    Direction,
    Hedge,
    Pico,
    Quantity,
    Role,
    Skipped,
    Span,
    Strength,
)
from sources.model import Design, Evidence, Passage, Premise, Registry, Source, Stance, Status

T = ClaimType
HEADINGS = {"# ": 1, "## ": 2}
ENTITIES = {"&amp;": "&", "&nbsp;": " "}

ARTICLE = """\
# Cold plunge therapy at Brinewater

An icy bath is no fad &amp; no miracle. We think you deserve to know what it does.

## What it does for sore muscles

Ten minutes in water at 11 °C **eases muscle soreness within an hour** after hard training [1]. It \
eliminates inflammation in every athlete, and studies show that it doubles the speed of recovery.

- Less soreness the day after exercise than with rest alone
- Sleep improves by 40% after one plunge
- A plunge takes about 10 minutes

## Mood, and what we do not know

Cold water raises noradrenaline and thereby cures low mood without any side effects. Early work links regular swimming \
in cold water with better mood [2]. Brown fat grows back in mice kept in the cold, so you will burn more calories at \
rest. Cold plunges are approved by the national sports council. Members call the hour after a plunge the calmest of \
their week.

Book your first plunge today!
"""

LEAFLET = """\
COLD PLUNGE: QUICK FACTS

Water at 10 to 15 °C for ten minutes reduces soreness a day after exercise.
The benefit lasts for weeks (Harlan, 2009).
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as the factory takes it: words of the copy, and what extraction would have said of them."""

    words: str
    types: tuple[ClaimType, ...]
    statement: str | None = None
    strength: Strength = Strength.CAUSAL
    hedge: Hedge = Hedge.NONE
    attribution: Attribution = Attribution.NONE
    quantities: tuple[Quantity, ...] = ()
    pico: Pico = field(default_factory=Pico)
    mark: str | None = None
    checkable: bool = True


def make_copy(uri: str, text: str, media_type: str = "text/markdown") -> Copy:
    """Return `text` as a copy with one block per line of prose, a stand-in for the readers of `claims/`."""
    blocks: list[Block] = []
    path: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        marker = next((m for m in HEADINGS if line.startswith(m)), None)
        kind = BlockKind.HEADING if marker else BlockKind.LIST_ITEM if line.startswith("- ") else BlockKind.PARAGRAPH
        skip = len(marker or "") or 2 * (kind is BlockKind.LIST_ITEM)
        if line.strip():
            words, offsets = _read(line[skip:].rstrip("\n"), start + skip)
            if marker:
                path = [*path[: HEADINGS[marker] - 1], words]
            blocks.append(Block(kind, words, offsets, tuple(path[:-1] if marker else path)))
        start += len(line)
    return Copy(uri, text, media_type, f"sha256:{uri.encode().hex():0<64.64}", tuple(blocks))


def _read(line: str, start: int) -> tuple[str, tuple[int, ...]]:
    """Drop emphasis and decode entities in `line`, which begins at file offset `start`."""
    words, offsets, i = "", [], 0
    while i < len(line):
        entity = next((e for e in ENTITIES if line.startswith(e, i)), None)
        if line.startswith("**", i):
            i += 2
            continue
        words += ENTITIES[entity] if entity else line[i]
        offsets.append(start + i)
        i += len(entity) if entity else 1
    return words, (*offsets, start + len(line))


def span_of(text: str, words: str) -> Span:
    """Return where `words` stand in `text`."""
    start = text.index(words)
    end = start + len(words)
    line, last = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
    return Span(start, end, line, start - text.rfind("\n", 0, start), last, end - text.rfind("\n", 0, end))


def make_claim(copy: Copy, told: Told) -> Claim:
    """Return the claim that `told` speaks of; its sentence runs from full stop to full stop within the line."""
    span = span_of(copy.text, told.words)
    left = max(copy.text.rfind(stop, 0, span.start) + len(stop) for stop in ("\n", ". ", "- ", "# "))
    ends = [i for stop in ("\n", ". ") if (i := copy.text.find(stop, span.end - 1)) >= 0]
    right = max(min(ends, default=len(copy.text)) + (copy.text[min(ends, default=0)] == "."), span.end)
    marks: tuple[CitationMark, ...] = ()
    if told.mark:
        at = copy.text.index(told.mark, span.start)
        marks = (CitationMark(told.mark, at, at + len(told.mark), ("ref:1",)),)
    analysis = Analysis(
        told.statement or told.words,
        told.types,
        told.hedge,
        told.strength,
        told.attribution,
        told.quantities,
        pico=told.pico,
    )
    name = f"{sum(ord(c) * 31**i for i, c in enumerate(told.words)) % 16**12:012x}"
    return Claim(
        name,
        told.words,
        span,
        (left, right),
        analysis,
        told.checkable,
        0.9 if told.checkable else 0.12,
        marks,
        reasons=("causal verb",) if told.checkable else ("call to action",),
    )


def quantity(text: str, low: float | None, high: float | None, unit: str, role: Role) -> Quantity:
    """Return a quantity whose place in its sentence does not matter here."""
    return Quantity(text, low, high, unit, role, "about" in text, 0, len(text))


def make_registry() -> Registry:
    """Return six sources: sound, small, animal, retracted, regulatory, and one that nothing cites."""

    def source(name: str, title: str, design: Design, passages: Sequence[Passage], **more: object) -> Source:
        status = Status(str(more.pop("status", "current")))
        population = str(more.pop("population", "")) or None
        csl = {"title": title} | {k.replace("_", "-"): v for k, v in more.items()}
        return Source(name, title, "article-journal", csl, design, population, status, None, tuple(passages), "r.yml")

    def passage(name: str, text: str, locator: str | None = None, **more: object) -> Passage:
        owner, _, short = name.partition("#")
        return Passage(short, owner, text, locator=locator, **more)  # type: ignore[arg-type]  # fields by name

    return Registry(
        sources=(
            source(
                "okafor-2019",
                "Cold-water immersion and muscle soreness after exercise: a pooled analysis",
                Design.META_ANALYSIS,
                [
                    passage(
                        "okafor-2019#soreness-24h",
                        "Immersion at 10 to 15 °C for 10 to 15 minutes was followed by less soreness than rest 24 "
                        "hours after exercise (mean difference 0.6 points on a ten-point scale).",
                        "table 2",
                        sample_size=412,
                    ),
                    passage("okafor-2019#recovery", "Time to recover full strength did not differ from rest.", "p. 88"),
                ],
                author=[{"family": "Okafor", "given": "N."}, {"family": "Lindqvist"}, {"family": "Reyes"}],
                issued=2019,
                container_title="Journal of Invented Sports Medicine",
                volume=12,
                issue=3,
                page="81-95",
                DOI="10.5555/jism.2019.0081",
                PMID="99900001",
                population="trained adults",
            ),
            source(
                "brandt-2021",
                "Winter swimming and mood: a survey of three clubs",
                Design.CROSS_SECTIONAL,
                [
                    passage(
                        "brandt-2021#mood",
                        "Club members who swam weekly in cold water reported better mood than "
                        "members who did not; cause could not be told apart from selection.",
                        "abstract",
                        sample_size=61,
                    )
                ],
                author=[{"family": "Brandt"}, {"family": "Ito"}],
                issued="2021-04-02",
                container_title="Annals of Invented Psychology",
                DOI="10.5555/aip.77",
                population="members of winter swimming clubs",
            ),
            source(
                "mbeki-2015",
                "Cold exposure and brown adipose tissue in mice",
                Design.ANIMAL,
                [
                    passage(
                        "mbeki-2015#bat", "Brown fat mass rose by 22% in mice kept at 4 °C for three weeks.", "fig. 3"
                    )
                ],
                author=[{"family": "Mbeki"}],
                issued=2015,
                URL="https://example.org/mbeki-2015",
                population="male C57BL/6 mice",
            ),
            source(
                "harlan-2009",
                "Lasting relief from one ice bath",
                Design.CASE_SERIES,
                [passage("harlan-2009#weeks", "Relief of soreness lasted three weeks in five cyclists.", "p. 4")],
                author=[{"family": "Harlan"}],
                issued=2009,
                status="retracted",
                population="five cyclists",
            ),
            source(
                "council-2024",
                "Statement on recovery methods",
                Design.REGULATOR,
                [
                    passage("council-2024#none", "The council neither approves nor endorses cold-water immersion."),
                    passage(
                        "council-2024#safety",
                        "Gasping, arrhythmia and fainting occur; people with heart disease should not plunge.",
                        "section 5",
                    ),
                ],
                author=[{"literal": "National Sports Council"}],
                issued=2024,
                PMID="not a number",
                population="the public",
            ),
            source(
                "unused-2012", "Saunas and sleep", Design.SURVEY, [passage("unused-2012#a", "Sauna users slept well.")]
            ),
        ),
        applies_to=("cold plunge", "cold-water immersion"),
        digest="sha256:" + "ab" * 32,
        files=("registry/cold.yml",),
    )


class Bench:
    """Builds assessments of one copy against the registry."""

    def __init__(self, copy: Copy, registry: Registry) -> None:
        self.copy = copy
        self._sources = {s.id: s for s in registry.sources}

    def evidence(self, name: str, score: float, stance: Stance, *, cited: bool = False) -> Evidence:
        """Return the passage with full name `name` as evidence."""
        source = self._sources[name.partition("#")[0]]
        passage = next(p for p in source.passages if p.name == name)
        premise = Premise(passage.text, (), passage.design or source.design, passage.population or source.population)
        return Evidence(source, passage, premise, score, stance, cited)

    def assess(
        self,
        told: Told,
        claim_class: ClaimClass,
        judgement: Judgement,
        evidence: Sequence[Evidence] = (),
        *,
        source: str | None = None,
        suppressed: Suppression | None = None,
    ) -> Assessment:
        """Return an assessment with the findings that its verdict and facets call for."""
        verdict = judgement.verdict
        severity = severity_of(verdict, claim_class, retracted=judgement.retracted)
        claim = make_claim(self.copy, told)
        rules = [f"overstated-{o.facet}" for o in judgement.overstatements] or [str(verdict)]
        findings = tuple(
            Finding(r, severity, judgement.reason, verdict, claim.span, suppressed) for r in rules if severity
        )
        cited = ((told.mark, source),) if told.mark else ()
        return Assessment(claim, tuple(evidence), judgement, claim_class, cited, findings)


def judged(
    verdict: str, confidence: float, reason: str, *facets: Overstatement, suggestion: str | None = None
) -> Judgement:
    """Return a judgement."""
    retracted = "retracted" in reason
    return Judgement(Verdict(verdict), confidence, reason, facets, suggestion, retracted)


def make_article(registry: Registry) -> Document:
    """Return the article with claims of every verdict, two of them nested and two crossing."""
    bench = Bench(make_copy("copy/cold-plunge.md", ARTICLE), registry)
    soreness = bench.evidence("okafor-2019#soreness-24h", 0.91, Stance.SUPPORTS, cited=True)
    recovery = bench.evidence("okafor-2019#recovery", 0.74, Stance.REFUTES)
    over, a, b, c = Overstatement, ClaimClass.A, ClaimClass.B, ClaimClass.C
    sore = Pico(
        "after hard training",
        "muscle soreness",
        "ten minutes in water at 11 °C",
        None,
        "muscle soreness",
        Direction.BETTER,
    )
    told = [
        bench.assess(
            Told(
                "Ten minutes in water at 11 °C **eases muscle soreness within an hour** after hard training [1].",
                (T.ONSET, T.EFFICACY),
                "Ten minutes in water at 11 °C eases muscle soreness within an hour after hard training.",
                quantities=(
                    quantity("Ten minutes", 10, 10, "minute", Role.SESSION_LENGTH),
                    quantity("within an hour", None, 1, "hour", Role.ONSET),
                ),
                pico=sore,
                mark="[1]",
            ),
            b,
            judged(
                "overstated",
                0.87,
                "The copy promises an effect within an hour; the evidence measured it after 24 hours.",
                over(Facet.TIMEFRAME, "within an hour", "24 hours after exercise", "okafor-2019#soreness-24h"),
                over(Facet.MAGNITUDE, "eases", "0.6 points on a ten-point scale", "okafor-2019#soreness-24h"),
                suggestion="In trained adults, ten minutes in cold water can ease soreness a little a day after "
                "exercise.",
            ),
            (soreness, recovery),
            source="okafor-2019",
        ),
        bench.assess(
            Told(
                "It eliminates inflammation in every athlete",
                (T.EFFICACY,),
                "Cold plunging eliminates inflammation in every athlete.",
            ),
            b,
            judged("unsupported", 0.78, "No registered source speaks of inflammation."),
        ),
        bench.assess(
            Told(
                "studies show that it doubles the speed of recovery",
                (T.COMPARATIVE, T.STATISTIC),
                "Studies show that cold plunging doubles the speed of recovery.",
                attribution=Attribution.VAGUE,
                quantities=(quantity("doubles", 2, 2, "times", Role.EFFECT_SIZE),),
            ),
            b,
            judged(
                "contradicted",
                0.82,
                "The pooled analysis found no difference in recovery time.",
                over(Facet.MAGNITUDE, "doubles the speed", "did not differ from rest", "okafor-2019#recovery"),
            ),
            (recovery, soreness),
        ),
        bench.assess(
            Told("Less soreness the day after exercise than with rest alone", (T.COMPARATIVE, T.EFFICACY)),
            b,
            judged("supported", 0.94, "The pooled analysis says the same of the day after exercise."),
            (soreness,),
        ),
        bench.assess(
            Told(
                "Sleep improves by 40% after one plunge",
                (T.STATISTIC, T.EFFICACY),
                quantities=(quantity("40%", 40, 40, "percent", Role.EFFECT_SIZE),),
            ),
            b,
            judged("unsupported", 0.9, "No registered source speaks of sleep after cold water."),
            suppressed=Suppression(Suppressor.WAIVER, "Sleep study under review until March (J. Moore)"),
        ),
        bench.assess(
            Told(
                "A plunge takes about 10 minutes",
                (T.SESSION_LENGTH,),
                strength=Strength.NONE,
                quantities=(quantity("about 10 minutes", 10, 10, "minute", Role.SESSION_LENGTH),),
            ),
            c,
            judged("supported", 0.9, "The trials pooled used 10 to 15 minutes."),
            (soreness,),
        ),
        bench.assess(
            Told(
                "Cold water raises noradrenaline and thereby cures low mood without any side effects.",
                (T.MECHANISM, T.EFFICACY),
                "Cold water raises noradrenaline and thereby cures low mood.",
            ),
            a,
            judged(
                "overstated",
                0.71,
                "A survey of club members cannot show a cause, and nobody spoke of a cure.",
                over(Facet.CAUSALITY, "cures", "cause could not be told apart from selection", "brandt-2021#mood"),
                over(Facet.CERTAINTY, "cures", "reported", "brandt-2021#mood"),
                suggestion="People who swim in cold water every week report better mood; whether the cold is the cause "
                "is not known.",
            ),
            (bench.evidence("brandt-2021#mood", 0.66, Stance.SUPPORTS),),
        ),
        bench.assess(
            Told("cures low mood without any side effects", (T.SAFETY,), "Cold water has no side effects."),
            a,
            judged(
                "contradicted",
                0.93,
                "The council lists gasping, arrhythmia and fainting.",
                over(
                    Facet.SAFETY,
                    "without any side effects",
                    "Gasping, arrhythmia and fainting occur",
                    "council-2024#safety",
                ),
            ),
            (bench.evidence("council-2024#safety", 0.83, Stance.REFUTES),),
        ),
        bench.assess(
            Told(
                "Early work links regular swimming in cold water with better mood [2].",
                (T.EFFICACY,),
                "Early work links regular swimming in cold water with better mood.",
                Strength.CORRELATIONAL,
                attribution=Attribution.VAGUE,
                mark="[2]",
            ),
            b,
            judged("supported", 0.88, "The survey reports the same association."),
            (bench.evidence("brandt-2021#mood", 0.89, Stance.SUPPORTS, cited=True),),
            source="brandt-2021",
        ),
        bench.assess(
            Told(
                "kept in the cold, so you will burn more calories at rest.",
                (T.MECHANISM,),
                "Because brown fat grows back in the cold, you will burn more calories at rest.",
            ),
            b,
            judged(
                "overstated",
                0.8,
                "The only evidence comes from mice.",
                over(Facet.EVIDENCE_LEVEL, "you will burn more calories", "mice kept at 4 °C", "mbeki-2015#bat"),
            ),
            (bench.evidence("mbeki-2015#bat", 0.7, Stance.SUPPORTS),),
        ),
        bench.assess(
            Told(
                "Cold plunges are approved by the national sports council.",
                (T.REGULATORY_STATUS,),
                strength=Strength.NONE,
            ),
            a,
            judged(
                "contradicted",
                0.96,
                "The council says that it does not approve the method.",
                over(Facet.AUTHORITY, "approved", "neither approves nor endorses", "council-2024#none"),
            ),
            (bench.evidence("council-2024#none", 0.95, Stance.REFUTES),),
        ),
        bench.assess(
            Told(
                "Members call the hour after a plunge the calmest of their week.",
                (T.TESTIMONIAL,),
                strength=Strength.NONE,
            ),
            b,
            judged("needs-review", 0.41, "A testimonial; whether it implies a benefit is for a person to say."),
        ),
    ]
    crossing = Told("Brown fat grows back in mice kept in the cold", (T.MECHANISM,), strength=Strength.NONE)
    told.append(
        bench.assess(
            crossing,
            b,
            judged("supported", 0.84, "As the study in mice found."),
            (bench.evidence("mbeki-2015#bat", 0.9, Stance.SUPPORTS),),
        )
    )
    note = Finding("missing-risk-statement", Severity.MAJOR, "The copy speaks of benefits and names no risk.")
    return Document(bench.copy.uri, bench.copy, tuple(told), _non_claims(bench.copy), (note,))


def make_leaflet(registry: Registry) -> Document:
    """Return a plain text with a retracted source, a source cited in vain, and one sound claim."""
    bench = Bench(make_copy("copy/leaflet.txt", LEAFLET, "text/plain"), registry)
    fine = bench.assess(
        Told("Water at 10 to 15 °C for ten minutes reduces soreness a day after exercise.", (T.EFFICACY,)),
        ClaimClass.B,
        judged("supported", 0.95, "Says what the pooled analysis found."),
        (bench.evidence("okafor-2019#soreness-24h", 0.97, Stance.SUPPORTS),),
    )
    old = bench.assess(
        Told(
            "The benefit lasts for weeks (Harlan, 2009).",
            (T.DURABILITY,),
            "The benefit of cold water lasts for weeks.",
            attribution=Attribution.SPECIFIC,
            mark="(Harlan, 2009)",
        ),
        ClaimClass.B,
        judged("outdated", 0.9, "The only support, Harlan 2009, is retracted."),
        (bench.evidence("harlan-2009#weeks", 0.88, Stance.SUPPORTS, cited=True),),
        source="harlan-2009",
    )
    wrong = bench.assess(
        Told("10 to 15 °C for ten minutes", (T.DOSAGE,), "Cold plunging is done at 10 to 15 °C for ten minutes."),
        ClaimClass.B,
        judged("misattributed", 0.6, "Harlan 2009 gives no temperature."),
    )
    return Document(bench.copy.uri, bench.copy, (fine, old, wrong))


def _non_claims(copy: Copy) -> tuple[Claim, ...]:
    words = ("Book your first plunge today!", "We think you deserve to know what it does.")
    return tuple(make_claim(copy, Told(w, (), strength=Strength.NONE, checkable=False)) for w in words)


DIGESTS = Digests(*(f"sha256:{c * 64}" for c in "abcde"))


def make_report() -> Report:
    """Return a report with two copies and one input that could not be read."""
    registry = make_registry()
    skipped = Skipped("copy/scan.pdf", "not a format that can be read")
    documents = (make_article(registry), make_leaflet(registry), Document(skipped.uri, None, skipped=skipped))
    return Report(documents, date(2026, 11, 22), "0.1.0", replace(DIGESTS, registry=registry.digest), registry)


def make_inventory() -> Inventory:
    """Return the claims of the same copies without verdicts."""
    return make_inventory_of(make_report())


def make_inventory_of(report: Report) -> Inventory:
    """Return the claims of `report` without verdicts."""
    found = tuple(
        Extraction(d.uri, d.copy, tuple(a.claim for a in d.assessments), d.non_claims, d.skipped)
        for d in report.documents
    )
    return Inventory(found, report.as_of, report.version, replace(DIGESTS, registry="", rules=""))
