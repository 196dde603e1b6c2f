"""`jicha doctor`: whether a store is whole."""

from __future__ import annotations

from pathlib import Path

import typer

from jicha import facade


def examine(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    deep: bool = typer.Option(False, "--deep", help="Also read every stored file and compare its digest."),
    compact: bool = typer.Option(
        False, "--compact", help="Then rewrite small files into larger ones; changes no content."
    ),
) -> None:
    """Check a store: manifests, row conservation, and with --deep every byte. Exit code 1 if something is wrong.

    Example: jicha doctor --store audit-store --deep
    """
    faults = facade.examine_deeply(store) if deep else facade.examine(store)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo("the store is whole")
    if compact:
        facade.compact(store)
        typer.echo("compacted")
