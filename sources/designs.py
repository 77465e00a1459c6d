"""From the words people use for a study design to the closed list of the contract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from claims.strictyaml import load_yaml
from sources.model import Design


@dataclass(frozen=True, slots=True)
class Study:
    """What a phrase such as "double-blind placebo-controlled trial" says of a study; None where it is silent."""

    design: Design | None
    blinding: str | None = None
    control: str | None = None


def read_design(text: str) -> Study:
    """Return the design that `text` names, with blinding and control group where the words give them away.

    A name of the closed list stands for itself alone. `design` is None where no rule of `lexicons/designs.yaml` knows
    the words.
    """
    words = _normalise(text)
    name = words.replace(" ", "-")
    if name in _NAMES:
        return Study(_NAMES[name])
    lexicon = _lexicon()
    found = next((rule["design"] for rule in lexicon["designs"] if _matches(rule, words)), None)
    if found is None:
        return Study(None)
    blinding, control = (
        next((rule["value"] for rule in lexicon[key] if _matches(rule, words)), None) for key in ("blinding", "control")
    )
    return Study(Design(found), blinding, control)


_NAMES = {design.value: design for design in Design}


@cache
def _lexicon() -> dict[str, Any]:
    resource = files("sources") / "lexicons" / "designs.yaml"
    data: dict[str, Any] = load_yaml(
        resource.read_text(encoding="utf-8"), "sources/lexicons/designs.yaml", own=True
    ).data
    return data


def _normalise(text: str) -> str:
    """Fold case, hyphens and spelling: "Double-Blind, Randomized" becomes "double blind randomised"."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return " ".join(re.sub(r"(?<=\w{4})iz(?=e|ed|ation|ing)", "is", word) for word in words)


def _matches(rule: dict[str, Any], words: str) -> bool:
    groups = [rule["any"], *rule.get("all", ())]
    return all(any(_occurs(phrase, words) for phrase in group) for group in groups)


def _occurs(phrase: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}s?\b", words) is not None
