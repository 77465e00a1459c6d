"""Suppression in the copy itself, by comments that a page does not print.

    <!-- claims-audit: ignore[overstated-certainty] the label says so, see MLR-12 -->

`ignore` is for the sentence that the comment stands in or behind, or, where it stands between blocks, for the block
that follows (a paragraph, a list item, a heading, a cell). `ignore-file` is for the whole document, findings on the
document included; `off` begins a region and `on` ends it. In brackets stand the rules, all of them where there are no
brackets; "overstated" means all its facets. Words in quotes behind them narrow it to the claims that have them.
Then comes the reason, which is required. A comment that cannot be read has no effect and is itself a finding, and so
is one that no finding meets.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from audit.model import Suppression, Suppressor
from audit.rules import invalid_suppression, unused_suppression
from audit.suppression.revision import suppress_where
from claims.directives import Directive, find_directives
from claims.locations import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audit.model import Assessment, Document, Finding, Report
    from audit.suppression.model import Policy
    from claims.model import Block, Copy

_FORM = re.compile(
    r"(?P<verb>[a-z][a-z-]*)(?:\s*\[(?P<rules>[^\]]*)\])?(?:\s+[\"“](?P<phrase>[^\"“”]+)[\"”])?(?P<reason>(?:[\s:].*)?)",
    re.IGNORECASE,
)
_SWITCHES = ("off", "on")
_VERBS = ("ignore", "ignore-file", *_SWITCHES)
SHOWN = 60  # characters of a word of the copy that a message repeats
_FAMILY = "overstated"  # stands for its rules, one for each facet
_CLOSING = re.compile(
    r"(?:[ \t*_)\]}\"'”’]|</(?:a|abbr|b|cite|em|i|mark|q|small|span|strong|sub|sup|u)\s*>)*", re.IGNORECASE
)
_EXAMPLE = "Write for example <!-- claims-audit: ignore[overstated-certainty] the reason -->."


@dataclass(slots=True)
class _Order:
    """A directive that could be read: the rules it names (none: all), where it holds, and whether it was needed.

    `start` and `end` are file offsets that a sentence must begin between; both None for the whole document.
    """

    directive: Directive
    rules: tuple[str, ...]
    phrase: str
    reason: str
    start: int | None = None
    end: int | None = None
    used: bool = field(default=False)

    def covers(self, assessment: Assessment | None, finding: Finding) -> bool:
        """Whether it excuses `finding`; `assessment` is None for one on the whole document."""
        if self.rules and finding.rule not in self.rules and not self._by_family(finding.rule):
            return False
        if assessment is None:
            return self.start is None and not self.phrase
        claim = assessment.claim
        begin = min(claim.sentence[0], claim.span.start)
        inside = self.start is None or self.end is None or self.start <= begin < self.end
        return inside and (not self.phrase or _folded(self.phrase) in _folded(claim.text))

    def _by_family(self, rule: str) -> bool:
        return _FAMILY in self.rules and rule.startswith(f"{_FAMILY}-")


class _UnreadableError(Exception):
    """A directive that asks for nothing this module knows; its text is the sentence that the reader sees."""


def apply(report: Report, _policy: Policy) -> Report:
    """Suppress what the directives of each document excuse, and report those that are wrong or that nothing meets."""
    orders: dict[str, list[_Order]] = {}
    added: dict[str, list[Finding]] = {}
    for document in report.documents:
        if document.copy is not None:
            orders[document.uri], added[document.uri] = _read_all(document, document.copy)
    if not any(orders.values()) and not any(added.values()):
        return report

    def decide(document: Document, assessment: Assessment | None, finding: Finding) -> Suppression | None:
        for order in orders.get(document.uri, ()):
            if order.covers(assessment, finding):
                order.used = True
                return Suppression(Suppressor.INLINE, order.reason)
        return None

    revised = suppress_where(report, decide)
    return replace(revised, documents=tuple(_with_findings(d, orders, added) for d in revised.documents))


def _with_findings(document: Document, orders: dict[str, list[_Order]], added: dict[str, list[Finding]]) -> Document:
    """Return `document` with what its own directives give rise to."""
    if document.copy is None:
        return document
    lines = Lines(document.copy.text)
    unused = [
        unused_suppression.finding(lines.span(o.directive.start, o.directive.end), o.rules)
        for o in orders.get(document.uri, ())
        if not o.used
    ]
    return replace(document, findings=(*document.findings, *added.get(document.uri, ()), *unused))


def _read_all(document: Document, copy: Copy) -> tuple[list[_Order], list[Finding]]:
    """Read the directives of a copy: the orders they give, and findings on those that give none."""
    found = tuple(find_directives(copy.text, copy.media_type))
    lines = Lines(copy.text) if found else None
    orders: list[_Order] = []
    problems: list[Finding] = []
    region: _Order | None = None

    def complain(directive: Directive, problem: str) -> None:
        assert lines is not None  # noqa: S101  there are lines where there are directives
        problems.append(invalid_suppression.finding(lines.span(directive.start, directive.end), problem))

    for directive in found:
        try:
            verb, order = _read(directive)
            if verb in _SWITCHES:
                closed, region = _switched(verb, order, region)
                orders += [closed] if closed else []
            else:
                if verb == "ignore":
                    order.start, order.end = _reach(directive, document, copy)
                orders.append(order)
        except _UnreadableError as problem:
            complain(directive, str(problem))
    if region is not None:
        complain(region.directive, "the region has no end. Write <!-- claims-audit: on --> where it stops.")
    return sorted(orders, key=lambda o: o.directive.start), problems


def _switched(verb: str, order: _Order, region: _Order | None) -> tuple[_Order | None, _Order | None]:
    """Return the region that `on` closes and the one that is open afterwards; raises `_UnreadableError`."""
    if verb == "off":
        if region is not None:
            raise _UnreadableError("a region is open already. End it with <!-- claims-audit: on --> first.")
        order.start = order.directive.end
        return None, order
    if region is None:
        raise _UnreadableError("there is no 'off' before this 'on'. Remove it.")
    region.end = order.directive.start
    return region, None


def _read(directive: Directive) -> tuple[str, _Order]:
    """Return the verb of a directive and the order it gives; raises `_UnreadableError`."""
    match = _FORM.fullmatch(directive.body)
    if match is None:
        raise _UnreadableError(f"it cannot be read. {_EXAMPLE}")
    verb = match["verb"].lower()
    if verb not in _VERBS:
        raise _UnreadableError(f"there is no '{verb[:SHOWN]}'. {_near(verb, _VERBS)}")
    if verb == "on":
        return verb, _Order(directive, (), "", "")
    rules = tuple(r.strip().lower() for r in (match["rules"] or "").split(",") if r.strip())
    if match["rules"] is not None and not rules:
        raise _UnreadableError("the brackets name no rule. Name one, or leave the brackets out to mean all.")
    for rule in rules:
        if rule not in _known():
            raise _UnreadableError(f"there is no rule '{rule[:SHOWN]}'. {_near(rule, _known())}")
    reason = match["reason"].strip(" \t:-–—")
    if not reason:
        raise _UnreadableError(f"it gives no reason. Say behind it why the finding may stand. {_EXAMPLE}")
    return verb, _Order(directive, rules, match["phrase"] or "", reason)


def _known() -> tuple[str, ...]:
    """Return the names of all rules."""
    from audit.explanations import pages  # noqa: PLC0415  it imports every rule and facet

    return tuple(name for name, page in pages().items() if page.kind == "rule")


def _near(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."


def _reach(directive: Directive, document: Document, copy: Copy) -> tuple[int, int]:
    """Return between which file offsets a sentence must begin for an `ignore` to be about it; an empty range: none.

    Inside a block it is the last sentence that begins before the directive; between blocks it is the next block.
    """
    placed = [b for b in copy.blocks if b.text and b.offsets]
    before = [b for b in placed if b.offsets[0] < directive.start]
    if before and _belongs(directive, before[-1], copy.text):
        begin = before[-1].offsets[0]
        starts = [s for s in _sentence_starts(document) if begin <= s < directive.start]
        return (max(starts), max(starts) + 1) if starts else (directive.end, directive.end)
    following = [b for b in placed if b.offsets[0] >= directive.end]
    if not following:
        return directive.end, directive.end
    block = min(following, key=lambda b: b.offsets[0])
    return block.offsets[0], block.offsets[len(block.text)]


def _belongs(directive: Directive, block: Block, text: str) -> bool:
    """Whether a directive stands in `block` or on the line behind it, closing marks between them at most."""
    last = block.offsets[len(block.text) - 1] + 1
    return directive.start < last or _CLOSING.fullmatch(text, last, directive.start) is not None


def _sentence_starts(document: Document) -> Iterator[int]:
    """Yield where each sentence of a document begins, whether it is a claim or not."""
    for claim in (*(a.claim for a in document.assessments), *document.non_claims):
        yield min(claim.sentence[0], claim.span.start)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
