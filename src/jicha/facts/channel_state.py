"""---
fact: channel_state
version: 2
title: What each phase channel of an area's check point and feeders shows
title_zh: 台区总表与馈线各相通道的状态
scope: area
history: 1 month
key: [point_id, quantity]
partition_by: [area_id]
equivalent:
  "drop condition: NOT COALESCE(c.secondary, FALSE) AND c.quantity IN ('active_power_a', 'active_power_b', 'active_power_c') -> NOT COALESCE(c.secondary, FALSE)": the kernel leaves other quantities, here they are not even carried to it
columns:
  area_id: [text, '', Area, 台区, area.area_id]
  point_id: [text, '', Point, 计量点, point.point_id]
  quantity: [code(curve_quantity), '', Phase, 相别]
  point_use: [code(point_use), '', Use of the point, 计量点用途]
  slots: [integer, count, Slots with a value, 有值时段数]
  area_slots: [integer, count, Slots in which any channel of the area has a value, 台区任一通道有值的时段数]
  net_kwh: ["decimal(18,3)", kWh, Energy with its sign, 净电量]
  gross_kwh: ["decimal(18,3)", kWh, Energy without its sign, 绝对电量]
  night_net_kwh: ["decimal(18,3)", kWh, Energy from 22 to 5 o'clock with its sign, 夜间(22时至5时)净电量]
  night_gross_kwh: ["decimal(18,3)", kWh, Energy from 22 to 5 o'clock without its sign, 夜间绝对电量]
  negative_slots: [integer, count, Slots below zero, 负值时段数]
  smallest_w: [integer, W, Smallest value, 最小值]
  greatest_w: [integer, W, Greatest value, 最大值]
  area_largest_w: [integer, W, Largest power of any feeder phase of the area, 台区馈线各相最大功率]
---
## English
Sums over the days of the run, in whole watts and minutes, so that no order of rows changes them. Night is the time without
sun: energy that flows back then is no solar roof. Only check points, busbars, feeders and points without a stated use are
read; where the channels of an area come in several slot lengths, the most common one is. Fill values (as in curve_day) are no
watts, whatever the meter could carry: a slot that truly stood at one is lost, and a slot is seldom missed.

## 中文
按运行窗口内各日以整瓦、整分钟求和, 与行序无关。夜间无光照, 反向电量不可能来自光伏。仅读取台区总表、母线、馈线及未注明用途的计量点;
同一台区时段长度不一时取最常见者。填充值(同 curve_day)一律不作功率值, 个别真值恰等于填充值的时段按缺数处理。

```sql
SELECT p.area_id, p.point_id, c.day, c.quantity, p.point_use, c.slot_minutes, c.slots
FROM curve AS c
INNER JOIN point AS p ON p.point_id = c.point_id
WHERE NOT coalesce(c.secondary, FALSE)
  AND c.quantity IN ('active_power_a', 'active_power_b', 'active_power_c')
  AND (p.point_use IN ('area_check', 'busbar', 'feeder') OR p.point_use IS NULL)
  AND c.day >= :run_from AND c.day < :run_to
```

| case | point.point_id | point.area_id | point.point_use | curve.point_id | curve.day  | curve.quantity | curve.secondary | curve.slot_minutes | curve.slots                                                                                                             |
|------|----------------|---------------|-----------------|----------------|------------|----------------|-----------------|-------------------:|-------------------------------------------------------------------------------------------------------------------------|
| c1   | bus            | a1            | area_check      | bus            | 2026-01-01 | active_power_a | false           |                120 | 100 200 300 400 500 600 700 800 900 1000 1100 1200                                                                      |
| c2   | bus            | a1            | area_check      | bus            | 2026-01-02 | active_power_a | false           |                120 | - - - - - - - - - - - -30                                                                                               |
| c3   | f1             | a1            | feeder          | f1             | 2026-01-01 | active_power_b | false           |                120 | -10 -20 -30 5 0 0 0 0 0 0 0 -40                                                                                         |
| c4   | f1             | a1            | feeder          | f1             | 2026-01-02 | active_power_b | false           |                120 | - - - - - - - - - - - -                                                                                                 |
| c5   | f2             | a1            |                 | f2             | 2026-01-01 | active_power_c |                 |                120 | 1 1 1 1 1 1 1 1 1 1 1 1                                                                                                 |
| c6   | f3             | a1            | busbar          | f3             | 2026-01-01 | active_power_c | false           |                120 | 7 7 7 7 7 7 7 7 7 7 7 7                                                                                                 |
| c7   | f4             | a1            | sale            | f4             | 2026-01-01 | active_power_c | false           |                120 | 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000                                                             |
| c8   | f2             | a1            |                 | f2             | 2026-01-01 | voltage_a      | false           |                120 | 2200 2200 2200 2200 2200 2200 2200 2200 2200 2200 2200 2200                                                             |
| c9   | f5             |               | feeder          | f5             | 2026-01-01 | active_power_a | false           |                120 | 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000                                                             |
| c10  | f6             | a1            | feeder          | f6             | 2026-01-01 | active_power_a | true            |                120 | 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000                                                             |
| c11  | f7             | a1            | feeder          | f7             | 2026-01-01 | active_power_a | false           |                 60 | 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 |
| c12  | f8             | a2            | feeder          | f8             | 1900-01-01 | active_power_a | false           |                120 | 10 10 10 10 10 10 10 10 10 10 10 10                                                                                     |
| c13  | f8             | a2            | feeder          | f8             | 2126-01-01 | active_power_a | false           |                120 | 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000                                                             |
| c14  | f8             | a2            | feeder          | f8             | 1899-12-31 | active_power_a | false           |                120 | 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000 9000                                                             |
| c15  | f8             | a2            | feeder          | f8             | 2125-12-31 | active_power_a | false           |                120 | 20 20 20 20 20 20 20 20 20 20 20 20                                                                                     |
| c16  | f9             | a3            | feeder          | f9             | 2026-01-01 | active_power_a | false           |                120 | 65535 32767 -32768 655350 327670 2147483647 10 10 10 10 10 10                                                           |
| c17  | f10            | a3            | feeder          | f10            | 2026-01-01 | active_power_b | false           |                120 | 65535 65535 65535 65535 65535 65535 65535 65535 65535 65535 65535 65535                                                 |
| c18  | f11            | a3            | feeder          | f11            | 2026-01-01 | active_power_c | false           |                120 | -32768 65534 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5                                                                              |

| case | channel_state.point_id | channel_state.quantity | channel_state.area_id | channel_state.point_use | channel_state.slots | channel_state.area_slots | channel_state.net_kwh | channel_state.gross_kwh | channel_state.night_net_kwh | channel_state.night_gross_kwh | channel_state.negative_slots | channel_state.smallest_w | channel_state.greatest_w | channel_state.area_largest_w |
|------|------------------------|------------------------|-----------------------|-------------------------|--------------------:|-------------------------:|----------------------:|------------------------:|----------------------------:|------------------------------:|-----------------------------:|-------------------------:|-------------------------:|-----------------------------:|
| r1   | bus                    | active_power_a         | a1                    | area_check              |                  13 |                       13 |                 15.54 |                   15.66 |                        3.54 |                          3.66 |                            1 |                      -30 |                     1200 |                           40 |
| r2   | f1                     | active_power_b         | a1                    | feeder                  |                  12 |                       13 |                 -0.19 |                    0.21 |                        -0.2 |                           0.2 |                            4 |                      -40 |                        5 |                           40 |
| r3   | f2                     | active_power_c         | a1                    |                         |                  12 |                       13 |                 0.024 |                   0.024 |                       0.008 |                         0.008 |                            0 |                        1 |                        1 |                           40 |
| r4   | f3                     | active_power_c         | a1                    | busbar                  |                  12 |                       13 |                 0.168 |                   0.168 |                       0.056 |                         0.056 |                            0 |                        7 |                        7 |                           40 |
| r5   | f8                     | active_power_a         | a2                    | feeder                  |                  24 |                       24 |                  0.72 |                    0.72 |                        0.24 |                          0.24 |                            0 |                       10 |                       20 |                           20 |
| r6   | f9                     | active_power_a         | a3                    | feeder                  |                   6 |                       11 |                  0.12 |                    0.12 |                        0.02 |                          0.02 |                            0 |                       10 |                       10 |                        65534 |
| r7   | f10                    | active_power_b         | a3                    | feeder                  |                   0 |                       11 |                     0 |                       0 |                           0 |                             0 |                            0 |                          |                          |                        65534 |
| r8   | f11                    | active_power_c         | a3                    | feeder                  |                  11 |                       11 |               130.968 |                 131.168 |                     131.048 |                       131.088 |                           10 |                       -5 |                    65534 |                        65534 |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jicha.facts.curve_day import FILL_VALUES

CHECK_USES = ("area_check", "busbar")
PHASES = ("active_power_a", "active_power_b", "active_power_c")
NIGHT_FROM_HOUR, NIGHT_TO_HOUR = 22, 5
_MINUTES_AN_HOUR = 60
_BETWEEN = "\x1f"  # stands in no name, so that two names joined stay apart


@dataclass(frozen=True)
class Channels:
    """The channels of one area on one grid of slots: ``watts`` and ``known`` are (channel, slot)."""

    area_id: str
    slot_minutes: int
    points: tuple[str, ...]
    quantities: tuple[str, ...]
    uses: tuple[str | None, ...]
    watts: npt.NDArray[np.int64]
    known: npt.NDArray[np.bool_]

    @property
    def is_check(self) -> npt.NDArray[np.bool_]:
        """The channels of the area's check point or busbar."""
        return np.array([use in CHECK_USES for use in self.uses], bool)

    @property
    def largest_feeder_w(self) -> int:
        """The largest power of any channel that is no check channel."""
        feeders = np.abs(self.watts[~self.is_check])
        return int(feeders.max(initial=0))


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each channel of each area in ``rows``."""
    return pa.Table.from_pylist([row for area in areas_of(rows) for row in _states(area)], schema=_SCHEMA)


def areas_of(rows: pa.Table) -> Iterator[Channels]:
    """The areas of the kernel's input, each on its most common grid of slots; rows without an area are left."""
    filled = pc.greater(pc.list_value_length(rows["slots"]), 0)
    placed = pc.and_(pc.is_valid(rows["area_id"]), pc.is_valid(rows["slot_minutes"]))
    of_phase = pc.is_in(rows["quantity"], pa.array(PHASES))
    held = rows.filter(pc.and_(pc.and_(filled, placed), of_phase))
    area_ids = held["area_id"].combine_chunks().dictionary_encode()
    of_area = area_ids.indices.to_numpy()
    order = np.argsort(of_area, kind="stable")
    edges = np.searchsorted(of_area[order], np.arange(len(area_ids.dictionary) + 1))
    for number, area_id in enumerate(area_ids.dictionary.to_pylist()):
        yield _on_grid(area_id, held.take(pa.array(order[edges[number] : edges[number + 1]])))


def _on_grid(area_id: str, held: pa.Table) -> Channels:
    lengths = pc.list_value_length(held["slots"]).to_numpy()
    minutes = held["slot_minutes"].to_numpy()
    grids, counts = np.unique(np.stack([minutes, lengths]), axis=1, return_counts=True)
    slot_minutes, length = (int(part) for part in grids[:, int(counts.argmax())])
    held = held.filter(pa.array((minutes == slot_minutes) & (lengths == length)))
    days, day_of = np.unique(held["day"].to_numpy(), return_inverse=True)
    names = pc.binary_join_element_wise(held["point_id"], held["quantity"], _BETWEEN).combine_chunks()
    channels, first_row, channel_of = np.unique(
        names.to_numpy(zero_copy_only=False).astype(str), return_index=True, return_inverse=True
    )
    flat = held["slots"].combine_chunks().flatten()
    shape = (len(channels), len(days), length)
    watts, known = np.zeros(shape, np.int64), np.zeros(shape, bool)
    values = flat.fill_null(0).to_numpy()
    is_value = flat.is_valid().to_numpy(zero_copy_only=False) & ~np.isin(values, FILL_VALUES)
    watts[channel_of, day_of] = np.where(is_value, values, 0).reshape(-1, length)
    known[channel_of, day_of] = is_value.reshape(-1, length)
    one_each = held.select(["point_id", "quantity", "point_use"]).take(pa.array(first_row))
    return Channels(
        area_id=area_id,
        slot_minutes=slot_minutes,
        points=tuple(one_each["point_id"].to_pylist()),
        quantities=tuple(one_each["quantity"].to_pylist()),
        uses=tuple(one_each["point_use"].to_pylist()),
        watts=watts.reshape(len(channels), -1),
        known=known.reshape(len(channels), -1),
    )


def kwh(watts: npt.NDArray[np.int64], slot_minutes: int) -> Decimal:
    """Watts over slots as kWh to the Wh, halves away from zero."""
    total = int(watts.sum()) * slot_minutes
    half = _MINUTES_AN_HOUR // 2
    wh = (abs(total) + half) // _MINUTES_AN_HOUR
    return Decimal(wh if total >= 0 else -wh).scaleb(-3)


def _states(area: Channels) -> Iterator[dict[str, object]]:
    in_area = int(area.known.any(axis=0).sum())
    night = _night(area)
    largest = area.largest_feeder_w
    for number, (point, quantity) in enumerate(zip(area.points, area.quantities, strict=True)):
        held = area.watts[number][area.known[number]]
        dark = area.watts[number][area.known[number] & night]
        yield {
            "area_id": area.area_id,
            "point_id": point,
            "quantity": quantity,
            "point_use": area.uses[number],
            "slots": len(held),
            "area_slots": in_area,
            "net_kwh": kwh(held, area.slot_minutes),
            "gross_kwh": kwh(np.abs(held), area.slot_minutes),
            "night_net_kwh": kwh(dark, area.slot_minutes),
            "night_gross_kwh": kwh(np.abs(dark), area.slot_minutes),
            "negative_slots": int((held < 0).sum()),
            "smallest_w": int(held.min()) if len(held) else None,
            "greatest_w": int(held.max()) if len(held) else None,
            "area_largest_w": largest,
        }


def _night(area: Channels) -> npt.NDArray[np.bool_]:
    """Which slots begin between 22 and 5 o'clock."""
    starts = np.arange(area.watts.shape[1]) * area.slot_minutes % (24 * 60)
    return (starts >= NIGHT_FROM_HOUR * 60) | (starts < NIGHT_TO_HOUR * 60)


_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("area_id", "point_id", "quantity", "point_use")),
        *((name, pa.int64()) for name in ("slots", "area_slots")),
        *((name, pa.decimal128(18, 3)) for name in ("net_kwh", "gross_kwh", "night_net_kwh", "night_gross_kwh")),
        *((name, pa.int64()) for name in ("negative_slots", "smallest_w", "greatest_w", "area_largest_w")),
    ]
)
