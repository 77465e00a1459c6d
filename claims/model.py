"""Types that `claims/` produces. Nothing here imports spaCy.

Offsets are 0-based, half-open, in Unicode code points. In a claim they count from the start of the decoded file; in
the analysis of a passage they count from the start of the passage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class ClaimType(StrEnum):
    """What kind of statement a claim is (docs/glossary.md)."""

    EFFICACY = "efficacy"
    ONSET = "onset"
    DURABILITY = "durability"
    SESSION_LENGTH = "session-length"
    SAFETY = "safety"
    SIDE_EFFECT = "side-effect"
    MECHANISM = "mechanism"
    STATISTIC = "statistic"
    COMPARATIVE = "comparative"
    INDICATION = "indication"
    DOSAGE = "dosage"
    REGULATORY_STATUS = "regulatory-status"
    PROCESS = "process"
    TESTIMONIAL = "testimonial"
    GUARANTEE = "guarantee"
    OTHER = "other"


class Role(StrEnum):
    """What a quantity measures in its sentence; 24 hours of onset are not 24 hours of monitoring."""

    ONSET = "onset"
    SESSION_LENGTH = "session-length"
    RECOVERY = "recovery"
    DURABILITY = "durability"
    DOSE = "dose"
    SCHEDULE = "schedule"
    SESSIONS = "sessions"
    EFFECT_SIZE = "effect-size"
    SHARE = "share"
    INCIDENCE = "incidence"
    SAMPLE_SIZE = "sample-size"
    AGE = "age"
    P_VALUE = "p-value"
    DATE = "date"
    PRICE = "price"
    OTHER = "other"


class Hedge(StrEnum):
    """How a claim is softened: not, by possibility (may, suggests), or by frequency (some, often)."""

    NONE = "none"
    HEDGED = "hedged"
    SOME = "some"


class Attribution(StrEnum):
    """Whom a claim names as its authority: nobody, somebody nobody could look up, or a findable source."""

    NONE = "none"
    VAGUE = "vague"
    SPECIFIC = "specific"


class Strength(IntEnum):
    """Causal strength of a statement (Sumner et al. 2014, doi:10.1136/bmj.g7015, folded to four steps)."""

    NONE = 0
    CORRELATIONAL = 1
    CONDITIONAL = 2
    CAUSAL = 3


class Direction(StrEnum):
    """Which way the outcome moves for the reader of the copy."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no-difference"


class CueKind(StrEnum):
    """What a cue does to the words in its scope."""

    HEDGE = "hedge"  # may, can, suggests, thought to
    FREQUENCY = "frequency"  # some, many, most, often, all; `value` is a rung of the ladder, 0 (none) to 5 (all)
    BOOSTER = "booster"  # significantly, remarkable, dramatically
    ABSOLUTE = "absolute"  # guaranteed, cures, 100% safe, always
    SUPERLATIVE = "superlative"  # the most effective, best
    COMPARATIVE = "comparative"  # better than, compared with
    NEGATION = "negation"  # not, without, free of, fails to
    CAUSAL = "causal"  # improves, reduces, causes
    CORRELATIONAL = "correlational"  # associated with, linked to
    ESTABLISHMENT = "establishment"  # clinically proven, studies show, doctors agree
    APPROVAL = "approval"  # approved, cleared, registered, authorised
    RISK_MINIMISER = "risk-minimiser"  # only mild, well tolerated, gentle
    ATTRIBUTION = "attribution"  # according to


class ConceptKind(StrEnum):
    """The part that a concept plays in PICO or beside it."""

    POPULATION = "population"
    CONDITION = "condition"
    INTERVENTION = "intervention"
    COMPARATOR = "comparator"
    OUTCOME = "outcome"
    ADVERSE_EVENT = "adverse-event"
    ROUTE = "route"
    SETTING = "setting"
    AUTHORITY = "authority"


class BlockKind(StrEnum):
    """What a stretch of copy is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    CELL = "cell"
    CAPTION = "caption"
    ALT_TEXT = "alt-text"
    META = "meta"
    QUOTE = "quote"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink in a block: the linked words `text[start:end]` of the block, and where it goes."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of copy that reads as one: markup gone, entities decoded, white space folded.

    `offsets` has one entry for each code point of `text`, plus one for its end: the code point of the file that it
    comes from. `headings` is the path of headings above it, outermost first; `lead_in` is the sentence that
    introduces a list ("Here are the main benefits:").
    """

    kind: BlockKind
    text: str
    offsets: tuple[int, ...] = field(repr=False)
    headings: tuple[str, ...] = ()
    lead_in: str | None = None
    links: tuple[Link, ...] = ()
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A text under audit: the decoded file and its blocks, in reading order.

    `references` maps a citation mark as printed in a reference list or a footnote ("1", "murrough-2013") to the text
    behind it. Of a format that is no text, `text` is what it prints and `original` holds its bytes.
    """

    uri: str
    text: str = field(repr=False)
    media_type: str
    digest: str
    blocks: tuple[Block, ...] = field(repr=False)
    references: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    original: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why; it appears in the report, it does not vanish."""

    uri: str
    reason: str


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: code points half-open, lines and columns 1-based, the end column exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its bounds, unit and role.

    `low` and `high` are the bounds in `unit` (None: open or not stated; equal: exact). `unit` is singular and lower
    case ("hour", "percent", "percentage point", "mg/kg", or the counted noun: "participant"). `noun` is what the
    amount is of, where the words name it ("patients who responded"). `negative` bounds are signed numbers.
    """

    text: str
    low: float | None
    high: float | None
    unit: str | None
    role: Role
    approximate: bool
    start: int
    end: int
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that changes the strength of a statement, and the stretch it acts on.

    `name` is the key of its lexicon entry; `value` orders cues of one kind (strength of a hedge or a causal verb,
    rung of a frequency), None where the kind has no order.
    """

    kind: CueKind
    name: str
    text: str
    start: int
    end: int
    scope_start: int
    scope_end: int
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing the statement is about, under its normal name.

    `id` is a lexicon key ("major-depression") or, for a word that no lexicon knows, its lemmas after a tilde
    ("~collagen peptide"). `negated` is true inside the scope of a negation.
    """

    id: str
    kind: ConceptKind
    text: str
    start: int
    end: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Pico:
    """Population, condition, intervention, comparator and outcome as printed, and the way the outcome moves."""

    population: str | None = None
    condition: str | None = None
    intervention: str | None = None
    comparator: str | None = None
    outcome: str | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """One statement taken apart; claims and sentences of evidence get the same treatment so that they compare.

    `terms` are the lemmas of its content words, lower case, without stop words, in order.
    """

    text: str
    types: tuple[ClaimType, ...] = ()
    hedge: Hedge = Hedge.NONE
    strength: Strength = Strength.NONE
    attribution: Attribution = Attribution.NONE
    quantities: tuple[Quantity, ...] = ()
    cues: tuple[Cue, ...] = ()
    concepts: tuple[Concept, ...] = ()
    pico: Pico = Pico()
    terms: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()  # pronouns and "this treatment" that could not be filled in


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A citation as printed ("[1]", "(Murrough et al., 2013)", a link) and what identifies its source.

    `keys` are normalised identifiers, most certain first: `doi:…`, `pmid:…`, `nct:…`, `id:…` (a citekey), `url:…`,
    `ref:…` (text of the reference-list entry), `author-year:murrough 2013`.
    """

    mark: str
    start: int
    end: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One atomic statement of the copy.

    `text` is exactly the slice of the file at `span`; `analysis.text` is the statement read on its own. With
    `checkable` false it is a sentence that was looked at and is no claim.
    """

    id: str
    text: str
    span: Span
    sentence: tuple[int, int]
    analysis: Analysis
    checkable: bool = True
    checkworthiness: float = 0.0
    marks: tuple[CitationMark, ...] = ()
    headings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()  # why it is, or is not, a claim: cues and types a reader can see
