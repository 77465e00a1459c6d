"""A finding on the verdict of a claim, made the same way by every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.model import Finding
from audit.severity import severity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audit.model import Assessment, Verdict


def on_verdict(assessment: Assessment, verdict: Verdict, rule: str, message: str) -> Iterator[Finding]:
    """Yield a finding of `rule` where the judgement is `verdict`, with the severity of docs/glossary.md."""
    judgement = assessment.judgement
    if judgement.verdict is not verdict:
        return
    severity = severity_of(verdict, assessment.claim_class, retracted=judgement.retracted)
    if severity is not None:
        yield Finding(rule, severity, message, verdict, assessment.claim.span)


def advise(reason: str, remedy: str, suggestion: str | None = None) -> str:
    """Return a message that says what is wrong and then what to do, with what the evidence allows."""
    message = f"{_sentence(reason)} {_sentence(remedy)}"
    return f"{message} The evidence allows: “{suggestion}”" if suggestion else message


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", ".”", "!”", "?”")) else f"{text}."
