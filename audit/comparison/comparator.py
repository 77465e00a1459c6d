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
            and not _ADVICE.search(claim.text[: p.start])
            and (not _OTHERS.match(p.text) or _COMPARES.search(claim.text))
        ),
        None,
    )
    if rival is not None and first_phrase("all-rivals", text) is None:
        return Overstatement(Facet.COMPARATOR, rival, _compared_with(premise))
    phrases = [p for p in find_phrases("better-than", claim.text) if not _COUNT.match(claim.text[p.end :])]
    better, equal = (phrases[0].text if phrases else None), first_phrase("as-good", claim.text)
    if better is None and equal is None:
        return None
    nearest = nearest_clause(claim, premise)
    drawn = () if nearest is None else find_phrases("draw", nearest[1].text, affirmed=False)
    draw = next((p.text for p in drawn if nearest and not _SAME.match(nearest[1].text[p.start :])), None)
    if draw is not None and equal is not None:
        return None
    if draw is not None and better is not None and first_phrase("win", premise.text) is None:
        return Overstatement(Facet.COMPARATOR, better, draw)
    against = _rivals(claim, better or equal or "")
    tested = known(c for a in premise.analyses for c in concepts_of((a,), TREATMENT))
    for concept in against:
        relation, _ = closest(concept, tested)
        if relation in ("different", "related", "unknown") and first_phrase("inactive", concept.text) is None:
            return Overstatement(Facet.COMPARATOR, f"{better or equal} {concept.text}", _compared_with(premise))
    return None


_NO_RIVAL = re.compile(  # what is compared is no treatment
    r"\s+(?:\w+ )?(?:side |unwanted |adverse )?(?:effects?|events?|reactions?|symptoms?|complaints?|groups?|reasons?"
    r"|age|time|risks?|causes?|outcomes?|endpoints?|conditions?|diseases?|placebo|sham)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"\bfor (?:the )?$", re.IGNORECASE)  # "for best results"
_OTHERS = re.compile(r"other\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:than|better|more|best|most|unlike|superior|beats?|outperform\w*|where|compared)\b", re.IGNORECASE
)
_SAME = re.compile(
    r"same (?:\w+ )?(?:therapy|treatment|programme|dose|exercises?|drugs?|medicines?|care|diet)\b", re.IGNORECASE
)  # what both groups had
_COUNT = re.compile(
    r"\s+(?:\d|half\b|a (?:third|quarter|dozen|hundred)\b"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty) )",
    re.IGNORECASE,
)


def _rivals(claim: Analysis, phrase: str) -> tuple[Concept, ...]:
    """Return the treatments that the claim measures itself against: named as such, or named after the comparison."""
    after = claim.text.partition(phrase)[2]
    return known(
        c
        for c in concepts_of((claim,), TREATMENT)
        if c.kind is ConceptKind.COMPARATOR or (c.text in after and _DIRECT.match(after.partition(c.text)[0]))
    )


_DIRECT = re.compile(
    r"(?:\W+(?:a|an|the|any|as|than|with|on|taking|using|wearing|having|daily|standard|\w+-\w+))*\W*$", re.IGNORECASE
)


def _compared_with(premise: Premise) -> str:
    inactive = first_phrase("inactive", text_of(premise), affirmed=False)
    rivals = concepts_of(premise.analyses, {ConceptKind.COMPARATOR})
    return inactive or premise.comparator or (rivals[0].text if rivals else "no such comparison")
