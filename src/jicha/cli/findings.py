"""`jicha findings`: the complete lists of a run, as files."""

from __future__ import annotations

from pathlib import Path

import typer

from jicha import facade
from jicha.cli.screen import LANGUAGE, language_of
from jicha.press.terminal import print_summary


def export(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    run: str | None = typer.Option(None, "--run", help="A run by its id; the last one without it."),
    out: Path | None = typer.Option(None, "--out", help="A folder for report.html, findings.xlsx, .csv and .json."),
    language: str | None = LANGUAGE,
) -> None:
    """Show a run again, or write its complete lists.

    Example: jicha findings --store audit-store --out january
    """
    tongue = language_of(language)
    view = facade.view_run(store, run)
    if out is None:
        print_summary(view.run, view.background, tongue)
        return
    for path in facade.write_reports(view, out, tongue):
        typer.echo(str(path))
