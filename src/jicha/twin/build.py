"""Builds a utility: every station by itself, in as many processes as are wanted, and the truth of all beside them.

A station's deliveries are files of its own, written by whoever builds it; its truth is handed back and joined in the
order of stations. So the same seed gives the same bytes, whatever the number of processes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jicha.terms.errors import JichaError
from jicha.twin.acquired import curves, daily_registers, events
from jicha.twin.area_losses import area_loss_days
from jicha.twin.books.inspections import inspected_days
from jicha.twin.committed import error_rows
from jicha.twin.deliver.deliver import deliver
from jicha.twin.deliver.quality import Quality
from jicha.twin.every_error import all_errors
from jicha.twin.known import TABLES
from jicha.twin.prices.book import REGION, SETTLED, province_book
from jicha.twin.prices.written import write_prices
from jicha.twin.scenario import Scenario
from jicha.twin.station_run import Run, run_station
from jicha.twin.truth_rows import truth_of
from jicha.twin.whose import whose
from jicha.twin.world import World

TRUTH_VERSION = 1
PRICES_SINCE = date(2012, 1, 1)
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
_BILLS_COME_WITHIN = timedelta(days=10)  # of the window's end


class CannotBuild(JichaError):
    """A utility that cannot be built as asked."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: counts, and where it lies."""

    out: Path
    stations: int
    areas: int
    customers: int
    plantings: int
    errors: int
    files: int


Progress = Callable[[int, int], None]


def build(
    scenario: Scenario,
    out: Path,
    *,
    customers: int | None = None,
    first: date,
    last: date,
    seed: int = 1,
    processes: int = 1,
    progress: Progress | None = None,
) -> Built:
    """Build a utility over the days [``first``, ``last``] into ``out``: ``deliveries/``, ``prices/``, ``truth/``.

    ``progress`` is told stations done and in all. Raises CannotBuild, BadScenario, DaysUnknown, NoFlow, TooLarge.
    """
    world = World(seed, scenario, scenario.customers if customers is None else customers, first, last)
    _check(world, out)
    (out / "deliveries").mkdir(parents=True)
    parts: list[dict[str, pa.Table]] = []
    for done, part in enumerate(_stations(world, out, processes), start=1):
        parts.append(part)
        if progress:
            progress(done, world.stations)
    truth = {
        name: pa.concat_tables([part[name] for part in parts if name in part] or [schema.empty_table()])
        for name, schema in TABLES.items()
    }
    _write_truth(world, out / "truth", truth)
    write_prices(out / "prices", province_book(seed, last), SETTLED, region=REGION, since=PRICES_SINCE)
    errors = truth["errors"]
    return Built(
        out,
        world.stations,
        len(world.ends),
        world.customers,
        len(truth["plantings"]),
        sum(one == "find" for one in errors["expect"].to_pylist()),
        sum(1 for one in (out / "deliveries").rglob("*") if one.is_file()),
    )


def station_built(world: World, number: int, out: Path) -> dict[str, pa.Table]:
    """Build one station, write its deliveries, and return its truth."""
    run = run_station(world, number, inspected=inspected_days(world, world.station(number)))
    errors = error_rows(world, run)
    truth = truth_of(world, run)
    damaged = _hand_over(world, run, out / "deliveries")
    area_of = {one.account.number: one.area for one in run.seen if one.account is not None and one.area}
    return {**truth, "errors": errors, "damaged": damaged, "subjects": whose(run.books.records, area_of)}


def _hand_over(world: World, run: Run, out: Path) -> pa.Table:
    records = run.books.records
    run.books.close()
    records.add("register_daily", daily_registers(world, run.seen))
    records.add("area_loss_daily", area_loss_days(world, run.seen))
    if world.scenario.curve_days:
        records.add("curve", curves(world, run.seen))
    for known_on, row in events(world, run.seen):
        records.put("event", known_on, **row)
    told = world.scenario.files
    quality = Quality(float(told.late), float(told.doubled), float(told.corrected), float(told.malformed))
    last = world.last + _BILLS_COME_WITHIN
    return deliver(records, run.station.name, world.first, last, quality, out, seed=world.seed)


def _stations(world: World, out: Path, processes: int) -> Iterator[dict[str, pa.Table]]:
    """The truth of each station in order. Also one process alone is one of its own: all are made alike."""
    numbers = range(world.stations)
    with _one_thread_each(), ProcessPoolExecutor(min(processes, world.stations), get_context("spawn")) as pool:
        yield from pool.map(station_built, [world] * len(numbers), numbers, [out] * len(numbers))


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes that are begun inside do their linear algebra in one thread: theirs would get into each other's way."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _write_truth(world: World, folder: Path, truth: dict[str, pa.Table]) -> None:
    folder.mkdir(parents=True)
    for name, rows in truth.items():
        pq.write_table(rows, folder / f"{name}.parquet", compression="zstd")
    told = {
        "version": TRUTH_VERSION,
        "seed": world.seed,
        "scenario": world.scenario.name,
        "customers": world.customers,
        "from": world.first.isoformat(),
        "to": (world.last + timedelta(1)).isoformat(),  # the first day after, as everywhere under truth
    }
    (folder / "build.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _check(world: World, out: Path) -> None:
    if world.customers < 1:
        raise CannotBuild(
            f"{world.customers} customers are asked for", "Ask for at least one.",
            message_zh=f"客户数为 {world.customers}", remedy_zh="请至少给出一户。",
        )  # fmt: skip
    if world.days < 1:
        raise CannotBuild(
            f"{world.first} to {world.last} has no day", "Let --to lie on or after --from.",
            message_zh=f"{world.first} 至 {world.last} 没有任何一天", remedy_zh="--to 应不早于 --from。",
        )  # fmt: skip
    for name in (*world.scenario.errors.only, *world.scenario.errors.leave_out):
        if name not in all_errors():
            near = ", ".join(get_close_matches(name, all_errors(), 1) or sorted(all_errors()))
            raise CannotBuild(
                f"scenario {world.scenario.name}: there is no error {name}", f"Known or meant: {near}.",
                message_zh=f"场景 {world.scenario.name}：没有差错类型 {name}", remedy_zh=f"可用或相近的类型：{near}。",
            )  # fmt: skip
    if out.exists() and any(out.iterdir()):
        raise CannotBuild(
            f"{out} is not empty", "Name a new folder, or empty it.",
            message_zh=f"{out} 不是空文件夹", remedy_zh="请指定新文件夹，或先清空。",
        )  # fmt: skip
