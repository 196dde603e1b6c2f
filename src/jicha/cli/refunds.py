"""`jicha tariffs refunds`: what is owed back to customers by the ends that the price books and lists of fees state."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import typer

from jicha import facade
from jicha.cli.screen import LANGUAGE, language_of
from jicha.press.csv import write_csv
from jicha.press.refunds import print_refunds, refund_listing


def refunds(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    day: datetime | None = typer.Option(
        None, "--day", help="The day it is of; today without it.", formats=["%Y-%m-%d"]
    ),
    customer: str = typer.Option("", "--customer", help="Only this customer, with what was returned."),
    csv: Path | None = typer.Option(None, "--csv", help="Write the complete list to this file."),
    language: str | None = LANGUAGE,
) -> None:
    """List what is owed back to customers, with reason, document, charged, returned and owed, and the progress.

    It stands here because what is owed follows from the ends and rates of the books and from nothing else: load the
    region's book first (`jicha tariffs load`), and say where it holds (`jicha tariffs use`).

    Example: jicha tariffs refunds --store audit-store --csv refunds.csv
    """
    tongue = language_of(language)
    facade.try_outputs(file=csv)
    found = facade.refund_list(store, day.date() if day else date.today())
    print_refunds(found, tongue, customer=customer)
    if csv:
        csv.parent.mkdir(parents=True, exist_ok=True)
        write_csv(refund_listing(found, tongue), csv, tongue)
        typer.echo(str(csv))
