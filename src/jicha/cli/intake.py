"""`jicha intake`: bring deliveries into the store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from jicha import facade
from jicha.cli.screen import progress_bar
from jicha.terms.one_line import one_line

app = typer.Typer(help="Bring deliveries (CSV, Parquet) into the store, by a mapping profile.", no_args_is_help=True)


@app.command("load")
def load(
    files: list[Path] = typer.Argument(help="The files of one delivery.", exists=True, dir_okay=False),
    store: Path = typer.Option(..., "--store", help="The folder of the store; made if it is not there."),
    profile: str | None = typer.Option(
        None, "--profile", help="A profile by name or path; found by header without it."
    ),
    received_at: datetime | None = typer.Option(
        None, "--received-at", help="When the delivery came (UTC); now without it."
    ),
) -> None:
    """Map, check and accept one delivery. Rows that do not fit are quarantined with place, reason and remedy.

    Example: jicha intake load bills-2026-01.csv --store audit-store
    """
    with progress_bar("intake") as advance:
        report = facade.load_delivery(store, files, profile=profile, received_at=received_at, progress=advance)
    for line in report.lines():
        typer.echo(one_line(line))


@app.command("profiles")
def profiles() -> None:
    """List the mapping profiles that come with jicha, and what each is for.

    Example: jicha intake profiles
    """
    table = Table("profile", "confidence", "what it reads", box=None)
    for one in facade.shipped_profiles():
        table.add_row(one.name, one.confidence, one.description)
    Console().print(table)
