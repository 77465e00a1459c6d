"""A desk that goes on gives the answers of a new one, whatever it has seen before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from audit.cache import WarmShelf
from audit.config import Config, Override, Settings
from audit.engine import Desk
from audit.model import Report
from claims.readers import read_bytes
from reports.json_report import render
from reports.options import RenderOptions
from sources.model import Registry, Stance
from sources.registry import load

DAY = date(2026, 11, 22)
REGISTRY = """\
version: 1
applies-to: [zinc]
sources:
  - id: lozenge-2019
    title: An invented trial of zinc lozenges for the common cold
    design: rct
    population: adults with a common cold
    evidence:
      - id: duration
        text: Zinc lozenges shortened common colds by two days compared with placebo.
claims:
  - id: shorter
    text: In adults, zinc lozenges shortened common colds by two days compared with placebo.
    evidence: [lozenge-2019#duration]
    requires: [ask]
statements:
  - id: ask
    text: Ask a pharmacist before you take zinc lozenges.
"""
PAGE = """\
# Zinc

In adults, zinc lozenges shortened common colds by two days compared with placebo [@lozenge-2019].

Zinc lozenges cure every cold within two hours. They may also prevent the flu in children.
"""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    path = tmp_path_factory.mktemp("registry") / "sources.yml"
    path.write_text(REGISTRY, encoding="utf-8")
    return load([path])


def audited(desk: Desk, text: str, uri: str = "page.md") -> Report:
    return desk.report(read_bytes(text.encode(), uri, Path(uri).suffix))


def test_what_has_only_moved_is_judged_as_before_and_what_hangs_on_the_rest_anew(registry: Registry) -> None:
    desk = Desk(registry, Config(), DAY, WarmShelf())
    versions = (
        PAGE,
        f"A new start.\n\n{PAGE}",
        f"{PAGE}\nAsk a pharmacist before you take zinc lozenges.\n",
        PAGE.replace("two hours", "two days"),
        PAGE.replace("@lozenge-2019", "@other-2020"),
    )
    seen = []
    for text in versions:
        warm, fresh = (render(audited(d, text), RenderOptions()) for d in (desk, Desk(registry, Config(), DAY)))
        assert warm == fresh
        seen.append(warm)
    assert "missing-required-statement" in seen[0]
    assert "missing-required-statement" not in seen[2], "the statement is there now"


def test_what_is_remembered_of_one_copy_follows_the_settings_of_another(registry: Registry) -> None:
    (plain,) = audited(Desk(registry, Config(), DAY), PAGE).documents
    rule = next(f.rule for a in plain.assessments for f in a.findings)
    config = Config(overrides=(Override(("b.md",), Settings(rules=((rule, False),))),))
    desk = Desk(registry, config, DAY)
    first, second = (audited(desk, PAGE, uri).documents[0] for uri in ("a.md", "b.md"))
    assert [a.judgement for a in first.assessments] == [a.judgement for a in second.assessments]
    assert rule in {f.rule for a in first.assessments for f in a.findings}
    assert rule not in {f.rule for a in second.assessments for f in a.findings}


def test_the_best_passage_of_a_source_comes_before_its_others(tmp_path: Path) -> None:
    label = "\n".join(
        f"      - {{id: e{i}, text: 'Zinc lozenges were taken for colds {n} times a day by adults.'}}"
        for i, n in enumerate(("two", "three", "four", "five"))
    )
    text = f"""\
version: 1
sources:
  - id: label
    title: Zinc lozenges, instructions for use
    design: label
    evidence:
{label}
  - id: cohort
    title: Zinc in winter
    design: cohort
    evidence:
      - {{id: e, text: 'Adults who took zinc had fewer sick days.'}}
"""
    path = tmp_path / "sources.yml"
    path.write_text(text, encoding="utf-8")
    report = audited(Desk(load([path]), Config(), DAY), "Zinc lozenges stop adults from snoring within a week.\n")
    ((assessment,),) = (document.assessments for document in report.documents)
    silent = [e.source.id for e in assessment.evidence if e.stance is Stance.NEUTRAL]
    assert silent[:2] == ["label", "cohort"]
    assert silent.count("label") == 4
