"""The main job on a simulated town: built, loaded month by month, audited, and held against what is known of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import typer

from jicha import facade
from jicha.cli.screen import progress_bar
from jicha.press.read_back.findings import read_findings
from jicha.press.say import Language, say
from jicha.press.score import print_score
from jicha.press.terminal import print_summary
from jicha.tariffs.settle import Confirmation, RegionOfUnit
from jicha.twin.books.files import PROVINCE
from jicha.twin.build import PRICES_SINCE, build
from jicha.twin.prices.book import REGION
from jicha.twin.prices.written import BOOK, READINGS
from jicha.twin.scenario import scenario
from jicha.twin.scorer.score import score_against

_SCENARIO, _SEED = "town", 1
_FIRST, _LAST = date(2025, 1, 1), date(2025, 12, 31)
_SOURCE = "sg"


@dataclass(frozen=True, slots=True)
class Town:
    """Where a town lies: what was built, the store, and the lists of the run."""

    built: Path
    store: Path
    lists: Path


def show_town(town: Town, tongue: Language, *, customers: int, processes: int) -> None:
    """Build a town, load it, audit its year, and print what was found beside what is true."""
    told = scenario(_SCENARIO)
    what = told.description_zh if tongue is Language.ZH else told.description
    typer.echo(say("demo.town", tongue, what=what, customers=customers, first=_FIRST, last=_LAST, seed=_SEED))
    with progress_bar(say("twin.progress", tongue)) as advance:
        built = build(
            told, town.built, customers=customers, first=_FIRST, last=_LAST, seed=_SEED, processes=processes,
            progress=lambda done, total: advance(f"{done}/{total}", done, total),
        )  # fmt: skip
    typer.echo(
        say(
            "twin.built", tongue, customers=built.customers, areas=built.areas, stations=built.stations,
            files=built.files, plantings=built.plantings, errors=built.errors,
        )
    )  # fmt: skip
    _load(town, tongue)
    _settle_prices(town, tongue)
    with progress_bar("audit") as advance:
        view = facade.audit_store(
            town.store, start=_FIRST, end=_LAST + timedelta(1), today=_LAST + timedelta(31), progress=advance
        )
    print_summary(view.run, view.background, tongue)
    facade.write_reports(view, town.lists, tongue)
    print_score(score_against(read_findings(town.lists, None), town.built / "truth"), tongue)


def _load(town: Town, tongue: Language) -> None:
    tree = facade.deliveries_under(town.built / "deliveries")
    accepted = kept_out = 0
    with progress_bar(say("intake.loaded", tongue)) as advance:
        for number, parcel in enumerate(tree.parcels, start=1):
            advance(f"{parcel.folder} {parcel.profile}", number, len(tree.parcels))
            at = parcel.received_at
            report = facade.load_delivery(
                town.store, parcel.files, profile=parcel.profile, received_at=at.replace(tzinfo=UTC) if at else None
            )
            accepted += sum(one.accepted for one in report.tables)
            kept_out += report.quarantined
    typer.echo(say("intake.all", tongue, deliveries=len(tree.parcels), rows=accepted, kept_out=kept_out))


def _settle_prices(town: Town, tongue: Language) -> None:
    """Load the province's book, let it hold, and keep the readings that its people confirmed."""
    folder = town.built / "prices"
    facade.load_tariffs(town.store, str(folder / BOOK), received_at=_now())
    use = RegionOfUnit(f"{_SOURCE}:{PROVINCE}", REGION, PRICES_SINCE)
    facade.use_tariffs(town.store, use, received_at=_now())
    with (folder / READINGS).open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    for row in rows:
        confirmation = Confirmation(
            row["convention"], row["choice"], row["region"], date.fromisoformat(row["valid_from"]),
            row["confirmed_by"], date.fromisoformat(row["confirmed_on"]),
        )  # fmt: skip
        facade.confirm_reading(town.store, confirmation, received_at=_now())
    typer.echo(say("demo.prices", tongue, book=BOOK, readings=len(rows), by=rows[0]["confirmed_by"]))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
