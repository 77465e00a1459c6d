"""Words by which a claim promises an outcome, for the facet `certainty`: no study can promise one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.phrasing import find_phrases

if TYPE_CHECKING:
    from claims.model import Analysis

_TAKEN_BACK = re.compile(r"\s*[^\w\s]\W*(?:neither|nothing|no|not)\b", re.IGNORECASE)  # "Guaranteed? No"
_OPEN = re.compile(
    r"\b(?:how|whether|if|when|until|cannot|not|no|nobody|ask|need|must|have to)\b[^.;!?]*$", re.IGNORECASE
)
_PROMISES = (
    re.compile(r"\bfor the rest of (?:your|their|his|her) (?:life|lives)\b", re.IGNORECASE),
    re.compile(  # the reader's own outcome, in the plain future
        r"\byou(?:['’]ll| will) (?:(?:be|soon|also|finally) ){0,2}"
        r"(?:lose|cured|free|wake|feel|sleep|see|conceive|pregnant|enjoy|look|regain|notice|stop|walk|hear|recover|beat|save|live"
        r"|forget|love|never|not (?:get|have|fall|catch))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bwill (?:be )?(?:never|always|disappear|vanish|lift|give you|leave you|free you|melt|make you|stop|cure|end"
        r"|keep you|protect|gone|get rid|bring|restore)\b",
        re.IGNORECASE,
    ),
    re.compile(  # what holds at all times
        r"\bnever (?:\w+ly )?(?:misse?s?|fails?|suffers?|gets?|has|have|comes?|returns?|develops?|relapses?|worry"
        r"|forgets?|loses?|lets?|needs?)\b|\bnever\b.*\bagain\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\bwe )(?<!must )(?<!should )(?<!to )\balways "
        r"(?!some(?:one|body)\b|aim\b|ask\b|tell\b|read\b|keep\b|use\b|take\b)\w+[a-z]\b",
        re.IGNORECASE,
    ),
)


def promise_in(claim: Analysis) -> str | None:
    """Return the words by which the claim promises an outcome, as printed, None where it promises none."""
    promises = (p.text for p in find_phrases("sure", claim.text) if not _TAKEN_BACK.match(claim.text[p.end :]))
    promise = next(promises, None)
    if promise is not None:
        return promise
    found = (pattern.search(claim.text) for pattern in _PROMISES)
    return next((m[0] for m in found if m is not None and not _OPEN.search(claim.text[: m.start()])), None)
