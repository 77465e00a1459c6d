"""`comparator`: the claim compares with something that the evidence did not compare with, or wins where it drew.

What it means
    The passage compared with placebo, sham, usual care or nothing, and the claim is better than a real treatment,
    than "any other", or the best there is. Or the passage found no difference or non-inferiority, and the claim
    says better.

Why it matters
    Better than nothing is not better than the drug next to it on the shelf. A comparison needs a head-to-head
    study.

Fails
    Claim: The mat works better than painkillers.
    Evidence: Pain fell more with the mat than with a sham mat.

Passes
    Claim: The mat eased pain more than a dummy mat.
    Evidence: Pain fell more with the mat than with a sham mat.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import ConceptKind
from sources.direction import nearest_clause
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import TREATMENT, closest, concepts_of, known, text_of

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise


def compare_comparator(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's comparison goes beyond the passage's, None where it makes none or the passage bears it."""
    text = text_of(premise)
    rival = next(
        (
            p.text
            for p in find_phrases("all-rivals", claim.text)
            if not _NO_RIVAL.match(claim.text[p.end :])
            and not _NO_RIVAL.match(p.text.partition("other")[2])
            and not _ADVICE.search(claim.text[: p.start])
            and not _DENIED.search(claim.text[: p.start])
            and (not _OTHERS.match(p.text) or _COMPARES.search(claim.text))
        ),
        None,
    )
    if rival is not None and first_phrase("all-rivals", text) is None:
        return Overstatement(Facet.COMPARATOR, rival, _compared_with(premise))
    phrases = [
        p
        for p in find_phrases("better-than", claim.text)
        if not _COUNT.match(claim.text[p.end :]) and not _DENIED.search(claim.text[: p.start])
    ]
    better, equal = (phrases[0].text if phrases else None), first_phrase("as-good", claim.text)
    if better is None and equal is None:
        return None
    against = _rivals(claim, better or equal or "")
    draw = _draw(claim, premise, plainly=better is not None and _PLAINLY.search(better) is not None)
    if draw is not None and equal is not None:
        return None
    if draw is not None and better is not None and not _won(against, premise):
        return Overstatement(Facet.COMPARATOR, better, draw)
    tested = known(concepts_of(premise.analyses, TREATMENT))
    titled = known(concepts_of(filter(None, (premise.title_analysis,)), TREATMENT))
    for concept in against:
        relation, _ = closest(
            concept, (*tested, *titled) if _ALONE.match(claim.text.rpartition(concept.text)[2]) else tested
        )
        if relation in ("different", "related", "unknown") and first_phrase("inactive", concept.text) is None:
            return Overstatement(Facet.COMPARATOR, f"{better or equal} {concept.text}", _compared_with(premise))
    return None


def _draw(claim: Analysis, premise: Premise, *, plainly: bool) -> str | None:
    """Return the words by which the passage found two treatments alike, in the clause or sentence of the claim.

    A treatment that is `plainly` called the better one must be so in the whole passage, and in a comparison.
    """
    if plainly and (overall := first_phrase("non-inferior", premise.text, affirmed=False) or _alone(premise)):
        return overall
    nearest = nearest_clause(claim, premise)
    if nearest is None:
        return None
    sentence, clause = nearest
    drawn = (
        p.text for p in find_phrases("draw", clause.text, affirmed=False) if not _SAME.match(clause.text[p.start :])
    )
    inferior = find_phrases("non-inferior", sentence.text, affirmed=False)
    chance = _BY_CHANCE.search(clause.text)
    return next(drawn, None) or (inferior[0].text if inferior else None) or (chance[0] if chance else None)


def _won(rivals: tuple[Concept, ...], premise: Premise) -> bool:
    """Whether the passage found something better than a rival of the claim; better than placebo is not."""
    real = [c for c in rivals if first_phrase("inactive", c.text) is None]
    there = [c.text for c in known(concepts_of(premise.analyses, TREATMENT)) if closest(c, real)[0] in _ALIKE]
    rests = [re.split(r"[.;]", premise.text[p.end :])[0] for p in find_phrases("win", premise.text)]
    won = [rest.partition(first_phrase("draw", rest, affirmed=False) or ".")[0] for rest in rests]
    return any(not there or any(name in rest for name in there) for rest in won)


def _alone(premise: Premise) -> str | None:
    """Return the words by which the passage says that nothing was compared."""
    found = _NO_GROUP.search(premise.text)
    return found and found[0]


_ALIKE = frozenset({"same", "narrower", "broader"})
_PLAINLY = re.compile(r"beat|outperform|outdo|outdid|outshine|surpass|superior|more effective|better", re.IGNORECASE)
_NO_GROUP = re.compile(r"\bno (?:control|comparison|comparator)(?: group| arm)?\b|\buncontrolled\b", re.IGNORECASE)
_BY_CHANCE = re.compile(r"\bp\s?(?:=\s?0?\.(?:0[6-9]|[1-9])\d*|>\s?0?\.05)", re.IGNORECASE)  # beyond the usual 0.05
_DENIED = re.compile(
    r"\b(?:not|never|neither|nor)\b(?! (?:only|just|merely|simply)\b)[^.;:,]*$|n['’]t\b[^.;:,]*$"
    r"|^\W*(?:few|no)\b[^.;:,]*$",
    re.IGNORECASE,
)  # "did not ease pain more than"; "not every study has found it better than"


_NO_RIVAL = re.compile(  # what is compared is no treatment
    r"\s+(?:\w+ )?(?:side |unwanted |adverse )?(?:effects?|events?|reactions?|symptoms?|complaints?|groups?|reasons?"
    r"|age|time|risks?|causes?|outcomes?|endpoints?|conditions?|diseases?|placebo|sham"
    r"|science|evidence|research|trials?|studies|study|proof|methods?)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"\bfor (?:the )?$", re.IGNORECASE)  # "for best results"
_OTHERS = re.compile(r"(?:any )?other\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:than|better|more|best|most|unlike|superior|beats?|outperform\w*|where|compared"
    r"|as (?:much|many|good|well|effective))\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"same (?:\w+ )?(?:therapy|treatment|programme|dose|exercises?|drugs?|medicines?|care|diet)\b", re.IGNORECASE
)  # what both groups had
_COUNT = re.compile(
    r"\s+(?:\d|(?:half|that|this|before|ever|expected|usual|average|normal|most)\b|a (?:third|quarter|dozen|hundred)\b"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty) )",
    re.IGNORECASE,
)


def _rivals(claim: Analysis, phrase: str) -> tuple[Concept, ...]:
    """Return the treatments that the claim measures itself against: named as such, or named after the comparison."""
    after = claim.text.partition(phrase)[2]
    return known(
        c
        for c in concepts_of((claim,), TREATMENT)
        if (c.kind is ConceptKind.COMPARATOR and c.text in f"{phrase}{after}")
        or (c.text in after and _DIRECT.fullmatch(after.partition(c.text)[0]))
    )


_ALONE = re.compile(r"\s+(?:alone|only|itself)\b", re.IGNORECASE)  # the rest of what both groups had
_DIRECT = re.compile(
    r"(?:\W+(?:a|an|the|any|as|than|with|on|taking|using|wearing|having|daily|standard|\w+-\w+))*\W*$", re.IGNORECASE
)


def _compared_with(premise: Premise) -> str:
    inactive = first_phrase("inactive", text_of(premise), affirmed=False)
    rivals = concepts_of(premise.analyses, {ConceptKind.COMPARATOR})
    return inactive or premise.comparator or (rivals[0].text if rivals else "no such comparison")
