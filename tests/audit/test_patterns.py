from __future__ import annotations

import pytest

from audit.patterns import matches


@pytest.mark.parametrize(
    ("pattern", "path", "taken"),
    [
        ("drafts/", "drafts/a.md", True),
        ("drafts", "blog/drafts/a/b.md", True),
        ("drafts/", "blog/old-drafts/a.md", False),
        ("/drafts", "blog/drafts/a.md", False),
        ("/drafts", "drafts/a.md", True),
        ("blog/*.md", "blog/a.md", True),
        ("blog/*.md", "blog/deep/a.md", False),
        ("blog/*.md", "site/blog/a.md", False),
        ("blog/**", "blog/deep/a.md", True),
        ("blog/**/a.md", "blog/a.md", True),
        ("blog/**/a.md", "blog/very/deep/a.md", True),
        ("**/a.md", "a.md", True),
        ("*.md", "blog/a.md", True),
        ("*.md", "blog/a.mdx", False),
        ("a?.md", "ab.md", True),
        ("a?.md", "a/.md", False),
        ("a.md", "axmd", False),
        ("[a].md", "[a].md", True),
    ],
)
def test_a_pattern_takes_what_gitignore_would(pattern: str, path: str, *, taken: bool) -> None:
    assert matches([pattern], path) is taken


def test_no_pattern_takes_nothing() -> None:
    assert not matches([], "a.md")
