"""`claims-audit claims`: extraction alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audit.cli import options

if TYPE_CHECKING:
    from datetime import date

EPILOG = """\b
Examples:
  claims-audit claims draft.md
  claims-audit claims site/ --all -f json -o claims.csv
"""


@click.command("claims", epilog=EPILOG, short_help="list the claims of copy, without judging them")
@options.paths
@click.option("--all", "everything", is_flag=True, help="List the sentences that are no claim as well.")
@click.option(
    "-f",
    "--format",
    "format_name",
    default="text",
    show_default=True,
    metavar="FORMAT",
    help="What goes to standard output: text, json or csv.",
)
@options.outputs
@options.as_of
@options.config_file
@options.stdin_filename
@options.color
def command(
    paths: tuple[str, ...],
    everything: bool,
    format_name: str,
    outputs: tuple[str, ...],
    as_of: date,
    config_path: str | None,
    stdin_filename: str,
    color: str,
) -> int:
    """List the claims of PATHS (files, folders, or - for standard input) and take them apart."""
    from audit.gates import PASSED, SKIPPED
    from reports import CLAIM_FORMATS

    if format_name not in CLAIM_FORMATS:
        raise click.BadParameter(
            f"there is no format '{format_name}'. Known are {', '.join(CLAIM_FORMATS)}.", param_hint="-f"
        )
    files = options.read_outputs(outputs, {name: f.suffix for name, f in CLAIM_FORMATS.items()})
    config = options.read_config(config_path, paths, stdin_filename)
    copies = options.read_copies(options.find_copies(options.named_copies(paths, config), config), stdin_filename)
    from audit.engine import take_inventory

    inventory = take_inventory(copies, config, as_of)
    shown = options.render_options(color, everything=everything)
    click.echo(CLAIM_FORMATS[format_name].render(inventory, shown), nl=False, color=shown.color)
    plain = options.render_options("never", everything=everything)
    options.write(files, lambda output: [(output.path, CLAIM_FORMATS[output.format].render(inventory, plain).encode())])
    if not inventory.documents:
        click.echo("warning: no copy was found in the paths given.", err=True)
    return SKIPPED if any(d.skipped is not None for d in inventory.documents) else PASSED
