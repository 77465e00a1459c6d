"""`claims-audit init`: a starter configuration, registry and CI file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

#: File of the starter kit, and where it goes in the current folder.
STARTER = (
    ("claims-audit.yml", "claims-audit.yml"),
    ("sources.yml", "sources.yml"),
    ("claims-audit-workflow.yml", ".github/workflows/claims-audit.yml"),
)


@click.command("init", short_help="write a starter configuration, registry and CI file")
def command() -> None:
    """Write a starter configuration, registry and CI file into the current folder. Nothing is overwritten."""
    kit = files("audit") / "starter"
    for name, place in STARTER:
        path = Path(place)
        if path.exists():
            click.echo(f"kept     {place} (it is there already)")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((kit / name).read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
        click.echo(f"written  {place}")
    click.echo("\nNext: put your sources into sources.yml, then run  claims-audit check YOUR-COPY.md")
