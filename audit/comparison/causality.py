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
from claims.model import ConceptKind, CueKind, Strength
from sources.model import Design
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import CLINICAL, concepts_of, known

if TYPE_CHECKING:
    from claims.model import Analysis, Cue
    from sources.model import Premise

OBSERVATIONAL = frozenset({Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL, Design.SURVEY})

_PROVEN = 4.0  # value of the words for proof
_UNCONTROLLED = frozenset({Design.CASE_SERIES, Design.NON_RANDOMISED_TRIAL})  # where the passage says so itself


def compare_causality(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim's causal strength goes beyond the passage's, None where it does not."""
    cues = affirmed(claim, CueKind.CAUSAL)
    causes = [c for c in cues if not _is_occasion(c, claim.text) and not _is_course(c, claim) and _acts(c.text, claim)]
    cue = max(causes, key=lambda c: c.value or 0.0, default=None)
    if cues and cue is None and _PROVEN_TO.search(claim.text) is None:
        return None
    verb = (
        cue.text
        if cue
        else next((p.text for p in find_phrases("causal-verb", claim.text) if _acts(p.text, claim)), None)
    )
    proven = _PROVEN_TO.search(claim.text)
    if verb is None and proven is not None:
        verb = proven[0]
    if verb is None or hedges(claim) or leaves_open(claim) or (proven is None and _owns_up(claim)):
        return None
    correlation = next((c for a in premise.analyses for c in affirmed(a, CueKind.CORRELATIONAL)), None)
    observational = premise.design in OBSERVATIONAL or _is_alone(claim, premise)
    if _says_so(verb, premise) or (
        not observational and (premise.design is not None or correlation is None or _causal(premise))
    ):
        return None
    return Overstatement(Facet.CAUSALITY, verb, _limit(premise) or (correlation.text if correlation else "association"))


def _owns_up(claim: Analysis) -> bool:
    """Whether the claim itself says that somebody observed or told, and does not call it proof."""
    if affirmed(claim, CueKind.ESTABLISHMENT, at_least=_PROVEN):
        return False
    told = find_phrases("observational", claim.text, affirmed=False)
    return any(not _WHO.fullmatch(p.text) for p in told) or bool(find_phrases("testimony", claim.text, affirmed=False))


def _is_alone(claim: Analysis, premise: Premise) -> bool:
    """Whether nothing was compared: the passage says so, or the claim calls proven what a series of cases has seen."""
    if premise.design is Design.CASE_SERIES and affirmed(claim, CueKind.ESTABLISHMENT, at_least=_PROVEN):
        return True
    return (
        premise.design in _UNCONTROLLED
        and first_phrase("no-comparison", f"{premise.title or ''}. {premise.text}", affirmed=False) is not None
    )


def _limit(premise: Premise) -> str | None:
    """Return what keeps the passage from showing a cause: the link it names, a missing comparison or its design."""
    link = _LINK.search(premise.text)
    if link is not None:
        return link[0]
    alone = first_phrase("no-comparison", premise.text, affirmed=False)
    return alone or (premise.design.value.replace("-", " ") if premise.design else None)


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
    if verb.lower() == "treated" and _WAS_TREATED.match(after):
        return False
    if _is_purpose(before) or (_NO_OBJECT.match(after) and not _PASSIVE.search(before) and " " not in verb):
        return False
    if (
        _ODDS.match(after)
        or (_ABLE.search(before) and _warns(verb, after, claim))
        or _is_mechanism(before, verb, after, claim)
    ):
        return False
    if verb.lower().endswith("ing") and (_SUBJECT.match(after) or _MORE.search(before)):
        return False
    if _EVERYDAY.match(verb) is None:
        return True
    told = not verb.endswith("s") and _PEOPLE.search(before) is not None
    return not told and any(c.text in after for c in concepts_of((claim,), CLINICAL))


def _is_purpose(before: str) -> bool:
    """Whether the verb only names an aim: "surgery was needed to correct it"; "proven to correct it" claims it."""
    return _TO.search(before) is not None and _CLAIMED.search(before) is None


def _is_mechanism(before: str, verb: str, after: str, claim: Analysis) -> bool:
    """Whether the words only say how a treatment acts, on nothing that patients have: "by calming nerve cells"."""
    if _WAY.search(before) is None:
        return False
    if _ASIDE.search(before):
        return True
    if not verb.split(maxsplit=1)[0].lower().endswith("ing") or _OUTCOME.match(verb):
        return False
    acted_on = _FURTHER.split(after, maxsplit=1)[0].rstrip(" .")
    return not any(acted_on.endswith(c.text) for c in known(concepts_of((claim,), CLINICAL)))


def _warns(verb: str, after: str, claim: Analysis) -> bool:
    """Whether what the verb brings about is an unwanted effect; that it can happen is a warning, no boast."""
    if _HARMS.match(verb) is None:
        return False
    events = concepts_of((claim,), {ConceptKind.ADVERSE_EVENT})
    return any(c.text in after for c in events) or first_phrase("harm-reported", after) is not None


def _says_so(verb: str, premise: Premise) -> bool:
    """Whether the passage says the same ("because of"), or estimates an effect of its own ("efficacy")."""
    return (
        _EFFICACY.search(premise.text) is not None
        or re.search(rf"\b{re.escape(verb)}\b", premise.text, re.IGNORECASE) is not None
    )


_NOUN = re.compile(r"\b(?:these|those|a|an|any|such|of|had|no|with)\s+(?:\w+ed\s+)?$", re.IGNORECASE)
_WAS_TREATED = re.compile(  # "treated men": who or what had the treatment, not what it brought about
    r"\s(?:men|women|people|patients|adults|children|groups?|arms?|sides?|areas?|sites?|skin|knees?|hips?|eyes?|teeth|limbs?)\b",
    re.IGNORECASE,
)
_NOMINAL = re.compile(
    r"(?:effects?|protection|impact|influence|improvements?) ", re.IGNORECASE
)  # speaks of an effect, asserts none
_SUBJECT = re.compile(r"\s+(?:(?:and|or) \w+ing )?(?:of|can|could|may|might|is|was|too)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|less|fewer|their|its|the)\s+$", re.IGNORECASE)  # "more blocking antibodies"
_AT_LEAST = re.compile(r"\b(?:at least|more than|nearly|almost)\s+$", re.IGNORECASE)
_WHOSE = re.compile(r"\bwhose (?:\w+ ){1,3}$", re.IGNORECASE)
_EFFICACY = re.compile(r"\b(?:efficacy|effectiveness)\b", re.IGNORECASE)  # what a study of vaccination estimates
_PROVEN_TO = re.compile(r"\bproven to (?!be\b|have\b|carry\b|match\b|equal\b|work\b)\w+", re.IGNORECASE)
_WHO = re.compile(r"users", re.IGNORECASE)  # who takes it, which says nothing of a study
_TO = re.compile(r"\bto (?:\w+ly )?$", re.IGNORECASE)
_CLAIMED = re.compile(  # what comes before "to" where the verb after it is claimed: "shown to", "helps you to"
    r"\b(?:help\w*|prov\w+|shown?|shows|demonstrated|known|found|sure|certain|guaranteed|bound|enough|able|ability|power|works?"
    r"|acts?|serves?|continues?|going|promises?|said|believed|reported|claimed|way|ways|due|thanks)"
    r" (?:[\w'’]+ ){0,2}to (?:\w+ly )?$|^\W*to $",
    re.IGNORECASE,
)
_NO_OBJECT = re.compile(
    r"\W*$|\s*[,;:]|\s+(?:for|over|after|during|within|until|rather|while|when|since|throughout)\b", re.IGNORECASE
)  # "spine density kept improving for ten years" says how it went
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly )?$", re.IGNORECASE)
_ODDS = re.compile(r"\s+(?:an? )?(?:better|higher|lower|best|good) (?:odds|chances?)\b", re.IGNORECASE)
_ABLE = re.compile(r"\b(?:can|could) (?:\w+ly )?$", re.IGNORECASE)
_HARMS = re.compile(r"caus|bring|trigger|lead|set|worsen|result|provok|irritat|damag|produc|induc", re.IGNORECASE)
_WAY = re.compile(r"^\W*(?:\w+ )?by\b", re.IGNORECASE)  # the whole statement is the way in which something acts
_OUTCOME = re.compile(
    r"prevent|cur(?:e|ing)|eliminat|end(?:s|ing)|revers|halv|reduc", re.IGNORECASE
)  # no mere mechanism
_ASIDE = re.compile(r"\b(?:that|which)\s+$", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:that|which|who|of|in|at|for|and|between|on|from|with|behind|so)\b|[,;]", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:associat\w+|correlat\w+|link(?:ed|s)?|predict\w*|related|relationship|tended to|went along with"
    r"|go(?:es)? with|confound\w+)(?: (?:with|to|between|of))?\b",
    re.IGNORECASE,
)
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
