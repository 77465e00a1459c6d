"""What the script of the page works on: each claim by its anchor, and the report that a decision belongs to."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

from audit.decisions import Decision
from reports.inert import escape_json, one_line
from reports.page import Page

_ENDS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "#": "\\u0023"})


def page_data(page: Page) -> str:
    """Return JSON for a script element: nothing in it can end one, or be a command to a CI service.

    A claim is a list: anchor, fingerprint (null: as the anchor ends), number of its document among those read, text,
    statement (null: as the text), verdict.
    """
    report = page.report
    digests = report.digests
    documents = [(sheet, sheet.document) for sheet in page.sheets if sheet.document.copy]
    claims: list[list[Any]] = []
    decisions: dict[str, Any] = {}
    for number, (sheet, _) in enumerate(documents):
        for card in (card for _, cards in sheet.rows for card in cards):
            claim = card.assessment.claim
            text, statement = one_line(claim.text), one_line(claim.analysis.text)
            verdict = card.assessment.judgement.verdict.value
            told = None if statement == text else statement
            name = None if card.anchor == f"{sheet.anchor}-{claim.id}" else claim.id
            claims.append([card.anchor, name, number, text, told, verdict])
            if card.assessment.decision:
                decisions[card.anchor] = _decision(card.assessment.decision)
    named = {
        "registry": digests.registry, "config": digests.config, "rules": digests.rules, "lexicons": digests.lexicons,
        "models": digests.models,
    }  # fmt: skip
    copies = [[s.anchor, d.uri, d.copy.digest if d.copy else None] for s, d in documents]
    header = {"as-of": report.as_of.isoformat(), "version": report.version, "digests": named}
    key = sha256(json.dumps([header, copies]).encode()).hexdigest()[:16]
    data = {
        "key": key, "name": _file_name(page.title), "report": header, "documents": copies, "claims": claims,
        "decisions": decisions,
    }  # fmt: skip
    return escape_json(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).translate(_ENDS)


def _decision(decision: Decision) -> dict[str, str | None]:
    return {
        "decision": decision.choice.value if decision.choice else None,
        "note": decision.note,
        "by": decision.by,
        "on": decision.on.isoformat() if decision.on else None,
    }


def _file_name(title: str) -> str:
    """Return what an export is called: the name of the first document, as every file system takes it."""
    last = title.partition(" and ")[0].rpartition("/")[2]
    return re.sub(r"[^A-Za-z0-9_-]+", "-", last.rpartition(".")[0] or last).strip("-") or "report"
