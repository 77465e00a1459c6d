"""`evidence-level`: the claim credits its evidence with more than the study can carry.

What it means
    Cells and animals, a series without controls, an open-label pilot, a survey or an opinion, and the claim speaks
    of people, or calls it clinically proven, a trial, or strong evidence. A study of a few dozen people proves
    nothing by itself.

Why it matters
    The design sets a ceiling on the words. "Clinically proven" promises good controlled studies in people.

Fails
    Claim: The belt is clinically proven to ease back pain.
    Evidence: In an open-label pilot of 14 adults, back pain was lower after four weeks with the belt.

Passes
    Claim: In a small pilot, back pain was lower with the belt.
    Evidence: In an open-label pilot of 14 adults, back pain was lower after four weeks with the belt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.comparison.wording import affirmed, leaves_open
from audit.model import Facet, Overstatement
from claims.model import ConceptKind, CueKind
from claims.taxonomy import relation
from sources.amounts import sample_size_of
from sources.direction import nearest_sentence
from sources.model import Design
from sources.phrasing import first_phrase
from sources.polarity import Clause, polarity_of
from sources.subjects import CLINICAL, analyses_of, concepts_of, known, text_of

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.model import Premise

PRECLINICAL = frozenset({Design.ANIMAL, Design.IN_VITRO})
UNCONTROLLED = frozenset(
    {
        Design.CASE_SERIES,
        Design.SURVEY,
        Design.CROSS_SECTIONAL,
        Design.COHORT,
        Design.CASE_CONTROL,
        Design.EXPERT_OPINION,
        Design.CONSENSUS,
        Design.GUIDELINE,
        Design.REVIEW,
        Design.PROTOCOL,
        Design.NON_RANDOMISED_TRIAL,
    }
)
#: Reviews speak of many studies; what one of their sentences says of its own decides.
_POOLED = frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})
_NON_HUMAN = "non-human"  # the shelf of animals, cells and models in the lexicon of populations
_ADVISORY = frozenset({Design.GUIDELINE, Design.CONSENSUS})
_STANDING = re.compile(r"establish|recogni[sz]|accepted", re.IGNORECASE)  # what a guideline can say of a treatment
_HARM = re.compile(
    r"\b(?:harms?|side effects?|complications?|can happen|known to happen)\b", re.IGNORECASE
)  # "harm is known to happen" credits nothing
_PRAISE = re.compile(r"strong|solid|robust|high|gold|compelling|conclusive|clinically|prove", re.IGNORECASE)
_IN_PEOPLE = re.compile(
    r"(?<!not )(?<!yet )\bin (?:people|patients|humans|men|women|adults|children)\b|\b(?:people|patients|humans)['’]",
    re.IGNORECASE,
)
_BENCH = re.compile(r"\b(?:bacteri\w+|E\. ?coli|fung\w+|enzymes?|molecules?)\b", re.IGNORECASE)
_RECEPTOR = re.compile(r"\breceptors?\b", re.IGNORECASE)  # whoever names one speaks of how a thing acts
_PROVEN = 4.0
_SMALL = (
    40  # participants; two arms of twenty miss half of all medium effects (Button et al. 2013, doi:10.1038/nrn3475)
)
_SMALL_CROSSOVER = 20  # here everybody is in both arms


def compare_evidence_level(claim: Analysis, premise: Premise) -> Overstatement | None:
    """Return how the claim credits its evidence with more than its design, None where it does not."""
    animals = _animals(premise)
    if (
        animals is not None
        and not _on_the_bench(claim, premise)
        and _promises(claim)
        and (first_phrase("preclinical", claim.text, affirmed=False) is None or _IN_PEOPLE.search(claim.text))
    ):
        where = first_phrase("preclinical", text_of(premise), affirmed=False)
        return Overstatement(Facet.EVIDENCE_LEVEL, "stated of people", where or animals)
    if leaves_open(claim):
        return None
    trial = first_phrase("trial-named", claim.text)
    proof = trial or next((c.text for c in affirmed(claim, CueKind.ESTABLISHMENT, at_least=_PROVEN)), None)
    if proof is None or _HARM.search(claim.text):
        return None
    if premise.design in _ADVISORY and _STANDING.search(proof) and first_phrase("recommended", premise.text):
        return None
    weakness = _weakness(proof, claim, premise)
    return Overstatement(Facet.EVIDENCE_LEVEL, proof, weakness) if weakness else None


def _animals(premise: Premise) -> str | None:
    """Return what was studied instead of people: as registered, or where the passage names animals or cells alone."""
    if premise.design is not None:
        return premise.design.value.replace("-", " ") if premise.design in PRECLINICAL else None
    studied = known(concepts_of(analyses_of(premise), {ConceptKind.POPULATION}))
    beasts = [c for c in studied if relation(c.id, _NON_HUMAN) in ("same", "narrower")]
    return beasts[0].text if beasts and len(beasts) == len(studied) else None


def _on_the_bench(claim: Analysis, premise: Premise) -> bool:
    """Whether the claim speaks of no health but of what was on the bench: a product, a germ, a receptor."""
    alive = first_phrase("alive", text_of(premise), affirmed=False)
    if premise.design is Design.IN_VITRO and _RECEPTOR.search(claim.text) and not _IN_PEOPLE.search(claim.text):
        return True
    if premise.design is not Design.IN_VITRO or known(concepts_of((claim,), CLINICAL)):
        return False
    return alive is None or (_BENCH.search(claim.text) is not None and _IN_PEOPLE.search(claim.text) is None)


def _promises(claim: Analysis) -> bool:
    """Whether the claim says that something has an effect, so that its reader takes it for one in people."""
    if leaves_open(claim) or polarity_of(Clause(claim.text), claim).null:
        return False
    return bool(claim.strength or claim.quantities or claim.pico.direction or concepts_of((claim,), CLINICAL))


def _weakness(proof: str, claim: Analysis, premise: Premise) -> str | None:
    """Return what keeps the study from proving anything, in its own words where it has them."""
    sentence = nearest_sentence(claim, premise) if premise.design in _POOLED else None
    words = first_phrase("single-study", sentence.text if sentence else text_of(premise), affirmed=False)
    if words is not None:
        return words
    if premise.design in UNCONTROLLED | PRECLINICAL and premise.design is not None:
        return premise.design.value.replace("-", " ")
    if premise.blinding == "open":
        return "open label"
    size = sample_size_of(premise)
    least = _SMALL_CROSSOVER if premise.design is Design.CROSSOVER_RCT else _SMALL
    if size is not None and size < least:
        return f"{size:g} participants"
    return first_phrase("low-grade", premise.text, affirmed=False) if _PRAISE.search(proof) else None
