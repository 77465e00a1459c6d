from __future__ import annotations

from pathlib import Path

import pytest

from audit.config import Config, Gate, find, load
from claims.errors import UsageError


def written(folder: Path, text: str) -> Path:
    path = folder / "claims-audit.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    config = load(written(tmp_path, "registry: [sources.yml, more]\ngate: strict\n"))
    assert config.registry == (str(tmp_path / "sources.yml"), str(tmp_path / "more"))
    assert config.gate is Gate.STRICT


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, "# nothing yet\n")
    assert load(path) == Config(file=str(path))


def test_the_nearest_file_above_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "gate: ci\n")
    inner = tmp_path / "content" / "blog"
    inner.mkdir(parents=True)
    assert find(inner) == path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gate: ci\nregistri: [a.yml]\n", ":2: unknown key 'registri'. Did you mean 'registry'?"),
        ("gate: hard\n", ":1: there is no gate 'hard'. Use draft, ci or strict."),
        ("registry: 3\n", ":1: 'registry' must be a path or a list of paths. Write 'registry: [sources.yml]'."),
        ("candidates: many\n", ":1: 'candidates' must be a whole number. Use 1 to 100."),
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


def test_only_what_can_change_a_verdict_is_in_the_digest() -> None:
    assert Config(gate=Gate.DRAFT).canonical() == Config(gate=Gate.STRICT).canonical()
    assert Config(candidates=3).canonical() != Config(candidates=4).canonical()
