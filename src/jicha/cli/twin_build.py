"""`jicha twin build`: a whole utility out of a seed, with what is true of it kept apart."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import typer

from jicha.cli.screen import LANGUAGE, language_of, progress_bar
from jicha.press.say import say
from jicha.twin.build import build as build_utility
from jicha.twin.scenario import scenario, shipped_scenarios

_DAYS = ["%Y-%m-%d"]


def build(
    out: Path = typer.Option(..., "--out", help="A new folder for what is built.", show_default=False),
    start: datetime = typer.Option(..., "--from", help="First day.", formats=_DAYS, show_default=False),
    end: datetime = typer.Option(..., "--to", help="Last day.", formats=_DAYS, show_default=False),
    customers: int | None = typer.Option(None, "--customers", min=1, help="How many; the scenario's without it."),
    seed: int = typer.Option(1, "--seed", help="Another seed is another utility; the same is the same to the byte."),
    scenario_name: str = typer.Option(
        "town", "--scenario", help=f"A YAML file, or one that ships: {', '.join(shipped_scenarios())}."
    ),
    processes: int | None = typer.Option(None, "--processes", min=1, help="All of the machine without it."),
    language: str | None = LANGUAGE,
) -> None:
    """Build a utility: deliveries as it would hand them over, its prices, and apart from them the truth.

    Each month has a folder: files of the marketing system in GB18030, XLSX and HTML tables, registers and curves as
    Parquet, ledgers. The scenario says how many steal, what is broken, which errors are planted, how untidy files are.

    Examples:

    jicha twin build --customers 1000 --from 2025-01-01 --to 2025-12-31 --out town

    jicha twin build --scenario hard --customers 5000 --from 2025-06-01 --to 2025-08-31 --seed 7 --out hard
    """
    tongue = language_of(language)
    with progress_bar(say("twin.progress", tongue)) as advance:
        built = build_utility(
            scenario(scenario_name),
            out,
            customers=customers,
            first=start.date(),
            last=end.date(),
            seed=seed,
            processes=processes or os.cpu_count() or 1,
            progress=lambda done, total: advance(f"{done}/{total}", done, total),
        )
    typer.echo(
        say(
            "twin.built", tongue, customers=built.customers, areas=built.areas, stations=built.stations,
            files=built.files, plantings=built.plantings, errors=built.errors,
        )
    )  # fmt: skip
    typer.echo(say("twin.deliveries", tongue, path=out / "deliveries"))
    typer.echo(say("twin.prices", tongue, path=out / "prices"))
    typer.echo(say("twin.truth", tongue, path=out / "truth"))
