"""What a rule means, for services that show it beside a finding."""

from __future__ import annotations

from dataclasses import dataclass

from audit.explanations import Example, pages, render


@dataclass(frozen=True, slots=True)
class Help:
    """The page of a rule: its one-line title, what it means, and the whole page as plain text and as Markdown."""

    title: str
    meaning: str
    text: str
    markdown: str


def help_of(rule: str) -> Help:
    """Return the page of `rule`; a rule without one has its name in words."""
    page = pages().get(rule)
    if page is None:
        words = rule.replace("-", " ")
        return Help(words, words, words, words)
    title = page.title[:1].upper() + page.title[1:]
    examples = [_example(name, e) for name, e in (("Fails", page.fails), ("Passes", page.passes)) if e is not None]
    markdown = "\n\n".join([f"**{title}**", page.meaning, f"**Why it matters.** {page.why}", *examples])
    return Help(title, page.meaning, render(page), markdown)


def _example(name: str, example: Example) -> str:
    return f"**{name}**\n\n- Claim: {example.claim}\n- Evidence: {example.evidence}"
