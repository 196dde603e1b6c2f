"""`jicha audit`: one run over one window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import typer

from jicha import facade
from jicha.cli.screen import LANGUAGE, language_of, progress_bar
from jicha.press.terminal import print_summary


def run(
    store: Path = typer.Option(..., "--store", help="The folder of the store.", exists=True, file_okay=False),
    start: datetime | None = typer.Option(None, "--from", formats=["%Y-%m-%d"], help="First day; all data without it."),
    end: datetime | None = typer.Option(
        None, "--to", formats=["%Y-%m-%d"], help="Day after the last; all data without it."
    ),
    today: datetime | None = typer.Option(
        None, formats=["%Y-%m-%d"], help="The day on which is judged; the end without it."
    ),
    rules: list[str] | None = typer.Option(None, "--rule", help="Only this rule; may be given again."),
    as_of: datetime | None = typer.Option(None, "--as-of", help="Judge by what had been received by then (UTC)."),
    pages: Path | None = typer.Option(None, "--pages", help="A folder of your own pages.", exists=True),
    out: Path | None = typer.Option(None, "--out", help="Also write report.html, findings.xlsx, .csv and .json there."),
    language: str | None = LANGUAGE,
) -> None:
    """Audit the store: run all rules over a window, compare with the run before, and say what was found.

    Example: jicha audit --store audit-store --from 2026-01-01 --to 2026-02-01 --out january
    """
    tongue = language_of(language)
    facade.try_outputs(folder=out)
    with progress_bar("audit") as advance:
        view = facade.audit_store(
            store,
            start=start.date() if start else None,
            end=end.date() if end else None,
            today=today.date() if today else None,
            codes=rules or (),
            as_of=as_of,
            pages=pages,
            progress=advance,
        )
    # The files come first: they must be there even if whoever reads the summary goes away half-way (`| head`).
    written = facade.write_reports(view, out, tongue) if out else ()
    print_summary(view.run, view.background, tongue)
    for path in written:
        typer.echo(str(path))
