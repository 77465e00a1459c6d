"""One entry of a registry file: its values checked and brought into one spelling, then made into types."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from claims.errors import RegistryError
from claims.identifiers import bare_doi, normalise_nct, normalise_pmcid, normalise_pmid, normalise_url
from sources.designs import read_design
from sources.messages import suggest
from sources.model import ApprovedClaim, Design, Passage, RequiredStatement, Source, Status
from sources.validation import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claims.strictyaml import Place, YamlFile

Row = dict[str, Any]

# Keys of a source that are the contract's own; all others are bibliographic, under their CSL-JSON names.
_STUDY = ("population", "intervention", "comparator", "design", "blinding", "control", "sample-size")
_OWN = frozenset({*_STUDY, "status", "review-by", "evidence"})
_DATES = ("issued", "accessed", "available-date", "container", "event-date", "original-date", "submitted")


def _web_address(text: str) -> str | None:
    return text.strip() if normalise_url(text) else None


_IDENTIFIERS: dict[str, tuple[Callable[[str], str | None], str, str]] = {
    "DOI": (bare_doi, "a DOI", "A DOI starts with '10.', as in 10.1176/appi.ajp.2013.13030392."),
    "PMID": (normalise_pmid, "a PubMed number (PMID)", "A PMID is a number of up to nine digits."),
    "PMCID": (normalise_pmcid, "a PubMed Central number (PMCID)", "A PMCID is PMC and a number, as in PMC3992936."),
    "NCT": (normalise_nct, "a ClinicalTrials.gov number (NCT)", "A ClinicalTrials.gov number is NCT and eight digits."),
    "URL": (_web_address, "a web address", "An address starts with https:// or http://."),
}


def rows(data: Any, key: str) -> Iterator[tuple[int, Row]]:
    """Yield index and content of the entries of a list, passing over what has the wrong shape."""
    listed = data.get(key) if isinstance(data, dict) else None
    for index, row in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(row, dict):
            yield index, row


def find_value_problems(file: YamlFile, data: Any) -> Iterator[RegistryError]:
    """Yield values that have the right type and no meaning: an identifier, a date or a design that is none."""
    for i, source in rows(data, "sources"):
        place: Place = ("sources", i)
        yield from _check(source, dict.fromkeys(_IDENTIFIERS, _identifier_problem), file, data, place)
        yield from _check(source, {"design": _design_problem, "review-by": _date_problem}, file, data, place)
        yield from _check(source, dict.fromkeys(_DATES, _date_problem), file, data, place)
        for j, entry in rows(source, "evidence"):
            yield from _check(entry, {"design": _design_problem}, file, data, (*place, "evidence", j))
    for i, claim in rows(data, "claims"):
        yield from _check(claim, {"expires": _date_problem}, file, data, ("claims", i))


def normalise(row: Row) -> Row:
    """Return an entry with white space folded, numbers as text, identifiers and dates in one spelling."""
    tidy: Row = {key: _fold(value) if key not in ("sample-size", "custom") else value for key, value in row.items()}
    for key, (spell, _, _) in _IDENTIFIERS.items():
        if key in tidy:
            tidy[key] = spell(tidy[key])
    for key in _DATES:
        if key in tidy:
            tidy[key] = _date_parts(tidy[key])
    if "sample-size" in tidy:
        tidy["sample-size"] = int(tidy["sample-size"])
    if "design" in tidy:
        study = read_design(tidy["design"])
        found = {"design": study.design, "blinding": study.blinding, "control": study.control}
        tidy = {**{k: v for k, v in found.items() if v}, **tidy, "design": study.design}
    if "evidence" in tidy and row["evidence"] and isinstance(row["evidence"][0], dict):
        tidy["evidence"] = [normalise(entry) for entry in row["evidence"]]
    return tidy


def build_source(row: Row, subjects: tuple[str, ...], file: YamlFile, place: Place) -> Source:
    """Make a source from its normalised entry; its passages inherit what they do not say of the study themselves."""
    passages = tuple(
        _build_passage(entry, row, file.line((*place, "evidence", j, "id")))
        for j, entry in enumerate(row.get("evidence", ()))
    )
    return Source(
        id=row["id"],
        title=row["title"],
        type=row.get("type", "document"),
        csl={"type": "document"} | {key: value for key, value in row.items() if key not in _OWN},
        design=row.get("design"),
        population=row.get("population"),
        status=Status(row.get("status", "current")),
        review_by=_day(row.get("review-by")),
        passages=passages,
        file=file.where,
        line=file.line((*place, "id")),
        subjects=subjects,
    )


def build_claim(row: Row, file: YamlFile, place: Place) -> ApprovedClaim:
    """Make an approved claim from its normalised entry."""
    return ApprovedClaim(
        id=row["id"],
        text=row["text"],
        evidence=tuple(row.get("evidence", ())),
        requires=tuple(row.get("requires", ())),
        audience=tuple(row.get("audience", ())),
        market=tuple(row.get("market", ())),
        approved_by=row.get("approved-by"),
        expires=_day(row.get("expires")),
        file=file.where,
        line=file.line((*place, "id")),
    )


def build_statement(row: Row) -> RequiredStatement:
    """Make a required statement from its normalised entry."""
    return RequiredStatement(id=row["id"], text=row["text"], evidence=tuple(row.get("evidence", ())))


def _build_passage(entry: Row, source: Row, line: int | None) -> Passage:
    study = {key: entry.get(key, source.get(key)) for key in _STUDY}
    if entry.get("control") == "none" and "comparator" not in entry:
        study["comparator"] = None  # an uncontrolled phase of a controlled trial
    return Passage(
        id=entry["id"],
        source=source["id"],
        text=entry["text"],
        quote=entry.get("quote"),
        locator=entry.get("locator"),
        outcome=entry.get("outcome"),
        sample_size=study.pop("sample-size"),
        line=line,
        **study,
    )


Problem = tuple[str, str]  # what is wrong with a value, what to do


def _check(
    row: Row, checks: dict[str, Callable[[str, Any], Problem | None]], file: YamlFile, data: Any, place: Place
) -> Iterator[RegistryError]:
    for key, check in checks.items():
        problem = check(key, row[key]) if key in row else None
        if problem is not None:
            what, remedy = problem
            yield RegistryError(
                f"{subject(data, place)}: {what}", where=file.where, line=file.line((*place, key)), remedy=remedy
            )


def _identifier_problem(key: str, value: Any) -> Problem | None:
    spell, name, remedy = _IDENTIFIERS[key]
    if not isinstance(value, str | int) or spell(str(value)) is not None:
        return None
    return f"{str(value)[:60]!r} is not {name}.", remedy


def _date_problem(key: str, value: Any) -> Problem | None:
    texts = [value] if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value) else []
    parts = value.get("date-parts") if isinstance(value, dict) else None
    for part in parts if isinstance(parts, list) else ():
        whole = isinstance(part, list) and all(re.fullmatch(r"\d{1,4}", str(n)) for n in part)
        texts += ["-".join(f"{int(n):02}" for n in part)] if whole else []
    for text in texts:
        try:
            date(*(int(n) for n in (*text.split("-"), "1", "1")[:3]))
        except ValueError:
            return f"'{key}' is {text}, a date that does not exist.", "Correct the date."
    return None


def _design_problem(_key: str, value: Any) -> Problem | None:
    if not isinstance(value, str) or read_design(value).design is not None:
        return None
    near = suggest(value, list(Design))
    hint = f"Did you mean '{near}'?" if near else f"Use one of: {', '.join(Design)}."
    return f"{value[:60]!r} is not a study design.", hint


def _fold(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return [_fold(v) for v in value] if isinstance(value, list) else value


def _date_parts(value: Any) -> Row:
    """Bring a date into the form of CSL-JSON, with whole numbers as parts."""
    if isinstance(value, str):
        return {"date-parts": [[int(n) for n in value.split("-")]]}
    return {k: [[int(n) for n in part] for part in v] if k == "date-parts" else v for k, v in value.items()}


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
