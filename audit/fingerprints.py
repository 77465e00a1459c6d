"""Fingerprints: what makes a finding the same finding tomorrow, whatever lines it has moved to."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.model import Assessment, Finding

LENGTH = 16  # hexadecimal digits, as in the id of a claim: 64 bits


def fingerprint(uri: str, assessment: Assessment | None, finding: Finding) -> str:
    """Return the fingerprint of `finding` in the document `uri`; `assessment` is None where it concerns all of it.

    It is made of the document's path, the id of the claim (its words, headings and ordinal, see docs/glossary.md), the
    rule, and what the rule reports it of; lines, severity and message play no part.
    """
    claim = "" if assessment is None else assessment.claim.id
    return digest(PurePosixPath(uri).as_posix(), claim, finding.rule, finding.subject)


def digest(*parts: str) -> str:
    """Return the digest of `parts` in this order."""
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:LENGTH]
