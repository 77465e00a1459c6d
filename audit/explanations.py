"""Explanations: the page of each rule, facet and verdict, read from the docstring of the module that implements it.

A page has a title line, ``name``: what is wrong, and the sections "What it means", "Why it matters", "Fails" and
"Passes", the last two with an example each.
"""

from __future__ import annotations

import difflib
import inspect
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from audit.model import Facet, Verdict
from audit.notices import NOTICES
from claims.errors import UsageError

SECTIONS = ("What it means", "Why it matters", "Fails", "Passes")

_RULES = (
    Verdict.CONTRADICTED,
    Verdict.MISATTRIBUTED,
    Verdict.OUTDATED,
    Verdict.UNSUPPORTED,
    Verdict.NEEDS_REVIEW,
    Verdict.OVERSTATED,
    "vague-attribution",
    "missing-required-statement",
    "no-claims-found",
    "invalid-suppression",
    "unused-suppression",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A claim beside a passage, as printed in a docstring."""

    claim: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say of one rule, facet, verdict or notice. `kind` is "rule", "facet", "verdict" or "notice"."""

    name: str
    kind: str
    title: str
    meaning: str
    why: str
    fails: Example | None = None
    passes: Example | None = None


def explain(name: str) -> str:
    """Return the page of the rule, facet or verdict `name` as plain text.

    Raises `UsageError` for a name that does not exist, with the nearest that do.
    """
    key = name.strip().lower().replace("_", "-").replace(" ", "-")
    page = pages().get(key)
    if page is None:
        near = difflib.get_close_matches(key, pages(), n=3, cutoff=0.5)
        remedy = f"Did you mean {' or '.join(near)}?" if near else f"Known are: {', '.join(pages())}."
        raise UsageError(f"there is no rule, facet or verdict '{name}'.", remedy=remedy)
    return render(page)


def render(page: Page) -> str:
    """Return `page` as plain text, without line breaks inside paragraphs."""
    parts = [
        f"{page.name} ({page.kind}): {page.title}",
        f"What it means\n  {page.meaning}",
        f"Why it matters\n  {page.why}",
    ]
    for heading, example in (("Fails", page.fails), ("Passes", page.passes)):
        if example is not None:
            parts.append(f"{heading}\n  Claim:    {example.claim}\n  Evidence: {example.evidence}")
    return "\n\n".join(parts) + "\n"


def facet_pages() -> str:
    """Return the pages of all facets as one Markdown document: `docs/facets.md`."""
    parts = [_FACETS_HEAD]
    for facet in Facet:
        page = pages()[facet.value]
        title = f"{page.title[:1].upper()}{page.title[1:]}."
        parts += [f"## {page.name}", title, page.meaning, f"**Why it matters.** {page.why}"]
        for heading, example in (("fails", page.fails), ("passes", page.passes)):
            if example is not None:
                parts.append(f"- {heading}: “{example.claim}” against “{example.evidence}”")
    return re.sub(r"\n\n(- passes)", r"\n\1", "\n\n".join(parts)) + "\n"


_FACETS_HEAD = """# Facets

<!-- Made by `make docs` from the docstrings in audit/comparison/; change them there. -->

The fourteen respects in which a claim can go further than its evidence. `claims-audit explain NAME` prints the page of
each; the rule that reports it is called `overstated-NAME`."""


@cache
def pages() -> dict[str, Page]:
    """Return every page by name: rules, then facets, then the one verdict that no rule reports, then notices."""
    found = {name: _page(f"audit.rules.{_module(name)}", name, "rule") for name in map(str, _RULES)}
    for facet in Facet:
        page = _page(f"audit.comparison.{_module(facet.value)}", facet.value, "facet")
        found[f"overstated-{facet.value}"] = Page(
            f"overstated-{facet.value}", "rule", page.title, page.meaning, page.why, page.fails, page.passes
        )
        found[facet.value] = page
    found[Verdict.SUPPORTED.value] = _SUPPORTED
    found |= {name: Page(name, "notice", m.title, m.meaning, m.why) for name, m in NOTICES.items()}
    return found


def parse(docstring: str, name: str, kind: str) -> Page:
    """Read a page from the docstring of a module.

    Raises `ValueError` where the title or one of the sections is missing.
    """
    title, _, body = inspect.cleandoc(docstring).partition("\n")
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in body.splitlines():
        if line.strip() in SECTIONS and not line.startswith(" "):
            current = sections.setdefault(line.strip(), [])
        else:
            current.append(line.strip())
    missing = [s for s in SECTIONS if s not in sections]
    if missing or ": " not in title:
        problem = f"the docstring of {name} lacks {', '.join(missing) or 'a title'}"
        raise ValueError(problem)
    meaning, why = (" ".join(w for w in sections[s] if w) for s in SECTIONS[:2])
    fails, passes = (_example(sections[s]) for s in SECTIONS[2:])
    return Page(name, kind, title.partition(": ")[2].rstrip("."), meaning, why, fails, passes)


def _example(lines: list[str]) -> Example:
    text = " ".join(line for line in lines if line)
    claim, _, evidence = text.removeprefix("Claim: ").partition(" Evidence: ")
    return Example(claim.strip(), evidence.strip())


def _page(module: str, name: str, kind: str) -> Page:
    return parse(import_module(module).__doc__ or "", name, kind)


def _module(name: str) -> str:
    return str(name).replace("-", "_")


_SUPPORTED = Page(
    "supported",
    "verdict",
    "current evidence says what the claim says, and the claim goes no further",
    "A registered passage from a source that still stands is about the same subject, says the same, and the claim "
    "exceeds it in no facet. An understatement is supported too.",
    "It is the one verdict that raises nothing, so the program gives it only where the comparison of facets agrees.",
    Example("The drops ease dry eyes within a week.", "Dry-eye symptoms improved after four weeks of the drops."),
    Example("The drops can ease dry eyes within a month.", "Dry-eye symptoms improved after four weeks of the drops."),
)
