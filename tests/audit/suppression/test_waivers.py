"""What a waiver excuses, for how long, and what is said of one that excuses nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.model import Report
from audit.suppression import Policy, suppress
from audit.suppression.waivers import load_waivers
from claims.errors import UsageError
from tests.audit.toy import counting, finding, make_report

PAGE = "Zinc **cures** colds. Zinc is safe.\n"
WAIVER = """\
version: 1
waivers:
  - text: Zinc cures colds
    rule: unsupported
    owner: j.moore
    reason: agreed with medical review
    expires: 2026-12-31
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def held(text: str, report: Report | None = None) -> Report:
    Path("waivers.yml").write_text(text, encoding="utf-8")
    return suppress(report or make_report({"content/a.md": PAGE}), Policy(load_waivers("waivers.yml")))


def test_a_waiver_excuses_its_claim_and_says_who_why_and_until_when() -> None:
    report = held(WAIVER)
    assert counting(report) == ["Zinc is safe."]
    suppressed = report.documents[0].assessments[0].findings[0].suppressed
    assert suppressed is not None
    assert (suppressed.by, suppressed.reason) == ("waiver", "agreed with medical review (j.moore, until 2026-12-31)")
    assert report.notices == ()


def test_a_claim_can_be_named_by_its_id() -> None:
    identifier = make_report({"content/a.md": PAGE}).documents[0].assessments[1].claim.id
    assert counting(held(WAIVER.replace("text: Zinc cures colds", f'claim: "{identifier}"'))) == ["Zinc cures colds."]


@pytest.mark.parametrize("text", ["ZINC CURES COLDS.", "Zinc  cures\n      colds", "Zinc *cures* colds"])
def test_the_words_are_held_against_the_claim_as_a_reader_sees_it(text: str) -> None:
    assert counting(held(WAIVER.replace("Zinc cures colds", text))) == ["Zinc is safe."]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (("rule: unsupported", "rule: contradicted"), 2),
        (("rule: unsupported", "rule: [contradicted, unsupported]"), 1),
        (("Zinc cures colds", "Zinc cures"), 2),
        (("owner:", "documents: [content/*]\n    owner:"), 1),
        (("owner:", "documents: [blog/*, legal.md]\n    owner:"), 2),
    ],
)
def test_it_excuses_what_it_names_only(change: tuple[str, str], left: int) -> None:
    assert len(counting(held(WAIVER.replace(*change)))) == left


def test_it_holds_up_to_its_day_and_then_says_so() -> None:
    def on(day: date) -> Report:
        return held(WAIVER, make_report({"content/a.md": PAGE}, as_of=day))

    assert counting(on(date(2026, 12, 31))) == ["Zinc is safe."]
    late = on(date(2027, 1, 1))
    assert counting(late) == ["Zinc cures colds.", "Zinc is safe."]
    (notice,) = late.notices
    assert (notice.rule, notice.where, notice.line) == ("expired-waiver", "waivers.yml", 3)
    assert notice.message == (
        "The waiver of j.moore for “Zinc cures colds” (unsupported) expired on 2026-12-31. Decide anew: mend the copy, "
        "or write a later day and the reason for it."
    )


def test_one_that_excuses_nothing_is_reported_where_its_document_was_audited() -> None:
    unused = WAIVER.replace("Zinc cures colds", "Zinc cures warts")
    assert held(unused).notices == ()
    (notice,) = held(unused.replace("owner:", "documents: [content/*]\n    owner:")).notices
    assert (notice.rule, notice.line) == ("unused-waiver", 3)


def test_a_waiver_comes_before_the_baseline() -> None:
    from audit.suppression.baseline_file import renew
    from audit.suppression.model import Baseline

    report = make_report({"content/a.md": PAGE}, lambda _: (finding(),))
    Path("waivers.yml").write_text(WAIVER, encoding="utf-8")
    baseline = renew(report, Baseline(file="baseline.yml")).baseline
    both = suppress(report, Policy(load_waivers("waivers.yml"), baseline))
    assert [f.suppressed.by for a in both.documents[0].assessments for f in a.findings if f.suppressed] == [
        "waiver", "baseline",
    ]  # fmt: skip
    assert both.notices == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("    rule: unsupported\n", ""), "waivers.yml:3: this waiver has no 'rule'."),
        (
            ("rule: unsupported", "rule: unsuported"),
            "waivers.yml:4: there is no rule 'unsuported'. Did you mean 'unsup",
        ),
        (("    expires: 2026-12-31\n", ""), "waivers.yml:3: this waiver has no 'expires'."),
        (("2026-12-31", "next year"), "waivers.yml:7: 'expires' must be a date. Write it as 2027-01-31."),
        (("    owner: j.moore\n", ""), "waivers.yml:3: this waiver has no 'owner'. Add 'owner: …'."),
        (("    reason: agreed with medical review\n", ""), "waivers.yml:3: this waiver has no 'reason'."),
        (("text: Zinc", "claim: x\n    text: Zinc"), "waivers.yml:3: a waiver names its claim once"),
        (("owner", "ower"), "waivers.yml:5: unknown key 'ower'. Did you mean 'owner'?"),
        (("owner: j.moore", "owner: 3"), "waivers.yml:5: 'owner' must be text. Put it in quotes."),
        (("version: 1", "version: one"), "waivers.yml:1: its version is not known."),
    ],
)
def test_a_broken_file_is_named_with_its_line(change: tuple[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        held(WAIVER.replace(*change))
    assert message in str(caught.value)


def test_the_example_is_valid(root: Path) -> None:
    (waiver,) = load_waivers(str(root / "examples" / "ci" / "waivers.yml"))
    assert waiver.rules == ("overstated-timeframe",)
