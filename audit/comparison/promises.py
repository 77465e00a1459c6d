"""Words by which a claim promises an outcome, for the facet `certainty`: no study can promise one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.phrasing import find_phrases

if TYPE_CHECKING:
    from claims.model import Analysis
    from sources.phrasing import Phrase

_FOR_GOOD = re.compile(r"for good", re.IGNORECASE)
_QUALITY = re.compile(  # "for good reason": good is an adjective there
    r"\s+(?!after|with|and|so|in|by|from|once|while|when|even|at|thanks|without|if|on|long|no|or|before|using|as|right)[a-z]",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\s*[^\w\s]\W*(?:neither|nothing|no|not)\b", re.IGNORECASE)  # "Guaranteed? No"
_OPEN = re.compile(
    r"\b(?:how|whether|if|when|until|cannot|not|no|nobody|ask|need|must|have to)\b[^.;!?]*$", re.IGNORECASE
)
_WORKS = (  # verbs by which a treatment takes an ailment away
    r"(?:works?|heals?|cures?|stops?|eases?|relieves?|restor(?:es?|ing)|clears?(?: up)?|ends?|prevents?|improves?"
    r"|brings? on|lifts?|wipes out|banishes|fix(?:es)?|erases)"
)
_SCHEDULE = (  # how often, or which treatments end: "works every night", "stops all tablets"
    r"(?! (?:single )?(?:nights?|days?|times?|weeks?|months?|years?|mornings?|hours?|other|second|few|\d+|medic\w+"
    r"|tablets?|drugs?|treatments?))"
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
    re.compile(  # an outcome for whoever comes; what is done for everyone ("checked in every patient") is none
        rf"\b{_WORKS}\b[^.;]*\bin every (?:single )?(?:patient|user|woman|man|child|person|teenager|mother|case)\b"
        rf"|\b{_WORKS}\b[^.;]*\b(?:for|in|of) (?:every(?:one|body)|all) whom? (?:tries|takes?|uses?|wears?)\b"
        rf"|\b{_WORKS} (?:every|all)\b{_SCHEDULE}"
        r"|^every (?:single )?[\w-]+ (?:cured|healed|gone|saved)\b"
        r"|\bevery (?:single )?(?:[\w'’-]+ ){1,3}?(?:will (?:recover|heal|improve|lose|sleep|walk|live|respond|use)"
        r"|gets (?:back|rid|better)|beats|heals|survives|recovers|responds)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r",\W*every (?:single )?time\b|\b(?:no ?-?one|nobody)\b.*\bever (?!since\b|been\b)\w+s\b"
        r"|\b(?:erases|wipes out|abolish(?:es)?|banish(?:es)?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:cures|(?:is|are) cured)\b|\b(?:sure|certain) to (?!ask\b|tell\b|check\b|read\b)\w+", re.IGNORECASE
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


def _is_no_promise(phrase: Phrase, after: str) -> bool:
    if _FOR_GOOD.fullmatch(phrase.text) and _QUALITY.match(after):
        return True
    return _TAKEN_BACK.match(after) is not None


def promise_in(claim: Analysis) -> str | None:
    """Return the words by which the claim promises an outcome, as printed, None where it promises none."""
    promises = (p.text for p in find_phrases("sure", claim.text) if not _is_no_promise(p, claim.text[p.end :]))
    promise = next(promises, None)
    if promise is not None:
        return promise
    found = (pattern.search(claim.text) for pattern in _PROMISES)
    return next((m[0] for m in found if m is not None and not _OPEN.search(claim.text[: m.start()])), None)
