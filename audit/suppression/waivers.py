"""Waivers: decisions to let a finding pass for a time, each with who decided, why, and until when."""

from __future__ import annotations

import difflib
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from audit.explanations import pages
from audit.model import Notice, Suppression, Suppressor
from audit.notices import EXPIRED_WAIVER, UNUSED_WAIVER
from audit.suppression.model import Waiver
from audit.suppression.reading import read_items
from audit.suppression.revision import suppress_where
from audit.suppression.words import folded, path_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from audit.model import Assessment, Document, Finding, Report
    from audit.suppression.model import Policy
    from audit.suppression.reading import Item

KEYS = ("claim", "text", "rule", "owner", "reason", "expires", "documents")
FAMILY = "overstated"


def load_waivers(path: str) -> tuple[Waiver, ...]:
    """Read the waivers of the file at `path`; raises `UsageError` with file, line and remedy."""
    return tuple(_waiver(item, path) for item in read_items(path, "waivers", KEYS, "waiver"))


def waive(report: Report, policy: Policy) -> Report:
    """Suppress what a waiver excuses that is valid on the day of `report`, and say which are not.

    A waiver is valid up to and including the day it expires.
    """
    valid = [w for w in policy.waivers if w.expires >= report.as_of]
    used: set[int] = set()

    def decide(document: Document, assessment: Assessment | None, finding: Finding) -> Suppression | None:
        number = next((i for i, w in enumerate(valid) if _excuses(w, document, assessment, finding)), None)
        if number is None:
            return None
        used.add(number)
        waiver = valid[number]
        reason = f"{waiver.reason} ({waiver.owner}, until {waiver.expires.isoformat()})"
        return Suppression(Suppressor.WAIVER, reason)

    revised = suppress_where(report, decide)
    unused = [w for i, w in enumerate(valid) if i not in used and _looked_for(w, report)]
    notices = (*_expired(policy.waivers, report.as_of), *map(_unused, unused))
    return _with_notices(revised, notices)


def _waiver(item: Item, path: str) -> Waiver:
    claim, text = item.text("claim"), item.text("text")
    if (claim is None) == (text is None):
        remedy = "Write the claim's id under 'claim' (the JSON report has it), or its words under 'text'."
        raise item.error("a waiver names its claim once, by id or by words.", remedy)
    rules = item.texts("rule")
    if not rules:
        raise item.error("this waiver has no 'rule'.", "Name the rule, or a list of rules, that it excuses.")
    known = [page.name for page in pages().values() if page.kind == "rule"]
    for rule in rules:
        if rule not in known:
            near = difflib.get_close_matches(rule, known, n=1)
            remedy = f"Did you mean '{near[0]}'?" if near else "Run 'claims-audit explain' for a list."
            raise item.error(f"there is no rule '{rule}'.", remedy, "rule")
    expires = item.day("expires")
    if expires is None:
        raise item.error("this waiver has no 'expires'.", "Add the last day on which it holds: 'expires: 2027-01-31'.")
    owner, reason = item.required("owner"), item.required("reason")
    return Waiver(claim, text, rules, owner, reason, expires, item.texts("documents"), path, item.line)


def _excuses(waiver: Waiver, document: Document, assessment: Assessment | None, finding: Finding) -> bool:
    if assessment is None or not _names(waiver, finding.rule) or not _is_about(waiver, document):
        return False
    claim = assessment.claim
    if waiver.text is None:
        return claim.id == waiver.claim
    return folded(waiver.text) in {folded(claim.text), folded(claim.analysis.text)}


def _names(waiver: Waiver, rule: str) -> bool:
    """Whether `rule` is one of those that `waiver` excuses; "overstated" stands for the rules of all facets."""
    return rule in waiver.rules or (FAMILY in waiver.rules and rule.startswith(f"{FAMILY}-"))


def _is_about(waiver: Waiver, document: Document) -> bool:
    if not waiver.documents:
        return True
    path = path_from(waiver.file, document.uri)
    return any(fnmatchcase(path, pattern) for pattern in waiver.documents)


def _looked_for(waiver: Waiver, report: Report) -> bool:
    """Whether this audit would have met `waiver`: one that names no documents may be about a file not audited now."""
    return bool(waiver.documents) and any(d.copy is not None and _is_about(waiver, d) for d in report.documents)


def _expired(waivers: tuple[Waiver, ...], today: date) -> Iterator[Notice]:
    for waiver in waivers:
        if waiver.expires < today:
            message = (
                f"The waiver of {waiver.owner} for {_name(waiver)} expired on {waiver.expires.isoformat()}. Decide "
                "anew: mend the copy, or write a later day and the reason for it."
            )
            yield Notice(EXPIRED_WAIVER, message, waiver.file, waiver.line)


def _unused(waiver: Waiver) -> Notice:
    message = f"No finding meets the waiver of {waiver.owner} for {_name(waiver)} any more. Remove it."
    return Notice(UNUSED_WAIVER, message, waiver.file, waiver.line)


def _name(waiver: Waiver) -> str:
    rules = ", ".join(waiver.rules)
    return f"“{waiver.text}” ({rules})" if waiver.text is not None else f"claim {waiver.claim} ({rules})"


def _with_notices(report: Report, notices: tuple[Notice, ...]) -> Report:
    return replace(report, notices=(*report.notices, *notices))
