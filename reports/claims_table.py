"""Claims without verdicts, for a person: in a terminal, marked in their sentences, or as rows for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from audit.model import Extraction, Inventory
from audit.severity import class_of
from claims.model import Claim, Quantity
from reports.excerpts import claim_excerpt, own_reading
from reports.inert import escape_cell
from reports.labels import TYPE_WORDS, count, wording
from reports.options import RenderOptions
from reports.placement import Placer
from reports.screen import Screen

_BODY = 6

COLUMNS = (
    "uri", "line", "column", "start", "end", "text", "statement", "checkable", "class", "types", "hedge", "strength",
    "attribution", "quantities", "population", "condition", "intervention", "comparator", "outcome", "citations",
    "checkworthiness", "id",
)  # fmt: skip


def render_text(inventory: Inventory, options: RenderOptions) -> str:
    """Return `inventory` for a terminal; with `options.all_sentences` also the sentences that are no claim, and why."""
    screen = Screen(options)
    for extraction in inventory.documents:
        if extraction.copy is None:
            continue
        placer = Placer(extraction.copy)
        found = count(len(extraction.claims), "claim")
        screen.line((extraction.uri, "bold"), ("  ", ""), (found if extraction.claims else "no claim found", "dim"))
        screen.blank()
        for claim in _chosen(extraction, options):
            _show(screen, placer, claim, verbose=options.verbose)
            screen.blank()
    _close(screen, inventory)
    return screen.text


def render_csv(inventory: Inventory, options: RenderOptions) -> str:
    """Return `inventory` as comma-separated rows under a head; no cell can be read as a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for extraction in inventory.documents:
        for claim in _chosen(extraction, options):
            writer.writerow([escape_cell(str(cell)) for cell in _row(extraction.uri, claim)])
    return out.getvalue()


def _chosen(extraction: Extraction, options: RenderOptions) -> list[Claim]:
    chosen = extraction.claims + (extraction.non_claims if options.all_sentences else ())
    return sorted(chosen, key=lambda c: (c.span.start, c.span.end, c.id))


def _show(screen: Screen, placer: Placer, claim: Claim, *, verbose: bool) -> None:
    place = (f"{claim.span.line}:{claim.span.column}", "bold")
    if not claim.checkable:
        screen.line(place, ("  ", ""), (f"no claim: {', '.join(claim.reasons) or 'nothing to check'}", "dim"))
        screen.line((claim.text, "dim"), indent=_BODY)
        return
    types = ", ".join(TYPE_WORDS[t] for t in claim.analysis.types) or "other"
    screen.line(place, ("  ", ""), (types, "cyan"), ("  ", ""), (f"class {class_of(claim)}", "dim"))
    screen.excerpt(claim_excerpt(placer, claim), "cyan", indent=_BODY)
    if statement := own_reading(placer, claim):
        screen.line((f"read as: {statement}", ""), indent=_BODY)
    if details := "; ".join(_details(claim)):
        screen.line((details, "dim"), indent=_BODY)
    if verbose and claim.reasons:
        worth = f"check-worthiness {claim.checkworthiness:.2f}: {', '.join(claim.reasons)}"
        screen.line((worth, "dim"), indent=_BODY)


def _details(claim: Claim) -> Iterator[str]:
    analysis = claim.analysis
    yield from (f"{q.role.value.replace('-', ' ')} “{q.text}” ({_amount(q)})" for q in analysis.quantities)
    yield from wording(analysis)
    if claim.marks:
        yield f"cites {', '.join(m.mark for m in claim.marks)}"


def _amount(quantity: Quantity) -> str:
    low, high = (None if b is None else f"{b:.12g}" for b in (quantity.low, quantity.high))
    if low == high:
        bounds = low or "an amount"
    elif low and high:
        bounds = f"{low} to {high}"
    else:
        bounds = f"at least {low}" if low else f"at most {high}"
    return " ".join(p for p in ("about" if quantity.approximate else "", bounds, _counted(quantity)) if p)


def _counted(quantity: Quantity) -> str:
    """Return the unit as it reads behind its number: units of one word, not symbols, take the plural."""
    unit = quantity.unit or ""
    word = unit.isalpha() and unit.islower() and len(unit) > LONGEST_SYMBOL
    if word and not unit.endswith("s") and unit not in INVARIANT:
        return unit if {quantity.low, quantity.high} <= {1, None} else f"{unit}s"
    return unit


LONGEST_SYMBOL = 3  # "mg", "kg", "mcg"
INVARIANT = frozenset({"percent", "people", "hertz", "children"})


def _row(uri: str, claim: Claim) -> tuple[object, ...]:
    analysis, pico, span = claim.analysis, claim.analysis.pico, claim.span
    return (
        uri, span.line, span.column, span.start, span.end, claim.text, analysis.text,
        "yes" if claim.checkable else "no", class_of(claim) if claim.checkable else "", "; ".join(analysis.types),
        analysis.hedge, int(analysis.strength), analysis.attribution,
        "; ".join(f"{q.text} = {_amount(q)} ({q.role})" for q in analysis.quantities),
        pico.population or "", pico.condition or "", pico.intervention or "", pico.comparator or "",
        pico.outcome or "", "; ".join(m.mark for m in claim.marks), f"{claim.checkworthiness:.2f}", claim.id,
    )  # fmt: skip


def _close(screen: Screen, inventory: Inventory) -> None:
    read = [e for e in inventory.documents if e.copy]
    claims = sum(len(e.claims) for e in read)
    screen.line((f"{count(claims, 'claim')} in {count(len(read), 'file')}", "bold"))
    for extraction in inventory.documents:
        if extraction.skipped:
            screen.line(("Skipped ", "bold yellow"), (f"{extraction.uri}: {extraction.skipped.reason}", ""))
