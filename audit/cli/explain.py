"""`claims-audit explain`: what a rule, a facet or a verdict means."""

from __future__ import annotations

import shutil
import textwrap

import click


@click.command("explain", short_help="say what a rule, a facet or a verdict means")
@click.argument("name", required=False, metavar="[RULE-OR-FACET]")
def command(name: str | None) -> None:
    """Say what a rule, a facet or a verdict means, why it matters, and show an example that fails and one that passes.

    Without a name, list what there is.
    """
    from audit.explanations import explain, pages

    width = min(shutil.get_terminal_size((100, 24)).columns, 100)
    if name is None:
        for page in pages().values():
            click.echo(f"{page.name:<28} {page.kind:<8} {page.title}")
        return
    for line in explain(name).splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        click.echo(textwrap.fill(line, width, subsequent_indent=indent) if line else "")
