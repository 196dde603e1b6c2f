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
    forget_run: str | None = typer.Option(
        None, "--forget-run", help="First give up this saved run, which is damaged and cannot be run again."
    ),
) -> None:
    """Check a store: manifests, row conservation, and with --deep every byte. Exit code 1 if something is wrong.

    Example: jicha doctor --store audit-store --deep
    """
    if forget_run:
        facade.forget_run(store, forget_run)
        typer.echo(f"the run {forget_run} is forgotten")
    faults = facade.examine_deeply(store) if deep else facade.examine(store)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo("the store is whole")
    if compact:
        facade.compact(store)
        typer.echo("compacted")
