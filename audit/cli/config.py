"""`claims-audit config`: the settings in force, and where each comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from audit.cli import options

if TYPE_CHECKING:
    from audit.config import Config

DEFAULT = "default"
EPILOG = """\b
Examples:
  claims-audit config
  claims-audit config content/blog/post.md
  claims-audit config -f json
"""


@click.command("config", epilog=EPILOG, short_help="show the settings in force and where they come from")
@click.argument("path", required=False, metavar="[PATH]")
@options.config_file
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str | None, config_path: str | None, form: str) -> None:
    """Show the settings in force for the copy at PATH (default: the current folder), and where each comes from."""
    config = options.read_config(config_path, [path] if path else [])
    rows = list(_rows(config, path))
    if form == "json":
        content = {name: {"value": value, "origin": origin} for name, value, origin in rows}
        click.echo(json.dumps({"file": config.file, "settings": content}, ensure_ascii=False, indent=2))
        return
    click.echo(f"Configuration: {config.file or 'none found, so these are the defaults'}")
    names = max(len(name) for name, _, _ in rows)
    shown = [(name, _shown(value), origin) for name, value, origin in rows]
    values = min(max(len(value) for _, value, _ in shown), 48)
    for name, value, origin in shown:
        click.echo(f"  {name:{names}}  {value:{values}}  {origin}")
    if not path and config.overrides:
        click.echo(f"Overrides: {len(config.overrides)}. Name a file to see which of them apply to it.")


def _rows(config: Config, path: str | None) -> list[tuple[str, Any, str]]:
    """Return key, value and origin of each setting."""
    from claims.checkworthiness import THRESHOLD

    settings = config.settings_for(path) if path else config.settings
    origins = dict(config.origins) | dict(settings.origins)
    own: list[tuple[str, Any]] = [
        ("registry", list(config.registry)),
        ("paths", list(config.paths)),
        ("exclude", list(config.exclude)),
        ("gate", config.gate.value),
        ("baseline", config.baseline),
        ("waivers", list(config.waivers)),
        ("pipeline", config.pipeline),
        ("candidates", config.candidates),
        ("thresholds.check-worthiness", THRESHOLD if settings.check_worthiness is None else settings.check_worthiness),
        ("audience", settings.audience),
        ("market", settings.market),
        ("subject", settings.subject),
        *((f"severities.{rule}", severity.value) for rule, severity in settings.severities),
        *((f"rules.{rule}", on) for rule, on in settings.rules),
    ]
    return [(name, value, origins.get(name, DEFAULT)) for name, value in own]


def _shown(value: Any) -> str:
    if value is None or value == []:
        return "-"
    if isinstance(value, bool):
        return "on" if value else "off"
    return ", ".join(value) if isinstance(value, list) else str(value)
