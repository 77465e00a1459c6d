"""The command line: one file per command, and the errors of all of them caught once."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from claims.errors import ClaimsAuditError

BUG = 4
OBJECTS = 100_000  # made between two looks for garbage: a check builds far more to keep than it throws away in circles
_COMMANDS = {
    "check": "audit the claims of copy against a registry of evidence",
    "claims": "list the claims of copy, without judging them",
    "baseline": "accept today's findings, so that only what is new counts",
    "compare": "compare a claim with one passage, or many pairs at once",
    "sources": "check or list the registry",
    "decisions": "lay a reviewer's decisions on the copy as it is now",
    "replay": "audit the inputs of a report again, and say what differs",
    "explain": "say what a rule, a facet or a verdict means",
    "config": "show the settings in force and where they come from",
    "cache": "show or clear the cache of earlier answers",
    "init": "write a starter configuration, registry and CI file",
}

EPILOG = """\b
Examples:
  claims-audit check draft.md -r sources.yml
  claims-audit check site/ -r registry/ -o report.html -o report.json
  claims-audit claims draft.md
  claims-audit explain overstated-timeframe
"""


class _Commands(click.Group):
    """A group whose commands are imported when they are called, so that help stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the commands in the order in which a newcomer needs them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Import the module of one command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"audit.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command named first in `args`; a near miss is named in the error."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            if near:
                ctx.fail(f"No such command '{args[0]}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from audit.version import VERSION

        click.echo(f"claims-audit {VERSION}")
        ctx.exit()


@click.group(cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print the version and exit.",
)
def root() -> None:
    """Find the factual claims in health copy, line them up with registered evidence, and say where they exceed it."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the exit codes that the README lists."""
    gc.set_threshold(OBJECTS)
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; an error is one message on standard error."""
    try:
        result: Any = root.main(args=arguments, prog_name="claims-audit", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except ClaimsAuditError as problem:
        click.echo(f"{click.style('error:', fg='red', bold=True)} {_inert(problem)}", err=True)
        return problem.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        if os.environ.get("CLAIMS_AUDIT_DEBUG"):
            raise
        kind = type(problem).__name__
        click.echo(
            f"This is a bug in claims-audit ({kind}: {problem}). Set CLAIMS_AUDIT_DEBUG=1 to see where, and report it.",
            err=True,
        )
        return BUG
    return result if isinstance(result, int) else 0


def _inert(problem: ClaimsAuditError) -> str:
    """Return the message without what a file name or a registry may have brought along to act on who prints it."""
    from reports.inert import disarm

    return disarm("".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in str(problem)))
