"""What is written under ``truth/`` of a station; the tables are those of ``known``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from jicha.twin.area_year import KWH
from jicha.twin.known import AREA_DAYS, LEDGER, LIVES, PLACES, PLANTINGS
from jicha.twin.ledger import STAGES, ledger_rows
from jicha.twin.station_run import Run
from jicha.twin.tap import STEPS_OF_A_DAY, tap_of
from jicha.twin.world import World

_ZERO = Decimal(0)
_PHASES = "ABC"
# What a planting takes: all stages but the errors of class and bill, which are nobody's doing.
_ITS_STAGES = tuple(one for one in STAGES if one not in ("class", "bill"))


def truth_of(world: World, run: Run) -> dict[str, pa.Table]:
    """The tables of a station by name, those that it has something of."""
    ledger = list(ledger_rows(run.books, run.seen))
    return {
        "ledger": pa.Table.from_pylist(ledger, schema=LEDGER),
        "plantings": pa.Table.from_pylist(list(_plantings(world, run, ledger)), schema=PLANTINGS),
        "lives": pa.Table.from_pylist(list(_lives(run)), schema=LIVES),
        "area_days": pa.Table.from_pylist(list(_area_days(world, run)), schema=AREA_DAYS),
        "places": pa.Table.from_pylist(list(_places(run)), schema=PLACES),
    }


def _plantings(world: World, run: Run, ledger: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    kwh: dict[str, Decimal] = {}
    money: dict[str, Decimal] = {}
    for row in ledger:
        point = row["point_id"]
        kwh[point] = kwh.get(point, _ZERO) + sum((row[f"{one}_kwh"] for one in _ITS_STAGES), _ZERO)
        money[point] = money.get(point, _ZERO) + sum((row[f"{one}_money"] for one in _ITS_STAGES), _ZERO)
    for seen in run.seen:
        for one in seen.chosen:
            of_area = seen.account is None
            yield {
                "planting_id": one.number,
                "kind": one.kind.code,
                "is_theft": one.kind.is_theft,
                "subject_kind": "area" if of_area else "point",
                "customer_id": seen.account.number if seen.account else None,
                "point_id": seen.place.number,
                "area_id": seen.area or None,
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
                "strength": one.planting.strength,
                "lost_kwh": _ZERO if of_area else kwh.get(seen.place.number, _ZERO),
                "lost_money": _ZERO if of_area else money.get(seen.place.number, _ZERO),
            }
    for area in run.areas:
        for one in area.chosen:
            if one.planting.effect.on_line:
                steps = world.days * STEPS_OF_A_DAY
                tap = tap_of(world.seed, area.area.number, area.year.street, one.planting, steps, live=area.live)
                yield {
                    "planting_id": one.number,
                    "kind": one.kind.code,
                    "is_theft": one.kind.is_theft,
                    "subject_kind": "area",
                    "customer_id": None,
                    "point_id": None,
                    "area_id": area.area.number,
                    "starts_on": one.starts_on,
                    "ends_on": one.ends_on,
                    "strength": one.planting.strength,
                    "lost_kwh": _micro(tap.watts.sum() * KWH),
                    "lost_money": None,
                }


def _lives(run: Run) -> Iterable[dict[str, Any]]:
    """Who leads which honest life; where load went to another account, it changed the life of both.

    An outage is one of the whole area.
    """
    for outage in run.outages:
        yield {
            "life": "area_outage",
            "customer_id": None,
            "point_id": None,
            "area_id": outage.area,
            "starts_on": outage.day,
            "ends_on": outage.day + timedelta(1),
        }
    area_of = {one.place.number: one.area for one in run.seen}
    for one in run.led:
        for account in (one.account, one.to):
            if account is not None:
                point = account.places[0].number
                yield {
                    "life": one.life.code,
                    "customer_id": account.number,
                    "point_id": point,
                    "area_id": area_of.get(point) or None,
                    "starts_on": one.starts_on,
                    "ends_on": one.ends_on,
                }


def _area_days(world: World, run: Run) -> Iterable[dict[str, Any]]:
    curve_days = min(world.scenario.curve_days, world.days)
    days = [world.first.fromordinal(world.first.toordinal() + one) for one in range(world.days)]
    for area in run.areas:
        supply = area.year.supply
        into, taken, lost = (
            supply.daily_kwh(one) for one in (supply.active_w.sum(axis=1), supply.unmetered_w, supply.loss_w)
        )
        generated, net_fed_in = area.year.generated_kwh(), area.year.fed_in_kwh()
        used = sum(one.chain_kwh[0].sum(axis=1) for one in area.year.places) - net_fed_in + generated
        for place, day in enumerate(days):
            yield {
                "area_id": area.area.number,
                "day": day,
                "supply_kwh": _micro(into[place]),
                "used_kwh": _micro(used[place]),
                "unmetered_kwh": _micro(taken[place]),
                "generated_kwh": _micro(generated[place]),
                "loss_kwh": _micro(lost[place]),
                "by_flow": place >= world.days - curve_days,
            }


def _places(run: Run) -> Iterable[dict[str, Any]]:
    for one in run.seen:
        if one.account is not None:
            yield {
                "point_id": one.place.number,
                "area_id": one.area or None,
                "recorded_area_id": one.recorded_area or None,
                "phases": "".join(_PHASES[phase] for phase in one.phases),
                "box_id": f"{one.area}X{one.box + 1:02d}" if one.area else None,
            }


def _micro(kwh: float) -> Decimal:
    return Decimal(round(float(kwh) * 1_000_000)) / 1_000_000
