"""`jicha intake`: bring deliveries into the store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from jicha import facade
from jicha.cli.screen import progress_bar
from jicha.terms.errors import Fault, JichaError
from jicha.terms.one_line import one_line

app = typer.Typer(help="Bring deliveries into the store, by a mapping profile.", no_args_is_help=True)


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
    leave_out: list[str] = typer.Option(
        [], "--leave-out", help="A column or sheet the profile does not know, given up knowingly; * for all."
    ),
) -> None:
    """Map, check and accept one delivery. Rows that do not fit are quarantined with place, reason and remedy.

    Example: jicha intake load bills-2026-01.csv --store audit-store
    """
    with progress_bar("intake") as advance:
        report = facade.load_delivery(
            store, files, profile=profile, received_at=received_at, leave_out=leave_out, progress=advance
        )
    for line in report.lines():
        typer.echo(one_line(line))


@app.command("profile")
def profile(
    files: list[Path] = typer.Argument(help="Files of one export.", exists=True, dir_okay=False),
    name: str = typer.Option("", "--name", help="What the profile is called; from the file's name without it."),
    source: str = typer.Option("", "--source", help="The source whose name leads its identifiers."),
    table: str = typer.Option("", "--table", help="The canonical table, where you know it; else found by the words."),
    out: Path | None = typer.Option(None, "--out", help="Write it to this file, which must not be there yet."),
    language: str = typer.Option("en", "--lang", help="en or zh: the language of the doubts."),
) -> None:
    """Propose a mapping profile for an export: what each column may be, and what a person must look at.

    Example: jicha intake profile export.xls --name county_bills --source sg --out county_bills.yaml
    """
    if language not in ("en", "zh"):
        raise typer.BadParameter("en or zh", param_hint="--lang")
    proposal = facade.propose_profile(files, name=name, source=source, table=table)
    text = proposal.text(language)
    if out is None:
        typer.echo(text, nl=False)
    else:
        try:
            with out.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            reason = "it is there already" if isinstance(error, FileExistsError) else (error.strerror or "").lower()
            remedy = "Give another path; nothing is overwritten."
            raise JichaError(Fault(f"the profile cannot be written: {reason}", remedy, str(out))) from error
    for doubt in proposal.doubts:
        typer.echo(f"? {doubt.said(language)}", err=True)


@app.command("profiles")
def profiles() -> None:
    """List the mapping profiles that come with jicha, and what each is for.

    Example: jicha intake profiles
    """
    table = Table("profile", "confidence", "what it reads", box=None)
    for one in facade.shipped_profiles():
        table.add_row(one.name, one.confidence, one.description)
    Console().print(table)
