"""`claims-audit cache`: where earlier answers are kept, and how to be rid of them."""

from __future__ import annotations

import click

KINDS = {
    "documents": ("document audited", "documents audited"),
    "points": ("source embedded", "sources embedded"),
    "passages": ("registry taken apart", "registries taken apart"),
    "registries": ("registry loaded", "registries loaded"),
}  # by number: one, and any other


@click.group("cache", short_help="show or clear the cache of earlier answers")
def command() -> None:
    """Show or clear the cache of earlier answers.

    An unchanged file is answered from the cache, with the same bytes as afresh. Everything an answer depends on is
    part of its key, so clearing is never needed; it only frees space. CLAIMS_AUDIT_CACHE names another folder.
    """


@command.command("info")
def info() -> None:
    """Say where the cache is and what it holds."""
    from audit.cache import Store, cache_folder

    store = Store(cache_folder())
    entries = store.entries()
    click.echo(f"Folder: {store.folder}")
    for kind, (one, many) in KINDS.items():
        sizes = [size for each, size, _ in entries if each == kind]
        click.echo(f"{len(sizes):6} {one if len(sizes) == 1 else many}, {_size(sum(sizes))}")


@command.command("clear")
def clear() -> None:
    """Remove all entries."""
    from audit.cache import Store, cache_folder

    store = Store(cache_folder())
    removed = store.clear()
    click.echo(f"Removed {removed} {'entry' if removed == 1 else 'entries'} from {store.folder}.")


def _size(size: float) -> str:
    for unit in ("bytes", "KiB"):
        if size < 1024:  # noqa: PLR2004  of one unit to the next
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} MiB"
