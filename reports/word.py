"""The draft as a Word file with a comment at each claim in question: for editors who work in Word and never leave it.

A Word draft keeps its layout and gets comments; text, Markdown and HTML become a plain document with the same words.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from audit.model import Assessment, Document, Report
from reports.excerpts import telling_evidence
from reports.inert import inert_xml, one_line
from reports.labels import DESIGN_WORDS, FACET_WORDS, STANCE_WORDS, STATUS_WORDS, VERDICT_WORDS
from reports.reasons import guess_beside, named_in, remedy_of
from reports.record import record_line
from reports.references import located_citation
from reports.summary import further_findings, in_order, needs_look, severity_of
from reports.wordlayout import Comment, Marked, mark_original, write_blocks
from sources.model import Evidence, Status

if TYPE_CHECKING:
    from docx.document import Document as WordFile

AUTHOR, INITIALS = "claims-audit", "CA"
LONGEST_PROPERTY = 255  # characters that a core property may have (python-docx refuses more)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive knows: the same report gives the same bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A comment before it has a place: its head, in bold, and the lines below it."""

    head: str
    lines: tuple[str, ...]


def files(report: Report, path: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield a Word file for each document of `report` that was read.

    One document is written to `path` itself. Several go into the folder `path`, or, where it ends in .docx, beside
    it, with the name of each added to its stem.
    """
    documents = [d for d in report.documents if d.copy]
    is_file = path.suffix.lower() == ".docx"
    names = _names([d.uri for d in documents])
    for document, name in zip(documents, names, strict=True):
        if not is_file:
            target = path / f"{name}.docx"
        else:
            target = path if len(documents) == 1 else path.with_name(f"{path.stem}-{name}.docx")
        yield target, encode(report, document)


def encode(report: Report, document: Document) -> bytes:
    """Return `document` of `report` as a Word file: the same bytes for the same report."""
    if document.copy is None:
        message = f"{document.uri} was not read"
        raise ValueError(message)
    marked = [Marked(a.claim.span.start, a.claim.span.end, _note(a)) for a in in_order(document) if needs_look(a)]
    whole = [
        Note(f"{f.severity.capitalize()}: the whole text", (one_line(f.message), f"Rule: {f.rule}"))
        for f in document.findings
        if f.suppressed is None
    ]
    when = datetime.combine(report.as_of, time(), UTC)
    comment = _commenter(when)
    if document.copy.original:
        word = mark_original(document.copy, marked, whole, comment)
    else:
        word = write_blocks(document.copy, marked, whole, comment)
        word.core_properties.author = AUTHOR
        word.core_properties.title = one_line(document.uri)[:LONGEST_PROPERTY]
        word.core_properties.created = word.core_properties.modified = when
        word.core_properties.comments = ""
    _sign(word, record_line(report, document)[:LONGEST_PROPERTY])
    return _packed(word)


def _note(assessment: Assessment) -> Note:
    judgement = assessment.judgement
    severity = severity_of(assessment)
    head = VERDICT_WORDS[judgement.verdict].capitalize() + (f" ({severity})" if severity else "")
    lines = [
        f"{judgement.reason} {remedy_of(judgement)}".strip(),
        *(
            f"{FACET_WORDS[o.facet].capitalize()}: the copy says “{o.claim}”, the evidence says “{o.evidence}”."
            for o in named_in(judgement)
        ),
        guess_beside(judgement),
        *(f.message for f in further_findings(assessment) if f.suppressed is None),
        *([f"The evidence allows: {judgement.suggestion}"] if judgement.suggestion else []),
        *map(_evidence_line, telling_evidence(assessment)),
    ]
    return Note(head, tuple(one_line(line) for line in lines if line))


def _evidence_line(evidence: Evidence) -> str:
    design = evidence.passage.design or evidence.source.design
    named = ", ".join(
        part
        for part in (
            DESIGN_WORDS[design] if design else "",
            STATUS_WORDS[evidence.source.status] if evidence.source.status is not Status.CURRENT else "",
            STANCE_WORDS[evidence.stance],
        )
        if part
    )
    cited = located_citation(evidence.source, evidence.passage)
    return f"{cited} ({named}): “{evidence.passage.text}” [{evidence.passage.name}]"


def _commenter(when: datetime) -> Comment[Note]:
    """Return what adds a note to a file as a comment of ours, dated the day of the audit."""

    def add(word: WordFile, note: Note) -> int:
        comment = word.comments.add_comment(author=AUTHOR, initials=INITIALS)
        comment._comment_elm.date = when  # noqa: SLF001  the library dates a comment now
        comment.paragraphs[0].add_run(inert_xml(note.head)).bold = True
        for line in note.lines:
            comment.add_paragraph(inert_xml(line))
        return comment.comment_id

    return add


def _sign(word: WordFile, record: str) -> None:
    """Leave the record of the run in the properties of the file, without taking the place of an author's words."""
    properties = word.core_properties
    if properties.comments:
        properties.version = record
    else:
        properties.comments = record


def _packed(word: WordFile) -> bytes:
    """Return the bytes of `word`, with no time of writing in them."""
    saved, out = BytesIO(), BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(part))
    return out.getvalue()


def _names(uris: Sequence[str]) -> list[str]:
    """Return a file name for each uri: its last part without the suffix, or all of it where that is taken."""
    short = [_safe(uri.rpartition("/")[2]) for uri in uris]
    long = [_safe(uri) for uri in uris]
    names: list[str] = []
    for brief, full in zip(short, long, strict=True):
        name = brief if short.count(brief) == 1 else full
        number = 2
        while name in names:
            name = f"{full}-{number}"
            number += 1
        names.append(name)
    return names


def _safe(uri: str) -> str:
    """Return `uri` as a name that every file system takes."""
    stem = re.sub(r"\.(?:docx|md|markdown|txt|html?|xhtml)$", "", uri, flags=re.IGNORECASE)
    return re.sub(r"[^\w-]+", "-", stem).strip("-") or "copy"
