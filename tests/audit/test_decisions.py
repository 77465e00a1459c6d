"""Decisions land on their claims by fingerprint, are read from page and worklist, and none is lost."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from audit.decision_files import read_decisions
from audit.decisions import Choice, Decision, land
from audit.review import decide
from claims.errors import UsageError
from claims.model import Analysis, Claim, Span
from reports.decisions import is_done
from reports.options import RenderOptions
from reports.worklist import render as render_worklist
from tests.reports.factory import make_report

SPAN = Span(0, 4, 1, 1, 1, 5)


def claim(name: str, words: str) -> Claim:
    return Claim(name, words, SPAN, (0, 4), Analysis(words))


def decision(name: str, words: str = "", choice: Choice = Choice.ACCEPT, document: str = "a.md") -> Decision:
    return Decision(name, choice, document=document, statement=words)


def write(path: Path, **change: Any) -> Path:
    entry = {
        "claim": "c1",
        "document": "a.md",
        "decision": "change",
        "note": "Say a day.",
        "by": "J",
        "on": "2026-11-28",
    }
    path.write_text(json.dumps({"schema": "claims-audit/decisions/1", "decisions": [entry]} | change), encoding="utf-8")
    return path


def test_a_decision_lands_by_fingerprint_whatever_else_moved() -> None:
    landed, adrift = land([decision("c1")], [("a.md", [claim("c0", "New first."), claim("c1", "Cold eases pain.")])])
    assert [(each.uri, each.claim.id) for each in landed] == [("a.md", "c1")]
    assert adrift == ()


def test_the_document_of_its_name_comes_first_and_a_renamed_one_is_found() -> None:
    both = [("b.md", [claim("c1", "Cold.")]), ("a.md", [claim("c1", "Cold.")])]
    assert [each.uri for each in land([decision("c1")], both)[0]] == ["a.md"]
    assert [each.uri for each in land([decision("c1")], both[:1])[0]] == ["b.md"]


def test_a_changed_claim_is_shown_beside_what_became_of_it() -> None:
    now = [claim("c2", "Cold water cures sore muscles within two hours."), claim("c3", "Saunas help sleep.")]
    landed, (lost,) = land([decision("c1", "Cold water cures sore muscles within an hour.")], [("a.md", now)])
    assert landed == ()
    assert lost.nearest is now[0]
    assert not lost.is_moved


def test_a_claim_that_is_gone_and_one_that_stands_elsewhere_are_told_apart() -> None:
    now = [claim("c2", "Saunas help sleep.")]
    _, (gone,) = land([decision("c1", "Cold water cures sore muscles.")], [("a.md", now)])
    assert gone.nearest is None
    _, (moved,) = land([decision("c1", "Saunas help sleep.")], [("a.md", now)])
    assert moved.is_moved


def test_a_claim_that_has_its_own_decision_is_nobody_elses_successor() -> None:
    now = [claim("c2", "Cold water cures sore muscles in an hour.")]
    landed, (lost,) = land([decision("c2"), decision("c1", "Cold water cures sore muscles in a day.")], [("a.md", now)])
    assert [each.decision.claim for each in landed] == ["c2"]
    assert lost.nearest is None


def test_none_is_lost() -> None:
    report = make_report()
    wanted = [decision(a.claim.id, document=d.uri) for d in report.documents for a in d.assessments]
    extra = [decision("gone", "Nothing like any claim"), decision("worse", "")]
    landed, adrift = land([*wanted, *extra], [(d.uri, [a.claim for a in d.assessments]) for d in report.documents])
    assert [each.decision for each in landed] + [each.decision for each in adrift] == [*wanted, *extra]


@pytest.mark.parametrize(
    ("choice", "now", "done"),
    [
        (Choice.ACCEPT, "c1", True),
        (Choice.CHANGE, "c1", False),
        (Choice.REJECT, "c1", False),
        (Choice.CHANGE, "c2", False),  # changed, and the new words want a look
        (Choice.REJECT, "", True),
        (Choice.ACCEPT, "", True),
    ],
)
def test_something_is_left_while_the_copy_does_not_follow(choice: Choice, now: str, done: bool) -> None:  # noqa: FBT001
    claims = [claim(now, "Cold water cures sore muscles soon.")] if now else []
    given = decision("c1", "Cold water cures sore muscles fast.", choice)
    assert is_done(*land([given], [("a.md", claims)])) is done


def test_a_report_carries_the_decisions_and_nothing_else_changes() -> None:
    report = make_report()
    first = report.documents[0].assessments[0]
    decided = decide(report, [decision(first.claim.id, document="copy/cold-plunge.md"), decision("gone", "x")])
    assert decided.documents[0].assessments[0].decision is not None
    assert [a.judgement for d in decided.documents for a in d.assessments] == [
        a.judgement for d in report.documents for a in d.assessments
    ]
    assert [each.decision.claim for each in decided.adrift] == ["gone"]


def test_the_file_of_the_page_is_read(tmp_path: Path) -> None:
    assert read_decisions(write(tmp_path / "d.json")) == (
        Decision("c1", Choice.CHANGE, "Say a day.", "J", date(2026, 11, 28), "a.md"),
    )


def test_a_filled_worklist_is_read(tmp_path: Path) -> None:
    rows = list(csv.DictReader(StringIO(render_worklist(make_report(), RenderOptions()))))
    rows[0] |= {"decision": " Reject ", "note": "'=cut it", "by": "J. Moore"}
    rows[1] |= {"note": "ask the lab"}
    out = StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "w.csv").write_text("\ufeff" + out.getvalue(), encoding="utf-8")  # as Excel saves it
    first, second = read_decisions(tmp_path / "w.csv")
    assert (first.claim, first.choice, first.note, first.by) == (
        rows[0]["fingerprint"], Choice.REJECT, "=cut it", "J. Moore",
    )  # fmt: skip
    assert (second.choice, second.note) == (None, "ask the lab")
    landed, adrift = land([first, second], [(d.uri, [a.claim for a in d.assessments]) for d in make_report().documents])
    assert (len(landed), adrift) == (2, ())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("d.json", "{", "this is not JSON"),
        ("d.json", "[]", "this is no file of decisions"),
        ("d.json", '{"schema": "claims-audit/report/1", "decisions": []}', "this is no file of decisions (schema"),
        ("d.json", '{"schema": "claims-audit/decisions/1", "decisions": [{"claim": "x", "decision": "maybe"}]}',
         "this is no file of decisions (decisions/0/decision"),
        ("w.csv", "a,b\n1,2\n", "the worklist has no column 'decision' and 'fingerprint'"),
        ("w.csv", "fingerprint,decision\nc1,perhaps\n", "there is no decision 'perhaps'"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_decisions_is_refused_with_a_remedy(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_decisions(tmp_path / name)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    row = {"claim": "x", "decision": None, "on": "now"}
    with pytest.raises(UsageError, match="'now' is no date"):
        read_decisions(write(tmp_path / "d.json", decisions=[row]))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.json: the decisions cannot be read: no such file"):
        read_decisions(tmp_path / "none.json")
