"""The files that put the tool into CI: valid against their schemas, and run here as far as a machine without CI can."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from check_jsonschema import builtin_schemas
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator

from audit.cli import root as cli
from tests.reports.situations import load_schema

REGISTRY = """\
version: 1
applies-to: [zinc]
sources:
  - id: lozenge-2019
    title: An invented trial of zinc lozenges for the common cold
    evidence:
      - id: duration
        text: Zinc lozenges shortened common colds by two days compared with placebo.
"""
SOUND = "# Zinc\n\nShall we begin?\n"
WRONG = "# Zinc\n\nZinc lozenges cure HIV within two hours.\n"
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


def load(path: Path) -> Any:
    """Read YAML as CI services do: `on` is a word there."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  it makes strings only


def schema(name: str) -> Any:
    return json.loads(files(builtin_schemas).joinpath("vendor", f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with copy that is sound in its first commit."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "zinc.md").write_text(SOUND, encoding="utf-8")
    (tmp_path / "sources.yml").write_text(REGISTRY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    git("init", "--quiet", "--initial-branch", "main")
    commit("before")
    return tmp_path


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(message: str) -> None:
    git("add", "--all")
    git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", message)


class TestAction:
    def test_it_is_valid(self, root: Path) -> None:
        action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
        Draft7Validator(schema("github-actions")).validate(action)

    def test_no_input_is_pasted_into_a_script(self, root: Path) -> None:
        for step in load(root / "action.yml")["runs"]["steps"]:
            assert "${{" not in step.get("run", "")

    def test_every_input_reaches_the_command(self, root: Path) -> None:
        action = load(root / "action.yml")
        (audit,) = [s for s in action["runs"]["steps"] if s.get("id") == "audit"]
        passed = {EXPRESSION.findall(value)[0] for value in audit["env"].values()}
        assert passed == {f"inputs.{name}" for name in action["inputs"] if name != "python-version"}
        assert all(f"${name}" in audit["run"] for name in audit["env"])

    def test_its_options_exist(self, root: Path) -> None:
        (audit,) = [s for s in load(root / "action.yml")["runs"]["steps"] if s.get("id") == "audit"]
        check = cli.get_command(click.Context(cli), "check")
        assert check is not None
        known = {option for parameter in check.params for option in parameter.opts}
        assert set(re.findall(r"(?<!\w)--[a-z-]+", audit["run"])) <= known

    def test_it_annotates_what_a_pull_request_breaks(self, project: Path, root: Path) -> None:
        """One run of the step as the runner would do it: a change that breaks a page, paths with odd names."""
        base = git("rev-parse", "HEAD")
        (project / "content" / "zinc.md").write_text(WRONG, encoding="utf-8")
        (project / "content" / "$(touch pwned) -x.md").write_text(WRONG, encoding="utf-8")
        commit("after")
        inputs = {
            "paths": "content/zinc.md\ncontent/$(touch pwned) -x.md\n", "registry": "sources.yml", "since": base,
            "outputs": "sarif:out/claims.sarif\nmarkdown:out/claims.md", "gate": "ci",
        }  # fmt: skip
        done = step(root, inputs)
        assert done.returncode == 1, done.stderr
        errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
        assert [re.search(r"file=([^,]*),line=(\d+)", e).groups() for e in errors] == [  # type: ignore[union-attr]
            ("content/$(touch pwned) -x.md", "3"), ("content/zinc.md", "3"),
        ]  # fmt: skip
        assert (project / "output").read_text(encoding="utf-8") == "exit-code=1\n"
        assert "the `ci` gate failed" in (project / "summary").read_text(encoding="utf-8")
        log = json.loads((project / "out" / "claims.sarif").read_text(encoding="utf-8"))
        Draft4Validator(load_schema("sarif-2.1.0")).validate(log)
        assert not (project / "pwned").exists()


def step(root: Path, inputs: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the audit step of the action as GitHub's runner does, with `inputs` over their defaults."""
    action = load(root / "action.yml")
    (audit,) = [s for s in action["runs"]["steps"] if s.get("id") == "audit"]
    given = {name: inputs.get(name, spec.get("default", "")) for name, spec in action["inputs"].items()}
    environment = {k: EXPRESSION.sub(lambda m: given[m[1].removeprefix("inputs.")], v) for k, v in audit["env"].items()}
    assert audit["shell"] == "bash"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", audit["run"]],
        env={**os.environ, **environment, "GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary"},
        capture_output=True,
        text=True,
        check=False,
    )


class TestWorkflows:
    @pytest.mark.parametrize("file", ["examples/ci/github-workflow.yml", "audit/starter/claims-audit-workflow.yml"])
    def test_a_workflow_is_valid(self, root: Path, file: str) -> None:
        Draft7Validator(schema("github-workflows")).validate(load(root / file))

    def test_the_example_passes_inputs_that_the_action_has(self, root: Path) -> None:
        known = set(load(root / "action.yml")["inputs"])
        steps = load(root / "examples" / "ci" / "github-workflow.yml")["jobs"]["claims-audit"]["steps"]
        (used,) = [s["with"] for s in steps if s["uses"].startswith("OWNER/claims-audit@")]
        assert set(used) <= known

    def test_the_pipeline_is_valid(self, root: Path) -> None:
        pipeline = yaml.safe_load((root / "examples" / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))
        Draft7Validator(schema("gitlab-ci")).validate(pipeline)

    def test_the_pipeline_writes_the_reports_that_it_hands_over(
        self, project: Path, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        job = load(root / "examples" / "ci" / "gitlab-ci.yml")["claims-audit"]
        base = git("rev-parse", "HEAD")
        baseline = "version: 1\nfindings: []\n"
        (project / "claims-audit-baseline.yml").write_text(baseline, encoding="utf-8")
        (project / "content" / "zinc.md").write_text(WRONG, encoding="utf-8")
        commit("after")
        monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)
        done = subprocess.run(
            ["bash", "-e", "-c", "\n".join(job["script"])], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1, done.stderr
        reports = job["artifacts"]["reports"]
        (issue,) = issues = json.loads((project / reports["codequality"]).read_text(encoding="utf-8"))
        Draft202012Validator(load_schema("code-quality")).validate(issues)
        assert (issue["location"]["path"], issue["location"]["lines"]["begin"]) == ("content/zinc.md", 3)
        assert 'failures="1"' in (project / reports["junit"]).read_text(encoding="utf-8")


class TestHook:
    def test_the_manifest_and_the_example_are_valid(self, root: Path) -> None:
        for command, file in (
            ("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", "examples/ci/pre-commit-config.yaml"),
        ):  # fmt: skip
            done = subprocess.run(
                [sys.executable, "-m", "pre_commit", command, file],
                cwd=root,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout

    def test_it_stops_a_commit_for_real(
        self, project: Path, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """Pre-commit installs the hook into an environment of its own, which borrows our dependencies, and runs it."""
        home = tmp_path_factory.mktemp("pre-commit")
        hook = tmp_path_factory.mktemp("hook")
        for name in ("audit", "claims", "reports", "sources"):
            shutil.copytree(root / name, hook / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
            shutil.copy2(root / name, hook / name)
        with monkeypatch.context() as patch:
            patch.chdir(hook)
            git("init", "--quiet", "--initial-branch", "main")
            commit("the hook")
            revision = git("rev-parse", "HEAD")
        site = next(p for p in sys.path if p.endswith("site-packages"))
        monkeypatch.setenv("PRE_COMMIT_HOME", str(home))
        monkeypatch.setenv("PYTHONPATH", site)  # what pip would fetch is there already
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")  # pip reads this one upside down: no isolation
        (project / "content" / "zinc.md").write_text(WRONG, encoding="utf-8")
        used = {"repos": [{"repo": str(hook), "rev": revision, "hooks": [{"id": "claims-audit", "args": ["--quiet"]}]}]}
        (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(used), encoding="utf-8")

        def attempt() -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "pre_commit", "run", "--verbose", "--files", "content/zinc.md"]
            return subprocess.run(command, capture_output=True, text=True, check=False)

        (project / "claims-audit.yml").write_text("registry: sources.yml\n", encoding="utf-8")
        git("add", "--all")
        failed = attempt()
        assert failed.returncode == 1, failed.stdout + failed.stderr
        assert "hook id: claims-audit" in failed.stdout
        assert "3:1" in failed.stdout
        assert "exit code: 1" in failed.stdout
        (project / "content" / "zinc.md").write_text(SOUND, encoding="utf-8")
        git("add", "--all")
        passed = attempt()
        assert passed.returncode == 0, passed.stdout + passed.stderr
