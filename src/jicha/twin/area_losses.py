"""What the loss system states of each area and day: supply by its check meter, sales by the meters booked under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jicha.schema import table
from jicha.twin.columns import days, decimals, repeated
from jicha.twin.records import KNOWN_ON
from jicha.twin.seen import Seen
from jicha.twin.world import World

_SCALE = 3
_PERCENT = 100


def area_loss_days(world: World, seen: Sequence[Seen]) -> pa.Table:
    """Rows of ``area_loss_daily``, for the areas that have a check meter."""
    count = world.days
    areas = sorted({one.recorded_area for one in seen if one.account is None})
    supply: dict[str, NDArray[np.int64]] = {}
    sales: dict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros(count, np.int64))
    fed_in: dict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros(count, np.int64))
    points: dict[str, int] = defaultdict(int)
    for one in seen:
        moved = _moved(one)
        if one.account is None:
            supply[one.recorded_area] = moved - _fed_in(one)
        elif one.recorded_area:
            sales[one.recorded_area] += moved
            fed_in[one.recorded_area] += _fed_in(one)
            points[one.recorded_area] += 1
    into = np.concatenate([supply[area] for area in areas])
    sold = np.concatenate([sales[area] for area in areas])
    day = np.tile(np.arange(count), len(areas))
    each = np.repeat(np.arange(len(areas)), count)
    due = np.repeat([points[area] for area in areas], count)
    given = np.concatenate([fed_in[area] for area in areas])
    loss = into + given - sold
    whole = np.maximum(into + given, 1)
    columns = table("area_loss_daily").by_name
    kwh, percent = columns["supply_kwh"].type.arrow, columns["loss_percent"].type.arrow
    share = np.rint(loss * (_PERCENT * 10**percent.scale) / whole).astype(np.int64)
    most = 10 ** (percent.precision) - 1
    return pa.table(
        {
            "area_id": repeated(areas, each),
            "day": days(world.first, day),
            "supply_kwh": decimals(into * 10 ** (kwh.scale - _SCALE), kwh),
            "generation_kwh": decimals(given * 10 ** (kwh.scale - _SCALE), kwh),
            "sales_kwh": decimals(sold * 10 ** (kwh.scale - _SCALE), kwh),
            "loss_kwh": decimals(loss * 10 ** (kwh.scale - _SCALE), kwh),
            "loss_percent": decimals(np.clip(share, -most, most), percent, into <= 0),
            "points_due": pa.array(due),
            "points_read": pa.array(due),
            "computable": pa.array(into > 0),
            KNOWN_ON: days(world.first, day + 2),
        }
    )


def _fed_in(one: Seen) -> NDArray[np.int64]:
    """What the dial of what is fed in advanced on each day, in thousandths of a kWh; nothing where there is none."""
    if one.reverse is None:
        return np.zeros(one.dials.active.shape[0], np.int64)
    steps = np.diff(one.reverse, prepend=0)
    return np.asarray(np.rint(steps * float(one.dials.multiplier) * 10), np.int64)


def _moved(one: Seen) -> NDArray[np.int64]:
    """What the dial of the total advanced on each day, in thousandths of a kWh by the multiplier in the book."""
    shown = np.concatenate([[one.dials.before[0]], one.dials.active[:, 0]])
    steps = np.diff(shown)
    steps = np.where(steps < -one.dials.turn // 2, steps + one.dials.turn, steps)
    return np.asarray(np.rint(steps * float(one.dials.multiplier) * 10), np.int64)
