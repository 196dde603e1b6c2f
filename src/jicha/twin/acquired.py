"""What the acquisition system has of a station: daily registers, curves, events, as far as readings got through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.schema import table
from jicha.twin.account import ELEMENTS
from jicha.twin.columns import days, decimals, lists, repeated
from jicha.twin.meter import Series
from jicha.twin.rates import RATES
from jicha.twin.records import KNOWN_ON
from jicha.twin.seen import Seen
from jicha.twin.streams import Stream
from jicha.twin.world import World

Ints = NDArray[np.int64]
_MOST_DAYS_LATE = 20
_SLOTS = 96
_ELEMENT_PHASES = {1: ("a",), 2: ("a", "c"), 3: ("a", "b", "c")}
_LOCAL = timedelta(hours=8)


def daily_registers(world: World, seen: Sequence[Seen]) -> pa.Table:
    """Rows of ``register_daily`` with the day on which each came: lost ones without a value, late ones later.

    A reading is frozen when its day begins; the last one closes the last day of the window.
    """
    points, registers, shown, lost, late, day = [], [], [], [], [], []
    count = world.days + 1
    for place, one in enumerate(seen):
        begin = 0 if one.account is None else max((one.account.opened - world.first).days, 0)
        gone, behind = _through(world, one, count)
        for register, dial in _dials(one):
            points.append(np.full(count - begin, place))
            registers.append(np.full(count - begin, register))
            shown.append(dial[begin:])
            lost.append(gone[begin:])
            late.append(behind[begin:])
            day.append(np.arange(begin, count))
    days_of_rows = np.concatenate(day)
    missing = np.concatenate(lost)
    kind = table("register_daily").by_name["reading"].type.arrow
    return pa.table(
        {
            "point_id": repeated([one.place.number for one in seen], np.concatenate(points)),
            "register": repeated(_REGISTERS, np.concatenate(registers)),
            "installation_id": repeated([one.mounted.asset for one in seen], np.concatenate(points)),
            "day": days(world.first, days_of_rows),
            "reading": decimals(np.concatenate(shown) * 10 ** (kind.scale - 2), kind, missing),
            "success": pa.array(~missing),
            "missing_reason": repeated(("none", "failed"), missing.astype(np.int64)),
            KNOWN_ON: days(world.first, days_of_rows + np.concatenate(late)),
        }
    )


_REGISTERS = ("active_total", *(f"active_{one}" for one in RATES), "reactive_total", "reverse_active_total")


def _dials(one: Seen) -> Iterator[tuple[int, Ints]]:
    """The number of each register that a point has, and what it shows when each day begins, (days + 1,)."""
    shown = np.concatenate([one.dials.before[np.newaxis], one.dials.active])
    yield 0, shown[:, 0]
    if one.dials.by_hours:
        for rate in one.dials.used_rates:
            yield 1 + rate, shown[:, 1 + rate]
    if ELEMENTS[one.place.wiring] > 1 and one.account is not None:
        yield 1 + len(RATES), np.concatenate([[0], one.dials.reactive])
    if one.reverse is not None:
        yield 2 + len(RATES), np.concatenate([[0], one.reverse])


def _through(world: World, one: Seen, count: int) -> tuple[NDArray[np.bool_], Ints]:
    """Days on which no reading came, and by how many days the others were late."""
    told = world.scenario.acquisition
    drawn = Stream(world.seed, one.place.number, "reading").uniform(3 * count).reshape(3, count)
    lost = drawn[0] < float(told.lost)
    late = np.where(drawn[1] < float(told.late), 1 + (drawn[2] * _MOST_DAYS_LATE).astype(np.int64), 0)
    for each in one.chosen:
        delivery = each.planting.effect.delivery
        if delivery:
            place = np.arange(count)
            there = (place >= (each.starts_on - world.first).days) & (place < (each.ends_on - world.first).days)
            lost |= there & (Stream(world.seed, one.place.number, "lost").uniform(count) < delivery.lost)
            late = np.where(there, np.maximum(late, delivery.delay_days), late)
    return lost, late


def curves(world: World, seen: Sequence[Seen]) -> pa.Table:
    """Rows of ``curve`` for the last days of the window: volts, amperes, watts of every meter as the utility sees them.

    Values are primary by the multiplier in the book: where the transformers are others than it says, so are the values.
    """
    told = world.scenario.acquisition
    count = min(world.scenario.curve_days, world.days)
    step = max(round(10 * float(told.step_v)), 1)
    points, quantities, values, gaps = list[int](), list[str](), list[Ints](), list[NDArray[np.bool_]]()
    units = list[str]()
    for place, one in enumerate(seen):
        if one.shown is None or not count:
            continue
        lost, _ = _through(world, one, world.days)
        share = float(one.dials.multiplier) / one.true_ratio[-1]
        skew = float(Stream(world.seed, one.place.number, "clock").normal(1)[0]) * told.clock_seconds / 900
        for name, unit, series in _quantities(one, share):
            scaled = np.rint(_skewed(series, skew)).astype(np.int64)
            gone = np.repeat(lost[-count:, np.newaxis], _SLOTS, axis=1)
            if unit == "dV":
                scaled = scaled // step * step
                drawn = Stream(world.seed, one.place.number, f"curve {name}").uniform(scaled.size)
                gone = gone | (drawn < float(told.missing_voltage)).reshape(count, _SLOTS)
            points.append(place)
            quantities.append(name)
            units.append(unit)
            values.append(scaled.reshape(count, _SLOTS))
            gaps.append(gone)
    if not points:
        return pa.table({name: pa.array([], kind) for name, kind in _curve_kinds().items()})
    rows = len(points) * count
    day = np.tile(np.arange(world.days - count, world.days), len(points))
    each = np.repeat(np.arange(len(points)), count)
    missing = np.concatenate(gaps)
    return pa.table(
        {
            "point_id": repeated([seen[one].place.number for one in points], each),
            "day": days(world.first, day),
            "quantity": repeated(quantities, each),
            "slots": lists(np.concatenate(values), missing),
            "slot_minutes": pa.array(np.full(rows, 1440 // _SLOTS)),
            "unit": repeated(units, each),
            "secondary": pa.array(np.zeros(rows, np.bool_)),
            KNOWN_ON: days(world.first, day + 1),
        }
    )


def _curve_kinds() -> dict[str, pa.DataType]:
    names = ("point_id", "day", "quantity", "slots", "slot_minutes", "unit", "secondary")
    columns = table("curve").by_name
    return {**{name: columns[name].type.arrow for name in names}, KNOWN_ON: pa.date32()}


def _quantities(one: Seen, share: float) -> Iterator[tuple[str, str, Series]]:
    """Name, unit and values of what a meter shows, (steps,): 0.1 V, mA, W, var."""
    shown = one.shown
    assert shown is not None
    for place, phase in enumerate(_ELEMENT_PHASES[ELEMENTS[one.place.wiring]]):
        yield f"voltage_{phase}", "dV", 10 * np.abs(shown.voltage[:, place])
        yield f"current_{phase}", "mA", 1000 * share * np.abs(shown.current[:, place])
        if ELEMENTS[one.place.wiring] > 1:
            apparent = shown.voltage[:, place] * np.conj(shown.current[:, place])
            yield f"active_power_{phase}", "W", share * apparent.real
    yield "active_power", "W", share * shown.power
    if ELEMENTS[one.place.wiring] > 1:
        yield "reactive_power", "var", share * shown.reactive


def _skewed(series: Series, slots: float) -> Series:
    """What a meter shows whose clock is ahead by a part of a slot: a mean of the slot and of the one before it."""
    if not slots:
        return series
    other = np.roll(series, 1 if slots > 0 else -1)
    part = min(abs(slots), 1.0)
    return np.asarray((1 - part) * series + part * other)


def events(world: World, seen: Sequence[Seen]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Rows of ``event`` with the day on which each came: what meters report of what was done to them."""
    for one in seen:
        for each in one.chosen:
            for number, event in enumerate(each.planting.effect.events):
                times = {"start": each.starts_on, "end": each.ends_on}
                for when in ("start", "end") if event.at == "both" else (event.at,):
                    begun = times[when]
                    if begun > world.last:
                        continue
                    minutes = int(Stream(world.seed, each.number, f"event {number} {when}").uniform(1)[0] * 1440)
                    at = _instant(begun) + timedelta(minutes=minutes)
                    ended = None if event.lasts and each.ends_on > world.last else _instant(each.ends_on)
                    yield (
                        begun + timedelta(1),
                        {
                            "event_id": f"{one.mounted.asset}{begun:%y%m%d}{number}{when[0]}",
                            "meter_id": one.mounted.asset,
                            "point_id": one.place.number,
                            "event_kind": event.kind,
                            "phase": event.phase,
                            "started_at": at,
                            "ended_at": ended if event.lasts else at + timedelta(minutes=5),
                            "reported_at": at + timedelta(minutes=20),
                            "occurrences": 1,
                            "source": "meter",
                        },
                    )


def _instant(day: Any) -> datetime:
    """Midnight of a local day as UTC without zone."""
    return datetime.combine(day, time(), UTC).replace(tzinfo=None) - _LOCAL
