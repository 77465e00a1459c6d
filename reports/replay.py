"""Two JSON reports on the same inputs held against each other: what the verdicts rest on, and which of them moved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reports.labels import count
from reports.options import RenderOptions
from reports.screen import Screen

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

Entry = dict[str, Any]

_PARTS = ("registry", "config", "rules", "lexicons", "models", "platform")
_BODY = 6
_LISTED = 12  # names of changed parts that are listed in full


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one thing that verdicts rest on: `what` ("registry") and in words of a reader, how."""

    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Move:
    """A claim of both reports with another verdict in each."""

    place: str
    text: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between a recorded report and a fresh one; `details` counts claims that differ in less."""

    as_of: str
    version: str
    claims: int
    changes: tuple[Change, ...]
    moved: tuple[Move, ...]
    added: tuple[Move, ...]
    gone: tuple[Move, ...]
    details: int


def problem_with(recorded: object) -> str | None:
    """Return why `recorded` cannot be replayed, None where it can."""
    if not isinstance(recorded, dict) or recorded.get("schema") != "claims-audit/report/1":
        return "this is no report of claims-audit."
    broken = next(_validator().iter_errors(recorded), None)
    if broken is not None:
        return f"the report breaks its schema at {'/'.join(map(str, broken.absolute_path)) or 'its top'}."
    if not isinstance(recorded.get("run"), dict):
        return "the report has no record of its run: it comes from a version before replay."
    return None


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator

    schema = json.loads(files("reports").joinpath("schema", "report-1.schema.json").read_text(encoding="utf-8"))
    validator: Validator = Draft202012Validator(schema)
    return validator


def compare_reports(old: Entry, new: Entry) -> Differences:
    """Return what differs between the recorded report `old` and the fresh one `new`."""
    before, after = dict(_claims(old)), dict(_claims(new))
    both = [(key, before[key], after[key]) for key in before if key in after]
    moved = tuple(
        Move(_place(key[0], now), now["text"], then["verdict"], now["verdict"], now["reason"])
        for key, then, now in both
        if then["verdict"] != now["verdict"]
    )
    return Differences(
        as_of=new["as-of"],
        version=old["tool"]["version"],
        claims=len(before),
        changes=tuple(_changes(old, new)),
        moved=moved,
        added=tuple(_single(after[key], key[0]) for key in after if key not in before),
        gone=tuple(_single(before[key], key[0]) for key in before if key not in after),
        details=sum(then["verdict"] == now["verdict"] and _detail(then) != _detail(now) for _, then, now in both),
    )


def _claims(report: Entry) -> Iterator[tuple[tuple[str, str], Entry]]:
    for document in report["documents"]:
        for claim in document["claims"]:
            yield (document["uri"], claim["id"]), claim


def _single(claim: Entry, uri: str) -> Move:
    return Move(_place(uri, claim), claim["text"], claim["verdict"], claim["verdict"], claim["reason"])


def _place(uri: str, claim: Entry) -> str:
    span = claim["span"]
    return f"{uri}:{span['line']}:{span['column']}"


def _detail(claim: Entry) -> Entry:
    """Return what a verdict comes with; where the claim stands and what people did about it left out."""
    findings = [(f["rule"], f["severity"]) for f in claim["findings"]]
    kept = ("confidence", "reason", "overstatements", "evidence", "suggestion", "class")
    return {key: claim[key] for key in kept} | {"findings": findings}


def _changes(old: Entry, new: Entry) -> Iterator[Change]:
    if old["as-of"] != new["as-of"]:
        yield Change("day", f"{old['as-of']} → {new['as-of']}")
    if old["tool"]["version"] != new["tool"]["version"]:
        yield Change("program", f"{old['tool']['version']} → {new['tool']['version']}")
    fresh = {document["uri"]: document for document in new["documents"]}
    for document in old["documents"]:
        now = fresh.get(document["uri"])
        if now is None or now["skipped"] != document["skipped"]:
            reason = "no longer part of its file" if now is None else now["skipped"] or "can be read now"
            yield Change("copy", f"{document['uri']}: {reason}")
        elif now["digest"] != document["digest"]:
            yield Change("copy", f"{document['uri']} changed")
    for part in _PARTS:
        digests = old["tool"]["digests"].get(part), new["tool"]["digests"].get(part)
        then, now = old["run"]["parts"].get(part, {}), new["run"]["parts"].get(part, {})
        if digests[0] != digests[1] or then != now:
            yield Change(part, _how(then, now, show=part in {"config", "platform"}))


def _how(then: dict[str, str], now: dict[str, str], *, show: bool) -> str:
    """Return which parts differ; with `show` also the values, which are words and not digests."""
    differing = [name for name in then if now.get(name, then[name]) != then[name]]
    changed = [f"{name} {then[name]} → {now[name]}" if show else name for name in differing]
    kinds = (
        ("changed", changed),
        ("added", [name for name in now if name not in then]),
        ("gone", [name for name in then if name not in now]),
    )
    return "; ".join(f"{_listed(names)} {kind}" for kind, names in kinds if names) or "in its order only"


def _listed(names: list[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def render_replay(differences: Differences, name: str, options: RenderOptions) -> str:
    """Return the differences for a terminal; `name` is the recorded report."""
    screen = Screen(options)
    screen.line(
        (name, "bold"), ("  ", ""), (f"claims-audit {differences.version}, replayed as of {differences.as_of}", "dim")
    )
    screen.blank()
    for change in differences.changes:
        screen.line((change.how, ""), indent=_BODY + 6, label=(change.what, "bold"))
    if not differences.changes:
        screen.line(("Copy, registry, configuration, rules, lexicons, models and platform are the same.", ""))
    screen.blank()
    for move in differences.moved:
        screen.line((move.place, "bold"), ("  ", ""), (f"{move.before} → {move.after}", "bold yellow"))
        screen.line((move.text, ""), indent=_BODY)
        screen.line((move.reason, "dim"), indent=_BODY)
        screen.blank()
    _list(screen, "new", differences.added)
    _list(screen, "gone", differences.gone)
    same = differences.claims - len(differences.moved) - len(differences.gone)
    items = [(f"{same} the same", "green")]
    items += [(f"{len(differences.moved)} moved", "yellow")] if differences.moved else []
    items += [(f"{len(differences.added)} new", "yellow")] if differences.added else []
    items += [(f"{len(differences.gone)} gone", "yellow")] if differences.gone else []
    screen.items((f"{count(differences.claims, 'verdict')} replayed", "bold"), items)
    if differences.details:
        others = count(differences.details, "claim")
        screen.line((f"{others} with the same verdict on other grounds: evidence, wording or confidence.", ""))
    return screen.text


def _list(screen: Screen, kind: str, moves: Iterable[Move]) -> None:
    for move in moves:
        screen.line((move.place, "bold"), ("  ", ""), (f"{kind}: {move.before}", ""))
        screen.line((move.text, ""), indent=_BODY)
        screen.blank()
