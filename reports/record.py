"""The record of a run: what was audited, with what, by which version; every format that people read carries it."""

from __future__ import annotations

from audit.model import Document, Report

SHORT = 12  # hexadecimal digits that tell two digests apart in print


def record_of(report: Report) -> tuple[tuple[str, str], ...]:
    """Return what the verdicts of `report` depend on, as pairs of label and value; inputs come last."""
    digests = report.digests
    rows = [
        ("As of", report.as_of.isoformat()),
        ("Program", f"claims-audit {report.version}"),
        ("Registry", digests.registry),
        ("Configuration", digests.config),
        ("Rules", digests.rules),
        ("Lexicons", digests.lexicons),
        ("Models", digests.models),
        *(("Registry file", file) for file in report.registry.files),
        *((d.uri, d.copy.digest) for d in report.documents if d.copy),
        *((d.uri, f"not audited: {d.skipped.reason}") for d in report.documents if d.skipped),
    ]
    return tuple((label, value) for label, value in rows if value)


def record_line(report: Report, document: Document | None = None) -> str:
    """Return the record on one line, digests shortened, with that of the copy of `document`."""
    digests = report.digests
    named = [
        ("copy", document.copy.digest if document and document.copy else ""), ("registry", digests.registry),
        ("config", digests.config), ("rules", digests.rules), ("lexicons", digests.lexicons),
        ("models", digests.models),
    ]  # fmt: skip
    parts = [f"{name} {_short(digest)}" for name, digest in named if digest]
    return ", ".join([f"claims-audit {report.version} as of {report.as_of}", *parts])


def short_digest(digest: str) -> str:
    """Return `sha256:…` cut to what a reader compares."""
    name, _, value = digest.partition(":")
    return f"{name}:{value[:SHORT]}…" if value else digest


def _short(digest: str) -> str:
    return digest.partition(":")[2][:SHORT] or digest
