"""`jicha demo`: the main job from end to end."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import typer

from jicha import facade
from jicha.cli.demo_town import Town, show_town
from jicha.cli.screen import INTAKE_SHARES, LANGUAGE, language_of, progress_bar, staged_progress
from jicha.demo import deliveries_of, shipped_truth
from jicha.press.intake import intake_lines
from jicha.press.say import Language
from jicha.press.terminal import print_summary

_REAL_DATA = Path("../shared/data")


def demo(
    customers: int = typer.Option(300, "--customers", min=50, help="Customers of the simulated town."),
    small: bool = typer.Option(False, "--small", help="Instead of the town the few deliveries that ship with jicha."),
    data: Path | None = typer.Option(None, "--data", help="A folder with public data sets (steg/, lv_monitor/)."),
    store: Path | None = typer.Option(None, "--store", help="Keep the store there; a temporary one without it."),
    out: Path | None = typer.Option(None, "--out", help="Also write the lists of the run there."),
    language: str | None = LANGUAGE,
) -> None:
    """Build a town whose truth is known, bring its deliveries in, audit them, and score what was found.

    Real records follow where they are at hand: those of --data, or of ../shared/data. With --small the small deliveries
    that ship with jicha take the town's place; exit code 1 if one of their planted errors was missed.

    Examples:

    jicha demo --customers 1000 --out demo-report

    jicha demo --small
    """
    tongue = language_of(language)
    real = data or (_REAL_DATA if _REAL_DATA.is_dir() else None)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="jicha-demo-") as kept:
        folder = Path(kept)
        if small:
            missed = _show_shipped(store or folder / "shipped", out, tongue)
        else:
            town = Town(folder / "built", store or folder / "town", out or folder / "lists")
            show_town(town, tongue, customers=customers, processes=os.cpu_count() or 1)
        if real is not None:
            _show_real(real, folder / "real", None, tongue)
    if missed:
        raise typer.Exit(1)


def _bring_in(root: Path, data: Path | None, tongue: Language) -> None:
    for paths in deliveries_of(data):
        with staged_progress(tongue, INTAKE_SHARES) as advance:
            report = facade.load_delivery(root, paths, progress=advance)
        for line in intake_lines(report, tongue, root):
            typer.echo(line)


def _show_real(data: Path, root: Path, out: Path | None, tongue: Language) -> None:
    typer.echo(f"\nreal records from {data}")
    _bring_in(root, data, tongue)
    with progress_bar("audit") as advance:
        view = facade.audit_store(root, progress=advance)
    print_summary(view.run, view.background, tongue)
    if out:
        facade.write_reports(view, out, tongue)


def _show_shipped(root: Path, out: Path | None, tongue: Language) -> int:
    typer.echo("the small deliveries that ship with jicha")
    _bring_in(root, None, tongue)
    with progress_bar("audit") as advance:
        view = facade.audit_store(root, progress=advance)
    print_summary(view.run, view.background, tongue)
    if out:
        facade.write_reports(view, out, tongue)
    found = facade.found_by_customer(root, view)
    truth = {(one.code, one.customer_id, one.month) for one in shipped_truth()}
    missed, more = truth - found, found - truth
    typer.echo(f"\nplanted {len(truth)}, found of them {len(truth - missed)}, found besides {len(more)}")
    for code, customer, month in sorted(missed):
        typer.echo(f"  MISSED {code} {customer} {month}", err=True)
    for code, customer, month in sorted(more):
        typer.echo(f"  besides: {code} {customer} {month}")
    return len(missed)
