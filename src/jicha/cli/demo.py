"""`jicha demo`: the main job from end to end."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typer

from jicha import facade
from jicha.cli.screen import INTAKE_SHARES, LANGUAGE, language_of, progress_bar, staged_progress
from jicha.demo import deliveries_of, shipped_truth
from jicha.press.intake import intake_lines
from jicha.press.say import Language
from jicha.press.terminal import print_summary

_REAL_DATA = Path("../shared/data")


def demo(
    data: Path | None = typer.Option(None, "--data", help="A folder with public data sets (steg/, lv_monitor/)."),
    store: Path | None = typer.Option(None, "--store", help="Keep the store there; a temporary one without it."),
    out: Path | None = typer.Option(None, "--out", help="Also write the lists of the run there."),
    language: str | None = LANGUAGE,
) -> None:
    """Bring deliveries in, audit them with every rule, and say what was found.

    Without --data it takes ../shared/data if that is there, else the small deliveries that ship with jicha, whose
    planted errors are known and held against what was found. Exit code 1 if one of them was missed.

    Example: jicha demo --out demo-report
    """
    tongue = language_of(language)
    real = data or (_REAL_DATA if _REAL_DATA.is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="jicha-demo-") as folder:
        missed = _show_shipped(store or Path(folder) / "shipped", out if real is None else None, tongue)
        if real is not None:
            _show_real(real, Path(folder) / "real", out, tongue)
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
