"""`jicha intake`: bring deliveries into the store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from jicha import facade
from jicha.cli.screen import INTAKE_SHARES, LANGUAGE, language_of, staged_progress
from jicha.press.intake import intake_lines, mended_lines
from jicha.press.say import Language, say
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
    language: str | None = LANGUAGE,
) -> None:
    """Map, check and accept one delivery. Rows that do not fit are quarantined with place, reason and remedy.

    Example: jicha intake load bills-2026-01.csv --store audit-store
    """
    tongue = language_of(language)
    with staged_progress(tongue, INTAKE_SHARES) as advance:
        report = facade.load_delivery(
            store, files, profile=profile, received_at=received_at, leave_out=leave_out, progress=advance
        )
    for line in intake_lines(report, tongue, store):
        typer.echo(one_line(line))


@app.command("fix")
def fix(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    batch: str | None = typer.Option(None, "--batch", help="Only the rows of this batch."),
    profile: str | None = typer.Option(None, "--profile", help="The mended profile; the batch's own without it."),
    language: str | None = LANGUAGE,
) -> None:
    """Read quarantined rows again, after the profile was mended or what they waited for has come.

    What is still wrong stays quarantined under its old place; nothing is lost and nothing stands twice.

    Example: jicha intake fix --store audit-store --profile my-bills.yaml
    """
    tongue = language_of(language)
    with staged_progress(tongue, INTAKE_SHARES) as advance:
        mended = facade.mend(store, batch_id=batch, profile=profile, progress=advance)
    for line in mended_lines(mended, tongue):
        typer.echo(line)
    if any(one.report is None or one.report.quarantined for one in mended):
        raise typer.Exit(1)


@app.command("quarantine")
def quarantine(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    most: int = typer.Option(50, "--most", help="How many rows to show."),
    language: str | None = LANGUAGE,
) -> None:
    """Show the rows that were kept out: where they stand, why, and what to do.

    Example: jicha intake quarantine --store audit-store
    """
    tongue = language_of(language)
    rows = facade.kept_out(store)
    if not rows:
        typer.echo(say("intake.nothing_kept_out", tongue))
        return
    heads = ("file", "sheet", "where", "source_column", "value", "why", "remedy")
    table = Table(*(say(f"intake.head.{one}", tongue) for one in heads), box=None)
    for one in rows[:most]:
        why, remedy = ("meaning_zh", "remedy_zh") if tongue is Language.ZH else ("meaning", "remedy")
        cells = [one[name] for name in ("file", "sheet", "line", "column_name", "raw_value", why, remedy)]
        table.add_row(*(one_line(str(cell)) if cell is not None else "" for cell in cells))
    Console().print(table)
    if len(rows) > most:
        typer.echo(say("intake.aside.more", tongue, rows=len(rows) - most))


@app.command("feeds")
def feeds(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    language: str | None = LANGUAGE,
) -> None:
    """Show how far each kind of record is complete, by unit. Silence beyond that is never taken for health.

    Example: jicha intake feeds --store audit-store
    """
    tongue = language_of(language)
    heads = ("record", "unit_name", "complete_from", "complete_to")
    table = Table(*(say(f"intake.head.{one}", tongue) for one in heads), box=None)
    for one in facade.feeds(store):
        table.add_row(*(one_line(str(one[head])) for head in heads))
    Console().print(table)


@app.command("profile")
def profile(
    files: list[Path] = typer.Argument(help="Files of one export.", exists=True, dir_okay=False),
    name: str = typer.Option("", "--name", help="What the profile is called; from the file's name without it."),
    source: str = typer.Option("", "--source", help="The source whose name leads its identifiers."),
    table: str = typer.Option("", "--table", help="The canonical table, where you know it; else found by the words."),
    out: Path | None = typer.Option(None, "--out", help="Write it to this file, which must not be there yet."),
    language: str | None = LANGUAGE,
) -> None:
    """Propose a mapping profile for an export: what each column may be, and what a person must look at.

    Example: jicha intake profile export.xls --name county_bills --source sg --out county_bills.yaml
    """
    tongue = language_of(language)
    proposal = facade.propose_profile(files, name=name, source=source, table=table)
    text = proposal.text(tongue)
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
        typer.echo(f"? {doubt.said(tongue)}", err=True)


@app.command("profiles")
def profiles() -> None:
    """List the mapping profiles that come with jicha, and what each is for.

    Example: jicha intake profiles
    """
    table = Table("profile", "confidence", "what it reads", box=None)
    for one in facade.shipped_profiles():
        table.add_row(one.name, one.confidence, one.description)
    Console().print(table)
