"""`jicha intake load-all`: everything below a folder, delivery after delivery."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from jicha import facade
from jicha.cli.screen import LANGUAGE, complain, language_of, progress_bar
from jicha.press.say import say
from jicha.terms.errors import JichaError


def load_all(
    folder: Path = typer.Argument(help="The folder below which the deliveries lie.", exists=True, file_okay=False),
    store: Path = typer.Option(..., "--store", help="The folder of the store; made if it is not there."),
    together: bool = typer.Option(
        False, "--together", help="The files of a profile from all folders as one delivery: faster, received now."
    ),
    dated: bool = typer.Option(
        False, "--dated-folders", help="Folders are named by month (2025-02): received when that month ended."
    ),
    language: str | None = LANGUAGE,
) -> None:
    """Load every file below a folder: files of one profile within a folder of the first level are one delivery.

    What there is (customers, points, meters) comes before what happened there; folders come by their names. A file that
    no profile knows is named and passed over; a delivery that is refused does not stop the others.

    Exit code 0 if every row was accepted or known, 1 if rows were kept out, a delivery was refused or a file unknown.

    Example: jicha intake load-all town/deliveries --store audit-store --dated-folders
    """
    tongue = language_of(language)
    with progress_bar(say("intake.looked", tongue)) as advance:
        tree = facade.deliveries_under(folder, seen=lambda path, done, total: advance(path.name, done, total))
    for _, error in tree.unknown:
        complain(error)
    if together:
        tree = tree.together()
    kept_out = refused = rows = 0
    with progress_bar(say("intake.loaded", tongue)) as advance:
        for number, parcel in enumerate(tree.parcels, start=1):
            advance(f"{parcel.folder} {parcel.profile}", number, len(tree.parcels))
            try:
                report = facade.load_delivery(
                    store, parcel.files, profile=parcel.profile, received_at=_received(parcel, dated=dated)
                )
            except JichaError as error:
                complain(error)
                refused += 1
                continue
            kept_out += report.quarantined
            rows += sum(one.accepted for one in report.tables)
    deliveries = len(tree.parcels) - refused
    typer.echo(say("intake.all", tongue, deliveries=deliveries, rows=rows, kept_out=kept_out))
    if kept_out:
        typer.echo(say("intake.all_kept_out", tongue, store=store))
    if kept_out or refused or tree.unknown:
        raise typer.Exit(1)


def _received(parcel: facade.Parcel, *, dated: bool) -> datetime | None:
    at = parcel.received_at if dated else None
    return at.replace(tzinfo=UTC) if at else None
