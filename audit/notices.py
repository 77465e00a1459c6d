"""What a run can have to say of its own inputs and of what was accepted before; the names that its notices carry."""

from __future__ import annotations

from dataclasses import dataclass

SKIPPED_INPUT = "skipped-input"
EXPIRED_WAIVER = "expired-waiver"
UNUSED_WAIVER = "unused-waiver"
STALE_BASELINE = "stale-baseline"
EXPIRED_BASELINE = "expired-baseline"
WORSE_THAN_BASELINE = "worse-than-baseline"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is the matter in a line, what it means, and why it matters, as `claims-audit explain` prints them."""

    title: str
    meaning: str
    why: str


NOTICES: dict[str, Meaning] = {
    SKIPPED_INPUT: Meaning(
        "a file was not audited",
        "The file could not be read as copy: its format is not known, it is not text, or it is too large. The report "
        "names the reason; the other files were audited all the same. A run that would have passed ends with exit code "
        "3, and fails in `strict`; `draft` only says so.",
        "A clean report on half of a site is false comfort.",
    ),
    EXPIRED_WAIVER: Meaning(
        "a waiver has passed its last day",
        "The day under `expires` is over. The waiver excuses nothing any more, and `strict` fails on it even where "
        "nothing meets it, until somebody mends the copy, writes a later day with a reason, or removes it.",
        "A waiver is a decision for a time. Without an end it would be a hole in the gate that nobody remembers.",
    ),
    UNUSED_WAIVER: Meaning(
        "nothing meets a waiver any more",
        "A document that the waiver names was audited, and it has no such finding. Only waivers with `documents` can "
        "be told to be unused, because another may be for a file that this run did not look at.",
        "What is kept in the file for no finding will excuse the next one that happens to look like it.",
    ),
    STALE_BASELINE: Meaning(
        "nothing meets an entry of the baseline any more",
        "The document was audited, or is gone, and the finding is not there. `claims-audit baseline` drops the entry; "
        "with --prune it accepts nothing new at the same time.",
        "A baseline is to shrink. An entry that outlives its finding lets the same words come back unseen.",
    ),
    EXPIRED_BASELINE: Meaning(
        "an entry of the baseline has passed its last day",
        "The day under `expires` is over, and the finding counts again. Running `claims-audit baseline` does not renew "
        "the day; write a later one, or remove the entry to accept the finding anew.",
        "The day was set so that the copy would be mended by then.",
    ),
    WORSE_THAN_BASELINE: Meaning(
        "an accepted finding has become worse",
        "The severity is higher than it was when the finding was accepted, for example because the source that a claim "
        "rests on has been retracted since. The finding counts until it is accepted as it is now.",
        "What was accepted was the smaller harm.",
    ),
}
