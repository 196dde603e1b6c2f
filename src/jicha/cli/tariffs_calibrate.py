"""`jicha tariffs calibrate`: which readings of the rules the utility's own bills show. It confirms nothing."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import typer

from jicha import facade
from jicha.audit.calibrate.calibrate import SAMPLE
from jicha.cli.screen import LANGUAGE, language_of, progress_bar
from jicha.press.say import say
from jicha.press.tariffs.calibration import print_calibration
from jicha.press.tariffs.calibration_json import calibration_record
from jicha.press.tariffs.unexplained import write_unexplained

_DAYS = ["%Y-%m-%d"]


def calibrate(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    start: datetime | None = typer.Option(
        None, "--from", help="Bills of months that begin on this day or later; all without it.", formats=_DAYS
    ),
    end: datetime | None = typer.Option(
        None, "--to", help="Bills of months that begin before this day.", formats=_DAYS
    ),
    as_of: datetime | None = typer.Option(None, "--as-of", help="With the data as it stood then (UTC)."),
    sample: int = typer.Option(
        SAMPLE,
        "--sample",
        min=0,
        help="Of more bills of a region than this a sample is tried, always the same; 0: all.",
    ),
    csv: Path | None = typer.Option(None, "--csv", help="List the bills that are not explained in this file."),
    xlsx: Path | None = typer.Option(None, "--xlsx", help="The same list as a workbook."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON for other programs."),
    language: str | None = LANGUAGE,
) -> None:
    """Say which readings of the rules reproduce the utility's own bills to the fen, and which bills none explains.

    For each rule that regions read in several ways: how many bills tell, how many each reading explains, or that the
    bills do not tell. Nothing is confirmed: the commands that a named person would run are printed.

    Example: jicha tariffs calibrate --store audit-store --csv unexplained.csv
    """
    tongue = language_of(language)
    for file in (csv, xlsx):
        facade.try_outputs(file=file)
    with progress_bar(say("calibrate.stage", tongue)) as advance:
        found = facade.calibrate_tariffs(
            store,
            start=start.date() if start else None,
            end=end.date() if end else None,
            as_of=as_of,
            sample=sample,
            progress=advance,
        )
    written = write_unexplained(found, tongue, csv=csv, xlsx=xlsx)
    if as_json:
        typer.echo(json.dumps(calibration_record(found, store), ensure_ascii=False, indent=2))
        return
    print_calibration(found, store, tongue)
    for path in written:
        typer.echo(str(path))
