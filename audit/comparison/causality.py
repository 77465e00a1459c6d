"""`causality`: the claim says that one thing causes another, the evidence that they go together.

What it means
    No relation < associated < may cause < causes. The passage reports an association, or comes from a design
    that cannot show more (cohort, case-control, cross-sectional, survey, a series without controls), and the claim
    says that the thing improves, prevents, cuts or causes.

Why it matters
    People who choose a habit or a treatment differ from those who do not. A claim of cause invites the reader to
    expect the difference for themselves.

Fails
    Claim: Eating walnuts prevents dementia.
    Evidence: In a cohort, eating walnuts was associated with a lower rate of dementia.

Passes
    Claim: Eating walnuts is linked to a lower rate of dementia.
    Evidence: In a cohort, eating walnuts was associated with a lower rate of dementia.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import affirmed, hedges, leaves_open
from audit.model import Facet, Overstatement
from claims.model import CueKind, Strength
from sources.model import Design
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import CLINICAL, concepts_of

if TYPE_CHECKING:
    from claims.model import Analysis, Cue
    from sources.model import Premise

OBSERVATIONAL = frozenset({Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL, Design.SURVEY})

_UNCONTROLLED = frozenset({Design.CASE_SERIES, Design.NON_RANDOMISED_TRIAL})  # where the passage says so itself


def compare_causality(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's causal strength goes beyond the passage's, None where it does not."""
    cues = affirmed(claim, CueKind.CAUSAL)
    causes = [c for c in cues if not _is_occasion(c, claim.text) and not _is_course(c, claim) and _acts(c.text, claim)]
    cue = max(causes, key=lambda c: c.value or 0.0, default=None)
    if cues and cue is None:
        return None
    verb = (
        cue.text
        if cue
        else next((p.text for p in find_phrases("causal-verb", claim.text) if _acts(p.text, claim)), None)
    )
    if verb is None or hedges(claim) or leaves_open(claim):
        return None
    if any(first_phrase(group, claim.text, affirmed=False) for group in ("observational", "testimony")):
        return None
    correlation = next((c for a in premise.analyses for c in affirmed(a, CueKind.CORRELATIONAL)), None)
    observational = premise.design in OBSERVATIONAL or (
        premise.design in _UNCONTROLLED and first_phrase("no-comparison", premise.text, affirmed=False) is not None
    )
    if _says_so(verb, premise) or (
        not observational and (premise.design is not None or correlation is None or _causal(premise))
    ):
        return None
    words = correlation.text if correlation else first_phrase("observational", premise.text, affirmed=False)
    design = premise.design.value.replace("-", " ") if premise.design else None
    return Overstatement(Facet.CAUSALITY, verb, words or design or "association")


def _is_occasion(cue: Cue, text: str) -> bool:
    """Whether a causal verb only says when: "a year after stopping the tablets"."""
    return re.search(rf"\b(?:after|before|since|when|while|on) {re.escape(cue.text)}", text, re.IGNORECASE) is not None


def _is_course(cue: Cue, claim: Analysis) -> bool:
    """Whether a causal verb only says how an outcome went: "back pain eased in most patients after the massage"."""
    after = re.search(
        rf"(\S+) {re.escape(cue.text)}(?=$|[.,;]| (?:in|among|for|after|during|over|within|with|by \w*%?) )", claim.text
    )
    if after is None:
        return False
    if _AT_LEAST.search(claim.text[: cue.start]) or _WHOSE.search(claim.text[: cue.start]):
        return True
    return any(c.text.split()[-1] == after[1] for c in concepts_of((claim,), CLINICAL))


def _acts(verb: str, claim: Analysis) -> bool:
    """Whether the words are a verb that acts on what patients have: no noun, no participle, no everyday verb."""
    before, _, after = claim.text.partition(verb)
    if _NOUN.search(before) or (not before and verb.endswith("ed")) or _NOMINAL.match(verb):
        return False
    if verb.lower().endswith("ing") and (_SUBJECT.match(after) or _MORE.search(before)):
        return False
    if _EVERYDAY.match(verb) is None:
        return True
    told = not verb.endswith("s") and _PEOPLE.search(before) is not None
    return not told and any(c.text in after for c in concepts_of((claim,), CLINICAL))


def _says_so(verb: str, premise: Premise) -> bool:
    """Whether the passage says the same ("because of"), or estimates an effect of its own ("efficacy")."""
    return (
        _EFFICACY.search(premise.text) is not None
        or re.search(rf"\b{re.escape(verb)}\b", premise.text, re.IGNORECASE) is not None
    )


_NOUN = re.compile(r"\b(?:these|those|a|an|any|such|of|had|no|with)\s+(?:\w+ed\s+)?$", re.IGNORECASE)
_NOMINAL = re.compile(r"(?:effects?|protection|impact|influence) ", re.IGNORECASE)  # speaks of an effect, asserts none
_SUBJECT = re.compile(r"\s+(?:(?:and|or) \w+ing )?(?:of|can|could|may|might|is|was|too)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|less|fewer|their|its|the)\s+$", re.IGNORECASE)  # "more blocking antibodies"
_AT_LEAST = re.compile(r"\b(?:at least|more than|nearly|almost)\s+$", re.IGNORECASE)
_WHOSE = re.compile(r"\bwhose (?:\w+ ){1,3}$", re.IGNORECASE)
_EFFICACY = re.compile(r"\b(?:efficacy|effectiveness)\b", re.IGNORECASE)  # what a study of vaccination estimates
_PEOPLE = re.compile(
    r"(?:^|\b(?=should )"
    r"|\b(?:people|patients|adults|children|women|men|parents|users|wearers|in \w+|many|some|we|you|they)\s+)"
    r"(?:(?:should|may|can|must|often|to|who)\s+){0,2}$",
    re.IGNORECASE,
)
_EVERYDAY = re.compile(
    r"(?:stop|keep|kept|mak|made|treat|add|heal|control|block|bound|lead|help|cut|reduc|led|pull|work|speed)",
    re.IGNORECASE,
)


def _causal(premise: Premise) -> bool:
    return any(a.strength is Strength.CAUSAL for a in premise.analyses)
