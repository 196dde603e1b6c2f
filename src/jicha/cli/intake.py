"""`jicha intake`: bring deliveries into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer
from rich.table import Column, Table
from rich.text import Text

from jicha import facade
from jicha.cli.intake_tree import load_all
from jicha.cli.screen import INTAKE_SHARES, LANGUAGE, complain, language_of, staged_progress
from jicha.press.intake import intake_lines, mended_lines, spoken_days, table_title
from jicha.press.intake_json import feeds_json, intake_json
from jicha.press.kept_out import print_kept_out, write_kept_out_json
from jicha.press.say import Language, say
from jicha.press.screen import open_screen
from jicha.terms.errors import Fault, JichaError, Refused, Words
from jicha.terms.one_line import one_line

app = typer.Typer(
    help="Bring deliveries into the store, by a mapping profile.\n\n"
    "Exit codes: 0 done; 1 something needs a person (rows kept out, a delivery refused); 2 the command cannot be "
    "carried out as it was given; 130 stopped with Ctrl-C, and nothing accepted unless it was committed already.",
    no_args_is_help=True,
)


@app.command("load")
def load(
    files: list[Path] = typer.Argument(help="The files of one delivery, or the folder they lie in.", exists=True),
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
    as_json: bool = typer.Option(False, "--json", help="Print JSON for other programs."),
    language: str | None = LANGUAGE,
) -> None:
    """Map, check and accept one delivery. Rows that do not fit are quarantined with place, reason and remedy.

    Exit code 0 if every row was accepted or known, 1 if some were kept out or the delivery was refused.

    Example: jicha intake load bills-2026-01.csv --store audit-store
    """
    tongue = language_of(language)
    with _refusals(), staged_progress(tongue, INTAKE_SHARES) as advance:
        report = facade.load_delivery(
            store, files, profile=profile, received_at=received_at, leave_out=leave_out, progress=advance
        )
    if as_json:
        typer.echo(intake_json(report))
    else:
        for line in intake_lines(report, tongue, store):
            typer.echo(one_line(line))
    if report.quarantined:
        raise typer.Exit(1)


app.command("load-all")(load_all)


@app.command("fix")
def fix(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    batch: str | None = typer.Option(None, "--batch", help="Only the rows of this batch."),
    profile: str | None = typer.Option(None, "--profile", help="The mended profile; the batch's own without it."),
    language: str | None = LANGUAGE,
) -> None:
    """Read quarantined rows again, after the profile was mended or what they waited for has come.

    What is still wrong stays quarantined under its old place; nothing is lost and nothing stands twice. Exit code 0 if
    every row was accepted, 1 if some are still kept out.

    Example: jicha intake fix --store audit-store --profile my-bills.yaml
    """
    tongue = language_of(language)
    with _refusals(), staged_progress(tongue, INTAKE_SHARES) as advance:
        mended = facade.mend(store, batch_id=batch, profile=profile, progress=advance)
    for line in mended_lines(mended, tongue):
        typer.echo(one_line(line))
    if any(one.report is None or one.report.quarantined for one in mended):
        raise typer.Exit(1)


@app.command("quarantine")
def quarantine(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    most: int = typer.Option(50, "--most", min=1, help="How many rows to show."),
    csv: Path | None = typer.Option(None, "--csv", help="Write all rows to this CSV file instead."),
    xlsx: Path | None = typer.Option(None, "--xlsx", help="Write all rows to this workbook instead."),
    as_json: bool = typer.Option(False, "--json", help="Print all rows as JSON for other programs."),
    language: str | None = LANGUAGE,
) -> None:
    """Show the rows that were kept out: where they stand, why, and what to do. Exit code 0, however many there are.

    Rows are as they were delivered, with names and addresses in full; files also hold each row as a whole.

    Example: jicha intake quarantine --store audit-store --xlsx kept-out.xlsx
    """
    tongue = language_of(language)
    rows = facade.kept_out(store)
    written = facade.write_kept_out(rows, tongue, csv=csv, xlsx=xlsx)
    if rows.num_rows and (written or as_json):
        typer.echo(say("kept_out.private", tongue), err=True)
    if as_json:
        write_kept_out_json(rows, sys.stdout)
    elif written:
        typer.echo(say("kept_out.heading", tongue, rows=rows.num_rows))
        for path in written:
            typer.echo(str(path))
    else:
        print_kept_out(rows, most, tongue)


@app.command("feeds")
def feeds(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    as_json: bool = typer.Option(False, "--json", help="Print JSON for other programs."),
    language: str | None = LANGUAGE,
) -> None:
    """Show how far each kind of record is complete, by unit. Silence beyond that is never taken for health.

    Example: jicha intake feeds --store audit-store
    """
    tongue = language_of(language)
    found = facade.feeds(store)
    if as_json:
        typer.echo(feeds_json(found))
        return
    if not found:
        typer.echo(say("intake.no_feeds", tongue))
        return
    rows = []
    for one in found:
        days = spoken_days(one["record"], one["org_id"], [one["complete_from"], one["complete_to"]])
        rows.append([table_title(one["record"], tongue), one["unit_name"], *days])
    _print_table(("record", "unit_name", "complete_from", "complete_to"), rows, tongue)


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
def list_profiles(language: str | None = LANGUAGE) -> None:
    """List the mapping profiles that come with jicha, and what each is for.

    Example: jicha intake profiles
    """
    tongue = language_of(language)
    rows = [
        [one.name, say(f"intake.confidence.{one.confidence}", tongue),
         one.description_zh if tongue is Language.ZH else one.description]
        for one in facade.shipped_profiles()
    ]  # fmt: skip
    _print_table(("profile", "known_from", "reads"), rows, tongue)


@app.command("template")
def template(
    table: str | None = typer.Argument(
        None, help="The table, by its name or its Chinese title; all are listed without it."
    ),
    out: Path | None = typer.Option(
        None, "--out", help="Write it to this .xlsx or .csv, which must not be there yet; CSV on the screen without it."
    ),
    language: str | None = LANGUAGE,
) -> None:
    """Write the template of a ledger: an empty file to fill in, which `jicha intake load` then knows by its words.

    Every table that no export brings has one. Its header words and explanations are in the language of the command.

    Example: jicha intake template preference --out preference.xlsx --language zh
    """
    tongue = language_of(language)
    if table is None:
        listed = [[name, zh if tongue is Language.ZH else en] for name, en, zh in facade.ledger_templates()]
        _print_table(("table", "ledger"), listed, tongue)
        return
    made = facade.ledger_template(table, tongue)
    if out is None:
        typer.echo(made.csv(), nl=False)
        return
    if out.exists():
        message = Words("it is there already", "文件已存在")
        raise JichaError(Fault.of(message, Words("Give another path.", "请换一个文件名，不会覆盖已有文件。"), str(out)))
    facade.try_outputs(file=out)
    made.write(out)
    typer.echo(str(out))


@contextmanager
def _refusals() -> Iterator[None]:
    """A delivery that is refused needs a person, as one with rows kept out does: exit code 1."""
    try:
        yield
    except Refused as error:
        complain(error)
        raise typer.Exit(1) from error


def _print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], language: Language) -> None:
    """Print columns of which none is cut; a pipe gets every row on one line."""
    table = Table(*(Column(say(f"intake.head.{one}", language), overflow="fold") for one in heads), box=None)
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    open_screen().print(table)
