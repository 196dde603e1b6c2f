"""---
fact: curve_day
version: 2
title: What a day's curve amounts to, and what in it cannot be
title_zh: 日曲线的电量与异常点数
scope: point
history: 1 month
key: [point_id, quantity, day]
partition_by: [point_id]
equivalent:
  "drop where: WHERE c.day >= $run_from AND c.day < $run_to -> nothing": it saves reading; no example can lie outside of all time
columns:
  point_id: [text, '', Point, 计量点, point.point_id]
  quantity: [code(curve_quantity), '', Quantity, 数据类型]
  day: [date, '', Day, 数据日期]
  slots: [integer, count, Slots of the curve, 时段数]
  known: [integer, count, Slots with a value that is no fill value, 有效时段数]
  minutes: [integer, min, Minutes that the slots cover, 覆盖分钟数]
  kwh: ["decimal(18,6)", kWh, "Energy of the known slots that can be, after the ratio; blank for other quantities", 有效且可能的时段电量]
  smallest: [integer, '1', Smallest known value in the unit of the curve, 最小有效值]
  greatest: [integer, '1', Greatest known value in the unit of the curve, 最大有效值]
  fills: [integer, count, Slots with a fill value, 填充值时段数]
  impossible: [integer, count, Slots with a value that cannot be, 不可能值时段数]
---
## English
A voltage above one and a half times what the meter is made for or below zero, a current above twice the meter's highest
(times the ratio), a power factor above one, a power or energy a fifth above what the meter carries cannot be. Fill values
(65535, 32767 and the like) are no values: among powers and energies, which may well pass through such a number, only where
the meter could not carry them. A day has 23, 24 or 25 hours, and a repeated hour is kept twice: the energy is that of all
slots whose value can be, whatever their number.

## 中文
电压高于额定 1.5 倍或为负、电流高于最大电流两倍(乘倍率)、功率因数大于 1、功率或电量超过表计能力两成以上均不可能。填充值(65535、32767 等)不是数值; 功率与电量可能恰为
该数, 仅在超过表计能力时视为填充。一日可为 23、24、25 小时, 重复的一小时保留两次, 电量按全部可能的时段累计。

```sql
WITH meters AS (
  SELECT i.point_id, MAX(m.rated_voltage) AS rated_voltage, MAX(m.max_current) AS max_current, MAX(i.ratio) AS ratio,
         MAX(i.ratio_pt) AS ratio_pt, MAX(i.ratio_ct) AS ratio_ct,
         MAX(CASE WHEN m.wiring = 'single_phase' THEN 1 ELSE 3 END) AS phases
  FROM meter_installation AS i INNER JOIN meter AS m ON m.meter_id = i.meter_id
  GROUP BY i.point_id
)
SELECT c.point_id, c.day, c.quantity, COALESCE(c.secondary, FALSE) AS secondary, c.slot_minutes, c.slots,
       s.rated_voltage, s.max_current, s.ratio, s.ratio_pt, s.ratio_ct, s.phases
FROM curve AS c LEFT JOIN meters AS s ON s.point_id = c.point_id
WHERE c.day >= :run_from AND c.day < :run_to
```

| meter_installation.installation_id | meter_installation.point_id | meter_installation.meter_id | meter_installation.ratio | meter_installation.ratio_pt | meter_installation.ratio_ct | meter.meter_id | meter.rated_voltage | meter.max_current | meter.wiring          |
|------------------------------------|-----------------------------|-----------------------------|-------------------------:|----------------------------:|----------------------------:|----------------|--------------------:|------------------:|-----------------------|
| own                                | p                           | one                         |                        1 |                           1 |                           1 | one            |                 220 |                 5 | single_phase          |
| more                               | p                           | two                         |                        2 |                           1 |                           2 | two            |                 200 |                10 | single_phase          |
| high                               | hv                          | three                       |                     3000 |                         100 |                          30 | three          |                 100 |                 6 | three_phase_four_wire |
| metered_not                        | none                        | nothing                     |                        1 |                           1 |                           1 | -              |                   - |                 - | -                     |

| case | curve.point_id | curve.day  | curve.quantity | curve.secondary | curve.slot_minutes | curve.slots                 | curve_day.point_id | curve_day.quantity | curve_day.day | curve_day.slots | curve_day.known | curve_day.minutes | curve_day.kwh | curve_day.smallest | curve_day.greatest | curve_day.fills | curve_day.impossible |
|------|----------------|------------|----------------|-----------------|-------------------:|-----------------------------|--------------------|--------------------|---------------|----------------:|----------------:|------------------:|--------------:|-------------------:|-------------------:|----------------:|---------------------:|
| r1   | p              | 2026-01-01 | active_power   | false           |                120 | 1 2 3 4 5 6 7 8 9 10 11 12  | p                  | active_power       | 2026-01-01    |              12 |              12 |              1440 |         0.156 |                  1 |                 12 |               0 |                    0 |
| r2   | p              | 2026-01-02 | active_power   | false           |                 60 | 100 - 65535 5280            | p                  | active_power       | 2026-01-02    |               4 |               2 |               240 |          5.38 |                100 |               5280 |               1 |                    0 |
| r3   | p              | 2026-01-03 | active_power   | false           |                 60 | 23*1000                     | p                  | active_power       | 2026-01-03    |              23 |              23 |              1380 |            23 |               1000 |               1000 |               0 |                    0 |
| r4   | p              | 2026-01-04 | active_energy  | false           |                 60 | 25*1000                     | p                  | active_energy      | 2026-01-04    |              25 |              25 |              1500 |            25 |               1000 |               1000 |               0 |                    0 |
| r5   | p              | 2026-01-01 | voltage_a      | false           |                 60 | 2200 3300 3301 0 -1 65535 - | p                  | voltage_a          | 2026-01-01    |               7 |               5 |               420 |               |                 -1 |               3301 |               1 |                    2 |
| r6   | p              | 2026-01-01 | current_a      | false           |                 60 | 40000 40001 -40001 32767 0  | p                  | current_a          | 2026-01-01    |               5 |               4 |               300 |               |             -40001 |              40001 |               1 |                    2 |
| r7   | p              | 2026-01-01 | power_factor   | false           |                 60 | 1000 -1000 1300 -1001 32767 | p                  | power_factor       | 2026-01-01    |               5 |               4 |               300 |               |              -1001 |               1300 |               1 |                    2 |
| r8   | p              | 2026-01-02 | current_a      | true            |                 60 | 20000 20001                 | p                  | current_a          | 2026-01-02    |               2 |               2 |               120 |               |              20000 |              20001 |               0 |                    1 |
| r9   | hv             | 2026-01-01 | voltage_a      |                 |                 60 | 150000 150001               | hv                 | voltage_a          | 2026-01-01    |               2 |               2 |               120 |               |             150000 |             150001 |               0 |                    1 |
| r10  | hv             | 2026-01-01 | voltage_b      | true            |                 60 | 1500 1501                   | hv                 | voltage_b          | 2026-01-01    |               2 |               2 |               120 |               |               1500 |               1501 |               0 |                    1 |
| r11  | hv             | 2026-01-01 | current_b      | false           |                 60 | 360000 360001               | hv                 | current_b          | 2026-01-01    |               2 |               2 |               120 |               |             360000 |             360001 |               0 |                    1 |
| r12  | hv             | 2026-01-01 | active_power   | false           |                 60 | 6553500 65535               | hv                 | active_power       | 2026-01-01    |               2 |               1 |               120 |        65.535 |              65535 |              65535 |               1 |                    0 |
| r13  | hv             | 2026-01-02 | active_power   | true            |                 60 | 1000                        | hv                 | active_power       | 2026-01-02    |               1 |               1 |                60 |               |               1000 |               1000 |               0 |                    0 |
| r14  | none           | 2026-01-01 | voltage_a      | false           |                 60 | 9000 65535 - -              | none               | voltage_a          | 2026-01-01    |               4 |               1 |               240 |               |               9000 |               9000 |               1 |                    0 |
| r15  | none           | 2026-01-01 | active_power   | false           |                 60 | 65535 2147483647            | none               | active_power       | 2026-01-01    |               2 |               1 |               120 |        65.535 |              65535 |              65535 |               1 |                    0 |
| r16  | none           | 2026-01-02 | active_power   | false           |                 60 |                             | none               | active_power       | 2026-01-02    |                 |                 |                   |               |                    |                    |                 |                      |
| r17  | none           | 2026-01-03 | active_power   | false           |                 60 | - -                         | none               | active_power       | 2026-01-03    |               2 |               0 |               120 |               |                    |                    |               0 |                    0 |
| r18  | none           | 2026-01-04 | active_power   | false           |                 20 | 1 1                         | none               | active_power       | 2026-01-04    |               2 |               2 |                40 |      0.000667 |                  1 |                  1 |               0 |                    0 |
| r19  | p              | 2026-01-05 | active_power   | false           |                 60 | 5280 5281 -5281             | p                  | active_power       | 2026-01-05    |               3 |               3 |               180 |          5.28 |              -5281 |               5281 |               0 |                    2 |
| r20  | p              | 2026-01-05 | active_energy  | false           |                 30 | 2640 2641 65535             | p                  | active_energy      | 2026-01-05    |               3 |               2 |                90 |          2.64 |               2640 |               2641 |               1 |                    1 |
| r21  | p              | 2026-01-06 | active_power   | false           |                 60 | 5281                        | p                  | active_power       | 2026-01-06    |               1 |               1 |                60 |               |               5281 |               5281 |               0 |                    1 |
"""  # noqa: E501

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jicha.facts.registers.exact import Known, Mask, Whole, decimals, whole

# All bits set and the largest signed numbers of 16 bits, as they stand or scaled; the largest of 32 bits.
FILL_VALUES = (*(value * scale for value in (65535, 32767, -32768) for scale in (1, 10, 100, 1000)), 2147483647)
ALWAYS_FILL = (2147483647,)  # no power is that
VOLTAGE_TENTHS, CURRENT_TIMES, POWER_TENTHS = 15, 2, 12  # of what the meter is made for
_ENERGY = pa.decimal128(18, 6)
_THOUSANDTHS = 1000  # ratios, volts and amperes come in thousandths


def kernel(rows: pa.Table) -> pa.Table:
    """One row for each curve; a curve without a list keeps its row, so that it is not taken for a day without one."""
    rows = rows.combine_chunks()
    lists = rows["slots"].combine_chunks()
    length = whole(pc.list_value_length(rows["slots"]))
    owner = np.repeat(np.arange(rows.num_rows), length.values)
    flat = lists.flatten()
    values = flat.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    quantity = rows["quantity"].to_pylist()
    is_power, is_energy = (np.array([word in (one or "") for one in quantity], bool) for word in ("_power", "_energy"))
    most = _most(rows, quantity, is_power, is_energy)
    present = flat.is_valid().to_numpy(zero_copy_only=False)
    beyond = present & most.known[owner] & (np.abs(values) > most.values[owner])
    looks_filled = present & np.isin(values, FILL_VALUES)
    may_be_value = (is_power | is_energy)[owner] & ~beyond & ~np.isin(values, ALWAYS_FILL)
    filled = looks_filled & ~may_be_value
    known = present & ~filled
    is_voltage = np.array([(one or "").startswith("voltage") for one in quantity], bool)[owner]
    impossible = known & (beyond | (is_voltage & (values < 0)))
    counted = known & ~impossible
    return pa.table(
        {
            "point_id": rows["point_id"],
            "quantity": rows["quantity"],
            "day": rows["day"],
            "slots": pa.array(length.values, mask=~length.known),
            "known": _counted(known, length),
            "minutes": pc.multiply(pc.list_value_length(rows["slots"]).cast(pa.int64()), rows["slot_minutes"]),
            "kwh": decimals(_energy(rows, np.where(counted, values, 0), counted, length, is_power, is_energy), _ENERGY),
            "smallest": _extreme(np.minimum, values, known, length),
            "greatest": _extreme(np.maximum, values, known, length),
            "fills": _counted(filled, length),
            "impossible": _counted(impossible, length),
        }
    )


def _most(rows: pa.Table, quantity: list[str | None], is_power: Mask, is_energy: Mask) -> Known:
    """What a value's size may not pass, in the unit of the curve."""
    secondary = rows["secondary"].to_numpy()
    volts, amperes, ratio, ratio_pt, ratio_ct = (
        whole(rows[name]) for name in ("rated_voltage", "max_current", "ratio", "ratio_pt", "ratio_ct")
    )
    phases = whole(rows["phases"])

    def times(known: Known) -> Whole:
        return np.where(secondary, _THOUSANDTHS, known.values)

    kinds = {
        "voltage": (
            volts.values * VOLTAGE_TENTHS * times(ratio_pt) // 10**6,
            volts.known & (secondary | ratio_pt.known),
        ),
        "current": (
            amperes.values * CURRENT_TIMES * times(ratio_ct) // _THOUSANDTHS,
            amperes.known & (secondary | ratio_ct.known),
        ),
        "power_factor": (np.full(len(quantity), 1000), np.ones(len(quantity), bool)),
    }
    watts = volts.values * amperes.values // 10**6 * phases.values * POWER_TENTHS * times(ratio) // (10 * _THOUSANDTHS)
    minutes = whole(rows["slot_minutes"])
    most = np.where(is_power, watts, watts * minutes.values // 60)
    known = (is_power | (is_energy & minutes.known)) & volts.known & amperes.known & (secondary | ratio.known)
    for word, (limit, is_known) in kinds.items():
        here = np.array([(one or "").startswith(word) for one in quantity], bool)
        most, known = np.where(here, limit, most), np.where(here, is_known, known)
    return Known(most, known)


def _by_curve(how: np.ufunc, values: Whole, length: Known, nothing: int) -> Whole:
    """The slots of each curve put together; ``nothing`` for a curve without any."""
    found = np.full(len(length.values), nothing)
    filled = length.values > 0
    if filled.any():
        found[filled] = how.reduceat(values, (np.cumsum(length.values) - length.values)[filled])
    return found


def _counted(chosen: Mask, length: Known) -> pa.Array:
    return pa.array(_by_curve(np.add, chosen.astype(np.int64), length, 0), mask=~length.known)


def _energy(rows: pa.Table, values: Whole, known: Mask, length: Known, is_power: Mask, is_energy: Mask) -> Known:
    """Millionths of a kWh: a watt for a minute makes 50/3 of them, a watt-hour a thousand."""
    sums = _by_curve(np.add, values, length, 0)
    minutes = whole(rows["slot_minutes"])
    of_power = sums * minutes.values * 50
    rounded = np.sign(of_power) * ((np.abs(of_power) * 2 + 3) // 6)
    counted = _by_curve(np.add, known.astype(np.int64), length, 0) > 0
    is_there = counted & (is_energy | (is_power & minutes.known)) & ~rows["secondary"].to_numpy()
    return Known(np.where(is_there, np.where(is_power, rounded, sums * 1000), 0), is_there)


def _extreme(how: np.ufunc, values: Whole, known: Mask, length: Known) -> pa.Array:
    limits = np.iinfo(np.int64)
    nothing = limits.max if how is np.minimum else limits.min
    found = _by_curve(how, np.where(known, values, nothing), length, nothing)
    return pa.array(found, mask=found == nothing)
