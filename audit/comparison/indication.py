"""`indication`: the claim is about more conditions or uses than the evidence.

What it means
    The passage is about one condition; the claim names it together with others, names the wider class it belongs
    to ("pain" of knee osteoarthritis), or speaks of "any" condition. So does a claim that an approval is for another
    condition. Any other claim about another condition altogether is `unsupported`, since nothing on its subject is
    registered.

Why it matters
    Approval and evidence hold for a condition. Stretching them to its neighbours is off-label promotion.

Fails
    Claim: The patch is approved for any kind of nerve pain.
    Evidence: The patch is indicated for post-herpetic neuralgia.

Passes
    Claim: The patch is approved for nerve pain after shingles.
    Evidence: The patch is indicated for post-herpetic neuralgia.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.model import Facet, Overstatement
from claims.model import ClaimType, ConceptKind, CueKind
from sources.approvals import granted_uses, may_be_one
from sources.model import Design
from sources.permissions import denies_approval, grants
from sources.phrasing import find_phrases, first_phrase
from sources.subjects import analyses_of, closest, concepts_of, conditions_of, known, names

if TYPE_CHECKING:
    from claims.model import Analysis, Concept
    from sources.model import Premise
    from sources.phrasing import Phrase

_OFFICIAL = frozenset(
    {Design.LABEL, Design.REGULATOR}
)  # their words are exact; elsewhere "pain" of knee pain is plain talk

_ANOTHER = frozenset({"different", "related"})  # relations of a condition that is not the one of the passage


def compare_indication(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return the condition of the claim that the passage does not cover, None where it covers all or shares none.

    Who says that something is not approved for a condition, or what may go wrong, claims nothing for it.
    """
    if denies_approval(claim) or claim.types[:1] == (ClaimType.SIDE_EFFECT,) or _SIDE.search(claim.text):
        return None
    studied = conditions_of(analyses_of(premise))
    studied = studied or known(concepts_of(premise.analyses, {ConceptKind.OUTCOME}))
    if not studied:
        return None
    every = next((p.text for p in find_phrases("any-condition", claim.text) if _of_conditions(p, claim)), None)
    if every is not None and first_phrase("any-condition", premise.text) is None:
        return Overstatement(Facet.INDICATION, every, names(studied))
    claimed = [c for c in conditions_of((claim,)) if not c.negated and c.kind is not ConceptKind.ADVERSE_EVENT]
    about = _about(premise, studied)
    quantified = next((c for c in claimed if _quantified(c, claim.text) and closest(c, about)[0] != "same"), None)
    if quantified is not None and not any(_quantified(c, premise.text) for c in studied):
        return Overstatement(Facet.INDICATION, _quantified(quantified, claim.text) or "", names(studied))
    relations = [(c, "same" if any(c.text in o.text for o in about) else closest(c, about)[0]) for c in claimed]
    broader = next((c for c, r in relations if r == "broader" and not _in_plain_words(c, about, premise)), None)
    official = premise.design in _OFFICIAL or any(c.kind is CueKind.APPROVAL for c in claim.cues)
    if official and broader is not None and all(r == "broader" for _, r in relations):
        return Overstatement(Facet.INDICATION, broader.text, names(studied))
    covered = any(r in ("same", "narrower", "broader") for _, r in relations)
    held = [c for c, r in relations if r in ("same", "narrower", "broader")]
    other = next(
        (c for c, r in relations if r in _ANOTHER and not _is_cause(c, claim.text) and _listed(c, held, claim.text)),
        None,
    )
    if claimed and all(r in _ANOTHER for _, r in relations) and _is_of_another_approval(claim, premise):
        granted = granted_uses(premise, studied)
        return Overstatement(Facet.INDICATION, claimed[0].text, names(granted)) if granted else None
    return Overstatement(Facet.INDICATION, other.text, names(studied)) if covered and other else None


def _is_of_another_approval(claim: Analysis, premise: Premise) -> bool:
    """Whether the claim grants an approval, and the passage is about one of the same product by the same authority."""
    granted = premise.design in _OFFICIAL or grants(premise.analyses)
    return grants((claim,)) and granted and may_be_one(claim, premise)


def _in_plain_words(concept: Concept, about: tuple[Concept, ...], premise: Premise) -> bool:
    """Whether a condition is the plain word for the one that the passage names, or the passage gives only examples."""
    _, nearest = closest(concept, about)
    if nearest is None:
        return False
    example = re.search(rf"\b(?:including|such as)\s+(?:\w+\s+)?{re.escape(nearest.text)}", premise.text, re.IGNORECASE)
    return example is not None or _PLAIN.match(nearest.text) is not None


def _of_conditions(phrase: Phrase, claim: Analysis) -> bool:
    """Whether a word for a whole class stands beside a condition, and is not denied ("not cleared for any disease")."""
    before, after = claim.text[: phrase.start], claim.text[phrase.end :]
    if _DENIED.search(before):
        return False
    named = [c.text for c in conditions_of((claim,))]
    if _CLASS.search(phrase.text) or any(name in phrase.text for name in named):
        return True
    return any(name in before[-_BESIDE:] or name in after[:_BESIDE] for name in named)


def _listed(other: Concept, held: list[Concept], text: str) -> bool:
    """Whether a condition stands in one list with a condition that the passage covers."""
    for concept in held:
        first, second = sorted((text.find(concept.text), text.find(other.text)))
        start = first + len(concept.text if first == text.find(concept.text) else other.text)
        if first >= 0 and start <= second and text[start:second].strip() and _LIST.fullmatch(text[start:second]):
            return True
    return False


_PLAIN = re.compile(r"(?:major|clinical|unipolar|primary|essential|common|episodic) ", re.IGNORECASE)
_SIDE = re.compile(
    r"\b(?:side effects?|unwanted effects?|reactions?|adverse|complications?|contraindicated"
    r"|not suitable|(?:very|fairly|quite|most) common|users notice"
    r"|(?:see|speak to|talk to|tell|ask|consult) (?:a|an|your|us|the)\b)",
    re.IGNORECASE,
)  # what may go wrong, or must be told a doctor, is no use
_BESIDE = 30  # code points
_CLASS = re.compile(
    r"conditions?|diseases?|disorders?|illness|allerg|infections?|injur|wounds?|headaches?|arthritis|pain|skin|addictions?"
    r"|tumours?|virus|problems?|symptoms|cancers?|cure all|much more|cause",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\bnot|\bnever|\bno|n['’]t)\b[^.;]*\b(?:approved|cleared|licensed|authori[sz]ed|indicated|registered|tested|studied|proven)\b[^.;]*$",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?:[\s,/-]+(?:and|or|as well as|but|also|plus|too|for|against|the|from|both|\w+s))*?[\s,/-]*", re.IGNORECASE
)


def _about(premise: Premise, studied: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Conditions and what the passage measured of them: "pain" may be an outcome there and a condition here."""
    return (*studied, *known(concepts_of(premise.analyses, {ConceptKind.OUTCOME, ConceptKind.ADVERSE_EVENT})))


def _quantified(concept: Concept, text: str) -> str | None:
    """Return a condition with the word that makes it a whole class ("every anxiety disorder"), None without one."""
    found = re.search(
        rf"\b(?:any|every|all|each)(?: (?:other|kinds?|types?|forms?|sorts?) of)?(?: \w+)? {re.escape(concept.text)}\b",
        text,
        re.IGNORECASE,
    )
    return found[0] if found else None


def _is_cause(concept: Concept, text: str) -> bool:
    """Whether a condition only says where another comes from, or what a product is called after.

    "Nerve pain after shingles", "shingles nerve pain" and "a flu jab" are about pain and about the jab.
    """
    name = re.escape(concept.text)
    return re.search(rf"\b(?:after|due to|caused by|following) {name}|\b{name} {_HEADS}", text) is not None


_HEADS = (
    r"(?:vaccin\w*|immunis\w*|immuniz\w*|jabs?|shots?|boosters?|screening|tests?|swabs?"
    r"|(?:nerve |muscle |joint |bone )?(?:pain|itch|rash|fatigue|neuralgia|neuropathy))\b"
)
